"""The rows on the true line of scores, and the same rows magnified below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Animation, AnimationGroup, DashedLine, FadeIn, LaggedStart, Line, Polygon, VGroup

from scenes.kit.cast import Cast
from scenes.kit.marks import class_color, end_ring, mark
from scenes.kit.plot import AXIS, Plot, nice_ticks, tick_text

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

TOP, FOOT, INTERVAL = 1.62, -1.05, -2.3


class Magnifier:
    """Two lines of scores, one true to scale out to ±far, one that shows ±span as wide.

    Parameters
    ----------
    lesson
        Gives words, theme and type.
    cast
        The rows to place.
    span, far
        Scores at the ends of the lower and of the upper line.
    """

    def __init__(self, lesson: Lesson, cast: Cast, span: float, far: float) -> None:
        self.lesson, self.cast, self.theme = lesson, cast, lesson.theme
        self.true = Plot((-far, far), (0, 1), (-5.88, 5.88, TOP, TOP + 1))
        self.near = Plot((-span, span), (0, 1), (-5.65, 5.65, FOOT, FOOT + 1))
        self.zoom = (11.3 / (2 * span)) / (11.76 / (2 * far))
        self._draw_true(span, far)
        self._draw_wedge(span)
        self._draw_near(span)
        self._draw_interval()

    @property
    def all_but_marks(self) -> VGroup:
        """Everything that leaves when only the rows go on."""
        return VGroup(
            self.true_line,
            self.true_labels,
            self.rug,
            self.count,
            self.wedge,
            self.near_line,
            self.near_labels,
            self.class_words,
            self.interval,
            self.interval_words,
        )

    def drop(self) -> Animation:
        """Let every row fall from the true line to its magnified place."""
        falls = [
            FadeIn(dot, target_position=self.true.point(z, 0.15), scale=0.3)
            for dot, z in zip(self.marks, self.cast.z, strict=True)
        ]
        discs = [fall for fall, y in zip(falls, self.cast.y, strict=True) if y]
        rings = [fall for fall, y in zip(falls, self.cast.y, strict=True) if not y]
        return AnimationGroup(LaggedStart(*rings, lag_ratio=0.06), LaggedStart(*discs, lag_ratio=0.06))

    def _draw_true(self, span: float, far: float) -> None:
        theme, ticks = self.theme, [t for t in np.arange(-far, far + 1, 10.0)]
        self.true_line = VGroup(self.true.horizontal(0, theme.line), self.true.x_ticks(ticks, theme.line))
        self.true_labels = VGroup()
        for tick in ticks:
            if abs(tick) > span + 3:
                end = abs(tick) == far
                text = self.lesson.text(tick_text(tick, 10), 0.33, theme.ink if end else theme.quiet)
                self.true_labels.add(text.at(self.true.point(tick, 0)[0], TOP + 0.2, "center"))
        self.rug = VGroup()
        for z, y, aside in zip(self.cast.z, self.cast.y, self.cast.aside, strict=True):
            foot = self.true.point(z, 0) + [aside, 0.1, 0]
            self.rug.add(Line(foot, foot + [0, 0.28, 0], color=class_color(theme, int(y)), stroke_width=2.6))
        self.lesson.quote(shown=self.cast.size)
        everyone = "grouped" if self.lesson.study.data.m > len(self.lesson.study.data.y) else "count"
        self.count = self.lesson.label(everyone if self.cast.complete else "shown").at(
            self.true.point(np.median(self.cast.z), 0)[0], TOP + 0.52, "center"
        )

    def _draw_wedge(self, span: float) -> None:
        theme = self.theme
        corners = [
            self.true.point(-span, 0),
            self.true.point(span, 0),
            self.near.point(span, 0),
            self.near.point(-span, 0),
        ]
        area = Polygon(*corners, stroke_width=0, fill_color=theme.panel, fill_opacity=1)
        sides = [
            Line(a, b, color=theme.line, stroke_width=1.8)
            for a, b in ((corners[0], corners[3]), (corners[1], corners[2]))
        ]
        times = self.lesson.math(
            f"times {self.zoom:.0f}" if self.zoom >= 3 else f"times {self.zoom:.1f}", 0.38, theme.quiet
        )
        self.wedge = VGroup(area, *sides, times.at(0, 0.3, "center"))
        self.wedge.set_z_index(-1)

    def _draw_near(self, span: float) -> None:
        theme, lesson = self.theme, self.lesson
        ticks = [tick for tick in nice_ticks(-span, span, 6) if abs(tick) < 0.95 * span]
        step = ticks[1] - ticks[0]
        self.near_line = VGroup(self.near.horizontal(0, theme.line), self.near.x_ticks(ticks, theme.line, down=0.14))
        self.near_labels = VGroup(
            *(
                lesson.tick(tick_text(tick, step)).at(self.near.point(tick, 0)[0], FOOT - 0.46, "center")
                for tick in ticks
                if tick != 0 and abs(tick - 1) > 0.05 * span
            )
        )
        self.marks = VGroup()
        for z, y, paired in zip(self.cast.z, self.cast.y, self.cast.paired, strict=True):
            self.marks.add(mark(theme, int(y), wide=bool(paired)).move_to(self.near.point(z, 0)))
        self.class_words = VGroup()
        words = [lesson.label(f"class{k}", color=class_color(theme, k), width=4.5) for k in (0, 1)]
        middles = [float(self.near.point(np.median(self.cast.z[self.cast.y == k]), 0)[0]) for k in (0, 1)]
        for word, x in zip(words, _apart(middles, [word.width for word in words]), strict=True):
            self.class_words.add(word.at(x, FOOT + 0.36, "center"))

    def _draw_interval(self) -> None:
        theme = self.theme
        ends = [self.near.point(k, 0) for k in (0, 1)]
        feet = [np.array([p[0], INTERVAL, 0]) for p in ends]
        bar = Line(*feet, color=theme.accent, stroke_width=7)
        rings = [end_ring(theme.accent, theme.ground).move_to(p) for p in feet]
        drops = [
            DashedLine(
                p - [0, 0.55, 0], f + [0, 0.14, 0], color=theme.accent, stroke_width=AXIS * 0.7, dash_length=0.08
            )
            for p, f in zip(ends, feet, strict=True)
        ]
        numbers = [
            self.lesson.text(str(k), 0.33, theme.accent).at(p[0], FOOT - 0.46, "center") for k, p in enumerate(ends)
        ]
        name = self.lesson.math("(0, 1)", 0.38, theme.accent).at(feet[0][0] - 0.28, INTERVAL - 0.13, "right")
        self.interval = VGroup(*drops, bar, *rings, *numbers, name)
        self.interval_words = self.lesson.label("interval", color=theme.accent).at(feet[1][0] + 0.3, INTERVAL - 0.12)


def _apart(middles: list[float], widths: list[float]) -> list[float]:
    """Move two words apart, each to its own side, until they do not touch."""
    side = 1 if middles[1] >= middles[0] else -1
    short = max(0.0, sum(widths) / 2 + 0.3 - abs(middles[1] - middles[0]))
    return [middles[0] - side * short / 2, middles[1] + side * short / 2]
