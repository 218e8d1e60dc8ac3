"""A product on a scale of powers of ten: every factor takes its step down from 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Line, Rectangle, Triangle, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.figures import power_text
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.marks import class_color
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, Plot, nice_ticks

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

LEFT, RIGHT = 3.8, 4.36
HEAD = 0.42
# Between two steps, so that they are told apart where they are of one class.
SEAM = 0.014
# Words keep this far from the peg's.
CLEAR = 0.42


class ProductGauge:
    """A column that hangs from 1, as long as the product has powers of ten, and the product as a number above it.

    Parameters
    ----------
    lesson
        Gives theme and type.
    labels
        (n,) label of each factor, for one step each; none at all where the column is one piece.
    lowest
        The smallest common logarithm that the column must reach.
    heights
        Bottom and top of the scale, in frame units.
    """

    def __init__(self, lesson: Lesson, labels: NDArray[np.intp], lowest: float, heights: tuple[float, float]) -> None:
        self.lesson, self.theme = lesson, lesson.theme
        self.plot = Plot((0, 1), (1.04 * lowest, 0), (LEFT, RIGHT, *heights))
        self.name = lesson.formula("likelihood_is", em=0.42)
        y = heights[1] + HEAD
        # Room for the longest product: the name stands still while the digits change.
        x = RIGHT_EDGE - self._room(1.04 * lowest)
        self.name.at(x - 0.14, y, "right")
        self.number = LiveNumber(".2f", em=0.42, color=self.theme.ink, at=(x, y), left=True)
        self.axis, self.pegged = self._draw_axis(), np.inf
        colors = [class_color(self.theme, int(label)) for label in labels] or [self.theme.ink]
        self.steps = VGroup(*(VMobject(stroke_width=0, fill_color=color, fill_opacity=1) for color in colors))
        self.group = VGroup(self.axis, self.steps, self.name, self.number)
        self.set(np.zeros(len(colors)))

    def set(self, logs: NDArray[np.float64], share: float = 1.0) -> None:
        """Show the product of factors with these common logarithms, each a step below those before it.

        Of all the steps a share is taken, one after the other.
        """
        taken = np.clip(share * len(logs) - np.arange(len(logs)), 0, 1)
        ends = np.concatenate([[0.0], np.cumsum(logs * taken)])
        for step, start, end in zip(self.steps, ends[:-1], ends[1:], strict=True):
            top, low = float(self.plot.point(0, start)[1]), float(self.plot.point(0, end)[1])
            low = min(low + min(SEAM, (top - low) / 3), top) if len(self.steps) > 1 else low
            step.set_points_as_corners([[LEFT, top, 0], [RIGHT, top, 0], [RIGHT, low, 0], [LEFT, low, 0],
                                        [LEFT, top, 0]])  # fmt: skip
        self.total = float(ends[-1])
        self.number.set_text(power_text(self.total, 2))

    def level(self, log: float) -> float:
        """Return the height on the frame of a product with a common logarithm."""
        return float(self.plot.point(0, log)[1])

    def peg(self, log: float) -> VGroup:
        """Mark a level that stays while the column moves on, with the estimate's symbol."""
        y = self.pegged = self.level(log)
        tip = Triangle(color=self.theme.theta, fill_opacity=1, stroke_width=0).scale(0.09).rotate(np.pi / 2)
        tip.move_to([RIGHT + 0.12, y, 0])
        name = "hat" if self.lesson.study.fit.exists else "params"
        word = self.lesson.math(self.lesson.symbol(name), 0.42, self.theme.theta)
        return VGroup(tip, word.next_to([RIGHT + 0.24, y, 0], [1, 0, 0], buff=0))

    def beside(self, words: VMobject, k: int) -> VMobject:
        """Place words right of the middle of a step, clear of the peg."""
        y = float(self.steps[k].get_y())
        if abs(y - self.pegged) < CLEAR:
            y = self.pegged + (CLEAR if y > self.pegged else -CLEAR)
        return words.next_to([RIGHT + 0.2, y, 0], [1, 0, 0], buff=0)

    def beside_all(self, words: VMobject, sign: VMobject) -> VMobject:
        """Place words about something else right of the column, behind their sign."""
        y = self.level(0) - 0.3
        if abs(y - self.pegged) < CLEAR:
            y = self.pegged - CLEAR
        sign.scale(0.7).next_to([RIGHT + 0.18, y, 0], [1, 0, 0], buff=0)
        return words.next_to(sign, [1, 0, 0], buff=0.12)

    def frame_round(self, k: int) -> Rectangle:
        """Return an accent frame round a step."""
        step, margin = self.steps[k], 0.05
        return Rectangle(
            width=step.width + 2 * margin, height=step.height + 2 * margin, color=self.theme.accent, stroke_width=3.2
        ).move_to(step)

    def _draw_axis(self) -> VGroup:
        theme, lesson = self.theme, self.lesson
        top, foot = self.plot.point(0, 0), self.plot.point(0, self.plot.y_range[0])
        ticks = [tick for tick in nice_ticks(*self.plot.y_range, 5) if tick == int(tick)]
        axis = VGroup(Line(top, foot, color=theme.line, stroke_width=AXIS), self.plot.y_ticks(ticks, theme.line))
        axis.add(Line(top, self.plot.point(1, 0), color=theme.line, stroke_width=AXIS))
        for power in ticks:
            y = self.level(power) - 0.12
            label = lesson.math(f"10^({int(power)})", 0.34, theme.quiet) if power else lesson.tick("1")
            axis.add(label.at(LEFT - 0.2, y, "right"))
        return axis

    def _room(self, lowest: float) -> float:
        """Return how much room the number needs with all its digits, and a gap before it."""
        text = power_text(min(lowest, -4.0), 2)
        # Figures are equally wide, but for the room beside a 1.
        text = text.replace("1", "0")
        sample = LiveNumber(".2f", em=0.42, color=self.theme.ink, at=(0.0, 0.0)).set_text(text)
        return float(sample.width)
