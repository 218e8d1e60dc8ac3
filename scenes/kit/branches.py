"""What one label costs: -ln h or -ln(1 - h) over the probability, and the same costs over the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from mathcore import cross_entropy, logit, sigmoid, softplus
from scenes.kit.marks import HALO, class_color, onward
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, Plot, nice_ticks, polyline

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

BOX = (-5.5, 5.2, -1.75, 2.2)
# Scores shown, on either side.
SPAN = 5.0
# Where the names begin, as a score: clear of the curves' high ends and of the number there.
NAMES = 3.3
# A guess that leans to label 1, and one that is sure of it, but not quite.
UNSURE, SURE = 0.6, 0.99


class Branches:
    """Both branches of a label's cost in nats; ``stretch`` from 0 to 1 moves every point from its h to its z.

    Heights never change: h and z = logit(h) are two names of one place on the curve.
    """

    def __init__(self, lesson: Lesson) -> None:
        self.lesson, self.theme = lesson, lesson.theme
        top = float(softplus(SPAN))
        self.over_h, self.over_z = Plot((0, 1), (0, top), BOX), Plot((-SPAN, SPAN), (0, top), BOX)
        self.z = np.linspace(-SPAN, SPAN, 241)
        self.stretch, self.h = ValueTracker(0.0), ValueTracker(UNSURE)
        colors = [class_color(self.theme, label) for label in (0, 1)]
        self.curves = VGroup(*(polyline(np.zeros((2, 3)), color, 5.5) for color in colors))
        self.sticks = VGroup(*(Line([0, 0, 0], [0, 1, 0], color=color, stroke_width=8) for color in colors))
        halo = {"stroke_color": self.theme.ground, "stroke_width": 100 * HALO}
        self.dots = VGroup(*(Dot(radius=0.115, color=color, **halo) for color in colors))
        self.numbers = [LiveNumber(".2f", em=0.42, color=color, at=(0, 0), math=True, left=True) for color in colors]
        self.marks = VGroup(self.sticks, self.dots, *self.numbers)
        self.axes = (self._axes(self.over_h, [0, 0.5, 1], "h"), self._axes(self.over_z, nice_ticks(-4, 4, 4), "z"))
        self.base = self._base()
        self.place()

    @staticmethod
    def cost(label: int, h: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """Return what the probability h of label 1 costs where the label is this one."""
        return cross_entropy(label, h)

    def point(self, label: int, z: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """Return the places of scores on a branch, as far as the curves have been stretched."""
        u, h = self.stretch.get_value(), sigmoid(np.asarray(z, float))
        cost = softplus((1 - 2 * label) * np.asarray(z, float))
        return np.asarray((1 - u) * self.over_h.point(h, cost) + u * self.over_z.point(z, cost))

    def place(self) -> None:
        """Draw both branches, and the costs of one h on either."""
        h = self.h.get_value()
        for label in (0, 1):
            self.curves[label].set_points_as_corners(self.point(label, self.z))
            top = self.point(label, float(logit(h)))
            # Side by side, so that both are seen where they are equal.
            foot = np.array([top[0], BOX[2], 0]) + [0.05 * (1 - 2 * label), 0, 0]
            self.sticks[label].put_start_and_end_on(foot, [foot[0], max(float(top[1]), foot[1] + 1e-3), 0])
            self.dots[label].move_to([foot[0], top[1], 0])
            self.numbers[label].stand_at(*self._beside(top, label)).set_value(float(self.cost(label, h)))

    def _beside(self, place: NDArray[np.float64], label: int) -> tuple[float, float]:
        """Return where a cost is written, clear of both curves: of label 0 left of its dot, of label 1 right of it."""
        x, y = float(place[0]), float(place[1])
        return (x - 1.1, y + 0.14) if label == 0 else (x + 0.24, y + 0.1)

    def arrows(self) -> VGroup:
        """Point on from the ends of the curves that go on beyond the frame, the way they go."""
        group = VGroup()
        for label in (0, 1):
            side = 1 - 2 * label
            before, end = self.point(label, np.array([0.98, 1.0]) * side * SPAN)
            arrow = onward(end, 1, class_color(self.theme, label))
            way = end - before
            group.add(arrow.rotate(float(np.arctan2(way[1], way[0])), about_point=end))
        return group

    def limit(self) -> VMobject:
        """Say that the curves go on beyond the frame."""
        return self.lesson.label("limit", em=0.34, color=self.theme.quiet).at((BOX[0] + BOX[1]) / 2, BOX[3], "center")

    def names(self, key: str) -> VGroup:
        """Write the formula of either branch at its high end: ``branch`` over h, ``bend`` over z."""
        group = VGroup()
        for label in (0, 1):
            side = 1 - 2 * label
            color = class_color(self.theme, label)
            formula = self.lesson.formula(f"{key}{label}", em=0.46, color=color)
            word = self.lesson.label(f"class{label}", color=color, width=2.2)
            x = float(self.over_z.point(side * NAMES, 0)[0])
            anchor = "right" if side > 0 else "left"
            formula.at(x, 1.75, anchor)
            group.add(formula, word.at(x, 1.2, anchor))
        return group

    def lines(self) -> VGroup:
        """Return the straight lines that both branches run out into: a cost of as much as the score."""
        z = self.over_z
        return VGroup(*(z.dashed((0, 0), (side * SPAN, SPAN), self.theme.quiet, 2.0) for side in (1, -1)))

    def _axes(self, plot: Plot, ticks: list[float], name: str) -> VGroup:
        theme, lesson = self.theme, self.lesson
        symbol = lesson.formula("hypothesis", em=0.38) if name == "h" else lesson.math(name, 0.38)
        symbol.at(BOX[1] + 0.42, BOX[2] - 0.46)
        return VGroup(plot.x_ticks(ticks, theme.line), plot.x_labels(ticks, lesson.tick, drop=0.46), symbol)

    def _base(self) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.over_h
        ticks = nice_ticks(*plot.y_range, 5)
        axis = Line(plot.point(0, 0), plot.point(0, plot.y_range[1]), color=theme.line, stroke_width=AXIS)
        base = VGroup(plot.horizontal(0, theme.line), axis, plot.y_ticks(ticks, theme.line))
        base.add(plot.y_labels(ticks, lesson.tick))
        word: VMobject = lesson.label("nats", em=0.34, color=theme.quiet)
        base.add(word.at(BOX[0] - 0.22, BOX[3] + 0.38, "right"))
        return base
