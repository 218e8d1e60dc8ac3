"""One score three ways over one axis: the probability, the odds, and the logarithm of the odds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from mathcore import OddsLadder, odds, sigmoid
from scenes.kit.figures import scientific
from scenes.kit.marks import HALO, end_ring
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, Plot, nice_ticks, tick_text
from scenes.kit.typeset import Typeset

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

LEFTS, WIDTH = (-5.6, -1.2, 3.2), 3.1
FOOT, TOP, NAME_Y = -1.95, 1.4, 2.02
FEATURE_Y = FOOT - 0.98
# How far the axis goes on beyond the first and the last place, in steps.
MARGIN = 0.25
SAMPLES = 161
# The segments of a bar, each as high as the bar before: the thinnest that is drawn, in frame units.
THINNEST = 0.05


class OddsPanels:
    """p, p/(1 − p) and ln p/(1 − p) over the feature, all at one value ``x`` of it.

    Attributes
    ----------
    x
        The value of the feature now.
    """

    def __init__(self, lesson: Lesson, ladder: OddsLadder) -> None:
        self.lesson, self.theme, self.ladder = lesson, lesson.theme, ladder
        low, high = ladder.x[0] - MARGIN * ladder.unit, ladder.x[-1] + MARGIN * ladder.unit
        self.x_range = (float(low), float(high))
        self.xs = np.linspace(low, high, SAMPLES)
        scores = ladder.score(np.array(self.x_range))
        tallest = float(odds(scores).max())
        ranges = ((0.0, 1.0), (0.0, tallest), (float(scores.min()), float(scores.max())))
        self.plots = [
            Plot(self.x_range, y_range, (left, left + WIDTH, FOOT, TOP))
            for left, y_range in zip(LEFTS, ranges, strict=True)
        ]
        self.colors = (self.theme.theta, self.theme.ink, self.theme.accent)
        self.x = ValueTracker(float(ladder.x[0]))
        self.panels = [self._draw_panel(k) for k in range(3)]
        self.curves = [self._draw_curve(k) for k in range(3)]
        self.values = [self._draw_value(k) for k in range(3)]
        self.dots = VGroup(*(self._draw_dot(color) for color in self.colors)).set_z_index(2)
        self.split = VGroup(*(Line([0, 0, 0], [0, 1, 0], stroke_width=8) for _ in (0, 1)))
        for part, color in zip(self.split, (self.theme.class1, self.theme.class0), strict=True):
            part.set_color(color)
        self.place()

    def heights(self, k: int, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability (k = 0), the odds (1) or their logarithm (2) at values of the feature."""
        z = self.ladder.score(x)
        return (sigmoid(z), odds(z), z)[k]

    # -- what stands -------------------------------------------------------------------------------------------

    def _draw_panel(self, k: int) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.plots[k]
        left, right = plot.box[:2]
        level = 0.0 if k == 2 else plot.y_range[0]
        axes = VGroup(plot.horizontal(level, theme.line))
        axes.add(Line([left, FOOT, 0], [left, TOP, 0], color=theme.line, stroke_width=AXIS))
        ticks = [0.0, 0.5, 1.0] if k == 0 else nice_ticks(*plot.y_range, 4)
        axes.add(plot.y_ticks(ticks, theme.line), plot.y_labels(ticks, lesson.tick))
        if k == 0:
            axes.add(*(end_ring(theme.ink, theme.ground).move_to([left, y, 0]) for y in (FOOT, TOP)))
        if k == 2:
            axes.add(plot.horizontal(plot.y_range[0], theme.line, 1.8))
        axes.add(plot.x_ticks(self.ladder.x.tolist(), theme.line), self._x_labels(plot))
        feature = lesson.label("feature", em=0.33, color=theme.quiet, width=WIDTH, wrap=False)
        axes.add(feature.at((left + right) / 2, FEATURE_Y, "center"))
        name = lesson.formula(f"odds_name{k}", em=0.44, color=self.colors[k])
        return axes.add(name.at(left, NAME_Y))

    def _x_labels(self, plot: Plot) -> VGroup:
        """Write every place, or the first and the last where all have no room."""
        texts = [tick_text(float(x), self.ladder.unit) for x in self.ladder.x]
        labels = [self.lesson.tick(text) for text in texts]
        for label, x in zip(labels, self.ladder.x, strict=True):
            label.at(float(plot.point(x, 0)[0]), FOOT - 0.46, "center")
        gaps = [b.get_left()[0] - a.get_right()[0] for a, b in zip(labels[:-1], labels[1:], strict=True)]
        return VGroup(*(labels if min(gaps) > 0.12 else (labels[0], labels[-1])))

    def _draw_curve(self, k: int) -> VMobject:
        return self.plots[k].curve(self.xs, self.heights(k, self.xs), self.colors[k])

    def _draw_value(self, k: int) -> LiveNumber:
        digits = (".3f", ".2f", ".2f")[k]
        place = (self.plots[k].box[1], NAME_Y)
        return LiveNumber(digits, em=0.44, color=self.colors[k], at=place, math=True)

    def _draw_dot(self, color: str) -> Dot:
        return Dot(radius=0.105, color=color, stroke_color=self.theme.ground, stroke_width=100 * HALO)

    def split_names(self) -> VGroup:
        """Name both parts of the upright bar, beside it."""
        x, lesson = float(self.x.get_value()), self.lesson
        group = VGroup()
        p = float(self.heights(0, np.array(x)))
        for k, (color, middle) in enumerate(((self.theme.class1, p / 2), (self.theme.class0, (1 + p) / 2))):
            place = self.plots[0].point(x, middle)
            name = lesson.formula(f"odds_part{k}", em=0.4, color=color)
            # Each on the side where the curve is not.
            right = (k == 0) == (self.ladder.step > 0)
            group.add(name.at(place[0] + (0.16 if right else -0.16), place[1] - 0.12, "left" if right else "right"))
        return group

    # -- what moves --------------------------------------------------------------------------------------------

    def place(self) -> None:
        """Put dots, the upright bar and the values at the feature's value."""
        x = np.array(self.x.get_value())
        for k, (dot, value) in enumerate(zip(self.dots, self.values, strict=True)):
            height = float(self.heights(k, x))
            dot.move_to(self.plots[k].point(x, height))
            value.set_value(height)
        foot, middle, top = self.plots[0].point(x, [0.0, float(self.heights(0, x)), 1.0])
        self.split[0].set_points_as_corners([foot, middle])
        self.split[1].set_points_as_corners([middle, top])

    # -- the ladder --------------------------------------------------------------------------------------------

    def bar(self, k: int) -> VGroup:
        """Draw the odds at a place as a bar, cut into pieces as high as the smaller bar beside it."""
        plot, ladder, theme = self.plots[1], self.ladder, self.theme
        foot, top = plot.point(ladder.x[k], [0.0, ladder.odds[k]])
        bar = VGroup(Line(foot, top, color=theme.ink, stroke_width=14).set_opacity(0.85))
        neighbour = k - 1 if ladder.step > 0 else k + 1
        if not 0 <= neighbour < len(ladder.x):
            return bar
        smaller = float(ladder.odds[neighbour])
        if plot.point(0, smaller)[1] - plot.point(0, 0)[1] > THINNEST:
            for height in np.arange(1, np.floor(ladder.odds[k] / smaller) + 1) * smaller:
                middle = plot.point(ladder.x[k], height)
                bar.add(Line(middle - [0.07, 0, 0], middle + [0.07, 0, 0], color=theme.ground, stroke_width=2.4))
        return bar

    def stair(self, k: int) -> VGroup:
        """Draw the step from a place to the next one on the line of log-odds: across, and up or down."""
        plot, ladder = self.plots[2], self.ladder
        (xa, xb), (za, zb) = ladder.x[k : k + 2], ladder.log_odds[k : k + 2]
        across = Line(plot.point(xa, za), plot.point(xb, za), color=self.theme.line, stroke_width=2.4)
        up = Line(plot.point(xb, za), plot.point(xb, zb), color=self.theme.accent, stroke_width=8)
        return VGroup(across, up)

    def line_name(self) -> Typeset:
        """Name the straight line of the log-odds in the corner that it leaves free below."""
        left, right = self.plots[2].box[:2]
        name = self.lesson.formula("way_score", em=0.42, color=self.theme.accent)
        return name.at(right, FOOT + 0.25, "right") if self.ladder.step > 0 else name.at(left + 0.2, FOOT + 0.25)

    def step_note(self, k: int) -> VGroup:
        """Say in the empty corner of a panel what every step does there."""
        lesson, rising = self.lesson, self.ladder.step > 0
        name = "odds_times" if k == 1 else "odds_plus" if rising else "odds_minus"
        value = scientific(self.ladder.factor if k == 1 else abs(self.ladder.step), 3)
        note = lesson.formula(name, em=0.5, color=lesson.theme.accent, values={"value": value})
        unit = {"unit": tick_text(self.ladder.unit, self.ladder.unit).replace(",", '","')}
        under = lesson.formula("odds_step", em=0.37, color=lesson.theme.quiet, values=unit)
        left, right = self.plots[k].box[:2]
        place, anchor = (left + 0.25, "left") if rising else (right, "right")
        note.at(place, TOP - 0.3, anchor)
        return VGroup(note, under.at(place, TOP - 0.74, anchor))
