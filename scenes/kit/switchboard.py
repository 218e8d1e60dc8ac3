"""The two masses of a label as bars, and the switch that turns one of them into a factor of 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, Polygon, ValueTracker, VGroup, VMobject

from mathcore import bernoulli, sigmoid
from scenes.kit.marks import class_color, mark
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS

if TYPE_CHECKING:
    from scenes.kit.curve_plot import CurvePlot
    from scenes.kit.lesson import Lesson

STRAND, BAR = 0.17, 0.84
# From the bars' foot down to their names, and to the switch.
NAMES, RAIL = 0.42, 0.86
# A row of numbers over the line of 1, and how far left of a bar's middle a number of three decimals begins.
OVER, HALF = 0.26, 0.5
EM = 0.46


class Switchboard:
    """A strand at one x of the plot, parted by the curve, and its two pieces as bars on the same scale.

    Parameters
    ----------
    lesson
        Gives words, theme and study.
    curve
        The plot at the left, whose heights 0 and 1 are those of the bars.
    columns
        Where the bars stand: what they multiply to, label 1, label 0.
    """

    def __init__(self, lesson: Lesson, curve: CurvePlot, columns: tuple[float, float, float]) -> None:
        self.lesson, self.theme, self.curve = lesson, lesson.theme, curve
        self.whole, *self.columns = columns
        self.foot, self.top = (float(curve.plot.point(0, level)[1]) for level in (0, 1))
        self.x = ValueTracker(curve.plot.x_range[0])
        # The exponent of each label's factor: 1 leaves it as it is, 0 makes it 1. In the order of the columns.
        self.powers = [ValueTracker(1.0), ValueTracker(1.0)]
        # Where the switch stands, from the column of label 1 (0) to that of label 0 (1).
        self.knob = ValueTracker(0.0)
        colors = self.colors = [class_color(self.theme, label) for label in (1, 0)]
        self.strand = VGroup(*(_bar(color) for color in colors))
        self.bars = VGroup(*(_bar(color) for color in colors))
        self.product = _bar(self.theme.ink)
        self.answer = VGroup(self._line(self.whole, self.whole, self.foot), self.product)
        self.values = [self._value(x, color) for x, color in zip(self.columns, colors, strict=True)]
        self.base = self._base()
        self.rail, self.knobs = self._switch()
        self.place()

    def h(self) -> float:
        """Return the curve's height at the strand."""
        intercept, slope = self.lesson.study.raw_theta
        return float(sigmoid(intercept + slope * self.x.get_value()))

    def masses(self) -> tuple[float, float]:
        """Return P(y | x) at the strand for y = 1 and y = 0."""
        one, zero = bernoulli(np.array([1, 0]), self.h()).tolist()
        return one, zero

    def factors(self) -> tuple[float, float]:
        """Return both factors as they stand now, each to its exponent."""
        one, zero = (mass ** power.get_value() for mass, power in zip(self.masses(), self.powers, strict=True))
        return one, zero

    def place(self) -> None:
        """Put strand, bars and numbers where the trackers say."""
        one, zero = self.factors()
        x, h = self.curve.plot.point(self.x.get_value(), 0)[0], self.height(self.h())
        for piece, ends in zip(self.strand, ((self.foot, h), (h, self.top)), strict=True):
            _stand(piece, x, STRAND, ends)
        for bar, column, factor in zip(self.bars, self.columns, (one, zero), strict=True):
            _stand(bar, column, BAR, (self.foot, self.height(factor)))
        for piece, bar, power in zip(self.strand, self.bars, self.powers, strict=True):
            share = power.get_value()
            piece.set_fill(opacity=0.18 + 0.82 * share)
            bar.set_fill(opacity=share).set_stroke(self.theme.line, 2.4, 1 - share)
        _stand(self.product, self.whole, BAR, (self.foot, self.height(one * zero)))
        for value, mass in zip(self.values, self.masses(), strict=True):
            value.set_value(mass)
        self._place_knob()

    def height(self, share: float) -> float:
        """Return the height on the frame of a probability."""
        return self.foot + share * (self.top - self.foot)

    def _place_knob(self) -> None:
        """Slide the mark of the chosen label along the rail; halfway it changes its kind."""
        at = self.knob.get_value()
        left, right = self.columns
        for label, knob in zip((1, 0), self.knobs, strict=True):
            knob.move_to([left + at * (right - left), self.foot - RAIL, 0])
            knob.set_opacity(float((at < 0.5) == (label == 1)))

    def _value(self, x: float, color: str) -> LiveNumber:
        return LiveNumber(".3f", em=EM, color=color, at=(x - HALF, self.top + OVER), math=True, left=True)

    def _base(self) -> VGroup:
        """Draw the lines at 0 and 1 under and over the bars, and name the bars."""
        lesson, (left, right) = self.lesson, self.columns
        names = VGroup()
        for x, key, color in zip(self.columns, ("mass_one", "mass_zero"), self.colors, strict=True):
            names.add(lesson.formula(key, em=0.4, color=color).at(x, self.foot - NAMES, "center"))
        lines = (self._line(left, right, y) for y in (self.foot, self.top))
        return VGroup(*lines, names)

    def _line(self, first: float, last: float, y: float) -> Line:
        """Draw the line at a height, under or over the bars from one column to another."""
        ends = [first - 0.62, y, 0], [last + 0.62, y, 0]
        return Line(*ends, color=self.theme.line, stroke_width=AXIS if y == self.foot else 1.8)

    def _switch(self) -> tuple[VGroup, VGroup]:
        """Draw the rail between the names and the two knobs, one of which shows."""
        y, (left, right) = self.foot - RAIL, self.columns
        rail = Line([left, y, 0], [right, y, 0], color=self.theme.line, stroke_width=5)
        ends = (Dot([x, y, 0], radius=0.07, color=self.theme.line) for x in (left, right))
        knobs = VGroup(*(mark(self.theme, label, radius=0.15, halo=0) for label in (1, 0)))
        return VGroup(rail, *ends), knobs


def _bar(color: str) -> VMobject:
    return Polygon(*np.zeros((3, 3)), stroke_width=0, fill_color=color, fill_opacity=1)


def _stand(bar: VMobject, x: float, width: float, ends: tuple[float, float]) -> None:
    left, right, (low, high) = x - width / 2, x + width / 2, ends
    corners = [[left, low, 0], [right, low, 0], [right, high, 0], [left, high, 0], [left, low, 0]]
    bar.set_points_as_corners(corners)
