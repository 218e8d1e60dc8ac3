"""Where a walk stands after many steps, over the learning rate: it settles up to a bound, and forks beyond it.

Of the two parameters the one is shown in which the steepest direction at the minimum, and so the fork, shows most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, Polygon, VGroup, VMobject
from numpy.typing import NDArray

from mathcore import Bounds, standing
from scenes.kit.figures import value_math
from scenes.kit.flat import flat_stage
from scenes.kit.marks import onward
from scenes.kit.plot import AXIS, Plot, nice_ticks
from scenes.kit.stage import Dots, Item
from scenes.kit.typeset import Typeset
from scenes.kit.written import Written, figure

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

LAST, RATES = 16, 181
# How far the axis reaches beyond the second bound, and beyond the fastest rate that is marked.
BEYOND, AFTER = 1.4, 1.08
BOX = (-5.3, 5.7, -2.2, 1.75)
MARGIN, FAR = 0.1, 3.0
NAMES = ("intercept", "slope")
# Two dots at less than this cover each other.
SAME = 0.02
# Values at the axis keep this far apart, or stand in a second row.
APART, ROW = 0.12, 0.44
ZONE_Y, BOUND_Y = 2.0, 2.42
NARROW = 1.15
# Words as high as this have two lines.
TWO_LINES = 0.5


class RateLine:
    """The axis of rates with its two bounds, and over it the parameter at which walks stand.

    Parameters
    ----------
    lesson
        The scene.
    bounds
        The two bounds.
    rates
        The rates to mark, each in a colour of the theme's walks.
    steps
        How many steps each walk takes.
    chosen
        A rate that was asked for, marked as well; None where there is none.
    """

    def __init__(
        self, lesson: Lesson, bounds: Bounds, rates: tuple[float, ...], steps: int, chosen: float | None
    ) -> None:
        self.lesson, self.theme, self.bounds, self.rates = lesson, lesson.theme, bounds, rates
        self.steps = steps
        self.chosen = chosen if chosen is not None and chosen not in rates else None
        reach = max(BEYOND * bounds.local, AFTER * max(rates))
        best = lesson.study.fit
        self.shown = int(np.abs(np.linalg.eigh(best.hessian)[1][:, -1]).argmax())
        self.hat = float(best.theta[self.shown])
        self.alphas = np.linspace(0.0, reach, RATES + 1)[1:]
        self.values = standing(lesson.study.loss, self.alphas, steps, LAST)[..., self.shown]
        self.plot = Plot((0.0, reach), self._range(), BOX)
        self.stage = flat_stage()
        self.places, self.reached = self._dots()
        self.axes = self._draw_axes()
        self.lines = VGroup(*(self._bound(k) for k in (0, 1)))
        self.marks = [self._mark(k) for k in range(len(rates))]

    def _range(self) -> tuple[float, float]:
        """Return the values to show: with the start, and with a margin."""
        seen = np.append(self.values[np.isfinite(self.values)], (0.0, self.hat))
        # A walk that leaps far out would press all others together.
        low, high = np.quantile(seen, (0.05, 0.95))
        far = FAR * max(high - low, abs(self.hat))
        seen = seen[(seen >= low - far) & (seen <= high + far)]
        room = MARGIN * float(np.ptp(seen))
        return float(seen.min()) - room, float(seen.max()) + room

    def _dots(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the places to paint, those that can be told apart, and the rate of each."""
        places, rates = [], []
        for rate, values in zip(self.alphas, self.values.T, strict=True):
            column = self.plot.point(rate, values[np.isfinite(values)])
            inside = column[(column[:, 1] >= BOX[2]) & (column[:, 1] <= BOX[3])]
            _, told_apart = np.unique(np.round(inside[:, 1] / SAME), return_index=True)
            places += inside[told_apart].tolist()
            rates += [rate] * len(told_apart)
        return np.array(places).reshape(-1, 3), np.array(rates)

    def place(self, rate: float) -> None:
        """Show where walks stand for the rates up to one."""
        dots: list[Item] = [Dots(self.places[self.reached <= rate], 4.2, self.theme.ink, None, 1.0, lift=0.01)]
        self.stage.items = dots

    def zone(self, number: int) -> VGroup:
        """Return one of the three zones, a shade with its words above."""
        ends = (0.0, self.bounds.safe, self.bounds.local, self.plot.x_range[1])
        left, right = (float(self.plot.point(rate, 0.0)[0]) for rate in ends[number : number + 2])
        foot, top = BOX[2:]
        corners = np.array([[left, foot, 0], [right, foot, 0], [right, top, 0], [left, top, 0]])
        shade = Polygon(*corners, stroke_width=0, fill_color=self.theme.surface_muted[(3, 2, 0)[number]])
        shade.set_fill(opacity=0.5)
        if right - left < NARROW:
            return VGroup(shade)
        words = self._words(number, right - left)
        return VGroup(shade, words.at((left + right) / 2, ZONE_Y, "center"))

    def _words(self, number: int, width: float) -> Typeset:
        """Return what is said of a zone, in two lines where it is too narrow for one."""
        return self.lesson.label(f"zone{number}", em=0.34, width=width - 0.16)

    def _bound(self, number: int) -> VGroup:
        """Return the line at a bound with its name above, the first to its left if there is room, else to its right."""
        rate = (self.bounds.safe, self.bounds.local)[number]
        x = float(self.plot.point(rate, 0.0)[0])
        line = Line([x, BOX[2], 0], [x, BOUND_Y - 0.08, 0], color=self.theme.accent, stroke_width=2.4)
        key = ("bound_safe", "bound_local")[number]
        name = self.lesson.formula(key, em=0.42, color=self.theme.accent, values={"value": value_of_bound(rate)})
        free = x - name.width > BOX[0] - 0.6 and self._words(0, x - BOX[0]).height < TWO_LINES
        side = "right" if number == 0 and free else "left"
        return VGroup(line, name.at(x + (0.1 if side == "left" else -0.1), BOUND_Y + 0.04, side))

    def _mark(self, number: int) -> VGroup:
        """Return a rate's line with its value under the axis, and dots where its walk stands."""
        rate, color = self.rates[number], self.theme.walks[number]
        values = standing(self.lesson.study.loss, [rate], self.steps, LAST)[:, 0, self.shown]
        places = self.plot.point(rate, values[np.isfinite(values)])
        kept = [place for place in places if BOX[2] <= place[1] <= BOX[3]]
        foot, top = self.plot.point(rate, self.plot.y_range[0]), self.plot.point(rate, self.plot.y_range[1])
        line = Line(foot + [0, -0.14, 0], top, color=color, stroke_width=2.0, stroke_opacity=0.75)
        rim = {"stroke_color": self.theme.ground, "stroke_width": 2}
        dots = VGroup(*(Dot(place, radius=0.1, color=color, **rim) for place in kept))
        return VGroup(line, dots, self._value(number))

    def _value(self, number: int) -> VMobject:
        """Return a rate under the axis; in a second row where the one before stands too near."""
        row, end = 0, -np.inf
        for k in range(number + 1):
            name = self.lesson.math(value_math(self.rates[k]), 0.4, self.theme.walks[k])
            name.at(float(self.plot.point(self.rates[k], 0)[0]), BOX[2] - 0.52, "center")
            near = float(name.get_left()[0]) < end + APART
            row = (1 - row) if near else 0
            end = float(name.get_right()[0])
        return name.shift([0, -ROW * row, 0])

    def choice(self) -> VGroup:
        """Return the mark of the rate that was asked for, or an arrow to where it lies."""
        if self.chosen is None:
            return VGroup()
        inside = self.chosen <= self.plot.x_range[1]
        x = float(self.plot.point(min(self.chosen, self.plot.x_range[1]), 0.0)[0])
        name = self.lesson.label("chosen", em=0.36, color=self.theme.accent)
        name.at(min(max(x, BOX[0] + name.width / 2 + 0.1), BOX[1] - name.width / 2 - 0.1), BOX[2] + 0.3, "center")
        name.set_stroke(self.theme.ground, 9, background=True)
        sign = Line([x, BOX[2], 0], [x, BOX[3], 0], color=self.theme.accent, stroke_width=2.4)
        return VGroup(sign if inside else onward(np.array([x + 0.06, BOX[2], 0]), 1, self.theme.accent), name)

    def _draw_axes(self) -> VGroup:
        lesson, theme, plot = self.lesson, self.theme, self.plot
        left, right, foot, top = BOX
        ticks = [tick for tick in nice_ticks(*plot.y_range, 4)]
        axes = VGroup(
            Line([left, foot, 0], [right, foot, 0], color=theme.line, stroke_width=AXIS),
            Line([left, foot, 0], [left, top, 0], color=theme.line, stroke_width=AXIS),
            plot.y_ticks(ticks, theme.line),
            plot.y_labels([t for t in ticks if plot.point(0, t)[1] < top - 0.5], lesson.tick),
            lesson.math(lesson.symbol(NAMES[self.shown]), 0.42, theme.theta).at(left - 0.22, top - 0.12, "right"),
            lesson.math("alpha", 0.46).at(right + 0.2, foot - 0.1),
        )
        axes.add(plot.dashed((0, self.hat), (plot.x_range[1], self.hat), theme.quiet))
        name = lesson.math(lesson.symbol(f"hat_{NAMES[self.shown]}"), 0.42, theme.theta)
        axes.add(name.at(right + 0.14, float(plot.point(0, self.hat)[1]) - 0.1))
        return axes


def value_of_bound(rate: float) -> Written:
    """Write a bound as Typst mathematics with three significant digits."""
    return figure(rate, "#.3g") if 1e-3 <= rate < 1e3 else value_math(rate)
