"""Each trial's share of the loss as a stick under the data, and the mean of all sticks as a level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Line, VGroup
from numpy.typing import NDArray

from mathcore import log_factors
from scenes.kit.columns import ASIDE, PITCH, aside, columns
from scenes.kit.curve_plot import CurvePlot
from scenes.kit.marks import class_color
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, Plot, nice_ticks

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

LEFT, RIGHT = -5.6, 3.6
UPPER_Y, LOWER_Y = (0.72, 2.12), (-2.75, -0.3)
WIDEST, NARROWEST, SHARE = 0.16, 0.07, 0.72
# The pitch of sticks where all have room for it.
WIDE = 0.17


class Shares:
    """The curve of t times the study's parameters over the data, and under it what each label costs."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson, self.theme, self.study = lesson, lesson.theme, lesson.study
        self.rows = columns(self.study, 0.86 * (RIGHT - LEFT))
        self.picture = CurvePlot(lesson, (LEFT, RIGHT, *UPPER_Y), large=True, rows=self.rows)
        self.highest = max(float(self.costs(t).max()) for t in (0.0, 1.0))
        self.plot = Plot(self.picture.plot.x_range, (0, 1.08 * self.highest), (LEFT, RIGHT, *LOWER_Y))
        places = self.plot.point(self.rows.x, 0)[:, 0]
        # All sticks stand on one floor, those of both classes at one value side by side.
        floor = np.zeros_like(self.rows.y)
        moves = [aside(places, floor, pitch) for pitch in (WIDE, PITCH)]
        self.xs = places + moves[int(np.abs(moves[0]).max() > ASIDE)]
        colors = [class_color(self.theme, label) for label in self.rows.y.tolist()]
        width = 100 * self._width()
        self.sticks = VGroup(*(Line([0, 0, 0], [0, 1, 0], color=color, stroke_width=width) for color in colors))
        self.level = Line([0, 0, 0], [1, 0, 0], color=self.theme.ink, stroke_width=3.2)
        self.name = lesson.math("J =", 0.42)
        self.number = LiveNumber(".4f", em=0.42, color=self.theme.ink, at=(0, 0), math=True, left=True)
        self.mean = VGroup(self.level, self.name, self.number)
        self.axes = self._axes()
        self.set(0.0)

    def costs(self, t: float) -> NDArray[np.float64]:
        """Return what the labels of the trials shown cost on the curve of t times the parameters, in nats."""
        return np.asarray(-log_factors(self.study.loss.data, t * self.study.theta)[self.rows.rows])

    def set(self, t: float) -> None:
        """Draw the curve of t times the parameters, its costs and their mean."""
        theta = t * self.study.theta
        self.picture.set_theta(theta)
        foot = LOWER_Y[0]
        for x, cost, stick in zip(self.xs, self.costs(t), self.sticks, strict=True):
            top = float(self.plot.point(0, cost)[1])
            stick.put_start_and_end_on([x, foot, 0], [x, max(top, foot + 1e-3), 0])
        loss = float(self.study.loss(theta))
        y = float(self.plot.point(0, loss)[1])
        self.level.put_start_and_end_on([LEFT, y, 0], [RIGHT + 0.25, y, 0])
        self.name.at(RIGHT + 0.4, y - 0.13)
        self.number.stand_at(float(self.name.get_right()[0]) + 0.14, y - 0.13).set_value(loss)

    def _axes(self) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.plot
        ticks = nice_ticks(*plot.y_range, 4)
        axes = VGroup(
            plot.horizontal(0, theme.line),
            Line(plot.point(plot.x_range[0], 0), plot.point(plot.x_range[0], plot.y_range[1])).set_stroke(
                theme.line, AXIS
            ),
            plot.y_ticks(ticks, theme.line),
            plot.y_labels(ticks, lesson.tick),
        )
        return axes

    def _width(self) -> float:
        return float(np.clip(SHARE * np.diff(np.sort(self.xs)).min(initial=WIDEST / SHARE), NARROWEST, WIDEST))
