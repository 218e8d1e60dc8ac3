"""The line of scores: linear where the data are, broken before its far ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Line, VGroup
from numpy.typing import ArrayLike, NDArray

from scenes.kit.marks import onward
from scenes.kit.plot import AXIS, TICK, TICK_LENGTH

BREAK = 0.26
# How far off the ends scores beyond them stand, and how far ahead of these an arrow begins.
BEYOND, AHEAD = 0.24, 0.18


class ScoreLine:
    """A horizontal axis of z, true to scale within ±span, with ±far drawn at its ends.

    Parameters
    ----------
    span, far
        The score up to which the scale is true, and the score at the ends.
    left, right
        Places of −far and far.
    inner
        How much of each end is taken by the break, in frame units.
    y
        The line's height on the frame.
    """

    def __init__(self, span: float, far: float, left: float, right: float, inner: float, y: float) -> None:
        self.span, self.far, self.y = span, far, y
        self._x = np.array([left, left + inner, right - inner, right])
        self._z = np.array([-far, -span, span, far])

    def x(self, z: ArrayLike) -> NDArray[np.float64]:
        """Return the place of a score along the line; scores beyond its ends stand together, just off them."""
        z = np.asarray(z, float)
        return np.interp(z, self._z, self._x) + np.where(np.abs(z) > self.far, np.sign(z) * BEYOND, 0.0)

    def z(self, x: ArrayLike) -> NDArray[np.float64]:
        """Return the score at a place along the line."""
        return np.interp(np.asarray(x, float), self._x, self._z)

    def point(self, z: float) -> NDArray[np.float64]:
        """Return the place of a score on the frame."""
        return np.array([float(self.x(z)), self.y, 0.0])

    def samples(self, n: int = 160) -> NDArray[np.float64]:
        """Return scores from end to end, evenly spaced on the frame."""
        return self.z(np.linspace(self._x[0], self._x[-1], n))

    def draw(self, color: str, ticks: list[float], sides: Sequence[int] = ()) -> VGroup:
        """Draw the line with its breaks and ticks, and an arrow on each of the sides where scores lie beyond it."""
        far_left, left, right, far_right = self._x
        ends = ((far_left, left - BREAK / 2 - 0.1), (left - 0.1, right + 0.1), (right + BREAK / 2 + 0.1, far_right))
        drawing = VGroup()
        for start, end in ends:
            drawing.add(Line([start, self.y, 0], [end, self.y, 0], color=color, stroke_width=AXIS))
        for x in (left - 0.1 - BREAK / 2, left - 0.1, right + 0.1, right + 0.1 + BREAK / 2):
            slash = Line([x - 0.06, self.y - 0.11, 0], [x + 0.06, self.y + 0.11, 0], color=color, stroke_width=AXIS)
            drawing.add(slash)
        for z in (-self.far, *ticks, self.far):
            p = self.point(z)
            up = [0, TICK_LENGTH, 0]
            drawing.add(Line(p - up, p + up, color=color, stroke_width=TICK))
        drawing.add(*(onward(self.point(side * np.inf) + [side * AHEAD, 0, 0], side, color) for side in sides))
        return drawing
