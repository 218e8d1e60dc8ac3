"""Part 1: read backwards, the score is the log of the odds."""

from __future__ import annotations

from manim import Animation, Create, FadeIn, FadeOut, LaggedStart, TransformFromCopy, VGroup, linear

from mathcore import odds_ladder
from scenes.kit.lesson import RIGHT_EDGE, Lesson
from scenes.kit.mirror import Mirror
from scenes.kit.odds_panels import OddsPanels
from scenes.kit.odds_story import about_odds, factor_words, reason_left_out
from scenes.kit.ratio import Ratio

# Where it stands what was done to the feature and what the curve is.
NOTE_Y = -3.45


class Odds(Lesson):
    """Read backwards, the score is the log of the odds.

    Shows: odds_ladder of study.raw_theta; sigmoid, odds, logit.
    """

    slug = "odds"

    def left_out(self) -> str:
        """Leave the scene out where the odds are the same everywhere."""
        return reason_left_out(self.study)

    def construct(self) -> None:
        """Play the four beats."""
        column = self.study.data.x[:, 0]
        self.ladder = odds_ladder(self.study.raw_theta, float(column.min()), float(column.max()))
        self.panels, self.mirror = OddsPanels(self, self.ladder), Mirror(self)
        self.ratio = Ratio(self, self.panels)
        self.quote(**about_odds(self.ladder))
        words = factor_words(self.study, self.ladder, self.settings.builtin)
        self.notes = self.draw_notes()
        with self.beat("odds", "" if self.study.fit.exists else "no_estimate"):
            self.show_odds()
        with self.beat("factor", words):
            self.show_factor()
        with self.beat("log"):
            self.show_log()
        with self.beat("inverse"):
            self.show_inverse()

    def draw_notes(self) -> VGroup:
        """Say that the feature, scaled elsewhere, is in its own units here, and where there is no estimate."""
        keys = [key for key, true in (("raw", self.study.scaled), ("no_estimate", not self.study.fit.exists)) if true]
        notes = VGroup()
        for k, key in enumerate(keys):
            notes.add(self.label(key, em=0.33, color=self.theme.quiet).at(RIGHT_EDGE, NOTE_Y + 0.44 * k, "right"))
        return notes

    def show_odds(self) -> None:
        """Split the height at the curve into p and 1 − p, and let their ratio trace the odds."""
        panels, ratio = self.panels, self.ratio
        self.play(FadeIn(panels.panels[0]), FadeIn(self.notes), run_time=0.6)
        self.play(Create(panels.curves[0]), run_time=0.8, rate_func=linear)
        self.play(FadeIn(panels.split), FadeIn(panels.dots[0]), FadeIn(panels.values[0]), run_time=0.5)
        self.ride(1, parts=1, run_time=1.0)
        names = panels.split_names()
        self.play(FadeIn(names), run_time=0.4)
        self.sentence(1)
        ratio.place()
        self.play(FadeIn(ratio.still), FadeIn(ratio.live), run_time=0.6)
        self.wait(0.8)
        second = (panels.panels[1], panels.dots[1], panels.values[1])
        self.play(*map(FadeIn, second), FadeOut(names), run_time=0.6)
        self.sentence(2)
        self.ride(0, parts=2, run_time=0.7)
        self.ride(-1, Create(panels.curves[1]), parts=2, run_time=2.0)

    def show_factor(self) -> None:
        """Climb the ladder: every step multiplies the odds by the same factor."""
        panels, ratio = self.panels, self.ratio
        self.power = ratio.factor()
        self.play(FadeOut(ratio.still), FadeOut(ratio.live), run_time=0.3)
        self.play(FadeIn(self.power), run_time=0.5)
        for k in range(len(self.ladder.x)):
            self.ride(k, parts=2, run_time=0.6)
            self.play(FadeIn(panels.bar(k)), run_time=0.3)
        self.sentence(1)
        self.play(FadeIn(panels.step_note(1)), run_time=0.5)

    def show_log(self) -> None:
        """Take the logarithm: a straight line, and every step adds the same."""
        panels = self.panels
        self.play(FadeOut(self.power), run_time=0.3)
        self.play(FadeIn(panels.panels[2]), run_time=0.4)
        self.play(TransformFromCopy(panels.curves[1], panels.curves[2]), run_time=1.4)
        self.play(FadeIn(panels.dots[2]), FadeIn(panels.values[2]), run_time=0.4)
        self.ride(0, parts=3, run_time=0.6)
        self.sentence(1)
        self.play(FadeIn(panels.line_name()), run_time=0.5)
        for k in range(len(self.ladder.x) - 1):
            self.ride(k + 1, LaggedStart(*map(Create, panels.stair(k)), lag_ratio=0.5), parts=3, run_time=0.9)
        self.play(FadeIn(panels.step_note(2)), run_time=0.5)
        self.wait(0.6)

    def ride(self, k: int, *also: Animation, parts: int, run_time: float) -> None:
        """Move the feature to a place of the ladder, in so many panels."""
        panels, ratio = self.panels, self.ratio
        moving = VGroup(panels.split, *panels.dots[:parts], *panels.values[:parts])
        shown = parts == 2 and ratio.live in self.mobjects
        place = ratio.place if shown else lambda: None
        if shown:
            moving.add(*ratio.live)

        def redraw() -> None:
            panels.place()
            place()

        with self.redrawn(moving, redraw):
            self.play(panels.x.animate.set_value(panels.ladder.x[k]), *also, run_time=run_time)

    def show_inverse(self) -> None:
        """Turn the sigmoid over the diagonal: the inverse, and pairs of points on both."""
        mirror = self.mirror
        self.clear_picture()
        first, second = mirror.names()
        self.play(FadeIn(mirror.axes), FadeIn(mirror.rails[0]), FadeIn(mirror.scales_note()), run_time=0.6)
        self.play(Create(mirror.sigmoid), FadeIn(first), run_time=0.8, rate_func=linear)
        self.play(Create(mirror.diagonal), run_time=0.5)
        self.sentence(1)
        self.add(mirror.copy)
        with self.redrawn(mirror.copy, mirror.place):
            self.play(mirror.turn.animate.set_value(1), run_time=1.8)
        self.play(FadeIn(second), FadeIn(mirror.rails[1]), FadeIn(mirror.pair), FadeIn(mirror.values), run_time=0.6)
        with self.redrawn(VGroup(mirror.pair, *mirror.live), mirror.place):
            self.play(mirror.z.animate.set_value(2.0), run_time=2.2)
