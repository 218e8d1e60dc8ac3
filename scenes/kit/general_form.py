"""Three curves from score to prediction, with a tangent on each: only two of them have a slope to follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from mathcore import sigmoid, sigmoid_slope, soft_step
from scenes.kit.marks import HALO, end_ring
from scenes.kit.plot import AXIS, Plot

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

REACH, RIDE = 3.0, 2.0
WIDTH, FOOT, TOP = 3.3, -2.1, -0.55
LEFTS = (-5.9, -1.65, 2.6)
HALF = 0.62
NAME_Y = -2.72
SAMPLES = 121

Values = NDArray[np.float64]


class Panel:
    """One curve over the scores, with a tangent at a score."""

    def __init__(
        self,
        lesson: Lesson,
        left: float,
        key: str,
        curve: Callable[[Values], Values],
        slope: Callable[[float], float],
        y_range: tuple[float, float],
    ) -> None:
        self.lesson, self.theme, self.curve, self.slope = lesson, lesson.theme, curve, slope
        self.plot = Plot((-REACH, REACH), y_range, (left, left + WIDTH, FOOT, TOP))
        self.tangent = Line([0, 0, 0], [1, 0, 0], color=self.theme.accent, stroke_width=4.2)
        self.dot = Dot(radius=0.09, color=self.theme.accent, stroke_color=self.theme.ground, stroke_width=100 * HALO)
        middle = left + WIDTH / 2
        self.name = lesson.label(key, em=0.33, color=self.theme.quiet).at(middle, NAME_Y, "center")
        self.still = VGroup(*self._axes(), *self._line(), self.name)

    def _axes(self) -> list[VMobject]:
        theme, plot = self.theme, self.plot
        upright = Line(plot.point(0, plot.y_range[0]), plot.point(0, plot.y_range[1]))
        name = self.lesson.math("z", 0.36).at(plot.box[1] + 0.12, float(plot.point(0, 0)[1]) - 0.1)
        return [plot.horizontal(0, theme.line), upright.set_stroke(theme.line, AXIS), name]

    def _line(self) -> list[VMobject]:
        """Draw the curve; a jump of it with the end that belongs to it and the one that does not."""
        theme, plot = self.theme, self.plot
        if self.slope(0.0) < np.inf:
            zs = np.linspace(-REACH, REACH, SAMPLES)
            return [plot.curve(zs, self.curve(zs), theme.ink)]
        parts = (plot.curve([-REACH, 0], [0, 0], theme.ink), plot.curve([0, REACH], [1, 1], theme.ink))
        ring = end_ring(theme.ink, theme.ground).move_to(plot.point(0, 0))
        return [VGroup(*parts, ring, Dot(plot.point(0, 1), radius=0.1, color=theme.ink))]

    def place(self, z: float) -> None:
        """Put the tangent at a score."""
        on = self.plot.point(z, float(self.curve(np.array(z))))
        slope = self.slope(z) if z else 0.0
        step = self.plot.point(1, slope) - self.plot.point(0, 0)
        half = HALF * step / np.linalg.norm(step)
        self.tangent.put_start_and_end_on(on - half, on + half)
        self.dot.move_to(on)


class GeneralForm:
    """The step, the line and the sigmoid side by side, with tangents at one score."""

    def __init__(self, lesson: Lesson) -> None:
        step = (lambda z: soft_step(z, np.inf), lambda z: 0.0 if z else np.inf, (0.0, 1.0))
        line = (lambda z: z, lambda z: 1.0, (-REACH, REACH))
        curve = (sigmoid, lambda z: float(sigmoid_slope(z)), (0.0, 1.0))
        keys = ("panel_step", "panel_line", "panel_sigmoid")
        self.panels = [
            Panel(lesson, left, key, *functions)
            for left, key, functions in zip(LEFTS, keys, (step, line, curve), strict=True)
        ]
        self.z = ValueTracker(-RIDE)
        self.still = VGroup(*(panel.still for panel in self.panels))
        self.moving = VGroup(*(part for panel in self.panels for part in (panel.tangent, panel.dot)))
        self.place()

    def place(self) -> None:
        """Put all tangents at the score."""
        for panel in self.panels:
            panel.place(self.z.get_value())
