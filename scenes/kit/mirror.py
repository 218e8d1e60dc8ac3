"""The sigmoid turned over the diagonal, on equal scales: its inverse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DashedLine, Dot, Line, ValueTracker, VGroup
from numpy.typing import NDArray

from mathcore import logit, sigmoid
from scenes.kit.marks import HALO
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, Plot, Points, polyline, tick_text
from scenes.kit.typeset import Typeset

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

REACH = 3.2
LEFT, RIGHT, FOOT, TOP = -6.0, -0.9, -2.65, 2.45
TICKS, LABELLED = (-3, -2, -1, 1, 2, 3), (-2, 2)
SAMPLES = 201
ASIDE, VALUES_Y = 0.9, -1.45
HALF_TURN = np.pi


class Mirror:
    """σ over z from -3.2 to 3.2 and, turned about the diagonal, its inverse over p, in one square with equal scales.

    Attributes
    ----------
    turn
        How far the copy has been turned: 0 lies on the sigmoid, 1 on the inverse.
    z
        The score whose pair of points is marked.
    """

    def __init__(self, lesson: Lesson) -> None:
        self.lesson, self.theme = lesson, lesson.theme
        self.plot = Plot((-REACH, REACH), (-REACH, REACH), (LEFT, RIGHT, FOOT, TOP))
        self.turn, self.z = ValueTracker(0.0), ValueTracker(-2.0)
        zs = np.linspace(-REACH, REACH, SAMPLES)
        self.curve = np.stack([zs, sigmoid(zs)], axis=-1)
        self.axes = self._draw_axes()
        self.sigmoid = self.plot.curve(self.curve[:, 0], self.curve[:, 1], self.theme.ink)
        self.copy = polyline(np.zeros((2, 3)), self.theme.accent, 5.5)
        halo = {"stroke_color": self.theme.ground, "stroke_width": 100 * HALO}
        self.link = Line([0, 0, 0], [1, 0, 0], color=self.theme.quiet, stroke_width=2.4)
        self.dots = VGroup(*(Dot(radius=0.105, color=c, **halo) for c in (self.theme.ink, self.theme.accent)))
        self.pair = VGroup(self.link, self.dots)
        self.live, self.values = self._draw_values()
        self.place()

    def _draw_axes(self) -> VGroup:
        theme, plot = self.theme, self.plot
        axes = VGroup(plot.horizontal(0, theme.line))
        axes.add(Line(plot.point(0, -REACH), plot.point(0, REACH), color=theme.line, stroke_width=AXIS))
        for k in TICKS:
            across, up = plot.point(k, 0), plot.point(0, k)
            axes.add(Line(across + [0, -0.06, 0], across + [0, 0.06, 0], color=theme.line, stroke_width=2))
            axes.add(Line(up + [-0.06, 0, 0], up + [0.06, 0, 0], color=theme.line, stroke_width=2))
        x, y = plot.point(0, 0)[:2].tolist()
        for k in LABELLED:
            tick, (across, up, _) = self.lesson.tick, plot.point(k, k).tolist()
            axes.add(tick(tick_text(k, 1)).at(across, y - 0.42, "center"))
            axes.add(tick(tick_text(k, 1)).at(x - 0.16, up - 0.12, "right"))
        self.diagonal = DashedLine(
            plot.point(-REACH, -REACH), plot.point(REACH, REACH), color=theme.line, stroke_width=2.0, dash_length=0.1
        )
        ends = (((-REACH, 1), (REACH, 1)), ((1, -REACH), (1, REACH)))
        self.rails = VGroup(*(plot.dashed(start, end, theme.line) for start, end in ends))
        return axes

    def turned(self, points: NDArray[np.float64], share: float) -> Points:
        """Return the places of points (n, 2) after a share of half a turn about the diagonal, seen from the front."""
        middle = points.mean(axis=-1, keepdims=True)
        moved = middle + np.cos(HALF_TURN * share) * (points - middle)
        return self.plot.point(moved[:, 0], moved[:, 1])

    def place(self) -> None:
        """Turn the copy, and mark a score's pair of points."""
        self.copy.set_points_as_corners(self.turned(self.curve, self.turn.get_value()))
        z = self.z.get_value()
        p = float(sigmoid(z))
        ends = self.plot.point([z, p], [p, float(logit(p))])
        self.link.put_start_and_end_on(*ends)
        for dot, end in zip(self.dots, ends, strict=True):
            dot.move_to(end)
        for number, value in zip(self.live, (z, p), strict=True):
            number.set_value(value)

    def _draw_values(self) -> tuple[list[LiveNumber], VGroup]:
        lesson, theme = self.lesson, self.theme
        numbers, names = [], VGroup()
        for k, (source, digits) in enumerate((("z =", ".2f"), ("p =", ".3f"))):
            x = ASIDE + 2.3 * k
            name = lesson.math(source, 0.44, theme.quiet).at(x, VALUES_Y)
            at = (float(name.get_right()[0]) + 0.16, VALUES_Y)
            numbers.append(LiveNumber(digits, em=0.44, color=theme.ink, at=at, left=True, math=True))
            names.add(name)
        return numbers, VGroup(names, *numbers)

    def names(self) -> tuple[VGroup, VGroup]:
        """Write the formulas beside the square and the short names at their curves, in the curves' colours."""
        lesson, theme = self.lesson, self.theme
        end, top = self.plot.point(REACH, float(sigmoid(REACH))), self.plot.point(float(sigmoid(REACH)), REACH)
        upper = lesson.formula("mirror_sigmoid", em=0.62).at(ASIDE, 1.3)
        lower = lesson.formula("mirror_inverse", em=0.62, color=theme.accent).at(ASIDE, -0.05)
        return (
            VGroup(upper, lesson.math("sigma", 0.46).at(float(end[0]) + 0.14, float(end[1]) - 0.1)),
            VGroup(lower, lesson.math("sigma^(-1)", 0.46, theme.accent).at(float(top[0]) + 0.2, float(top[1]) - 0.3)),
        )

    def scales_note(self) -> Typeset:
        """Say that both axes have one scale, without which no mirror would be true."""
        return self.lesson.label("scales", em=0.34, color=self.theme.quiet).at(ASIDE, FOOT + 0.1)
