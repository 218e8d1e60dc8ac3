"""One loss over the parameters of the raw feature and of the standardised one, side by side, each true to scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Cross, ValueTracker, VGroup
from numpy.typing import NDArray

from mathcore import Reshaping
from scenes.kit.figures import grouped, value_math
from scenes.kit.flat import FLAT, flat_stage
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, Plot, nice_ticks, polyline
from scenes.kit.room import Box
from scenes.kit.stage import Item, LevelLines, Line, Sheet
from scenes.kit.trail import Trail

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

Points = NDArray[np.float64]
BOXES: tuple[Box, Box] = ((-5.6, -0.75, -1.6, 1.75), (1.15, 6.0, -1.6, 1.75))
NAME_Y, RATIO_Y, RATE_Y = 2.46, 1.96, -2.66
LEADING, OUT = 0.56, 0.5
PITCH, LEVELS = 1.0, 9
MARGIN = 1.06


class Bowls:
    """The same parameters in two coordinates: a share of 0 stands over the raw ones, 1 over the standardised ones.

    Parameters
    ----------
    lesson
        The scene.
    reshaping
        Both losses, their walks and their common mesh.
    """

    def __init__(self, lesson: Lesson, reshaping: Reshaping) -> None:
        self.lesson, self.theme, self.reshaping = lesson, lesson.theme, reshaping
        self.plots = [self._plot(share, box) for share, box in enumerate(BOXES)]
        mesh = reshaping.mesh
        self.low = float(mesh.heights.min())
        ticks = nice_ticks(self.low, reshaping.cut, LEVELS)
        self.levels = tuple(level for level in ticks if self.low < level < reshaping.cut)
        self.stage = flat_stage()
        # How far the moving copy has come, how far the walks have, and how many of both are drawn.
        self.share, self.t = ValueTracker(0.0), ValueTracker(-1.0)
        walks = (reshaping.walks[0], reshaping.walks[2])
        ways = zip(walks, self.plots, BOXES, strict=True)
        self.trails = [Trail(self.theme, walk, plot.points, box) for walk, plot, box in ways]
        self.still = self.island(0.0)
        self.counts = [self._count(k) for k in (0, 1)]
        self.place()

    def _plot(self, share: int, box: Box) -> MapPlot:
        """Return axes at one scale that hold the mesh."""
        places = self.reshaping.places(share).reshape(-1, 2)
        low, high = places.min(axis=0), places.max(axis=0)
        left, right, foot, top = box
        unit = MARGIN * max((high[0] - low[0]) / (right - left), (high[1] - low[1]) / (top - foot))
        (x, y), half = (low + high) / 2, unit * np.array([right - left, top - foot]) / 2
        return MapPlot((x - half[0], x + half[0]), (y - half[1], y + half[1]), box)

    def island(self, share: float) -> list[Item]:
        """Return the set below the cut with its level lines, on its way from one map to the other."""
        theme, mesh = self.theme, self.reshaping.mesh
        ends = [plot.points(self.reshaping.places(k)) for k, plot in enumerate(self.plots)]
        points = (1 - share) * ends[0] + share * ends[1]
        up = np.zeros_like(points)
        up[..., 2] = 1.0
        lines = LevelLines(self.levels, theme.surface_line, 1.4, theme.surface_line_opacity)
        surface = Sheet(points, mesh.heights, up, theme.surface, (self.low, self.reshaping.cut), lines, light=FLAT)
        return [surface, Line(points[-1], 2.2, theme.rim, lift=0.01)]

    def place(self) -> None:
        """Put the moving copy and both walks where their trackers say."""
        share, t = self.share.get_value(), self.t.get_value()
        items = list(self.still)
        if share > 0:
            items += self.island(share)
        for k, trail in enumerate(self.trails):
            if t >= 0:
                items += trail.items(t)
                self.counts[k].set_value(min(int(t), trail.walk.steps))
        self.stage.items = items

    def axes(self, number: int) -> VGroup:
        """Return a map's axes, with a prime where the parameters are those of the standardised feature."""
        theme, lesson, plot = self.theme, self.lesson, self.plots[number]
        left, right, foot, top = BOXES[number]
        x_ticks = nice_ticks(*plot.x_range, max(2, round((right - left) / PITCH)))
        y_ticks = nice_ticks(*plot.y_range, max(2, round((top - foot) / PITCH)))
        frame = polyline(np.array([[left, top, 0], [left, foot, 0], [right, foot, 0]]), theme.line, AXIS)
        names = (f"{name}{'_scaled' * number}" for name in ("first_axis", "second_axis"))
        first, second = (lesson.formula(name, em=0.42) for name in names)
        high = [tick for tick in y_ticks if plot.point(0, tick)[1] < top - 0.5]
        return VGroup(
            frame,
            plot.x_ticks(x_ticks, theme.line),
            plot.y_ticks(y_ticks, theme.line),
            plot.x_labels(x_ticks, lesson.tick, drop=0.46),
            plot.y_labels(high, lesson.tick),
            first.at(right + 0.1, foot - 0.1),
            second.at(left - 0.2, top - 0.15, "right"),
        )

    def name(self, number: int) -> VGroup:
        """Return what a map shows and how far its curvatures at the minimum differ."""
        x = sum(BOXES[number][:2]) / 2
        word = self.lesson.label(("raw", "scaled")[number], em=0.4, width=4.6, wrap=False)
        value = self.reshaping.conditions[number]
        ratio = {"value": grouped(value, 1 if value < 10 else 0)}
        formula = self.lesson.formula("condition", em=0.4, color=self.theme.quiet, values=ratio)
        return VGroup(word.at(x, NAME_Y, "center"), formula.at(x, RATIO_Y, "center"))

    def cross(self, number: int) -> Cross:
        """Return the cross at the minimum."""
        place = self.plots[number].points(self.reshaping.theta[number])
        return Cross(stroke_color=self.theme.path, stroke_width=3, scale_factor=0.1).move_to(place)

    def rate(self, number: int) -> VGroup:
        """Return a walk's learning rate with its live count of steps."""
        left, right = BOXES[number][:2]
        rate = self.reshaping.rates[2 * number]
        name = self.lesson.formula("quarter" if number else "raw_rate", em=0.38, values={"value": value_math(rate)})
        name.at(left - OUT, RATE_Y)
        unit = self.lesson.label("steps", em=0.38, color=self.theme.quiet).at(right, RATE_Y, "right")
        return VGroup(name, unit, self.counts[number])

    def own(self) -> VGroup:
        """Return how many steps the raw walk takes at its own 1/L, below those of the short rate."""
        left, right = BOXES[0][:2]
        value = {"value": value_math(self.reshaping.rates[1])}
        name = self.lesson.formula("own_rate", em=0.38, values=value).at(left - OUT, RATE_Y - LEADING)
        count = self.lesson.math(grouped(self.reshaping.walks[1].steps, 0), 0.46)
        unit = self.lesson.label("steps", em=0.38, color=self.theme.quiet).at(right, RATE_Y - LEADING, "right")
        return VGroup(name, count.at(right - unit.width - 0.2, RATE_Y - LEADING, "right"), unit)

    def _count(self, number: int) -> LiveNumber:
        unit = self.lesson.label("steps", em=0.38)
        right = BOXES[number][1] - unit.width - 0.2
        return LiveNumber(",d", em=0.46, color=self.theme.accent, at=(right, RATE_Y), math=True)


class MapPlot(Plot):
    """Axes over two parameters."""

    def points(self, theta: Points) -> Points:
        """Return where parameters (..., 2) lie on the frame."""
        return self.point(theta[..., 0], theta[..., 1])
