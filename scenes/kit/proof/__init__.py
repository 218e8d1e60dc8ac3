"""Reads a scene's proofs: what it showed is held against what can be read, and against the numbers."""
