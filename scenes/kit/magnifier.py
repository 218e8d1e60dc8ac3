"""The rows on the true line of scores, and the same rows magnified below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Animation, AnimationGroup, DashedLine, FadeIn, LaggedStart, Line, Polygon, VGroup
from numpy.typing import NDArray

from scenes.kit.cast import Cast
from scenes.kit.lesson import LEFT_EDGE, RIGHT_EDGE
from scenes.kit.marks import class_color, end_ring, mark, onward
from scenes.kit.plot import AXIS, Plot, Points, nice_ticks, tick_text
from scenes.kit.written import figure

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

TOP, FOOT, INTERVAL = 1.62, -1.05, -2.3
# How far off a line's ends scores beyond them stand, clear of the numbers at the ends of the true line, and how far
# ahead of these an arrow begins.
BEYOND, AHEAD = 0.42, 0.16
# A score that stands nearer to a number than this would be drawn through it.
NUMBER = 1.5


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
        zoom = (11.3 / (2 * span)) / (11.76 / (2 * far))
        # As it is written and as it is spoken.
        self.zoom = figure(zoom, ".0f" if zoom >= 3 else ".1f")
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
            FadeIn(dot, target_position=_place(self.true, z) + [0, 0.15, 0], scale=0.3)
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
                if not end and np.any(np.abs(self.cast.z - tick) < NUMBER):
                    continue
                text = self.lesson.text(tick_text(tick, 10), 0.33, theme.ink if end else theme.quiet)
                self.true_labels.add(text.at(self.true.point(tick, 0)[0], TOP + 0.2, "center"))
        self.rug = VGroup()
        for z, y, aside in zip(self.cast.z, self.cast.y, self.cast.aside, strict=True):
            foot = _place(self.true, z) + [aside, 0.1, 0]
            self.rug.add(Line(foot, foot + [0, 0.28, 0], color=class_color(theme, int(y)), stroke_width=2.6))
        # Scores beyond the true line are counted in words, those of rows that have no mark as well.
        self.true_line.add(*_arrows(self.true, self.lesson.study.scores, 0.24, theme.quiet))
        self.count = self.lesson.label(self.lesson.story.drawn(self.cast.size)).at(
            self.true.point(np.clip(np.median(self.cast.z), 10 - far, far - 10), 0)[0], TOP + 0.52, "center"
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
        times = self.lesson.math(self.zoom.between("times "), 0.38, theme.quiet)
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
            self.marks.add(mark(theme, int(y), wide=bool(paired)).move_to(_place(self.near, z)))
        self.near_line.add(*_arrows(self.near, self.cast.z, 0.0, theme.quiet))
        self.class_words = VGroup()
        words = [lesson.label(f"class{k}", color=class_color(theme, k), width=4.5) for k in (0, 1)]
        middles = [float(_place(self.near, float(np.median(self.cast.z[self.cast.y == k])))[0]) for k in (0, 1)]
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
        # Under a small magnification the numbers step aside, so as not to read as one.
        apart = max(0.0, 0.3 - float(ends[1][0] - ends[0][0])) / 2
        numbers = [
            self.lesson.text(str(k), 0.33, theme.accent).at(p[0] + (2 * k - 1) * apart, FOOT - 0.46, "center")
            for k, p in enumerate(ends)
        ]
        name = self.lesson.math("(0, 1)", 0.38, theme.accent).at(feet[0][0] - 0.28, INTERVAL - 0.13, "right")
        self.interval = VGroup(*drops, bar, *rings, *numbers, name)
        words = self.lesson.label("interval", color=theme.accent).at(feet[1][0] + 0.3, INTERVAL - 0.12)
        if words.get_right()[0] > RIGHT_EDGE:
            words.at(RIGHT_EDGE, INTERVAL - 0.62, "right")
        self.interval_words = words


def _place(line: Plot, z: float) -> Points:
    """Return the place of a score on a line; scores beyond its ends stand together, just off them."""
    end = line.x_range[1]
    off = np.sign(z) * BEYOND if abs(z) > end else 0.0
    return line.point(np.clip(z, -end, end), 0) + [off, 0, 0]


def _arrows(line: Plot, z: NDArray[np.float64], up: float, color: str) -> list[VGroup]:
    """Return an arrow for each end of a line that scores lie beyond."""
    sides = [side for side in (-1, 1) if np.any(side * z > line.x_range[1])]
    return [onward(_place(line, side * np.inf) + [side * AHEAD, up, 0], side, color) for side in sides]


def _apart(middles: list[float], widths: list[float]) -> list[float]:
    """Move two words apart, each to its own side, until they do not touch, and both into the frame."""
    side = 1 if middles[1] >= middles[0] else -1
    within = [
        float(np.clip(x, LEFT_EDGE + width / 2, RIGHT_EDGE - width / 2))
        for x, width in zip(middles, widths, strict=True)
    ]
    short = max(0.0, sum(widths) / 2 + 0.3 - abs(within[1] - within[0]))
    places = [within[0] - side * short / 2, within[1] + side * short / 2]
    low = min(x - width / 2 for x, width in zip(places, widths, strict=True))
    high = max(x + width / 2 for x, width in zip(places, widths, strict=True))
    back = max(0.0, LEFT_EDGE - low) - max(0.0, high - RIGHT_EDGE)
    return [x + back for x in places]
