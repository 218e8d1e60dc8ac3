"""The likelihood of a share of white balls over all shares, traced, with the tangent that is flat at its top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, Polygon, ValueTracker, VGroup

from mathcore.urn import sample_likelihood, sample_slope
from scenes.kit.figures import scientific_text
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, Plot, polyline

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# The axis of shares, on which rows of balls stand as well.
BOX = (-5.4, 5.4, -1.9, 1.1)
ROW_Y = 1.78
TICKS = np.linspace(0, 1, 6).tolist()
POINTS, TANGENT = 500, 0.85
# How far from 0 and from 1 a sweep begins and ends: neither belongs to (0, 1).
INSIDE = 0.02
VALUE_X, VALUE_Y = 4.55, 0.55
# How far below the axis the present share is written, and what half of its figures takes.
SHARE_Y, HALF = -0.98, 0.41


class JarLikelihood:
    """p^white (1 - p)^black up to the share ``p``, as high as its top allows."""

    def __init__(self, lesson: Lesson, white: int, black: int) -> None:
        self.lesson, self.theme, self.white, self.black = lesson, lesson.theme, white, black
        self.best = white / (white + black)
        self.top = float(sample_likelihood(self.best, white, black))
        self.plot = Plot((0, 1), (0, self.top), BOX)
        self.p = ValueTracker(INSIDE)
        theme = self.theme
        self.axes = self._draw_axes()
        self.area = Polygon(*np.zeros((3, 3)), stroke_width=0, fill_color=theme.panel, fill_opacity=1)
        self.curve = polyline(np.zeros((2, 3)), theme.ink, 5.5)
        self.tangent = Line([0, 0, 0], [1, 0, 0], color=theme.accent, stroke_width=4)
        self.foot = Line([0, 0, 0], [0, 1, 0], color=theme.theta, stroke_width=2.4)
        self.dot = Dot(radius=0.115, color=theme.theta)
        self.share = LiveNumber(".2f", em=0.42, color=theme.theta, at=(0.0, 0.0), left=True)
        self.value = LiveNumber(".2f", em=0.42, color=theme.ink, at=(VALUE_X, VALUE_Y), left=True)
        self.reached = 0.0
        self.moving = VGroup(self.area, self.curve, self.foot, self.tangent, self.dot, self.share, self.value)
        self.place()

    def place(self) -> None:
        """Trace the likelihood up to the present share, with the tangent there."""
        p, floor = self.p.get_value(), BOX[2]
        self.reached = max(p, self.reached)
        shares = np.linspace(0, self.reached, max(2, int(POINTS * self.reached)))
        places = self.plot.point(shares, sample_likelihood(shares, self.white, self.black))
        self.curve.set_points_as_corners(places)
        self.area.set_points_as_corners([[places[0][0], floor, 0], *places, [places[-1][0], floor, 0]])
        height = float(sample_likelihood(p, self.white, self.black))
        here = self.plot.point(p, height)
        self.dot.move_to(here)
        self.foot.put_start_and_end_on(here * [1, 0, 0] + [0, floor + SHARE_Y + 0.42, 0], here + [0, 1e-4, 0])
        along = np.array([1.0, self.slope(p), 0.0])
        along *= TANGENT / np.linalg.norm(along)
        self.tangent.put_start_and_end_on(here - along, here + along)
        self.share.stand_at(float(here[0]) - HALF, floor + SHARE_Y).set_value(p)
        self.value.set_text(scientific_text(height, 3))

    def slope(self, p: float) -> float:
        """Return the slope of the curve as drawn."""
        left, right, bottom, top = BOX
        scale = (top - bottom) / self.top / (right - left)
        return float(sample_slope(p, self.white, self.black)) * scale

    def names(self) -> VGroup:
        """Name the live height, and say what the axis is scaled by."""
        lesson, theme = self.lesson, self.theme
        name = lesson.math("L(⟨theta|p⟩) =", 0.42, theme.quiet).at(VALUE_X - 0.14, VALUE_Y, "right")
        return VGroup(name, lesson.label("scaled", em=0.33, color=theme.quiet).at(BOX[0] + 0.2, BOX[3] - 0.1))

    def _draw_axes(self) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.plot
        self.height_axis = VGroup(
            Line(*plot.point(0, [0, self.top]), color=theme.line, stroke_width=AXIS),
            lesson.tick("0").at(BOX[0] - 0.2, BOX[2] - 0.02, "right"),
        )
        axes = VGroup(plot.horizontal(0, theme.line))
        axes.add(plot.x_ticks(TICKS, theme.line), plot.x_labels(TICKS, lesson.tick, drop=0.46))
        name = lesson.math("p", 0.42, theme.theta).at(BOX[1] + 0.45, BOX[2] - 0.12)
        return axes.add(name)
