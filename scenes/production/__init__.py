"""Runs manim as a subprocess, joins its clips into a film, and says what was made; never imports manim."""
