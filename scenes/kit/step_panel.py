"""The update rule with the length of the step that it takes: the rate times the gradient's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import VGroup

from mathcore import Trajectory
from scenes.kit.figures import value_math
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.numbers import LiveNumber

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

LEADING = 0.62


class StepPanel:
    """Rule, rate, gradient's length, step's length and J, one under the other at the right edge.

    Parameters
    ----------
    lesson
        The scene.
    walk, rate
        Whose numbers are shown.
    left, top
        Where the panel begins, and the rule's height.
    """

    def __init__(self, lesson: Lesson, walk: Trajectory, rate: float, left: float, top: float) -> None:
        theme = lesson.theme
        self.walk, self.step = walk, -1
        self.norms = np.linalg.norm(walk.gradients, axis=1)
        self.rule = lesson.formula("update", em=0.56, colors={"theta": theme.theta, "next": theme.theta})
        self.rule.at((left + RIGHT_EDGE) / 2, top, "center")
        rows = (
            (lesson.math("alpha", 0.46), theme.ink),
            (lesson.formula("norm", em=0.46), theme.ink),
            (lesson.formula("step_length", em=0.46, color=theme.accent), theme.accent),
            (lesson.math("J", 0.46), theme.ink),
        )
        self.names, self.numbers = VGroup(), []
        for k, (name, color) in enumerate(rows):
            y = top - 1.0 - k * LEADING
            self.names.add(name.at(left + 0.1, y))
            if k == 0:
                self.rate = lesson.math(value_math(rate), 0.46).at(RIGHT_EDGE, y, "right")
            else:
                digits = ".4f" if max(self.norms.max(), walk.losses.max()) < 100 else ",.1f"
                self.numbers.append(LiveNumber(digits, em=0.46, color=color, at=(RIGHT_EDGE, y), math=True))
        self.alpha = rate
        self.group = VGroup(self.rule, self.names, self.rate, *self.numbers)

    def place(self, t: float) -> None:
        """Show the numbers of the step made last."""
        step = min(int(t), self.walk.steps)
        if step == self.step:
            return
        self.step = step
        norm = float(self.norms[step])
        for number, value in zip(self.numbers, (norm, self.alpha * norm, self.walk.losses[step]), strict=True):
            number.set_value(float(value))
