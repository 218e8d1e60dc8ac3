"""Scores on their way to probabilities: the line bends, under one parameter."""

from __future__ import annotations

import numpy as np
from manim import ValueTracker, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from mathcore import sigmoid
from scenes.kit.cast import Cast
from scenes.kit.marks import class_color, end_ring, mark
from scenes.kit.plot import Plot, polyline
from scenes.kit.score_line import ScoreLine
from scenes.kit.theme import Theme

# Up first, then swept in: sideways motion follows this power of the parameter.
SWEEP = 2.2
# On the probability axis there is less room: marks arrive this much smaller.
SHRINK = 0.42


class Bend(VGroup):
    """The line of scores between itself (u = 0) and the open interval on the probability axis (u = 1).

    The ends of the motion are exact; the way between them is interpolated, and keeps the order at every u.
    """

    def __init__(self, theme: Theme, cast: Cast, line: ScoreLine, probability: Plot) -> None:
        super().__init__()
        self.u = ValueTracker(0.0)
        self._cast, self._line, self._probability = cast, line, probability
        self.strand = polyline(self.way(line.samples(), 0.0), theme.ink, 5.0)
        self.ends = VGroup(*(end_ring(theme.ink, theme.ground, 0.085) for _ in range(2)))
        self.trails = VGroup(*(_trail(class_color(theme, int(y)), theme.link_opacity) for y in cast.y))
        self.end_trails = VGroup(*(_trail(theme.quiet, theme.link_opacity) for _ in range(2)))
        self.marks = VGroup(
            *(mark(theme, int(y), wide=bool(pair)) for y, pair in zip(cast.y, cast.paired, strict=True))
        )
        # Discs after rings, so that a disc shows inside the ring at its place.
        front = sorted(range(cast.size), key=lambda k: int(cast.y[k]))
        self._size = 1.0
        self._places = np.zeros((cast.size, 3))
        self.add(self.end_trails, self.trails, self.strand, *(self.marks[k] for k in front), self.ends)
        self.add_updater(lambda bend: bend.place())
        self.place()

    def way(self, z: ArrayLike, u: ArrayLike) -> NDArray[np.float64]:
        """Return the places (..., 3) of scores at a parameter between 0 and 1."""
        z, u = np.broadcast_arrays(np.asarray(z, float), np.asarray(u, float))
        goal = self._probability.point(0, sigmoid(z))
        x = self._line.x(z) + (goal[..., 0] - self._line.x(z)) * u**SWEEP
        y = self._line.y + (goal[..., 1] - self._line.y) * u
        return np.stack([x, y, np.zeros_like(x)], axis=-1)

    def place(self) -> None:
        """Put everything where the parameter says."""
        u, far = self.u.get_value(), self._line.far
        past = np.linspace(0, u, 28)
        self.strand.set_points_as_corners(self.way(self._line.samples(), u))
        for end, trail, z in zip(self.ends, self.end_trails, (-far, far), strict=True):
            end.move_to(self.way(z, u))
            trail.set_points_as_corners(self.way(z, past))
        self._place_marks(1 - SHRINK * max(0.0, (u - 0.6) / 0.4), self.way(self._cast.z, u))
        ways = self.way(self._cast.z[:, None], past)
        for trail, way, aside in zip(self.trails, ways, self._cast.aside, strict=True):
            trail.set_points_as_corners(way + [aside, aside, 0])

    def _place_marks(self, size: float, places: NDArray[np.float64]) -> None:
        """Move the marks to their places; Manim takes longer to find out where they are than to draw them."""
        for dot, before, place in zip(self.marks, self._places, places, strict=True):
            dot.shift(place - before)
            if size != self._size:
                dot.scale(size / self._size, about_point=place)
        self._size, self._places = size, places


def _trail(color: str, opacity: float) -> VMobject:
    return VMobject(stroke_color=color, stroke_width=2.4, stroke_opacity=opacity * 0.8)
