"""A threshold over the data that softens into a sigmoid, and above it how much it misses as the intercept moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, ValueTracker, VGroup
from numpy.typing import NDArray

from mathcore import Dataset, soft_step, staircase, total_miss, total_miss_slope
from scenes.kit.cast import Cast
from scenes.kit.curve_plot import CurvePlot
from scenes.kit.marks import HALO, class_color, end_ring
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, Plot, Points, nice_ticks, polyline

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

LEFT, RIGHT = -5.1, 4.5
UPPER, LOWER = (0.4, 2.3), (-2.3, -0.6)
# Where the live numbers stand beside the upper plot, and under their names.
BESIDE, UNDER = 4.75, 0.5
STEEPEST = 50.0
# Samples across the plot, and across the steep part of the curve.
SAMPLES, STEEP = 241, 161
HALF = 0.8
# How far the boundary is moved, as a share of the axis.
NUDGE = 0.2


class SoftStep:
    """The rows at 0 and 1, the step or σ(kz) through them, and the misses over the place of the boundary.

    Attributes
    ----------
    boundary
        Where the score is 0, in the feature's units: the intercept as it moves, the slope held.
    softness
        log10 of k, of σ(kz); the step itself until ``soften`` is called.
    """

    def __init__(self, lesson: Lesson, rows: Cast, seen: Cast) -> None:
        self.lesson, self.theme, self.study, self.seen = lesson, lesson.theme, lesson.study, seen
        data = self.study.data
        # Rows too far out to be seen are counted with the others.
        self.data = Dataset(data.x[rows.rows], data.y[rows.rows], data.counts[rows.rows])
        self.slope = float(self.study.raw_theta[1])
        self.rising = self.slope > 0
        self.lower = CurvePlot(lesson, (LEFT, RIGHT, *LOWER), large=True, rows=seen)
        self.plot = self.lower.plot
        self.lower.data.set_z_index(1)
        self.stairs = staircase(self.data, self.rising)
        self.upper = Plot(self.plot.x_range, (0, 1.08 * float(self.stairs.wrong.max())), (LEFT, RIGHT, *UPPER))
        self.boundary, self.softness = ValueTracker(self.study.boundary), ValueTracker(np.log10(STEEPEST))
        self.hard = True
        self.live: dict[str, LiveNumber] = {}
        self.upper_axes, self.treads = self._draw_upper(), self._draw_treads()
        self.moving = self._draw_moving()

    # -- numbers -----------------------------------------------------------------------------------------------

    @property
    def k(self) -> float:
        """The steepness now: infinite for the step."""
        return np.inf if self.hard else float(10 ** self.softness.get_value())

    @property
    def theta(self) -> NDArray[np.float64]:
        """(2,) intercept and slope now, for the feature in its own units."""
        return self.theta_at(self.boundary.get_value())

    def theta_at(self, boundary: float | NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (..., 2) intercept and slope that put the boundary at such places."""
        place = np.asarray(boundary, float)
        return np.stack([-self.slope * place, np.full_like(place, self.slope)], axis=-1)

    @property
    def total(self) -> float:
        """The misses of all rows together now."""
        return float(total_miss(self.data, self.theta, self.k))

    @property
    def nudges(self) -> tuple[float, float]:
        """Where the boundary is moved to, below and above its place."""
        low, high = self.plot.x_range
        step = NUDGE * (high - low)
        return max(self.study.boundary - step, low), min(self.study.boundary + step, high)

    # -- what stands -------------------------------------------------------------------------------------------

    def _draw_upper(self) -> VGroup:
        theme, plot = self.theme, self.upper
        ticks = [tick for tick in nice_ticks(0, plot.y_range[1], 4) if tick == int(tick)]
        axes = VGroup(plot.horizontal(0, theme.line), plot.y_ticks(ticks, theme.line))
        axes.add(Line([LEFT, UPPER[0], 0], [LEFT, UPPER[1], 0], color=theme.line, stroke_width=AXIS))
        return axes.add(plot.y_labels(ticks, self.lesson.tick))

    def _draw_treads(self) -> VGroup:
        """Draw the number of wrong ones between the edges where it changes, and hairs where it jumps."""
        low, high = self.upper.x_range
        # Edges beyond the axis, and those where the number stays, make no step.
        jumps = (np.diff(self.stairs.wrong) != 0) & (self.stairs.edges > low) & (self.stairs.edges < high)
        edges = self.stairs.edges[jumps]
        ends = np.concatenate([[low], edges, [high]])
        levels = self.stairs.at((ends[:-1] + ends[1:]) / 2)
        group = VGroup()
        for a, b, wrong in zip(ends[:-1], ends[1:], levels, strict=True):
            group.add(Line(*self.upper.point([a, b], wrong), color=self.theme.ink, stroke_width=5.5))
        for x, a, b in zip(edges, levels[:-1], levels[1:], strict=True):
            group.add(Line(*self.upper.point(x, [a, b]), color=self.theme.line, stroke_width=1.8))
        return group

    def values(self, key: str, digits: str) -> VGroup:
        """Write the live number of what is missed and the intercept that does it, under their names."""
        lesson, theme = self.lesson, self.theme
        name = lesson.label(key, em=0.34, color=theme.quiet, width=1.6, wrap=False).at(BESIDE, UPPER[1] - 0.3)
        at = (BESIDE, UPPER[1] - 0.3 - UNDER)
        self.live["miss"] = LiveNumber(digits, em=0.46, color=theme.ink, at=at, left=True, math=True)
        self.live["miss"].set_value(self.total)
        return VGroup(name, self.live["miss"])

    def intercept_value(self) -> VGroup:
        """Write the intercept as it moves, under its name."""
        lesson, theme = self.lesson, self.theme
        y = UPPER[0] + 0.35
        name = lesson.math(lesson.symbol("intercept"), 0.4, theme.theta).at(BESIDE, y)
        at = (BESIDE, y - UNDER)
        self.live["intercept"] = LiveNumber(".2f", em=0.4, color=theme.theta, at=at, left=True, math=True)
        self.live["intercept"].set_value(float(self.theta[0]))
        return VGroup(name, self.live["intercept"])

    def steepness(self) -> VGroup:
        """Write k as it falls, in the formula that it belongs to."""
        lesson, theme = self.lesson, self.theme
        y = LOWER[1] + 0.26
        name = lesson.formula("soft_name", em=0.4, color=theme.theta).at(LEFT, y)
        end = float(name.get_right()[0])
        equals = lesson.math("k =", 0.4, theme.accent).at(end + 0.5, y)
        at = (float(equals.get_right()[0]) + 0.12, y)
        self.live["k"] = LiveNumber(".1f", em=0.4, color=theme.accent, at=at, left=True, math=True)
        self.live["k"].set_value(self.k)
        return VGroup(name, equals, self.live["k"])

    # -- what moves --------------------------------------------------------------------------------------------

    def _draw_moving(self) -> VGroup:
        theme = self.theme
        self.sticks = VGroup(
            *(Line([0, 0, 0], [0, 1, 0], color=class_color(theme, int(y)), stroke_width=4) for y in self.seen.y)
        )
        self.treads_now = VGroup(*(polyline(np.zeros((2, 3)), theme.theta, 5.5) for _ in (0, 1)))
        self.open_end = end_ring(theme.theta, theme.ground)
        self.closed_end = Dot(radius=0.1, color=theme.theta)
        self.curve = polyline(np.zeros((2, 3)), theme.theta, 5.5)
        self.step = VGroup(*self.treads_now, self.open_end, self.closed_end)
        self.whole = polyline(np.zeros((2, 3)), theme.ink, 5.5)
        self.tangent = Line([0, 0, 0], [1, 0, 0], color=theme.accent, stroke_width=4.2)
        self.ball = Dot(radius=0.105, color=theme.theta, stroke_color=theme.ground, stroke_width=100 * HALO)
        self.ball.set_z_index(2)
        self.open_end.set_z_index(1)
        self.closed_end.set_z_index(1)
        self.place()
        return VGroup(self.step, self.ball, self.sticks)

    def place(self) -> None:
        """Derive everything that moves from the boundary and the steepness."""
        boundary, k = self.boundary.get_value(), self.k
        theta = self.theta
        low, high = self.plot.x_range
        if self.hard:
            left, right = (0.0, 1.0) if self.rising else (1.0, 0.0)
            for part, ends, p in zip(self.treads_now, ((low, boundary), (boundary, high)), (left, right), strict=True):
                part.set_points_as_corners(self.plot.point(ends, p))
            self.open_end.move_to(self.plot.point(boundary, 0))
            self.closed_end.move_to(self.plot.point(boundary, 1))
        else:
            xs = self._xs(boundary)
            self.curve.set_points_as_corners(self.plot.point(xs, soft_step(theta[0] + self.slope * xs, k)))
            self.whole.set_points_as_corners(self._whole())
            self._place_tangent()
        self._place_sticks()
        self.ball.move_to(self.upper.point(boundary, self.total))
        for name, value in (("miss", self.total), ("intercept", theta[0]), ("k", k)):
            # An infinite k is not written.
            if name in self.live and np.isfinite(value):
                self.live[name].set_value(float(value))

    def _xs(self, middle: float) -> NDArray[np.float64]:
        """Return places along the axis, closer to one another where the curve is steep."""
        low, high = self.plot.x_range
        near = middle + np.linspace(-12, 12, STEEP) / (self.k * abs(self.slope))
        return np.unique(np.clip(np.concatenate([np.linspace(low, high, SAMPLES), near]), low, high))

    def _whole(self) -> Points:
        """Return the places of all misses together over the place of the boundary."""
        low, high = self.plot.x_range
        xs = np.linspace(low, high, 4 * SAMPLES)
        return self.upper.point(xs, total_miss(self.data, self.theta_at(xs), self.k))

    def _place_sticks(self) -> None:
        """Reach from each row's label to the step or curve: so much it is missed by."""
        x, y = self.seen.x, self.seen.y
        ends = soft_step(self.theta[0] + self.slope * x, self.k)
        for stick, start, end in zip(self.sticks, self.plot.point(x, y), self.plot.point(x, ends), strict=True):
            stick.set_points_as_corners([start, end])

    def _place_tangent(self) -> None:
        boundary = self.boundary.get_value()
        # By the boundary: the intercept is minus the slope times it.
        rise = -self.slope * float(total_miss_slope(self.data, self.theta, self.k))
        on = self.upper.point(boundary, self.total)
        step = self.upper.point(1, rise) - self.upper.point(0, 0)
        half = HALF * step / np.linalg.norm(step)
        self.tangent.put_start_and_end_on(on - half, on + half)

    def soften(self) -> VGroup:
        """Take the steep sigmoid for the step, and return what replaces the step and the stairs."""
        self.hard = False
        self.place()
        return VGroup(self.curve, self.whole)
