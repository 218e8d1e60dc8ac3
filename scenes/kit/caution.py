"""Log utility on an axis of powers of ten: what a coin is worth stands halfway between its two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, ValueTracker, VGroup

from mathcore.choices import Choice
from scenes.kit.marks import end_ring
from scenes.kit.plot import AXIS, Plot, polyline
from scenes.kit.wager import power
from scenes.kit.written import figure

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# Wealth from 10^2 to 10^9, on the line of wealth and under the curve of worth alike.
WEALTH, WORTH = (2.0, 9.0), (4.9, 7.95)
LEFT, RIGHT = -5.0, 4.4
LINE_Y, LOWER = 1.62, (-2.2, 0.72)
DOT, MIDDLE, TARGET, POINTS = 0.105, 0.13, 0.2, 300
# Names of marks that stand nearer than this fade; from the second distance on they are seen in full.
NEAR, CLEAR = 1.2, 1.7


class Caution:
    """Wealth w, moved by its logarithm ``t``: both ends of the coin, their midpoint, and the coin's worth below."""

    def __init__(self, lesson: Lesson, choice: Choice) -> None:
        self.lesson, self.theme, self.choice = lesson, lesson.theme, choice
        self.line = Plot(WEALTH, (0, 1), (LEFT, RIGHT, LINE_Y, LINE_Y + 1))
        self.plot = Plot(WEALTH, WORTH, (LEFT, RIGHT, *LOWER))
        self.t = ValueTracker(WEALTH[0])
        self.axes = self._draw_axes()
        self.span = Line([0, 0, 0], [1, 0, 0], color=self.theme.ink, stroke_width=3.4)
        self.tails = end_ring(self.theme.ink, self.theme.ground, 0.1)
        self.heads, self.middle = (Dot(radius=size, color=self.theme.ink) for size in (DOT, MIDDLE))
        self.sure = end_ring(self.theme.accent, self.theme.ground, TARGET).set_fill(opacity=0).set_stroke(width=4.2)
        # The curve stays traced as far as the wealth has ever come.
        self.reached = WEALTH[0] + 1e-3
        self.names = self._draw_names()
        self.strip = VGroup(self.span, self.tails, self.heads, self.sure, self.middle, self.names)
        self.drop = Line([0, 0, 0], [0, 1, 0], color=self.theme.line, stroke_width=1.8)
        self.curve = polyline(np.zeros((2, 3)), self.theme.ink, 5.5)
        self.dot = Dot(radius=DOT, color=self.theme.ink)
        self.lower = VGroup(self.drop, self.curve, self.dot)
        self.place()

    @property
    def crossing(self) -> float:
        """The logarithm of the wealth at which both are worth the same."""
        return float(np.log10(self.choice.indifference))

    def place(self) -> None:
        """Move everything to the present wealth."""
        t, choice = self.t.get_value(), self.choice
        wealth = 10.0**t
        ends = [wealth, wealth + choice.prize, wealth + float(choice.worth(wealth)), wealth + choice.sure]
        places = self.line.point(np.log10(ends), 0)
        self.span.put_start_and_end_on(places[0], places[1])
        for mark, place in zip((self.tails, self.heads, self.middle, self.sure), places, strict=True):
            mark.move_to(place)
        for name, place in zip(self.names, places, strict=True):
            name.set_x(place[0])
        apart = (places[2, 0] - places[0, 0] - NEAR) / (CLEAR - NEAR)
        self.names.set_opacity(float(np.clip(apart, 0, 1)))
        self.reached = max(self.reached, t)
        logs = np.linspace(WEALTH[0], self.reached, POINTS)
        self.curve.set_points_as_corners(self.plot.point(logs, np.log10(choice.worth(10.0**logs))))
        here = self.plot.point(t, np.log10(choice.worth(wealth)))
        self.dot.move_to(here)
        self.drop.put_start_and_end_on(places[0] - [0, 0.1, 0], here)

    def draw_levels(self) -> VGroup:
        """Draw what the sure amount is worth at any wealth, and the expectation that the rich come near."""
        theme, plot, choice, lesson = self.theme, self.plot, self.choice, self.lesson
        sure, mean = np.log10([choice.sure, choice.expectation])
        group = VGroup(
            plot.horizontal(sure, theme.accent, 3.2),
            plot.dashed((WEALTH[0], mean), (WEALTH[1], mean), theme.quiet, 2.0),
        )
        at = plot.point(WEALTH[1], sure)
        group.add(lesson.label("sure", color=theme.accent).at(RIGHT + 0.15, at[1] - 0.12))
        at = plot.point(WEALTH[1], mean)
        return group.add(lesson.label("expectation", color=theme.quiet).at(RIGHT + 0.15, at[1] - 0.12))

    def verdicts(self) -> VGroup:
        """Name on either side of the crossing what is worth more, and mark it."""
        theme, plot, lesson, choice = self.theme, self.plot, self.lesson, self.choice
        at, foot = plot.point(self.crossing, [np.log10(choice.sure), WORTH[0]])
        value = lesson.math(figure(choice.indifference, ",.0f").between('"', '"'), 0.42, theme.accent)
        left = lesson.label("million", em=0.34, color=theme.accent, align="right")
        right = lesson.label("coin")
        return VGroup(
            end_ring(theme.accent, theme.ground, 0.17).set_fill(opacity=0).move_to(at),
            Line(at - [0, 0.17, 0], foot, color=theme.accent, stroke_width=2.4),
            value.at(at[0] + 0.2, foot[1] + 0.2),
            left.align_to([at[0] - 0.32, at[1] + 0.2, 0], [1, -1, 0]),
            right.at(float(plot.point(6.0, 0)[0]), at[1] + 0.2),
        )

    def _draw_axes(self) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.plot
        decades = np.arange(WEALTH[0], WEALTH[1] + 1).tolist()
        axes = VGroup(self.line.horizontal(0, theme.line), plot.horizontal(WORTH[0], theme.line))
        axes.add(self.line.x_ticks(decades, theme.line), plot.x_ticks(decades, theme.line))
        axes.add(Line([LEFT, LOWER[0], 0], [LEFT, LOWER[1], 0], color=theme.line, stroke_width=AXIS))
        for decade in decades:
            written = lesson.math(str(power(10**decade)), 0.36, theme.quiet)
            axes.add(written.at(plot.point(decade, 0)[0], LOWER[0] - 0.5, "center"))
        rows = [5.0, 6.0, 7.0]
        axes.add(plot.y_ticks(rows, theme.line))
        for row in rows:
            written = lesson.math(str(power(10**row)), 0.36, theme.quiet)
            axes.add(written.at(LEFT - 0.2, plot.point(0, row)[1] - 0.12, "right"))
        axes.add(lesson.label("wealth", em=0.33, color=theme.quiet).at(RIGHT + 0.4, LOWER[0] - 0.5))
        axes.add(lesson.label("after", em=0.33, color=theme.quiet).at(RIGHT + 0.15, LINE_Y - 0.12))
        axes.add(lesson.label("worth", em=0.33, color=theme.quiet).at(LEFT - 0.2, LOWER[1] - 0.12, "right"))
        return axes

    def _draw_names(self) -> VGroup:
        """Name the marks on the line of wealth, those of the coin above it and the sure amount below."""
        lesson, theme = self.lesson, self.theme
        names = VGroup(lesson.label("tails_end", color=theme.quiet), lesson.label("heads_end", color=theme.quiet))
        names.add(lesson.label("midpoint"), lesson.label("sure", color=theme.accent))
        for k, name in enumerate(names):
            name.at(0, LINE_Y + (-0.58 if k == 3 else 0.34), "center")
        return names
