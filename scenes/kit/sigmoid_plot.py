"""The sigmoid over the scores, between two ends that do not belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Line, VGroup
from numpy.typing import ArrayLike

from mathcore import sigmoid
from scenes.kit.marks import end_ring
from scenes.kit.plot import AXIS, Plot, Points, nice_ticks, polyline

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# How far the number of a tick stands from the axis to its right, and from the one above it.
GAP, DROP = 0.24, 0.46
SAMPLES = 241


class SigmoidPlot:
    """σ over z from -reach to reach, p from 0 to 1 with open ends, in a box of the frame.

    Parameters
    ----------
    box
        (left, right, bottom, top) in frame units.
    reach
        The score at the right end.
    numbers
        Whether the scores' ticks have numbers; a plot below may have them.
    """

    def __init__(
        self, lesson: Lesson, box: tuple[float, float, float, float], reach: float = 7.0, *, numbers: bool = True
    ) -> None:
        self.lesson, self.theme = lesson, lesson.theme
        self.plot = Plot((-reach, reach), (0, 1), box)
        self.ticks = [tick for tick in nice_ticks(-reach, reach, 7) if abs(tick) < reach]
        zs = np.linspace(-reach, reach, SAMPLES)
        self.curve = polyline(self.on_curve(zs), self.theme.ink, 5.5)
        self.axes = self._draw_axes(numbers)

    def on_curve(self, z: ArrayLike) -> Points:
        """Return the places of scores on the curve."""
        return self.plot.point(z, sigmoid(np.asarray(z, float)))

    def _draw_axes(self, numbers: bool) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.plot
        left, right, _, top = plot.box
        foot, head = plot.point(plot.x_range[0], [0, 1])
        axes = VGroup(
            plot.horizontal(0, theme.line),
            plot.dashed((plot.x_range[0], 1), (plot.x_range[1], 1), theme.line),
            Line(foot, head, color=theme.line, stroke_width=AXIS),
            *(end_ring(theme.ink, theme.ground).move_to(end) for end in (foot, head)),
            *(lesson.tick(str(p)).at(left - GAP, place[1] - 0.12, "right") for p, place in ((0, foot), (1, head))),
            lesson.math("p", 0.38).at(left, top + 0.26, "center"),
            plot.x_ticks(self.ticks, theme.line),
        )
        if numbers:
            axes.add(plot.x_labels(self.ticks, lesson.tick, drop=DROP))
            axes.add(lesson.math("z", 0.38).at(right + 0.1, float(foot[1]) - DROP, "center"))
        return axes
