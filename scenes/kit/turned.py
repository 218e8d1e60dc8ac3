"""The log-likelihood over one slope, turned over and divided by m: a hill becomes a valley."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, ManimColor, ValueTracker, VGroup, VMobject, interpolate_color
from numpy.typing import NDArray

from scenes.kit.figures import grouped
from scenes.kit.lesson import LEFT_EDGE
from scenes.kit.marks import HALO
from scenes.kit.plot import AXIS, Plot, nice_ticks, polyline
from scenes.kit.written import figure, filled

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson
    from scenes.kit.typeset import Typeset

LEFT, RIGHT = -5.2, 5.8
UPPER_Y, LOWER_Y = (0.35, 2.25), (-2.25, -0.35)
# Between an axis and the numbers to its left.
GAP = 0.22
HELD_Y = -3.25
# Room above the hill's top and below its foot, as a share of its height.
ABOVE, BELOW = 0.16, 0.06


class Turned:
    """The hill above, the valley below it on the same slopes; ``turn`` from 0 to 1 turns a copy of the one over."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson, self.theme, study = lesson, lesson.theme, lesson.study
        self.profile, self.m = study.profile(), study.data.m
        slopes, logs = self.profile.theta1, self.profile.log_likelihood
        self.top = self.profile.peak
        self.inside = 0 < self.top < len(slopes) - 1
        depth = float(logs.max() - logs.min())
        low, high = float(logs.min()) - BELOW * depth, float(logs.max()) + ABOVE * depth
        x_range = (float(slopes[0]), float(slopes[-1]))
        self.left = self._left(x_range, (low, high))
        self.upper = Plot(x_range, (low, high), (self.left, RIGHT, *UPPER_Y))
        self.lower = Plot(x_range, (-high / self.m, -low / self.m), (self.left, RIGHT, *LOWER_Y))
        self.losses = -logs / self.m
        self.turn, self.index = ValueTracker(0.0), ValueTracker(0.0)
        self.hill = polyline(self.upper.point(slopes, logs), self.theme.accent, 5.5)
        self.valley = polyline(self.upper.point(slopes, logs), self.theme.accent, 5.5)
        self.dots = VGroup(*(self._dot(color) for color in (self.theme.accent, self.theme.ink)))
        self.upper_axes, self.lower_axes = self._axes(self.upper), self._axes(self.lower)
        self.place()

    def place(self) -> None:
        """Turn the copy as far as it has come, and put both dots where the slope is."""
        turn, slopes = self.turn.get_value(), self.profile.theta1
        axis = (UPPER_Y[1] + LOWER_Y[0]) / 2
        places = self.upper.point(slopes, self.profile.log_likelihood)
        places[:, 1] = axis + (places[:, 1] - axis) * np.cos(np.pi * turn)
        self.valley.set_points_as_corners(places)
        self.valley.set_stroke(interpolate_color(ManimColor(self.theme.accent), ManimColor(self.theme.ink), turn))
        k = int(round(self.index.get_value()))
        self.dots[0].move_to(self.upper.point(slopes[k], self.profile.log_likelihood[k]))
        self.dots[1].move_to(self.lower.point(slopes[k], self.losses[k]))

    def name(self, key: str) -> VMobject:
        """Name the hill or the valley, clear of the curve."""
        color = self.theme.accent if key == "hill" else self.theme.ink
        plot, values = (self.upper, self.profile.log_likelihood) if key == "hill" else (self.lower, self.losses)
        words = self.lesson.label(key, color=color)
        places = plot.point(self.profile.theta1, values)
        over = places[places[:, 0] > RIGHT - words.width - 0.2, 1]
        return words.at(RIGHT, float(over.max()) + 0.24, "right")

    def held(self) -> VGroup:
        """Say under the axis which intercept is held, and what was done to the feature."""
        lesson, theme = self.lesson, self.theme
        group = VGroup(lesson.label("held", color=theme.quiet, colors={"theta": theme.theta}).at(self.left, HELD_Y))
        if lesson.study.scaled:
            x = float(group.get_right()[0]) + 0.6
            group.add(lesson.label("standardised", color=theme.quiet).at(x, HELD_Y))
        return group

    def slope_name(self) -> VMobject:
        """Return the slope's symbol at the end of the axis."""
        return self.lesson.math(self.lesson.symbol("slope"), 0.44, self.theme.theta).at(RIGHT + 0.16, LOWER_Y[0] - 0.46)

    def line(self) -> Line:
        """Return the line through the hill's top and the valley's lowest point."""
        slope = self.profile.theta1[self.top]
        top = self.upper.point(slope, self.profile.log_likelihood[self.top])
        return Line(top, self.lower.point(slope, self.lower.y_range[0]), color=self.theme.theta, stroke_width=2.4)

    def values(self) -> VGroup:
        """Write the height of the top, that of the lowest point, and the slope under both."""
        lesson, theme, k = self.lesson, self.theme, self.top
        slope, log = float(self.profile.theta1[k]), float(self.profile.log_likelihood[k])
        upper, lower = self.upper.point(slope, log), self.lower.point(slope, self.losses[k])
        name = lesson.symbol("hat_slope" if lesson.study.fit.exists else "slope")
        quotient = {"log": grouped(-log, 2), "m": grouped(self.m, 0)}
        sources = (filled("{log}\\/{m}", quotient), figure(self.losses[k], ".4f").between("= "))
        sides = [lesson.math(source, 0.42) for source in sources]
        return VGroup(
            lesson.math(grouped(log, 2), 0.42, theme.accent).at(upper[0] + 0.2, upper[1] + 0.18),
            *self._inside_valley(sides, float(lower[0])),
            lesson.math(figure(slope, ".3f").between(f"{name} = "), 0.4, theme.theta).at(
                upper[0], LOWER_Y[0] - 0.5, "center"
            ),
        )

    def _inside_valley(self, sides: list[Typeset], x: float) -> list[Typeset]:
        """Place words on both sides of the line through the lowest point, clear of the valley's walls."""
        before, after = sides
        places = self.lower.point(self.profile.theta1, self.losses)
        near = (places[:, 0] >= x - before.width - 0.4) & (places[:, 0] <= x + after.width + 0.4)
        y = float(places[near, 1].max()) + 0.22
        return [before.at(x - 0.2, y, "right"), after.at(x + 0.2, y)]

    def _axes(self, plot: Plot) -> VGroup:
        """Draw an axis of values to the left and, under the lower plot, that of the slopes."""
        theme, lesson, low = self.theme, self.lesson, plot is self.lower
        ticks = nice_ticks(*plot.y_range, 3)
        start, end = plot.point(plot.x_range[0], plot.y_range)
        axes = VGroup(
            Line(start, end, color=theme.line, stroke_width=AXIS),
            plot.y_ticks(ticks, theme.line),
            plot.y_labels(ticks, lesson.tick, GAP),
        )
        if low:
            slopes = nice_ticks(*plot.x_range, 6)
            taken = float(self.profile.theta1[self.top]) if self.inside else np.inf
            far = [tick for tick in slopes if abs(tick - taken) > 0.12 * float(np.ptp(plot.x_range))]
            axes.add(plot.horizontal(plot.y_range[0], theme.line), plot.x_ticks(far, theme.line))
            if len(far) > 1:
                axes.add(plot.x_labels(far, lesson.tick, drop=0.46))
        return axes

    def _dot(self, color: str) -> Dot:
        return Dot(radius=0.115, color=color, stroke_color=self.theme.ground, stroke_width=100 * HALO)

    def _left(self, x_range: tuple[float, float], y_range: tuple[float, float]) -> float:
        """Return where the plots begin, so that the numbers at the left have room: many rows make them long."""
        ends: list[NDArray[np.float64]] = []
        for low, high in (y_range, (-y_range[1] / self.m, -y_range[0] / self.m)):
            plot = Plot(x_range, (low, high), (LEFT, RIGHT, *UPPER_Y))
            ends.append(plot.y_labels(nice_ticks(low, high, 3), self.lesson.tick, GAP).get_left())
        return LEFT + max(0.0, *(LEFT_EDGE - float(end[0]) for end in ends))
