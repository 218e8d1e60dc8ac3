"""Where float64 ends: the product of halves walks down to its floor and off it, the sum of logs walks on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DashedLine, Dot, Line, Rectangle, ValueTracker, VGroup, VMobject

from mathcore import halves_until_zero, running_log_sum, running_product
from scenes.kit.figures import scientific
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.marks import HALO, end_ring
from scenes.kit.plot import AXIS, Plot, polyline
from scenes.kit.written import figure

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

LAST = 1200
X_BOX = (-4.25, 5.9)
ZERO_Y, TICKS_Y = -0.2, -0.78
VALUE_DOT = 0.105


class FloatFloor:
    """Products of m halves on a logarithmic scale, above the sums of their logs, over one axis of m."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson, self.theme = lesson, lesson.theme
        self.subnormal, self.zero, _ = halves_until_zero()
        halves = np.full(LAST, 0.5)
        self.products = running_product(halves)
        self.log_sums = running_log_sum(np.log(halves))
        smallest = float(np.finfo(float).smallest_subnormal)
        self.floor = float(np.log10(smallest))
        self.upper = Plot((0, LAST), (self.floor, 0), (*X_BOX, 0.28, 2.35))
        self.lower = Plot((0, LAST), (-850, 0), (*X_BOX, -2.75, -1.06))
        self.m = ValueTracker(0.0)
        self.axes = self._draw_axes()
        self.floor_band = self._draw_floor()
        self.walk = self._draw_walk()

    def _draw_axes(self) -> VGroup:
        theme, lesson = self.theme, self.lesson
        axes = VGroup(
            self.upper.y_ticks([-300, -200, -100, 0], theme.line), self.lower.y_ticks([-800, -400], theme.line)
        )
        axes.add(Line(self.upper.point(0, self.floor), self.upper.point(0, 0), color=theme.line, stroke_width=AXIS))
        axes.add(Line(self.lower.point(0, -850), self.lower.point(0, 0), color=theme.line, stroke_width=AXIS))
        axes.add(self.lower.horizontal(0, theme.line), self.lower.x_ticks(range(0, LAST + 1, 200), theme.line, y=0))
        for power in (-300, -200, -100):
            place = self.upper.point(0, power) + [-0.2, -0.12, 0]
            axes.add(lesson.math(f"10^({power})", 0.34, theme.quiet).at(float(place[0]), float(place[1]), "right"))
        for y, text in ((self.upper.point(0, 0)[1], "1"), (ZERO_Y, "0")):
            axes.add(lesson.tick(text).at(X_BOX[0] - 0.2, y - 0.12, "right"))
        axes.add(self.lower.y_labels([-800, -400], lesson.tick))
        for m in range(0, LAST + 1, 200):
            axes.add(lesson.tick(f"{m:,}").at(self.lower.point(m, 0)[0], TICKS_Y, "center"))
        axes.add(lesson.math("m", 0.36).at(X_BOX[0] - 0.55, TICKS_Y, "right"))
        start = np.array([X_BOX[0], ZERO_Y, 0])
        axes.add(Line(start, [X_BOX[1], ZERO_Y, 0], color=theme.line, stroke_width=1.8))
        return axes

    def _draw_floor(self) -> VGroup:
        """Draw the strip of numbers that float64 holds with fewer and fewer digits, down to its last one."""
        top = float(np.log10(np.finfo(float).smallest_normal))
        low, high = self.upper.point(0, self.floor), self.upper.point(LAST, top)
        band = Rectangle(
            width=high[0] - low[0], height=high[1] - low[1], stroke_width=0, fill_color=self.theme.hair, fill_opacity=1
        )
        band.move_to((low + high) / 2)
        edge = self.upper.horizontal(self.floor, self.theme.line)
        self.lesson.quote_formula(smallest=scientific(float(np.finfo(float).smallest_subnormal), 2))
        words = self.lesson.label("floor", em=0.34, color=self.theme.quiet).at(X_BOX[0] + 0.22, high[1] + 0.12)
        return VGroup(band, edge, words)

    def _draw_walk(self) -> VGroup:
        theme = self.theme
        self.product_line = polyline(np.zeros((2, 3)), theme.ink, 5.0)
        self.zero_line = polyline(np.zeros((2, 3)), theme.ink, 5.0)
        self.sum_line = polyline(np.zeros((2, 3)), theme.accent, 5.0)
        self.product_dot = Dot(radius=VALUE_DOT, color=theme.ink, stroke_color=theme.ground, stroke_width=100 * HALO)
        self.sum_dot = Dot(radius=VALUE_DOT, color=theme.accent, stroke_color=theme.ground, stroke_width=100 * HALO)
        walk = VGroup(self.product_line, self.zero_line, self.sum_line, self.product_dot, self.sum_dot)
        walk.add_updater(lambda group: self.place())
        self.place()
        return walk

    def place(self) -> None:
        """Draw both walks as far as m has come; a product that is 0 stands on the line of 0."""
        m = int(round(self.m.get_value()))
        alive = np.arange(0, min(m, self.zero - 1) + 1)
        height = np.concatenate([[0.0], np.log10(self.products[: self.zero - 1])])
        self.product_line.set_points_as_corners(_at_least_two(self.upper.point(alive, height[alive])))
        sums = np.concatenate([[0.0], self.log_sums])
        steps = np.arange(0, m + 1)
        self.sum_line.set_points_as_corners(_at_least_two(self.lower.point(steps, sums[steps])))
        self.sum_dot.move_to(self.lower.point(m, sums[m]))
        dead = np.arange(self.zero, m + 1)
        floor = np.stack([self.upper.point(dead, 0)[..., 0], np.full(len(dead), ZERO_Y), np.zeros(len(dead))], axis=-1)
        self.zero_line.set_points_as_corners(_at_least_two(floor if len(dead) else self.upper.point([0], [0])))
        self.zero_line.set_stroke(opacity=float(len(dead) > 0))
        self.product_dot.move_to(floor[-1] if len(dead) else self.upper.point(m, height[m]))

    def subnormal_note(self) -> VGroup:
        """Point at the first product that has fewer digits to hold its value with."""
        place = self.upper.point(self.subnormal, np.log10(self.products[self.subnormal - 1]))
        words = self.lesson.label("subnormal", color=self.theme.quiet).at(RIGHT_EDGE, 1.42, "right")
        pointer = Line([place[0], 1.3, 0], place + [0, 0.08, 0], color=self.theme.quiet, stroke_width=1.8)
        return VGroup(words, pointer)

    def drop(self) -> VGroup:
        """Mark the step off the floor: the last product that is not 0, and the way down."""
        last = self.upper.point(self.zero - 1, np.log10(self.products[self.zero - 2]))
        color = self.theme.ink
        fall = DashedLine(
            last - [0, 0.1, 0], [last[0], ZERO_Y + 0.1, 0], color=color, stroke_width=1.8, dash_length=0.07
        )
        return VGroup(fall, end_ring(color, self.theme.ground, 0.09).move_to(last))

    def zero_note(self) -> VMobject:
        """Say from where on the product is 0."""
        x = float(self.upper.point(self.zero, 0)[0])
        words = self.lesson.label("zero").at(x - 0.3, ZERO_Y - 0.12, "right")
        plate = Rectangle(
            width=words.width + 0.3, height=0.4, stroke_width=0, fill_color=self.theme.ground, fill_opacity=1
        ).move_to([words.get_x(), ZERO_Y, 0])
        return VGroup(plate, words)

    def sum_note(self) -> VGroup:
        """Write the sum of logs where the product has become 0."""
        place = self.lower.point(self.zero, self.log_sums[self.zero - 1])
        value = self.lesson.math(figure(self.log_sums[self.zero - 1], ".1f"), 0.42, self.theme.accent)
        guide = DashedLine(
            [place[0], -1.06, 0], place + [0, 0.12, 0], color=self.theme.quiet, stroke_width=1.8, dash_length=0.09
        )
        dot = Dot(place, radius=VALUE_DOT, color=self.theme.accent)
        name = self.lesson.label("sum_value", em=0.36, color=self.theme.accent)
        value.at(float(place[0]) - 0.2, -1.72, "right")
        return VGroup(guide, dot, value, name.at(value.get_left()[0] - 0.14, -1.72, "right"))

    def line_names(self) -> VGroup:
        """Name both walks beside their lines."""
        product = self.lesson.label("product_line").at(self.upper.point(240, 0)[0], 2.14)
        total = self.lesson.label("sum_line", color=self.theme.accent).at(self.lower.point(430, 0)[0], -1.5)
        return VGroup(product, total)


def _at_least_two(points: np.ndarray) -> np.ndarray:
    return points if len(points) > 1 else np.vstack([points, points])
