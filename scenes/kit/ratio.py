"""The odds as a fraction with live numbers, and what a step multiplies them by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Line, VGroup

from scenes.kit.figures import scientific
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import tick_text

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson
    from scenes.kit.odds_panels import OddsPanels

LEFT, HERO_Y, LIVE_Y, EM = 3.0, 0.9, -0.75, 0.5
# The fraction's bar: how long it is, how far its numbers stand from it and where they end on it.
LENGTH, RISE, DROP, INSET = 1.15, 0.16, 0.48, 0.06


class Ratio:
    """Beside the panels: odds = p / (1 − p), below it the same in numbers at the feature's value now."""

    def __init__(self, lesson: Lesson, panels: OddsPanels) -> None:
        self.lesson, self.theme, self.panels = lesson, lesson.theme, panels
        theme = self.theme
        colors = {"p": theme.class1, "q": theme.class0}
        word, language = {"word": lesson.say("labels.ratio")}, lesson.settings.language
        self.name = lesson.formula("odds_ratio", em=0.6, colors=colors, values=word, language=language)
        self.name.at(LEFT, HERO_Y)
        left, inner = LEFT, LEFT + LENGTH - INSET
        bar = Line([left, LIVE_Y, 0], [left + LENGTH, LIVE_Y, 0], color=theme.ink, stroke_width=2.4)
        # Set by itself, the sign would look like small type: it is drawn.
        start = np.array([left + LENGTH + 0.2, LIVE_Y, 0])
        strokes = (
            Line(start + [0, y, 0], start + [0.32, y, 0], color=theme.ink, stroke_width=2.4) for y in (0.06, -0.06)
        )
        equals = VGroup(*strokes)
        result = (left + LENGTH + 0.75, LIVE_Y - 0.17)
        self.numbers = (
            LiveNumber(".3f", em=EM, color=theme.class1, at=(inner, LIVE_Y + RISE), math=True),
            LiveNumber(".3f", em=EM, color=theme.class0, at=(inner, LIVE_Y - DROP), math=True),
            LiveNumber(".2f", em=EM, color=theme.ink, at=result, math=True, left=True),
        )
        self.still = VGroup(self.name, bar, equals)
        self.live = VGroup(*self.numbers)
        self.place()

    def place(self) -> None:
        """Write the numbers at the feature's value."""
        x = np.array(self.panels.x.get_value())
        p, ratio = (float(self.panels.heights(k, x)) for k in (0, 1))
        for number, value in zip(self.numbers, (p, 1 - p, ratio), strict=True):
            number.set_value(value)

    def factor(self) -> VGroup:
        """Write the odds as a power of e, and so the factor of a step."""
        lesson, ladder = self.lesson, self.panels.ladder
        slope = lesson.symbol("hat_slope" if lesson.study.fit.exists else "slope")
        power = slope if ladder.unit == 1 else f"{tick_text(ladder.unit, ladder.unit)} thin {slope}"
        values = {"power": power, "value": scientific(ladder.factor, 3)}
        whole = lesson.formula("odds_power", em=0.6).at(LEFT, HERO_Y)
        return VGroup(whole, lesson.formula("odds_factor", em=0.6, values=values).at(LEFT, LIVE_Y))
