"""Intercept and slope of the curve beside its name, live."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.numbers import LiveNumber

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson
    from scenes.kit.typeset import Typeset

EM, BEFORE, ROOM = 0.41, 0.42, 1.1


class LiveTheta:
    """Both parameters for the feature in its own units, in the notation's order, to the right of a formula."""

    def __init__(self, lesson: Lesson, name: Typeset) -> None:
        self.study, theme = lesson.study, lesson.theme
        x, y = float(name.get_right()[0]) + BEFORE, name.baseline
        self.numbers: list[LiveNumber] = []
        self.group = VGroup()
        raw = self.study.scaling.to_raw_theta(self.study.theta)
        self.order = [0, 1] if lesson.symbol("first") == "intercept" else [1, 0]
        for j in self.order:
            word = lesson.math(f"{lesson.symbol(('intercept', 'slope')[j])} =", EM, theme.theta).at(x, y)
            at = (float(word.get_right()[0]) + 0.12, y)
            number = LiveNumber(f".{_decimals(float(raw[j]))}f", em=EM, color=theme.theta, at=at, math=True, left=True)
            self.numbers.append(number)
            self.group.add(word, number)
            x = at[0] + ROOM + BEFORE
        self.set(self.study.theta)

    def set(self, theta: NDArray[np.float64]) -> None:
        """Show the parameters that stand for these of the (perhaps standardised) feature."""
        raw = self.study.scaling.to_raw_theta(theta)
        for j, number in zip(self.order, self.numbers, strict=True):
            number.set_value(float(raw[j]))


def _decimals(value: float) -> int:
    """Return how many decimals show three digits of a value."""
    return int(np.clip(2 - np.floor(np.log10(abs(value))), 0, 6)) if value else 2
