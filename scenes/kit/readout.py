"""Step, J and the gradient's length, live, at the right edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import VGroup

from scenes.kit.figures import scientific_text
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.numbers import LiveNumber

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

TOP, LEADING, EM = 2.56, 0.52, 0.42
# Room for 9.97·10⁻⁷, which a settled walk comes to; the other values are shorter.
VALUE_WIDTHS = (1.62, 2.1, 1.62)
# A figure's width, and the room before a value.
FIGURE, BEFORE = 0.215, 0.36


class Readout:
    """Three lines of numbers at the ball's place."""

    def __init__(self, lesson: Lesson, top: float = TOP) -> None:
        theme = lesson.theme
        self.study, self.step = lesson.study, -1
        names = [
            lesson.label("step", em=0.38, color=theme.quiet),
            lesson.formula("norm", em=EM, color=theme.quiet),
            lesson.math("J", EM, theme.quiet),
        ]
        norms = np.linalg.norm(self.study.walk.gradients, axis=1)
        needed = [0.0, *(_width(float(values.max())) for values in (norms, self.study.walk.losses))]
        self.numbers = []
        for k, (name, digits) in enumerate(zip(names, (",d", ".4f", ".4f"), strict=True)):
            y = top - k * LEADING
            name.at(RIGHT_EDGE - max(VALUE_WIDTHS[k], needed[k]), y, "right")
            self.numbers.append(LiveNumber(digits, em=EM, color=theme.ink, at=(RIGHT_EDGE, y)))
        # The gradient's line, with its name.
        self.norm = VGroup(names[1], self.numbers[1])
        self.group = VGroup(*names, *self.numbers)

    def place(self, t: float) -> None:
        """Show the numbers of the step made last; they change when the ball lands."""
        step, walk = int(t), self.study.walk
        if step == self.step:
            return
        self.step = step
        slope = float(np.linalg.norm(walk.gradients[step]))
        count, norm, loss = self.numbers
        count.set_value(step)
        loss.set_value(float(walk.losses[step]))
        if slope < 0.001:
            norm.set_text(scientific_text(slope, 3))
        else:
            norm.set_value(slope)


def _width(most: float) -> float:
    """Return the room that a value of up to so much needs, with its four decimals."""
    return BEFORE + FIGURE * len(f"{most:.4f}")
