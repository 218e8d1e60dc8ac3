"""Residuals as sticks between curve and label, and the gradient that they add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Line, ValueTracker, VGroup
from numpy.typing import NDArray

from mathcore import residuals
from scenes.kit.columns import aside, columns
from scenes.kit.curve_plot import CurvePlot
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.marks import class_color
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS
from scenes.kit.room import Box

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# Where the gradient's two bars begin, how long the longest of them is, and where they stand.
ZERO, LONGEST, ROWS = 4.0, 0.8, (0.55, -0.95)
STICK, BAR = 4.6, 10.0


class ResidualView:
    """The data and the curve of ``t`` times the study's parameters; each stick is h - y, each bar a slope of J."""

    def __init__(self, lesson: Lesson, box: Box) -> None:
        self.lesson, self.theme, self.study = lesson, lesson.theme, lesson.study
        self.t = ValueTracker(0.0)
        self.rows = columns(self.study, 0.86 * (box[1] - box[0]))
        self.picture = CurvePlot(lesson, box, large=True, rows=self.rows)
        self.plot = self.picture.plot
        places = self.plot.point(self.rows.x, 0)[:, 0]
        self.xs = places + aside(places, self.rows.y)
        self.sticks = VGroup(
            *(
                Line([0, 0, 0], [0, 1, 0], color=class_color(self.theme, int(y)), stroke_width=STICK)
                for y in self.rows.y
            )
        )
        slopes = self.study.loss.gradient(np.linspace(0, 1, 41)[:, None] * self.study.theta)
        self.largest = float(np.abs(slopes).max())
        self.bars = VGroup(*(Line([0, 0, 0], [1, 0, 0], color=self.theme.ink, stroke_width=BAR) for _ in ROWS))
        self.numbers = VGroup(
            *(LiveNumber(".4f", em=0.42, color=self.theme.ink, at=(RIGHT_EDGE, y - 0.14)) for y in ROWS)
        )
        self.axes = self._axes()
        self.place()

    def theta(self) -> NDArray[np.float64]:
        """Return the parameters at the present time: on the straight way from zeros to the study's."""
        return self.t.get_value() * self.study.theta

    def place(self) -> None:
        """Draw curve, sticks and bars for the present parameters."""
        theta = self.theta()
        self.picture.set_theta(theta)
        sizes = np.abs(residuals(self.study.loss, theta))[self.rows.rows]
        for stick, x, label, size in zip(self.sticks, self.xs, self.rows.y, sizes, strict=True):
            start = float(self.plot.point(0, int(label))[1])
            end = float(self.plot.point(0, label - size if label else size)[1])
            # A stick of no length has no direction.
            stick.put_start_and_end_on([x, start, 0], [x, end if abs(end - start) > 1e-4 else start - 1e-4, 0])
        slopes = self.study.loss.gradient(theta)
        for bar, number, y, slope in zip(self.bars, self.numbers, ROWS, slopes, strict=True):
            length = LONGEST * float(slope) / self.largest
            bar.put_start_and_end_on([ZERO, y, 0], [ZERO + (length if abs(length) > 1e-4 else 1e-4), y, 0])
            number.set_value(float(slope))

    def _axes(self) -> VGroup:
        """Return the line at 0 and the names of both slopes."""
        lesson, theme = self.lesson, self.theme
        group = VGroup(Line([ZERO, ROWS[0] + 0.32, 0], [ZERO, ROWS[1] - 0.32, 0], color=theme.line, stroke_width=AXIS))
        for name, y in zip(("intercept", "slope"), ROWS, strict=True):
            source = f"frac(partial J, partial {lesson.symbol(name)})"
            group.add(lesson.math(source, 0.44).move_to([ZERO - LONGEST - 0.6, y, 0]))
        group.add(lesson.tick("0").at(ZERO, ROWS[1] - 0.68, "center"))
        return group
