"""Part 1: the sigmoid's slope is made of the curve itself."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, VGroup, linear, smooth

from mathcore import sigmoid, sigmoid_slope
from scenes.kit.derivation import Derivation, Line
from scenes.kit.lesson import Lesson
from scenes.kit.slope_walk import REACH, TAIL, TOP, SlopeWalk


class Slope(Lesson):
    """σ' = σ (1 − σ): derived, ridden along, read at the height.

    Shows: sigmoid and sigmoid_slope.
    """

    slug = "slope"

    def construct(self) -> None:
        """Play the four beats."""
        self.walk = SlopeWalk(self)
        with self.beat("derive"):
            self.show_derivation()
        with self.beat("ride"):
            self.show_ride()
        with self.beat("parabola", top=TOP):
            self.show_parabola()
        with self.beat("tails", tail=TAIL, tail_p=float(sigmoid(TAIL)), tail_slope=float(sigmoid_slope(TAIL))):
            self.show_tails()

    def show_derivation(self) -> None:
        """Derive the slope line by line."""
        rules = {name: f"rule_{name}" for name in ("power", "chain", "signs", "split", "whole")}
        rules["chain"] = "chain_rule"
        lines: list[Line] = [(f"slope_{name}", rule, {}) for name, rule in rules.items()]
        self.derivation = Derivation(self, lines, x=-4.45, top=1.95, notes=1.55, leading=0.9, em=0.55)
        self.derivation.next(run_time=0.8)
        for sentence in (1, 2, 3, 4):
            self.sentence(sentence)
            self.derivation.next(run_time=1.2)
        self.wait(2.0)

    def show_ride(self) -> None:
        """Let a tangent ride along the curve and trace its slope below."""
        walk = self.walk
        corner = self.corner_formula("slope_result")
        self.play(FadeOut(self.derivation.group), FadeIn(corner), run_time=0.5)
        self.play(FadeIn(walk.upper.axes), run_time=0.4)
        self.play(Create(walk.upper.curve), run_time=0.8, rate_func=linear)
        self.riding = VGroup(walk.down, walk.bell, walk.tangent, walk.dot, walk.bell_dot, *walk.values)
        self.play(FadeIn(walk.lower_axes), FadeIn(walk.names), FadeIn(self.riding), run_time=0.6)
        with self.redrawn(self.riding, walk.place):
            ride = [tracker.animate.set_value(REACH) for tracker in (walk.z, walk.bell_to)]
            self.play(*ride, run_time=4.4, rate_func=smooth)

    def show_parabola(self) -> None:
        """Read the slope at the height instead: a parabola beside the curve, at its top where p is one half."""
        walk = self.walk
        beside = VGroup(walk.across, walk.parabola, walk.side_dot)
        self.play(FadeIn(walk.side_axes), FadeIn(beside), run_time=0.6)
        with self.redrawn(VGroup(*self.riding, *beside), walk.place):
            self.play(*(t.animate.set_value(-REACH) for t in (walk.z, walk.parabola_to)), run_time=3.2)
            self.sentence(1)
            self.play(walk.z.animate.set_value(0), run_time=1.6)
        self.play(FadeIn(walk.top_note()), run_time=0.5)

    def show_tails(self) -> None:
        """Go out to where the curve is flat."""
        walk = self.walk
        with self.redrawn(VGroup(*self.riding), walk.place):
            self.play(walk.z.animate.set_value(TAIL), run_time=2.2)
            self.sentence(1)
            self.play(walk.z.animate.set_value(-TAIL), run_time=2.4)
        self.wait(0.8)
