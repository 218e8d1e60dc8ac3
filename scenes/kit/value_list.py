"""Live numbers with their names, one under the other at the right edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from manim import VGroup

from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.numbers import LiveNumber
from scenes.kit.readout import BEFORE, EM, FIGURE, LEADING, TOP
from scenes.kit.typeset import Typeset

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson


@dataclass(frozen=True)
class Row:
    """One line: its name, its number's Python format and colour, and the number of most digits that it will show."""

    name: Typeset
    digits: str
    color: str
    longest: float


class ValueList:
    """Names and numbers in two columns, ranged right; ``top`` is the first baseline."""

    def __init__(self, lesson: Lesson, rows: Sequence[Row], top: float = TOP, right: float = RIGHT_EDGE) -> None:
        width = max(len(format(row.longest, row.digits)) for row in rows) * FIGURE
        self.numbers, names = [], []
        for k, row in enumerate(rows):
            y = top - k * LEADING
            names.append(row.name.at(right - BEFORE - width, y, "right"))
            self.numbers.append(LiveNumber(row.digits, em=EM, color=row.color, at=(right, y)))
        self.group = VGroup(*names, *self.numbers)

    def show(self, values: Sequence[float]) -> None:
        """Set all numbers anew."""
        for number, value in zip(self.numbers, values, strict=True):
            number.set_value(value)


def widest(values: Sequence[float]) -> float:
    """Return the number of most digits among some, a minus sign counted."""
    return max(values, key=lambda value: len(f"{value:.0f}"))
