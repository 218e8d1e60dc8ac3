"""Cards: what announces the film's parts, in the lecture's own type and colours."""

from __future__ import annotations

from typing import ClassVar

from manim import Create, FadeIn, linear

from scenes.kit.lesson import LEFT_EDGE, Lesson
from scenes.kit.road import Road


class PartCard(Lesson):
    """A part's number and name, and its stretch of the way.

    Shows: the stations of the lecture; no numbers.
    """

    part: ClassVar[int]
    title_place = (LEFT_EDGE, 0.72)
    title_em = 0.78

    def construct(self) -> None:
        """Play the one beat."""
        road = Road(self, self.part, -1.1)
        kicker = self.label("part", em=0.44, color=self.theme.quiet).at(LEFT_EDGE, 1.85)
        with self.beat("card"):
            self.play(FadeIn(kicker), FadeIn(road.group), run_time=0.8)
            self.play(Create(road.stretch, rate_func=linear), run_time=1.6)
            # The stations stay above the stretch that joins them.
            self.add(road.dots)
            self.wait(1.0)
