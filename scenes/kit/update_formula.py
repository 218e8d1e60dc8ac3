"""theta ← theta − alpha grad J, with the numbers of the present step under its symbols."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Arrow, Line, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import polyline

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

VALUE_EM = 0.3
ROWS = (-0.62, -1.04)
HALF = 0.52
COLUMNS = ("next", "arrow", "theta", "minus", "alpha", "grad")
# Where the columns stand, as shares of the formula's width.
SHARES = (0.1155, 0.284, 0.452, 0.608, 0.71, 0.8845)
# Half the minus sign, half the arrow, and the room beside the rate.
MINUS, ARROW, SHORT_ARROW, CLEAR = 0.1, 0.17, 0.1, 0.05
# A rate wider than this leaves the columns no room between them; powers of ten of so many digits are counted, not read.
WIDEST, LONG = 0.78, 5


class UpdateFormula:
    """The update rule in one line, and below it two rows of numbers: next, present, rate, gradient."""

    def __init__(self, lesson: Lesson, left: float, right: float, y: float) -> None:
        theme, study = lesson.theme, lesson.study
        self.walk, self.step, self.in_order = study.walk, -1, lesson.in_order
        self.formula = lesson.formula("update", em=0.56).at(left, y)
        self.formula.shift([(right + left) / 2 - self.formula.get_x(), 0, 0])
        self.rate = _rate(lesson, study.rate)
        places, arrow = _places(left, right, self.rate.width)
        self._spread(places)
        columns = {"next": theme.ink, "theta": theme.theta, "grad": theme.ink}
        points, gradients = (_decimals(values) for values in (study.walk.points, study.walk.gradients))
        decimals = {"next": points, "theta": points, "grad": gradients}
        self.numbers = {
            name: [self._number(lesson, name, color, y + drop, decimals[name]) for drop in ROWS]
            for name, color in columns.items()
        }
        middle = y + (ROWS[0] + ROWS[1]) / 2
        height = middle + 0.1
        signs = [
            Arrow(
                [self._x("arrow") + arrow, height, 0],
                [self._x("arrow") - arrow, height, 0],
                buff=0,
                stroke_width=2.4,
                tip_length=0.12,
            ),
            Line([self._x("minus") - MINUS, height, 0], [self._x("minus") + MINUS, height, 0], stroke_width=2.4),
        ]
        for sign in signs:
            sign.set_color(theme.quiet)
        self.rate.move_to([self._x("alpha"), height, 0])
        brackets = [bracket for name in columns for bracket in self._brackets(name, middle, theme.quiet)]
        self.signs = VGroup(*signs, self.rate, *brackets)
        self.group = VGroup(self.formula, self.signs, *(n for pair in self.numbers.values() for n in pair))

    def place(self, t: float) -> None:
        """Show the numbers of the step that time t lies in."""
        step = min(int(t), max(0, self.walk.steps - 1))
        if step == self.step:
            return
        self.step = step
        rows = {"next": self.walk.points[step + 1], "theta": self.walk.points[step], "grad": self.walk.gradients[step]}
        for name, values in rows.items():
            for number, value in zip(self.numbers[name], self.in_order(values), strict=True):
                number.set_value(float(value))

    def _x(self, name: str) -> float:
        return float(self.formula.part(name).get_x())

    def _number(self, lesson: Lesson, name: str, color: str, y: float, decimals: int) -> LiveNumber:
        x = self._x(name) + HALF - 0.07
        return LiveNumber(f".{decimals}f", em=VALUE_EM, color=color, at=(x, y), math=True)

    def _brackets(self, name: str, y: float, color: str) -> list[VMobject]:
        """Return the brackets that make two rows of numbers one vector."""
        x, tall, serif = self._x(name), 0.4, 0.08
        brackets = []
        for side in (-1, 1):
            edge = x + side * HALF
            ends = [
                [edge - side * serif, y + tall, 0],
                [edge, y + tall, 0],
                [edge, y - tall, 0],
                [edge - side * serif, y - tall, 0],
            ]
            brackets.append(polyline(np.array(ends) + [0, 0.1, 0], color, 1.8))
        return brackets

    def _spread(self, places: NDArray[np.float64]) -> None:
        """Pull the symbols apart so that the numbers below have room."""
        for name, x in zip(COLUMNS, places, strict=True):
            part = self.formula.part(name)
            part.shift([x - part.get_x(), 0, 0])


def _places(left: float, right: float, rate: float) -> tuple[NDArray[np.float64], float]:
    """Return the columns' middles and half the arrow's length; a wide rate pushes the others together."""
    places = np.array(SHARES) * (right - left) + left
    minus, alpha, grad = places[3:]
    if rate / 2 + CLEAR <= min(alpha - minus - MINUS, grad - HALF - alpha):
        return places, ARROW
    halves = np.array([HALF, SHORT_ARROW, HALF, MINUS, rate / 2, HALF])
    gap = (right - left - 2 * halves.sum()) / (len(halves) - 1)
    return left + np.cumsum(2 * halves + gap) - halves - gap, SHORT_ARROW


def _rate(lesson: Lesson, rate: float) -> VGroup:
    """Write the rate as it is, or with a power of ten, under its factor, where it would be too wide."""
    digits, (mantissa, exponent) = f"{rate:g}", f"{rate:e}".split("e")
    factor, power = f"{float(mantissa):.3g}", f"10^({int(exponent)})"
    if factor == "1" and len(digits) >= LONG:
        return VGroup(lesson.math(power, VALUE_EM))
    plain = lesson.math(digits, VALUE_EM)
    if "e" not in digits and plain.width <= WIDEST:
        return VGroup(plain)
    lines = (lesson.math(text, VALUE_EM) for text in (factor, f"dot {power}"))
    return VGroup(*lines).arrange(np.array([0, -1, 0]), buff=0.1)


def _decimals(values: NDArray[np.float64]) -> int:
    """Return how many decimals fit between the brackets: three, and one less for every figure before the point."""
    return max(0, 4 - len(f"{np.abs(values).max():.0f}"))
