"""The loop's parameters over those of the minimum, and the curve that both draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DashedVMobject, FadeIn, Line, Mobject, ValueTracker, VGroup, smooth

from scenes.kit.algorithm_story import MOST_DECIMALS, Run, rounded
from scenes.kit.curve_plot import CurvePlot
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.plot import polyline

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

BOX = (-5.85, -1.6, -2.3, 0.5)
LEFT, LEADING, TOP = 0.3, 0.8, -0.3
ENDS = (4.4, 6.3)


class Answers:
    """The end of the scene: a curve that runs to its place, and two rows of parameters.

    Parameters
    ----------
    lesson
        Gives study, words and theme.
    run
        How the loop has ended.
    """

    def __init__(self, lesson: Lesson, run: Run) -> None:
        self.lesson, self.theme, self.study, self.run = lesson, lesson.theme, lesson.study, run
        self.curve = CurvePlot(lesson, BOX, large=True)
        self.t = ValueTracker(0.0)
        self.place()
        self.names = VGroup(
            *(
                lesson.math(lesson.symbol(name), 0.42, self.theme.theta).at(x, TOP + LEADING, "right")
                for name, x in zip(self._names(), ENDS, strict=True)
            )
        )
        self.ours = self._row("loop", self.study.walk.points[-1], 0)
        self.theirs = self._row("library" if run.verdict() == "" else "newton", self.study.fit.theta, 1)

    def place(self) -> None:
        """Draw the curve where the walk is at its time."""
        self.curve.set_theta(self.study.walk.at(self.t.get_value()))

    def show(self, spoken: Mobject) -> None:
        """Let the curve run along the walk to its end, then write both answers; what was spoken of goes quiet."""
        lesson, last = self.lesson, self.study.walk.steps
        with lesson.redrawn(self.curve.curve, self.place):
            lesson.play(self.t.animate(rate_func=lambda share: smooth(share) ** 2).set_value(last), run_time=2.2)
        lesson.play(FadeIn(self.names), FadeIn(self.ours), spoken.animate.set_color(self.theme.ink), run_time=0.6)
        lesson.sentence(1)
        if self.study.fit.exists:
            lesson.play(FadeIn(self.theirs), FadeIn(self.other_curve()), run_time=0.8)
        else:
            none = lesson.label("none", em=0.42, color=self.theme.accent).at(LEFT, TOP - LEADING)
            lesson.play(FadeIn(none), run_time=0.6)
        lesson.wait(1.0)

    def other_curve(self) -> DashedVMobject:
        """Return the minimum's curve as dashes over the loop's."""
        return DashedVMobject(polyline(self.curve.path(self.study.fit.theta), self.theme.ink, 2.6), num_dashes=30)

    def _names(self) -> tuple[str, ...]:
        names = ("intercept", "slope")
        return names if self.lesson.symbol("first") == "intercept" else names[::-1]

    def _row(self, key: str, theta: np.ndarray, number: int) -> VGroup:
        y = TOP - number * LEADING
        color = self.theme.ink if number else self.theme.theta
        name = self.lesson.label(key, em=0.36, color=self.theme.quiet, width=2.2, wrap=False).at(LEFT, y)
        values = (text.replace("-", "−") for text in rounded(self.lesson.in_order(theta), MOST_DECIMALS))
        numbers = (
            self.lesson.math(f'"{text}"', 0.46, color).at(x, y, "right") for text, x in zip(values, ENDS, strict=True)
        )
        rule = Line([LEFT, y + 0.52, 0], [RIGHT_EDGE, y + 0.52, 0], color=self.theme.line, stroke_width=1.8)
        return VGroup(rule, name, *numbers)
