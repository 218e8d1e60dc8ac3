"""Three rows on one axis: the factors, their running product, and the stair of their logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import (
    Animation,
    AnimationGroup,
    DashedLine,
    FadeIn,
    Line,
    Rectangle,
    ReplacementTransform,
    VGroup,
    VMobject,
)
from numpy.typing import NDArray

from mathcore import running_log_sum, running_product
from scenes.kit.lesson import LEFT_EDGE, RIGHT_EDGE
from scenes.kit.marks import class_color
from scenes.kit.plot import AXIS
from scenes.kit.room import box_of, shared

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

LEFT, RIGHT = -3.94, 6.2
FACTORS, PRODUCT, SUM = 1.79, -0.12, -0.74
UNIT = 1.37
DEEPEST = 1.86
PIXEL = 8 / 1080
# Products that are written out over their bars.
FRACTIONS = 4


class Ladder:
    """Bars of probability, one column for each factor.

    Parameters
    ----------
    lesson
        Gives words, theme and type.
    factors, labels
        (n,) probability and label of each row shown.
    """

    def __init__(self, lesson: Lesson, factors: NDArray[np.float64], labels: NDArray[np.intp]) -> None:
        self.lesson, self.theme = lesson, lesson.theme
        self.factors, self.labels = factors, labels
        self.products = running_product(factors)
        self.log_sums = running_log_sum(np.log(factors))
        self.pitch = (RIGHT - LEFT) / len(factors)
        self.width = 0.68 * self.pitch
        self.log_unit = DEEPEST / -self.log_sums[-1]
        self.bases = VGroup(
            *(
                Line([LEFT - 0.15, y, 0], [RIGHT_EDGE, y, 0], color=self.theme.line, stroke_width=AXIS)
                for y in (FACTORS, PRODUCT, SUM)
            )
        )
        some = "factors_some" if lesson.study.data.m > len(factors) else "factors"
        self.names = VGroup(
            self._name(some, FACTORS + 0.22), self._name("product", PRODUCT + 0.22), self._name("sum", SUM - 0.44)
        )
        self.factor_bars = [self._bar(k, FACTORS, factors[k] * UNIT, self._color(k)) for k in range(len(factors))]
        self.product_bars = [self._bar(k, PRODUCT, p * UNIT, self.theme.ink) for k, p in enumerate(self.products)]
        self.bricks = [self._brick(k) for k in range(len(factors))]
        self.columns = [self._column(k) for k in range(len(factors))]
        self.note, self.fractions = self._vanishing_note(), self._fractions()

    def center(self, k: int) -> float:
        """Return the middle of a column."""
        return LEFT + (k + 0.5) * self.pitch

    def multiply(self, k: int) -> Animation:
        """Multiply the product by the k-th factor."""
        before = self.product_bars[k - 1] if k else self.factor_bars[0]
        return ReplacementTransform(before.copy(), self.product_bars[k])

    def lay(self, k: int) -> Animation:
        """Let the brick of the k-th factor's log sink to its step of the stair."""
        falling = self.bricks[k].copy().move_to([self.center(k), SUM, 0]).set_opacity(0)
        return AnimationGroup(ReplacementTransform(falling, self.bricks[k]), FadeIn(self.columns[k]))

    def vanishing(self) -> int | None:
        """Return the first column whose product is lower than a pixel of a 1080-line picture, if there is one."""
        low = self.products * UNIT < PIXEL
        return int(np.argmax(low)) if low.any() else None

    def _vanishing_note(self) -> VGroup:
        """Say from where on the product is too low to be drawn; nothing where every product is seen."""
        k = self.vanishing()
        if k is None:
            return VGroup()
        x, y = self.center(k) - self.pitch / 2, PRODUCT + 0.16
        theme = self.theme
        words = self.lesson.label("too_small", em=0.34, color=theme.quiet)
        if x + 0.12 + words.width <= RIGHT_EDGE:
            words.at(x + 0.12, y + 0.05)
        else:
            # Few columns, and wide ones: the note stands before the mark, over bars that are next to nothing.
            room = x - 0.12 - self.center(FRACTIONS - 1) - 0.3
            words = self.lesson.label("too_small", em=0.34, color=theme.quiet, width=room, align="right")
            words.at(x - 0.12, y + 0.05, "right")
        mark = Line([x, PRODUCT + 0.04, 0], [x, y + 0.34, 0], color=theme.quiet, stroke_width=1.8)
        return VGroup(mark, words)

    def product_value(self, source: str) -> VMobject:
        """Write what the last product is, higher up where the note or a fraction reaches so far."""
        value = self.lesson.math(source, 0.42, self.theme.accent).at(RIGHT_EDGE, PRODUCT + 0.84, "right")
        others = [other for other in (self.note, *self.fractions) if len(other)]
        covered = any(shared(box_of(value, 0.08), box_of(other)) for other in others)
        return value.shift([0, 0.4, 0]) if covered else value

    def sum_value(self, source: str) -> VGroup:
        """Write what the last sum is, with a line to its brick."""
        y = SUM - DEEPEST
        value = self.lesson.math(source, 0.42, self.theme.accent).at(-0.6, y - 0.12, "right")
        start = [value.get_right()[0] + 0.18, y, 0]
        guide = DashedLine(
            start,
            [self.center(len(self.factors) - 1) - 0.5 * self.width - 0.04, y, 0],
            color=self.theme.accent,
            stroke_width=1.8,
            stroke_opacity=0.7,
        )
        return VGroup(value, guide)

    def _fractions(self) -> list[VMobject]:
        """Write one half, one quarter … over the first products, which are taken slowly."""
        return [
            self.lesson.math(f"1/{2 ** (k + 1)}", 0.3, self.theme.quiet).move_to(
                [self.center(k), PRODUCT + self.products[k] * UNIT + 0.38, 0]
            )
            for k in range(min(FRACTIONS, len(self.factors)))
        ]

    def _name(self, key: str, y: float) -> VMobject:
        return self.lesson.label(key, width=LEFT - LEFT_EDGE - 0.25).at(LEFT_EDGE, y)

    def _color(self, k: int) -> str:
        return class_color(self.theme, int(self.labels[k]))

    def _bar(self, k: int, base: float, height: float, color: str) -> Rectangle:
        bar = Rectangle(width=self.width, height=height, stroke_width=0, fill_color=color, fill_opacity=1)
        return bar.move_to([self.center(k), base + height / 2, 0])

    def _brick(self, k: int) -> Rectangle:
        height = -np.log(self.factors[k]) * self.log_unit
        return self._bar(k, SUM + self.log_sums[k] * self.log_unit, height, self._color(k))

    def _column(self, k: int) -> Rectangle:
        before = -(self.log_sums[k] - np.log(self.factors[k])) * self.log_unit
        return self._bar(k, SUM - before, max(before, 1e-3), self.theme.hair)
