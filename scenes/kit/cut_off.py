"""The curve over the data cut at a probability: where the cut meets it, and which side is which class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DashedLine, Dot, Line, Rectangle, ValueTracker, VGroup

from mathcore.cutoff import boundary_at, gap
from scenes.kit.curve_plot import CurvePlot
from scenes.kit.figures import scientific_text
from scenes.kit.marks import class_color
from scenes.kit.numbers import LiveNumber
from scenes.kit.written import Written

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

BOX = (-5.3, 4.9, -2.0, 1.5)
# The bar over the plot that shows which side is which class, and its words above it.
BAR_Y, BAR, WORD_Y = 2.2, 12.0, 2.44
DASHES, PERIOD = 14, 0.4
# How high over the axis the boundary is written: among marks at its foot, between bars in the middle.
FOOT, MIDDLE = 0.3, 1.46
# Words over a shorter piece of the bar than this, and a gap narrower than this, would stand on one another.
ROOM = 0.3


class CutOff:
    """h over the data, cut at the probability ``cut``; everything else follows."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson, self.theme, self.study = lesson, lesson.theme, lesson.study
        self.picture = CurvePlot(lesson, BOX, large=True)
        self.picture.set_theta(self.study.theta)
        self.plot = self.picture.plot
        self.cut = ValueTracker(0.5)
        self.gap = gap(self.study.data)
        theme = self.theme
        self.level = VGroup(*(Line([0, 0, 0], [1, 0, 0], color=theme.ink, stroke_width=2.4) for _ in range(DASHES)))
        self.drop = Line([0, 0, 0], [0, 1, 0], color=theme.accent, stroke_width=3.2)
        self.dot = Dot(radius=0.12, color=theme.accent)
        self.value = LiveNumber(".2f", em=0.42, color=theme.ink, at=(self.plot.box[0] - 0.18, 0.0))
        self.at = LiveNumber(".2f", em=0.46, color=theme.accent, at=(0.0, 0.0), left=self.rising)
        self.bars = VGroup(*(Line([0, 0, 0], [1, 0, 0], color=class_color(theme, k), stroke_width=BAR) for k in (0, 1)))
        self.words = VGroup(
            *(lesson.label(f"class{k}", color=class_color(theme, k), width=3.0, wrap=False) for k in (0, 1))
        )
        self.name = lesson.label("decided", em=0.33, color=theme.quiet).at(BOX[1] + 0.12, BAR_Y - 0.12)
        self.moving = VGroup(self.level, self.drop, self.dot, self.value, self.at, self.bars, self.words, self.name)
        self.place()

    @property
    def rising(self) -> bool:
        """Whether class 1 lies to the right."""
        return bool(self.study.raw_theta[1] > 0)

    def boundary(self) -> float:
        """Return the feature's value at which the curve is as high as the cut."""
        return boundary_at(self.study.raw_theta, self.cut.get_value())

    def seen(self) -> bool:
        """Whether the boundary stands within the plot."""
        low, high = self.plot.x_range
        return bool(low < self.boundary() < high)

    def place(self) -> None:
        """Draw the cut, its boundary and the two sides."""
        cut, seen = self.cut.get_value(), self.seen()
        left, right = self.plot.box[:2]
        x = self._divide()
        y = float(self.plot.point(0, cut)[1])
        end = x if seen else right
        period = max(PERIOD, (end - left) / DASHES)
        for k, dash in enumerate(self.level):
            start = left + period * k
            stop = min(start + 0.6 * period, end)
            dash.put_start_and_end_on([start, y, 0], [max(stop, start + 1e-6), y, 0])
            dash.set_stroke(opacity=float(stop > start))
        self.drop.put_start_and_end_on([x, BAR_Y, 0], [x, self.plot.box[2], 0])
        self.dot.move_to([x, y, 0])
        for mobject in (self.drop, self.dot):
            mobject.set_opacity(float(seen))
        self.value.stand_at(left - 0.18, y - 0.14).set_value(cut)
        side = 1 if self.rising else -1
        self.at.stand_at(x + 0.2 * side, self.plot.box[2] + (MIDDLE if self.picture.bins else FOOT))
        self.at.set_text(edge_text(self.boundary()) if seen else "")
        self._place_sides(x)

    def _divide(self) -> float:
        """Return where on the frame the two sides meet: at the boundary, or at the end beyond which it lies."""
        left, right = self.plot.box[:2]
        boundary = self.boundary()
        if np.isnan(boundary):
            # A flat curve: all of the axis is on one side.
            above = self.study.raw_theta[0] >= np.log(self.cut.get_value() / (1 - self.cut.get_value()))
            return right if above == (not self.rising) else left
        return float(np.clip(self.plot.point(boundary, 0)[0], left, right))

    def _place_sides(self, x: float) -> None:
        left, right = self.plot.box[:2]
        pieces = ((left, x), (x, right)) if self.rising else ((x, right), (left, x))
        for bar, word, (start, end) in zip(self.bars, self.words, pieces, strict=True):
            shown = end - start > 1e-6
            bar.put_start_and_end_on([start, BAR_Y, 0], [max(end, start + 1e-6), BAR_Y, 0])
            bar.set_stroke(opacity=float(shown))
            word.set_opacity(float(end - start > word.width - ROOM))
            word.at((start + end) / 2, WORD_Y, "center")

    def draw_gap(self) -> VGroup:
        """Shade where any boundary sets the classes apart."""
        if self.gap is None:
            return VGroup()
        low, high = (self.plot.point(value, [0, 1]) for value in self.gap)
        width = max(float(high[0][0] - low[0][0]), 0.05)
        area = Rectangle(width=width, height=float(low[1][1] - low[0][1]), stroke_width=0)
        area.set_fill(self.theme.accent, 0.22).move_to((low[0] + high[1]) / 2)
        ends = (
            DashedLine(*places, color=self.theme.accent, stroke_width=2.0, dash_length=0.09)
            for places in ((low[0], low[1]), (high[0], high[1]))
        )
        return VGroup(area, *ends)


def edge_text(value: float) -> Written:
    """Write a boundary with three digits, as the words quote it."""
    return scientific_text(value, 3).replace("-", "−")
