"""Marks of the data: class 0 is a ring, class 1 a disc, and both at one place a disc inside a ring."""

from __future__ import annotations

import numpy as np
from manim import Circle, Dot, Line, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.theme import Theme

RADIUS = 0.098
HALO = 0.034
ONWARD = 0.26


def mark(theme: Theme, label: int, *, wide: bool = False, radius: float = RADIUS, halo: float = HALO) -> VMobject:
    """Return one row's mark; ``wide`` rings make room for a disc inside."""
    if label:
        around = Dot(radius=radius + halo, color=theme.ground)
        return VGroup(around, Dot(radius=radius * (0.8 if wide else 1), color=theme.class1))
    radius = radius * (1.6 if wide else 0.92)
    ring = Circle(radius=radius, color=theme.class0, stroke_width=3.4, fill_color=theme.ground, fill_opacity=1)
    around = Dot(radius=radius + 0.017 + halo, color=theme.ground)
    return VGroup(around, ring)


def end_ring(color: str, ground: str, radius: float = 0.1) -> Circle:
    """Return the small ring that marks an end which does not belong: (0, 1) is open."""
    return Circle(radius=radius, color=color, stroke_width=3.2, fill_color=ground, fill_opacity=1)


def onward(place: NDArray[np.float64], side: int, color: str) -> VGroup:
    """Return the arrow that starts at a place and says: farther off, to the right (1) or to the left (-1)."""
    x, y = float(place[0]), float(place[1])
    tip = [x + side * ONWARD, y, 0]
    barbs = (Line([tip[0] - side * 0.1, y + up, 0], tip) for up in (0.08, -0.08))
    return VGroup(Line([x, y, 0], tip), *barbs).set_stroke(color, 2.4)


def class_color(theme: Theme, label: int) -> str:
    """Return the colour of a label."""
    return theme.class1 if label else theme.class0
