"""Toss after toss: the running mean on an axis of money, tosses on a log scale, with the band of its formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Polygon, ValueTracker, VGroup

from mathcore.choices import running_means
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import Plot, polyline
from scenes.kit.wager import BOX, Wager, power

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# Every toss up to the first of these is drawn, then so many in all, evenly on the log scale, a pixel apart at most.
WHOLE, DRAWN = 400, 1200
# So many first tosses show what they paid as a dot of their own; more would run together.
OUTCOMES = 20
SMALL, HEAD = 0.07, 0.105


class LongRun:
    """The mean of the first n tosses; ``t`` is the logarithm (base 10) of n.

    Parameters
    ----------
    lesson
        Gives words, theme and type.
    wager
        The choice and its axis of money.
    tosses, seed
        How many tosses, and what they are drawn with.
    """

    def __init__(self, lesson: Lesson, wager: Wager, tosses: int, seed: int) -> None:
        self.lesson, self.theme, self.choice, self.seed = lesson, lesson.theme, wager.choice, seed
        lesson.quote(outcomes=OUTCOMES)
        lesson.quote_formula(sure=power(self.choice.sure))
        self.plot = Plot((0, float(np.log10(tosses))), wager.plot.y_range, BOX)
        self.paid = self.choice.tosses(tosses, seed)
        self.means = running_means(self.paid)
        self.counts = np.unique(np.r_[1 : WHOLE + 1, np.geomspace(WHOLE, tosses, DRAWN - WHOLE).round()]).astype(int)
        self.places = self.plot.point(np.log10(self.counts), self.means[self.counts - 1])
        self.t = ValueTracker(0.0)
        self.band = self._draw_band()
        self.ticks = self._draw_ticks()
        self.line = polyline(np.zeros((2, 3)), self.theme.ink, 4.4)
        self.head = Dot(radius=HEAD, color=self.theme.ink)
        self.outcomes = VGroup(*(self._outcome(k) for k in range(OUTCOMES)))
        self.names, self.numbers = self._draw_readout()
        self.moving = VGroup(self.outcomes, self.line, self.head, self.numbers)
        self.place()

    @property
    def count(self) -> int:
        """How many tosses have been made."""
        return int(round(10 ** self.t.get_value(), 6))

    def place(self) -> None:
        """Show the tosses made so far, their mean, and the line of all means before."""
        n = self.count
        drawn = self.places[: int(np.searchsorted(self.counts, n, side="right"))]
        here = self.plot.point(np.log10(n), self.means[n - 1])
        self.line.set_points_as_corners([*drawn, here])
        self.head.move_to(here)
        for k, dot in enumerate(self.outcomes):
            dot.set_fill(opacity=float(k < n))
        self.numbers[0].set_value(n)
        self.numbers[1].set_value(float(self.means[n - 1]))

    def _outcome(self, k: int) -> Dot:
        """Return the dot of what one toss paid."""
        dot = Dot(radius=SMALL, color=self.theme.ink)
        return dot.move_to(self.plot.point(np.log10(k + 1), self.paid[k]))

    def _draw_band(self) -> VGroup:
        """Fill what the formula gives, as far as a mean can lie at all, and draw its two edges."""
        theme, prize = self.theme, self.choice.prize
        logs = np.linspace(*self.plot.x_range, 200)
        low, high = self.choice.band(10**logs)
        low, high = np.maximum(low, 0.0), np.minimum(high, prize)
        corners = [*self.plot.point(logs, low), *self.plot.point(logs[::-1], high[::-1])]
        area = Polygon(*corners, stroke_width=0, fill_color=theme.panel, fill_opacity=1)
        inside = (low > 0) & (high < prize)
        edges = (self.plot.curve(logs[inside], edge[inside], theme.line, 2.0) for edge in (low, high))
        values = {"mean": power(self.choice.expectation), "twice": power(2 * self.choice.sd)}
        name = self.lesson.formula("long_run", em=0.4, color=theme.quiet, values=values)
        place = self.plot.point(1.28, self.choice.band(10**1.28)[1])
        return VGroup(area, *edges, name.at(place[0] + 0.12, place[1] + 0.12))

    def _draw_ticks(self) -> VGroup:
        lesson, theme = self.lesson, self.theme
        ticks = np.arange(self.plot.x_range[1] + 1e-9).tolist()
        group = VGroup(self.plot.x_ticks(ticks, theme.line))
        for tick in ticks:
            group.add(lesson.tick(f"{10**tick:,.0f}").at(self.plot.point(tick, 0)[0], BOX[2] - 0.46, "center"))
        unit = lesson.label("tosses", em=0.33, color=theme.quiet)
        group.add(unit.at(float(group[-1].get_right()[0]) + 0.2, BOX[2] - 0.46))
        sure = lesson.label("sure_line", color=theme.accent)
        group.add(sure.at(BOX[1], float(self.plot.point(0, self.choice.sure)[1]) + 0.18, "right"))
        first = lesson.label("each", em=0.33, color=theme.quiet)
        return group.add(first.at(*(self.plot.point(np.log10(OUTCOMES) + 0.08, self.choice.prize)[:2] - [0, 0.1])))

    def _draw_readout(self) -> tuple[VGroup, VGroup]:
        lesson, theme = self.lesson, self.theme
        rows = ((",d", 1.72, "count"), (",.0f", 1.2, "mean"))
        numbers = VGroup(*(LiveNumber(form, em=0.42, color=theme.ink, at=(RIGHT_EDGE, y)) for form, y, _ in rows))
        names = VGroup(
            *(lesson.label(key, em=0.38, color=theme.quiet).at(RIGHT_EDGE - 2.65, y, "right") for _, y, key in rows)
        )
        return names, numbers
