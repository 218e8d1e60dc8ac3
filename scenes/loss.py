"""Part 2: a sign and a mean turn the log-likelihood into the loss."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, MoveToTarget, ValueTracker, VGroup, smooth

from scenes.kit.branches import SURE, Branches
from scenes.kit.entropy_floor import SOFT, EntropyFloor
from scenes.kit.lesson import RIGHT_EDGE, Lesson
from scenes.kit.loss_story import numbers, shares
from scenes.kit.shares import Shares
from scenes.kit.turned import Turned

FORMULA_Y, NOTE_Y = -3.0, -3.25


class Loss(Lesson):
    """The mean negative log-likelihood, what one label adds to it, and what it has to do with entropy.

    Shows: study.profile, cross-entropies, costs of study.loss.data at t times study.theta, study.loss.
    """

    slug = "loss"

    def construct(self) -> None:
        """Play the five beats."""
        self.turned, self.branches, self.shares = Turned(self), Branches(self), Shares(self)
        self.floor = EntropyFloor(self)
        self.quote(**numbers(self.study, self.shares.rows, SURE, SOFT))
        with self.beat("turn", "" if self.study.fit.exists else "open"):
            self.show_turn(self.turned)
        with self.beat("branches"):
            self.show_branches(self.branches)
        with self.beat("bends"):
            self.show_bends(self.branches)
        with self.beat("shares", shares(self.study, self.shares.rows)):
            self.show_shares(self.shares)
        with self.beat("entropy"):
            self.show_entropy(self.floor)

    def show_turn(self, turned: Turned) -> None:
        """Turn the hill over into a valley, and go up the one and down the other at once."""
        still = (turned.upper_axes, turned.name("hill"), turned.held())
        self.play(*map(FadeIn, still), run_time=0.6)
        self.play(Create(turned.hill), run_time=0.8)
        self.sentence(1)
        self.add(turned.valley)
        with self.redrawn(turned.valley, turned.place):
            self.play(turned.turn.animate.set_value(1.0), run_time=2.6, rate_func=smooth)
        after = (turned.lower_axes, turned.slope_name(), turned.name("valley"), self.corner_formula("way_loss"))
        self.play(*map(FadeIn, after), run_time=0.7)
        self.sentence(2)
        self.play(FadeIn(turned.dots), run_time=0.3)
        last = turned.top if turned.inside else len(turned.losses) - 1
        with self.redrawn(turned.dots, turned.place):
            self.play(turned.index.animate.set_value(last), run_time=1.6, rate_func=smooth)
        if turned.inside:
            self.play(Create(turned.line()), FadeIn(turned.values()), run_time=0.6)
            self.wait(1.0)

    def show_branches(self, branches: Branches) -> None:
        """Sweep one probability up to near certainty: one label's cost vanishes, the other's grows."""
        self.clear_picture()
        self.play(FadeIn(branches.base), FadeIn(branches.axes[0]), run_time=0.5)
        self.names = branches.names("branch")
        self.play(*map(Create, branches.curves), FadeIn(self.names), run_time=1.2)
        self.arrows = VGroup(branches.arrows(), branches.limit())
        self.play(FadeIn(self.arrows), FadeIn(branches.marks), run_time=0.5)
        self.sentence(1)
        with self.redrawn(branches.curves, branches.place):
            self.play(branches.h.animate.set_value(SURE), run_time=3.2, rate_func=smooth)

    def show_bends(self, branches: Branches) -> None:
        """Move every point of both branches from its probability to its score, and write one formula for both."""
        self.play(*map(FadeOut, (self.names, self.arrows, branches.marks, branches.axes[0])), run_time=0.5)
        with self.redrawn(branches.curves, branches.place):
            self.play(branches.stretch.animate.set_value(1.0), FadeIn(branches.axes[1]), run_time=2.0, rate_func=smooth)
        self.play(FadeIn(branches.names("bend")), FadeIn(branches.arrows()), Create(branches.lines()), run_time=0.6)
        self.sentence(1)
        formula = self.formula("softplus_loss", em=0.5).at(0, FORMULA_Y, "center")
        self.play(FadeIn(formula), run_time=0.6)
        colors = {"theta": self.theme.theta, "open": self.theme.accent, "shut": self.theme.accent}
        formula.generate_target().paint(self.theme.ink, colors)
        self.play(MoveToTarget(formula), run_time=0.8)
        self.wait(2.0)

    def show_shares(self, picture: Shares) -> None:
        """Let each label's cost be a stick and J their mean, from no parameters to the estimate."""
        self.clear_picture()
        t = ValueTracker(0.0)
        plot = picture.picture
        still = (plot.axes, plot.data, plot.name, plot.curve, picture.axes, self.corner_formula("way_loss"))
        self.play(*map(FadeIn, still), run_time=0.7)
        self.play(FadeIn(picture.sticks), run_time=0.8)
        self.sentence(1)
        self.play(FadeIn(picture.mean), run_time=0.6)
        if not picture.rows.complete:
            note = self.label("drawn", em=0.34, color=self.theme.quiet).at(RIGHT_EDGE, NOTE_Y, "right")
            self.play(FadeIn(note), run_time=0.4)
        self.sentence(2)
        with self.redrawn(plot.curve, lambda: picture.set(t.get_value())):
            self.play(t.animate.set_value(1.0), run_time=3.2, rate_func=smooth)

    def show_entropy(self, picture: EntropyFloor) -> None:
        """Soften the label and harden it again: the floor under the cost rises to its entropy and sinks to 0."""
        self.clear_picture()
        self.play(FadeIn(picture.axes), FadeIn(picture.picture), FadeIn(picture.sum), run_time=0.6)
        with self.redrawn(picture.floor, picture.place):
            for number, (tracker, value) in enumerate(((picture.y, SOFT), (picture.h, SOFT), (picture.y, 1.0))):
                self.sentence(number + 1)
                self.play(tracker.animate.set_value(value), run_time=2.3, rate_func=smooth)
