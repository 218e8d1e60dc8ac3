"""J along one step, with the slope and the parabola that touch it where the step begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from mathcore import Bowl
from scenes.kit.clip import clipped
from scenes.kit.marks import HALO
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, TICK, TICK_LENGTH, Plot, polyline
from scenes.kit.room import Box
from scenes.kit.written import Written, figure

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# From where on the step is drawn, how finely, and how many halvings are prepared.
BEFORE, FINE, HALVES = -0.16, 241, 14
# The room below and above the curves, as shares of their height, and how far beyond the step their height counts.
FOOT, HEAD, COUNTED = 0.1, 0.12, 1.1
# Between the axis and the numbers left of it.
GAP = 0.2
# Numbers on the axis nearer than this to one another run together.
APART = 0.34
# Heights from here on are written without decimals.
LARGE = 10.0
# How far beside the dot its height is written.
BESIDE = 0.16
# How high a name rises above its line's end.
NAME_HEIGHT = 0.42
# A height has room beside the axis if it ends so far from it.
INSIDE = 0.85


class SlicePlot:
    """J over the share of Newton's step; ``zoom`` magnifies its beginning by that many halvings.

    ``share`` counts in what the axis' mark shows: 1 is the whole step, and with every halving of it the half.

    The curve passes through values of J at shares among which are the whole step, its half, its quarter and so on:
    the mark at a whole number of halvings stands on J itself.
    """

    def __init__(self, lesson: Lesson, bowl: Bowl, box: Box, beyond: float) -> None:
        self.lesson, self.theme, self.bowl, self.box, self.beyond = lesson, lesson.theme, bowl, box, beyond
        self.share, self.zoom = ValueTracker(0.0), ValueTracker(0.0)
        pieces = [0.5**k * np.append(np.linspace(BEFORE, beyond, FINE), [0.0, 1.0]) for k in range(HALVES)]
        self.shares = np.unique(np.concatenate(pieces))
        self.losses = np.asarray(lesson.study.loss(bowl.along(self.shares)))
        self.heights = np.asarray(bowl(bowl.along(self.shares)))
        self.slope = float(bowl.gradient @ bowl.step)
        self._draw()
        self.place()

    def loss_at(self, share: float) -> float:
        """Return J at a share of the step, on the curve as it is drawn."""
        return float(np.interp(share, self.shares, self.losses))

    def plot(self) -> Plot:
        """Return the axes at the present zoom."""
        reach = self.reach
        seen = (self.shares >= 0) & (self.shares <= reach * min(self.beyond, COUNTED))
        heights = np.concatenate([self.losses[seen], self.heights[seen]])
        low, high = float(heights.min()), float(heights.max())
        depth = high - low
        x_range = (reach * BEFORE, reach * self.beyond)
        return Plot(x_range, (low - FOOT * depth, high + HEAD * depth), self.box)

    @property
    def reach(self) -> float:
        """The share of the step at the axis' mark: 1, and half of it with every halving."""
        return float(0.5 ** self.zoom.get_value())

    @property
    def crowded(self) -> bool:
        """Whether the numbers of the start and of the parabola's bottom would run together."""
        start, lowest = (float(self.plot().point(0, height)[1]) for height in (self.bowl.value, self.bottom_value))
        return abs(start - lowest) < APART

    @property
    def bottom_value(self) -> float:
        """The parabola's least value."""
        return float(self.bowl(self.bowl.bottom))

    def _draw(self) -> None:
        theme, lesson = self.theme, self.lesson
        left, right, foot, top = self.box
        frame = polyline(np.array([[left, top, 0], [left, foot, 0], [right, foot, 0]]), theme.line, AXIS)
        name = lesson.math("J", 0.4).at(left, top + 0.16, "center")
        unit = lesson.label("share", em=0.33, color=theme.quiet, width=right - left).at(right, foot - 0.86, "right")
        plot = self.plot()
        x = float(plot.point(1, 0)[0])
        origin = float(plot.point(0, 0)[0])
        ticks = VGroup(
            *(
                Line([at, foot, 0], [at, foot - TICK_LENGTH, 0], color=theme.line, stroke_width=TICK)
                for at in (origin, x)
            )
        )
        self.reached = LiveNumber(".3g", em=0.33, color=theme.quiet, at=(x + 0.1, foot - 0.44))
        self.axes = VGroup(frame, name, unit, ticks, lesson.tick("0").at(origin, foot - 0.44, "center"), self.reached)
        self.curve, self.parabola = (polyline(np.zeros((2, 3)), color, 4.6) for color in (theme.ink, theme.accent))
        self.tangent = polyline(np.zeros((2, 3)), theme.quiet, 2.4)
        self.level = polyline(np.zeros((2, 3)), theme.line, 1.8)
        edge = {"stroke_color": theme.ground, "stroke_width": 100 * HALO}
        self.bottom = Dot(radius=0.1, color=theme.accent, **edge)
        self.dot = Dot(radius=0.105, color=theme.theta, **edge)
        self.value = LiveNumber(".2f", em=0.36, color=theme.ink, at=(right, top + 0.18))
        self.start = lesson.math(self._written(self.bowl.value), 0.33, theme.quiet)
        self.lowest = lesson.math(self._written(self.bottom_value), 0.33, theme.accent)

    def _written(self, height: float) -> Written:
        return height_text(height).replace("-", "−").replace(",", '","')

    def place(self) -> None:
        """Put curves, marks and numbers where zoom and share say."""
        plot = self.plot()
        left = self.box[0] - GAP
        shown = (self.shares >= plot.x_range[0]) & (self.shares <= plot.x_range[1])
        shares = self.shares[shown]
        self._trace(self.curve, plot.point(shares, self.losses[shown]))
        self._trace(self.parabola, plot.point(shares, self.heights[shown]))
        self._trace(self.tangent, plot.point(shares, self.bowl.value + self.slope * shares))
        self._trace(self.level, plot.point(np.array(plot.x_range), self.bowl.value))
        lowest = plot.point(1.0, self.bottom_value)
        self.bottom.move_to(lowest)
        share = self.share.get_value() * self.reach
        self.dot.move_to(plot.point(share, self.loss_at(share)))
        self.start.at(left, float(plot.point(0, self.bowl.value)[1]) - 0.11, "right")
        self.lowest.at(left, float(lowest[1]) - 0.11, "right")
        self.reached.set_value(self.reach)
        x, y, _ = self.dot.get_center()
        self.value.set_text(height_text(self.loss_at(share)).replace("-", "−")).stand_at(
            max(float(x) - BESIDE, self.box[0] + INSIDE), float(y) + BESIDE
        )

    def _trace(self, line: VMobject, path: NDArray[np.float64]) -> None:
        """Draw as much of a path as lies within the plot; convex curves leave it at their ends only."""
        inside = clipped(path, self.box)
        inside = inside[np.isfinite(inside).all(axis=1)]
        line.set_points_as_corners(inside if len(inside) > 1 else np.zeros((2, 3)))

    def names(self) -> dict[str, VMobject]:
        """Name slope and parabola, each at its line's end, clear of the others."""
        lesson, theme = self.lesson, self.theme
        slope = lesson.label("slope", em=0.34, color=theme.quiet)
        (x0, y0, _), (x, y, _) = self.tangent.get_start(), self.tangent.get_end()
        # The line leans: as high as the name is, it stands further left than at its end.
        lean = NAME_HEIGHT * (x - x0) / max(y0 - y, NAME_HEIGHT)
        slope.at(x - 0.12 - lean, max(y, self.box[2] + 0.14), "right")
        parabola = lesson.label("parabola", em=0.34, color=theme.accent)
        x, y, _ = self.parabola.get_end()
        return {"slope": slope, "parabola": parabola.at(min(x, self.box[1]), y + 0.26, "right")}


def height_text(height: float) -> Written:
    """Write a height with two decimals where it is small, with none where it is large."""
    return figure(height, ".2f" if abs(height) < LARGE else ",.0f")
