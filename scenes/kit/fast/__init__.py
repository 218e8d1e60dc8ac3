"""A faster road from a Manim scene to its film: what did not change is neither painted nor converted again.

`renderer_for` is what a scene needs. The package was made for Manim 0.22 and its Cairo renderer; with any other
version it says so and hands out Manim's own.
"""

from .renderer import renderer_for

__all__ = ["renderer_for"]
