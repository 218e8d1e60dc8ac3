"""Likelihood and log-likelihood over one slope, traced together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, Polygon, ValueTracker, VGroup

from scenes.kit.figures import grouped, scientific
from scenes.kit.lesson import LEFT_EDGE
from scenes.kit.plot import AXIS, Plot, nice_ticks, polyline
from scenes.kit.written import figure

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

LEFT, RIGHT = -5.2, 5.8
UPPER_Y, LOWER_Y = (0.42, 2.0), (-2.3, -0.5)
# Between an axis and the numbers to its left.
GAP = 0.22


class Peaks:
    """Two plots over theta_1, one under the other, the intercept held."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson, self.theme, study = lesson, lesson.theme, lesson.study
        self.profile = study.profile()
        slopes, logs = self.profile.theta1, self.profile.log_likelihood
        self.top = self.profile.peak
        self.inside = 0 < self.top < len(slopes) - 1
        x_range = (float(slopes[0]), float(slopes[-1]))
        depth = float(logs.max() - logs.min())
        y_range = (float(logs.min()) - 0.06 * depth, float(logs.max()) + 0.08 * depth)
        self.left = self._left(x_range, y_range)
        self.upper = Plot(x_range, (0, float(self.profile.likelihood.max())), (self.left, RIGHT, *UPPER_Y))
        self.lower = Plot(x_range, y_range, (self.left, RIGHT, *LOWER_Y))
        self.index = ValueTracker(0.0)
        self.axes = self._draw_axes()
        self.curves = self._draw_curves()

    def _left(self, x_range: tuple[float, float], y_range: tuple[float, float]) -> float:
        """Return where the plots begin, so that the numbers at the left have room: many rows make them long."""
        plot = Plot(x_range, y_range, (LEFT, RIGHT, *LOWER_Y))
        numbers = plot.y_labels(nice_ticks(*y_range, 3), self.lesson.tick, GAP)
        return LEFT + max(0.0, LEFT_EDGE - float(numbers.get_left()[0]))

    def _draw_axes(self) -> VGroup:
        theme, lesson = self.theme, self.lesson
        x_ticks = nice_ticks(*self.lower.x_range, 6)
        y_ticks = nice_ticks(*self.lower.y_range, 3)
        taken = float(self.profile.theta1[self.top]) if self.inside else np.inf
        span = self.lower.x_range[1] - self.lower.x_range[0]
        far = [tick for tick in x_ticks if abs(tick - taken) > 0.12 * span]
        axes = VGroup(
            self.upper.horizontal(0, theme.line),
            self.lower.horizontal(self.lower.y_range[0], theme.line),
            *(
                Line([self.left, y[0], 0], [self.left, y[1], 0], color=theme.line, stroke_width=AXIS)
                for y in (UPPER_Y, LOWER_Y)
            ),
            self.lower.x_ticks(far, theme.line),
            self.lower.y_ticks(y_ticks, theme.line),
            self.lower.y_labels(y_ticks, lesson.tick, GAP),
            lesson.tick("0").at(self.left - 0.2, UPPER_Y[0] - 0.12, "right"),
        )
        if len(far) > 1:
            axes.add(self.lower.x_labels(far, lesson.tick, drop=0.46))
        name = lesson.math(lesson.symbol("slope"), 0.38, theme.theta)
        axes.add(name.at(RIGHT + 0.16, LOWER_Y[0] - 0.46))
        return axes

    def _draw_curves(self) -> VGroup:
        theme = self.theme
        self.area = Polygon(*np.zeros((3, 3)), stroke_width=0, fill_color=theme.panel, fill_opacity=1)
        self.likelihood = polyline(np.zeros((2, 3)), theme.ink, 5.5)
        self.log = polyline(np.zeros((2, 3)), theme.accent, 5.5)
        self.dots = VGroup(Dot(radius=0.105, color=theme.ink), Dot(radius=0.105, color=theme.accent))
        group = VGroup(self.area, self.likelihood, self.log, self.dots)
        group.add_updater(lambda _: self.place())
        self.place()
        return group

    def place(self) -> None:
        """Trace both curves as far as the slope has come."""
        last = max(1, int(round(self.index.get_value())))
        slopes = self.profile.theta1[: last + 1]
        upper = self.upper.point(slopes, self.profile.likelihood[: last + 1])
        lower = self.lower.point(slopes, self.profile.log_likelihood[: last + 1])
        self.likelihood.set_points_as_corners(upper)
        self.log.set_points_as_corners(lower)
        self.area.set_points_as_corners(
            [upper[0] * [1, 0, 0] + [0, UPPER_Y[0], 0], *upper, upper[-1] * [1, 0, 0] + [0, UPPER_Y[0], 0]]
        )
        for dot, places in zip(self.dots, (upper, lower), strict=True):
            dot.move_to(places[-1])

    def names(self) -> VGroup:
        """Name the curves and the intercept that is held."""
        lesson, theme = self.lesson, self.theme
        key = "likelihood_relative" if self.profile.relative else "likelihood"
        name = lesson.label("log_likelihood", color=theme.accent)
        held = lesson.label("held", color=theme.quiet, colors={"theta": theme.theta})
        standardised = VGroup()
        if lesson.study.scaled:
            standardised = lesson.label("standardised", color=theme.quiet).at(self.left + 0.25, UPPER_Y[1] - 0.6)
        return VGroup(
            standardised,
            lesson.label(key).at(*self._beside(0.45)),
            name.at(*self._above(0.97, name.width), "right"),
            held.at(self.left + 0.25, UPPER_Y[1] - 0.1),
        )

    def _beside(self, share: float) -> tuple[float, float]:
        """Return a place right of where the likelihood has fallen to a share of its top."""
        falling = self.profile.likelihood[self.top :]
        k = self.top + int(np.argmax(falling < share * falling[0]))
        x, y, _ = self.upper.point(self.profile.theta1[k], self.profile.likelihood[k])
        return float(x) + 0.42, float(y) + 0.12

    def _above(self, share: float, width: float) -> tuple[float, float]:
        """Return where words of a width end, clear of the log-likelihood below them, at a share of the range."""
        places = self.lower.point(self.profile.theta1, self.profile.log_likelihood)
        right = places[int(share * (len(places) - 1)), 0]
        below = places[(places[:, 0] > right - width) & (places[:, 0] <= right), 1]
        return float(right), float(below.max()) + 0.26

    def line(self) -> Line:
        """Return the line through both peaks."""
        slope = self.profile.theta1[self.top]
        top = self.upper.point(slope, self.profile.likelihood[self.top])
        foot = self.lower.point(slope, self.lower.y_range[0])
        return Line(top, foot, color=self.theme.theta, stroke_width=3.2)

    def values(self) -> VGroup:
        """Write both heights at the peaks and the slope under them, with dots that stay there."""
        lesson, theme, k = self.lesson, self.theme, self.top
        slope = float(self.profile.theta1[k])
        upper = self.upper.point(slope, self.profile.likelihood[k])
        lower = self.lower.point(slope, self.profile.log_likelihood[k])
        height = "1" if self.profile.relative else scientific(float(self.profile.likelihood[k]), 3)
        name = lesson.symbol("hat_slope" if lesson.study.fit.exists else "slope")
        below = lesson.math(figure(slope, ".3f").between(f"{name} = "), 0.4, theme.theta)
        return VGroup(
            Dot(upper, radius=0.105, color=theme.ink),
            Dot(lower, radius=0.105, color=theme.accent),
            lesson.math(height, 0.42).at(upper[0] + 0.42, upper[1] - 0.02),
            lesson.math(grouped(float(self.profile.log_likelihood[k]), 2), 0.42, theme.accent).at(
                lower[0] + 0.3, lower[1] + 0.24
            ),
            below.at(float(self.lower.point(slope, 0)[0]), LOWER_Y[0] - 0.5, "center"),
        )
