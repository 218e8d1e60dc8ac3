"""A tangent that rides along the step: flat on both treads, and none at the jump."""

from __future__ import annotations

from typing import TYPE_CHECKING

from manim import Dot, FadeIn, FadeOut, Line, VGroup, smooth

from scenes.kit.marks import HALO
from scenes.kit.plot import Points

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson
    from scenes.kit.soft_step import SoftStep

# Half the needle's length and how far from the jump it stops; where its words stand beside it.
HALF, SHORT, ASIDE = 0.55, 0.16, 0.2
# How far up the jump, seen from the tread ridden first, stands that it has no slope: clear of the words at the other.
UP = 0.3


class Needle:
    """The slope of the step, ridden from end to end."""

    def __init__(self, lesson: Lesson, stage: SoftStep) -> None:
        self.lesson, self.theme, self.stage = lesson, lesson.theme, stage
        self.group = VGroup()

    def ride(self) -> None:
        """Ride along the lower tread, stop at the jump, and go on along the upper one."""
        lesson, stage = self.lesson, self.stage
        (low, high), boundary = stage.plot.x_range, lesson.study.boundary
        p = 0 if stage.rising else 1
        jump = stage.plot.point(boundary, [p, p + UP * (1 - 2 * p), 1 - p])
        before = (stage.plot.point(low, p), jump[0] - [SHORT, 0, 0], p)
        after = (jump[2] + [SHORT, 0, 0], stage.plot.point(high, 1 - p), 1 - p)
        for start, end, height in (before, after):
            needle = self._needle(start + [HALF, 0, 0], height)
            lesson.play(FadeIn(needle), run_time=0.3)
            room = end - start - [2 * HALF, 0, 0]
            lesson.play(needle.animate.shift(room * (room[0] > 0)), run_time=0.9, rate_func=smooth)
            lesson.play(FadeOut(needle), run_time=0.3)
            if height == p:
                note = lesson.label("no_slope", color=self.theme.accent)
                note.at(float(jump[1][0]) + ASIDE, float(jump[1][1]) - 0.12)
                lesson.play(FadeIn(note), run_time=0.4)
                self.group.add(note)

    def _needle(self, place: Points, height: int) -> VGroup:
        """Return a flat tangent with its slope written on the side where no other tread is."""
        theme = self.theme
        line = Line(place - [HALF, 0, 0], place + [HALF, 0, 0], color=theme.accent, stroke_width=4.2)
        dot = Dot(place, radius=0.105, color=theme.accent, stroke_color=theme.ground, stroke_width=100 * HALO)
        words = self.lesson.label("slope_zero", color=theme.accent)
        y = float(place[1]) + (-0.52 if height else 0.28)
        return VGroup(line, dot, words.at(float(place[0]), y, "center")).set_z_index(2)
