"""Part 1: deciding by probability is deciding by expectation."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, linear, smooth

from mathcore.choices import Choice
from mathcore.cutoff import gap, threshold
from scenes.kit.caution import WEALTH, Caution
from scenes.kit.cut_off import CutOff, edge_text
from scenes.kit.decision_story import boundary_variant, only_side
from scenes.kit.lesson import Lesson
from scenes.kit.long_run import LongRun
from scenes.kit.typeset import Typeset
from scenes.kit.wager import Wager
from scenes.kit.written import figure

TOSSES, SEED = 10_000, 1738
# What a false 1 costs, in units of a false 0.
DEARER = 4


class Decision(Lesson):
    """Deciding by probability is deciding by expectation, and one half belongs to equal costs.

    Shows: Choice, its simulated tosses and its worth under log utility; study.boundary and the cut-off of costs.
    """

    slug = "decision"

    def construct(self) -> None:
        """Play the four beats."""
        self.choice = Choice()
        self.wager = Wager(self, self.choice)
        self.run = LongRun(self, self.wager, TOSSES, SEED)
        self.quote(seed=SEED, tosses=TOSSES, mean=float(self.run.means[-1]))
        with self.beat("expectation", ratio=self.choice.expectation / self.choice.sure):
            self.show_expectation()
        with self.beat("simulation"):
            self.show_simulation()
        with self.beat("utility", indifference=self.choice.indifference):
            self.show_utility(Caution(self, self.choice))
        self.cut_off = CutOff(self)
        axis = self.cut_off.plot.x_range
        self.variant = boundary_variant(self.study, axis, self.story.split())
        low, high = gap(self.study.data) or axis
        quoted = {"edge": edge_text(self.study.boundary), "low": edge_text(low), "high": edge_text(high)}
        self.quote(side=self.words.facts[f"class{only_side(self.study, axis)}"], times=DEARER)
        with self.beat("boundary", self.variant, cut=threshold(DEARER, 1), **quoted):
            self.show_boundary()

    def show_expectation(self) -> None:
        """Grow the sure sliver and the coin's two halves; level the halves out, their area kept."""
        wager = self.wager
        self.play(FadeIn(wager.axis), FadeIn(wager.sure), run_time=0.6)
        self.play(FadeIn(wager.sure_name), run_time=0.5)
        self.wait(0.4)
        self.ghost = wager.ghost()
        self.add(wager.coin)
        with self.redrawn(wager.coin, wager.place):
            self.play(wager.grown.animate.set_value(1.0), FadeIn(wager.coin_name), run_time=1.8)
            self.sentence(1)
            self.add(self.ghost)
            self.play(wager.level.animate.set_value(1.0), run_time=2.6, rate_func=smooth)
        self.outcome = wager.outcome()
        self.play(FadeIn(self.outcome), run_time=0.6)
        self.wait(1.6)

    def show_simulation(self) -> None:
        """Toss coin after coin: the mean so far wobbles, then settles on the column's level."""
        wager, run = self.wager, self.run
        levels = wager.levels()
        old = (wager.coin, wager.sure, wager.sure_name, wager.coin_name, self.ghost, self.outcome)
        seed = self.corner_label("seed")
        self.play(*map(FadeOut, old), Create(levels), run_time=0.6)
        # Under both levels from its first frame.
        self.bring_to_back(run.band)
        self.play(FadeIn(run.ticks), FadeIn(seed), FadeIn(run.band), FadeIn(run.names), run_time=0.6)
        self.add(run.moving)
        with self.redrawn(run.moving, run.place):
            self.play(run.t.animate.set_value(1.0), run_time=1.9, rate_func=linear)
            self.sentence(1)
            self.play(run.t.animate.set_value(run.plot.x_range[1]), run_time=3.6, rate_func=linear)

    def show_utility(self, caution: Caution) -> None:
        """Count money by its logarithm: the coin's worth is a midpoint, and below some wealth the million wins."""
        self.caution = caution
        self.clear_picture()
        corner = self.corner_formula("log_utility")
        self.play(FadeIn(caution.axes), FadeIn(corner), run_time=0.6)
        self.play(FadeIn(caution.draw_levels()), run_time=0.6)
        self.sentence(1)
        self.play(FadeIn(caution.strip), run_time=0.7)
        self.add(caution.lower)
        with self.redrawn(caution.strip, caution.place):
            self.play(caution.t.animate.set_value(WEALTH[1] - 0.2), run_time=3.6, rate_func=linear)
            self.sentence(2)
            self.play(caution.t.animate.set_value(caution.crossing), run_time=1.4)
        self.play(FadeIn(caution.verdicts()), run_time=0.6)
        self.wait(1.2)

    def show_boundary(self) -> None:
        """Cut the curve at one half; where there is one boundary, move the cut as a dearer mistake would."""
        cut, self.note = self.cut_off, self.cut_note(1)
        self.clear_picture()
        self.play(FadeIn(cut.picture.axes), FadeIn(cut.picture.data), FadeIn(self.note), run_time=0.7)
        self.play(Create(cut.picture.curve), FadeIn(cut.picture.name), FadeIn(cut.picture.shares), run_time=1.2)
        self.sentence(1)
        self.play(FadeIn(cut.level, lag_ratio=0.3), FadeIn(cut.value), run_time=0.9)
        self.play(*map(FadeIn, (cut.drop, cut.dot, cut.at, cut.draw_gap())), run_time=0.7)
        self.play(*map(FadeIn, (cut.bars, cut.words, cut.name)), run_time=0.7)
        self.add(cut.moving)
        if not cut.picture.bins:
            # Marks stand before the boundary, bars behind it.
            self.bring_to_front(cut.picture.data)
        self.sentence(2)
        if not self.variant:
            self.move_cut(threshold(DEARER, 1), DEARER)

    def move_cut(self, goal: float, false1: int) -> None:
        """Move the cut to where such costs put it; boundary and sides follow."""
        note = self.cut_note(false1)
        self.play(FadeOut(self.note), run_time=0.2)
        self.play(FadeIn(note), run_time=0.3)
        self.note = note
        with self.redrawn(self.cut_off.moving, self.cut_off.place):
            self.play(self.cut_off.cut.animate.set_value(goal), run_time=1.3)

    def cut_note(self, false1: int) -> Typeset:
        """Write how the cut follows from the costs."""
        values = {"first": str(false1), "second": "1", "value": figure(threshold(false1, 1), "g")}
        return self.corner_formula("cut_off", values=values)
