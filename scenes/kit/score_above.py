"""The straight line of scores over the feature, above the rows that it scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Line, VGroup, VMobject

from scenes.kit.plot import AXIS, Plot, nice_ticks
from scenes.kit.soft_step import LEFT, LOWER, RIGHT, UPPER, SoftStep
from scenes.kit.threshold_story import boundary_math

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson


class ScoreAbove:
    """The straight line of scores over the same feature, above the rows."""

    def __init__(self, lesson: Lesson, stage: SoftStep) -> None:
        self.lesson, self.theme, self.stage, self.rows = lesson, lesson.theme, stage, stage.seen
        intercept, slope = lesson.study.raw_theta
        x_range = stage.plot.x_range
        ends = intercept + slope * np.array(x_range)
        self.plot = Plot(x_range, (float(ends.min()), float(ends.max())), (LEFT, RIGHT, *UPPER))
        self.line = self.plot.curve(x_range, ends, self.theme.theta)
        self.axes = self._draw_axes()
        self.name = lesson.formula("way_score", em=0.42, color=self.theme.theta)
        self.name.at(RIGHT + 0.14, float(self.line.get_end()[1]) - 0.12)

    def _draw_axes(self) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.plot
        ticks = nice_ticks(*plot.y_range, 5)
        axes = VGroup(plot.horizontal(0, theme.line), plot.y_ticks(ticks, theme.line))
        axes.add(Line([LEFT, UPPER[0], 0], [LEFT, UPPER[1], 0], color=theme.line, stroke_width=AXIS))
        axes.add(plot.y_labels(ticks, lesson.tick))
        return axes.add(lesson.math("z", 0.38).at(LEFT, UPPER[1] + 0.14, "center"))

    def crossing(self) -> VGroup:
        """Drop a line from where the score is 0 to the axis of the feature, with the feature's value there."""
        lesson, plot, boundary = self.lesson, self.stage.plot, self.lesson.study.boundary
        top, foot = self.plot.point(boundary, 0), plot.point(boundary, 0)
        down = Line(top, foot, color=self.theme.theta, stroke_width=2.4, stroke_opacity=0.8)
        value = lesson.math(boundary_math(lesson.study), 0.4, self.theme.theta)
        return VGroup(down, value.at(float(top[0]) + 0.14, (UPPER[0] + LOWER[1]) / 2 - 0.1))

    def lifted(self) -> tuple[VGroup, list[VMobject]]:
        """Return copies of the rows' marks where they stand, and as they stand on the line."""
        marks = VGroup(*(mark.copy() for mark in self.stage.lower.data))
        order = sorted(range(self.rows.size), key=lambda k: self.rows.y[k])
        places = [self.plot.point(self.rows.x[k], self.rows.z[k]) for k in order]
        return marks, [mark.copy().move_to(place) for mark, place in zip(marks, places, strict=True)]
