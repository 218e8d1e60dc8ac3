"""Paints for the clock: our renderer against Manim's own, on the same scenes, in the same run."""
