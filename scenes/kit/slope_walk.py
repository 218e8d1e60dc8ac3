"""A tangent rides along the sigmoid: its slope over the score traces a bell, over the height a parabola."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, ValueTracker, VGroup, VMobject

from mathcore import sigmoid, sigmoid_slope
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.marks import HALO
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, Plot, Points, polyline
from scenes.kit.sigmoid_plot import DROP, GAP, SigmoidPlot

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

REACH, TAIL = 7.0, 6.0
TOP = 0.25
LEFT, MIDDLE, BESIDE, RIGHT = -5.5, 1.5, 2.6, 4.95
UPPER, LOWER = (0.15, 2.35), (-2.55, -0.85)
# Half the tangent's length, in frame units, and how many points a trace has.
HALF, SAMPLES = 1.05, 161
CLEAR = 0.02
VALUES, VALUE_Y, LEADING = 5.65, -1.2, 0.62
# The score over which the bell's name begins, clear of it.
NAME = 1.3


class SlopeWalk:
    """σ, below it its slope over the same z, beside it the slope over the same p; all at one score ``z``.

    Attributes
    ----------
    z
        The score at which the tangent stands.
    bell_to, parabola_to
        The score as far as the bell has been traced from the left, and the parabola from the right.
    """

    def __init__(self, lesson: Lesson) -> None:
        self.lesson, self.theme = lesson, lesson.theme
        self.upper = SigmoidPlot(lesson, (LEFT, MIDDLE, *UPPER), REACH, numbers=False)
        self.lower = Plot((-REACH, REACH), (0, TOP), (LEFT, MIDDLE, *LOWER))
        self.side = Plot((0, TOP), (0, 1), (BESIDE, RIGHT, *UPPER))
        self.z, self.bell_to, self.parabola_to = ValueTracker(-REACH), ValueTracker(-REACH), ValueTracker(REACH)
        self.lower_axes, self.side_axes = self._draw_lower(), self._draw_side()
        self.values, self.names = self._draw_values()
        self.moving = self._draw_moving()

    # -- what stands -------------------------------------------------------------------------------------------

    def _draw_lower(self) -> VGroup:
        theme, lesson, plot, ticks = self.theme, self.lesson, self.lower, self.upper.ticks
        axes = VGroup(plot.horizontal(0, theme.line), plot.x_ticks(ticks, theme.line))
        axes.add(plot.x_labels(ticks, lesson.tick, drop=DROP))
        axes.add(lesson.math("z", 0.38).at(MIDDLE + 0.1, LOWER[0] - DROP, "center"))
        axes.add(Line([LEFT, LOWER[0], 0], [LEFT, LOWER[1], 0], color=theme.line, stroke_width=AXIS))
        axes.add(plot.y_ticks([TOP], theme.line))
        for value, text in ((0, "0"), (TOP, "0.25")):
            axes.add(lesson.tick(text).at(LEFT - GAP, plot.point(0, value)[1] - 0.12, "right"))
        name = lesson.formula("slope_name", em=0.42, color=theme.accent)
        return axes.add(name.at(plot.point(NAME, 0)[0], LOWER[1] - 0.12))

    def _draw_side(self) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.side
        foot, head = plot.point(0, [0, 1])
        axes = VGroup(Line(foot, head, color=theme.line, stroke_width=AXIS), plot.horizontal(0, theme.line))
        axes.add(plot.x_ticks([TOP], theme.line))
        for value, text in ((0, "0"), (TOP, "0.25")):
            axes.add(lesson.tick(text).at(plot.point(value, 0)[0], UPPER[0] - DROP, "center"))
        name = lesson.formula("slope_parabola", em=0.42, color=theme.accent)
        return axes.add(name.at(RIGHT_EDGE, UPPER[1] - 0.1, "right"))

    def _draw_values(self) -> tuple[list[LiveNumber], VGroup]:
        lesson, theme = self.lesson, self.theme
        numbers, names = [], VGroup()
        sources = (("z", ".2f", theme.ink), ("p", ".4f", theme.ink), ("sigma'(z)", ".4f", theme.accent))
        for k, (source, digits, color) in enumerate(sources):
            y = VALUE_Y - k * LEADING
            numbers.append(LiveNumber(digits, em=0.46, color=color, at=(VALUES, y)))
            names.add(lesson.math(source, 0.46, theme.accent if k == 2 else theme.quiet).at(BESIDE, y))
        return numbers, names

    def top_note(self) -> VGroup:
        """Point at the parabola's top: one quarter, where p is one half."""
        lesson, theme = self.lesson, self.theme
        place = self.side.point(TOP, 0.5)
        words = lesson.formula("slope_half", em=0.38).at(RIGHT_EDGE, place[1] - 0.12, "right")
        dashes = self.side.dashed((0, 0.5), (TOP, 0.5), theme.line)
        return VGroup(dashes, words, Dot(place, radius=0.105, color=theme.accent))

    # -- what moves --------------------------------------------------------------------------------------------

    def _draw_moving(self) -> VGroup:
        theme = self.theme
        self.bell = polyline(np.zeros((2, 3)), theme.accent, 5.5)
        self.parabola = polyline(np.zeros((2, 3)), theme.accent, 5.5)
        self.tangent = Line([0, 0, 0], [1, 0, 0], color=theme.accent, stroke_width=4.2)
        link = {"color": theme.line, "stroke_width": 2.4}
        self.down, self.across = Line([0, 0, 0], [1, 0, 0], **link), Line([0, 0, 0], [1, 0, 0], **link)
        halo = {"stroke_color": theme.ground, "stroke_width": 100 * HALO}
        self.dot = Dot(radius=0.105, color=theme.ink, **halo)
        self.bell_dot = Dot(radius=0.105, color=theme.accent, **halo)
        self.side_dot = Dot(radius=0.105, color=theme.accent, **halo)
        parts: tuple[VMobject, ...] = (self.down, self.across, self.bell, self.parabola, self.tangent)
        group = VGroup(*parts, self.dot, self.bell_dot, self.side_dot, *self.values)
        for dot in (self.dot, self.bell_dot, self.side_dot):
            dot.set_z_index(1)
        self.place()
        return group

    def place(self) -> None:
        """Derive everything that moves from the score and from how far the traces have come."""
        z = self.z.get_value()
        p, slope = float(sigmoid(z)), float(sigmoid_slope(z))
        on, below, beside = self.upper.plot.point(z, p), self.lower.point(z, slope), self.side.point(slope, p)
        self.dot.move_to(on)
        self.bell_dot.move_to(below)
        self.side_dot.move_to(beside)
        step = self.upper.plot.point(1, slope) - self.upper.plot.point(0, 0)
        half = step / np.linalg.norm(step)
        # The tangent ends where the plot does.
        back, ahead = (min(HALF, room / half[0]) for room in (on[0] - LEFT + CLEAR, MIDDLE - on[0] + CLEAR))
        self.tangent.put_start_and_end_on(on - back * half, on + ahead * half)
        self.down.put_start_and_end_on(on, below)
        self.across.put_start_and_end_on(on, beside)
        self.bell.set_points_as_corners(self._bell(self.bell_to.get_value()))
        self.parabola.set_points_as_corners(self._parabola(self.parabola_to.get_value()))
        for number, value in zip(self.values, (z, p, slope), strict=True):
            number.set_value(value)

    def _bell(self, end: float) -> Points:
        zs = np.linspace(-REACH, end, SAMPLES)
        return self.lower.point(zs, sigmoid_slope(zs))

    def _parabola(self, end: float) -> Points:
        """Return the places of the slope over the height, from the right end of the scores to one of them."""
        zs = np.linspace(REACH, end, SAMPLES)
        return self.side.point(sigmoid_slope(zs), sigmoid(zs))
