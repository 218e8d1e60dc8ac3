"""The points of a walk in digits: those that are right already stand out."""

from __future__ import annotations

from os.path import commonprefix
from typing import TYPE_CHECKING

import numpy as np
from manim import VGroup

from mathcore import Trajectory
from scenes.kit.figures import scientific
from scenes.kit.typeset import Typeset
from scenes.kit.written import Written

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

DECIMALS, EM, LEADING = 8, 0.35, 0.44
# More rows than these would not stand under one another.
MOST = 9
# Below this the gradient is what float64 rounds.
ROUNDING = 1e-13


class DigitsTable:
    """Step, slope and the gradient's length of each point, one row a step.

    Parameters
    ----------
    lesson
        Sets the numbers; its study's minimum says which digits are right.
    walk
        Its last rows are shown, where they are many.
    left, right, top
        Where the step numbers begin, the lengths end, and the baseline of the head.
    """

    def __init__(self, lesson: Lesson, walk: Trajectory, left: float, right: float, top: float) -> None:
        self.lesson, self.walk, theme = lesson, walk, lesson.theme
        self.goal = f"{lesson.study.fit.theta[1]:.{DECIMALS}f}"
        self.first = max(0, len(walk.points) - MOST)
        column = left + 0.78
        self.head = VGroup(
            lesson.label("step", em=0.34, color=theme.quiet).at(left + 0.22, top, "center"),
            lesson.math(lesson.symbol("slope"), 0.44, theme.quiet).at(column, top),
            lesson.formula("norm", em=0.36, color=theme.quiet).at(right, top, "right"),
        )
        self.rows = [
            self._row(step, (left, column, right), top - (k + 1) * LEADING - 0.08)
            for k, step in enumerate(range(self.first, len(walk.points)))
        ]

    def row(self, step: int) -> list[VGroup]:
        """Return the row of a step, if it is shown."""
        return [self.rows[step - self.first]] if step >= self.first else []

    def up_to(self, step: int) -> list[VGroup]:
        """Return the rows shown up to a step."""
        return self.rows[: max(0, step - self.first + 1)]

    @property
    def group(self) -> VGroup:
        """Head and rows."""
        return VGroup(self.head, *self.rows)

    def right_digits(self, step: int) -> str:
        """Return the digits that the slope after a step shares with the minimum's, from the first one on."""
        shared = commonprefix([self.goal, f"{self.walk.points[step, 1]:.{DECIMALS}f}"])
        return shared if shared != "-" else ""

    def _row(self, step: int, places: tuple[float, float, float], y: float) -> VGroup:
        lesson, theme = self.lesson, self.lesson.theme
        left, column, right = places
        whole, right_part = f"{self.walk.points[step, 1]:.{DECIMALS}f}", self.right_digits(step)
        length = float(np.linalg.norm(self.walk.gradients[step]))
        least = f"< 10^({round(np.log10(ROUNDING))})"
        small = Written.of(length, least) if length < ROUNDING else scientific(length, 2)
        return VGroup(
            lesson.math(str(step), EM, theme.quiet).at(left + 0.22, y, "center"),
            self._digits(whole, right_part).at(column, y),
            lesson.math(small, EM).at(right, y, "right"),
        )

    def _digits(self, whole: str, right: str) -> Typeset:
        """Write a number, the digits that are right already in accent."""
        marked = f"⟨right|{right}⟩" if right else ""
        digits = f"{marked}{whole[len(right) :]}".replace("-", "−")
        return self.lesson.text(digits, EM, self.lesson.theme.quiet, colors={"right": self.lesson.theme.accent})
