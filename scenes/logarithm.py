"""Part 2, flagship: the log turns a vanishing product into a sum one can climb."""

from __future__ import annotations

import numpy as np
from manim import (
    Create,
    CubicBezier,
    FadeIn,
    FadeOut,
    LaggedStart,
    VGroup,
    linear,
    smooth,
)

from scenes.kit.cast import cast
from scenes.kit.figures import power_of_half, scientific, scientific_text
from scenes.kit.float_floor import LAST, FloatFloor
from scenes.kit.ladder import Ladder
from scenes.kit.lesson import Lesson
from scenes.kit.morph import morph, settle
from scenes.kit.peaks import Peaks
from scenes.kit.typeset import Typeset

MOST_FACTORS = 24


class Logarithm(Lesson):
    """The log turns a vanishing product into a sum one can climb.

    Shows: factors at theta = 0 with their running product and log sum, float64's floor, study.profile.
    """

    slug = "logarithm"

    def construct(self) -> None:
        """Play the four beats."""
        rows = cast(self.study, MOST_FACTORS)
        self.quote(shown=rows.size)
        self.ladder = Ladder(self, np.full(rows.size, 0.5), rows.y)
        quoted = {
            "product_shown": power_of_half(rows.size, scientific_text),
            "log_sum_shown": float(self.ladder.log_sums[-1]),
        }
        self.quote(**quoted)
        with self.beat("product", "few" if self.ladder.vanishing() is None else ""):
            self.show_product()
        with self.beat("underflow"):
            self.show_underflow()
        with self.beat("formula"):
            self.show_formula()
        peaks = Peaks(self)
        with self.beat("peaks", self.story.split()):
            self.show_peaks(peaks)

    def show_product(self) -> None:
        """Multiply factor by factor, slowly then fast; then lay a brick of log for each."""
        ladder, n = self.ladder, len(self.ladder.factors)
        corner = self.corner_formula("at_zero")
        self.play(FadeIn(corner), FadeIn(ladder.names[0]), FadeIn(ladder.bases[0]), run_time=0.6)
        self.play(LaggedStart(*map(FadeIn, ladder.factor_bars), lag_ratio=0.1), run_time=1.2)
        self.play(FadeIn(ladder.names[1]), FadeIn(ladder.bases[1]), run_time=0.5)
        self.sentence(1)
        for k, fraction in enumerate(ladder.fractions):
            self.play(ladder.multiply(k), FadeIn(fraction), run_time=0.6)
        fast = [ladder.multiply(k) for k in range(len(ladder.fractions), n)]
        if fast:
            self.play(LaggedStart(*fast, lag_ratio=0.3), run_time=0.06 * len(fast) + 0.4)
        self.sentence(2)
        self.play(FadeIn(ladder.note), run_time=0.5)
        self.play(FadeIn(ladder.product_value(f"0.5^{n} = {power_of_half(n, scientific)}")), run_time=0.6)
        self.sentence(3)
        self.play(FadeIn(ladder.names[2]), FadeIn(ladder.bases[2]), run_time=0.5)
        self.play(LaggedStart(*map(ladder.lay, range(n)), lag_ratio=0.3), run_time=0.06 * n + 0.6)
        self.play(FadeIn(ladder.sum_value(f"{n} ln 0.5 = {ladder.log_sums[-1]:.2f}")), run_time=0.6)
        self.wait(1.8)

    def show_underflow(self) -> None:
        """Carry on to 1,200 halves: off float64's floor, while the sum of logs goes on."""
        floor = FloatFloor(self)
        corner = self.corner_formula("powers")
        self.clear_picture()
        new = (corner, floor.axes, floor.floor_band, floor.line_names())
        self.play(*map(FadeIn, new), run_time=0.7)
        self.add(floor.walk)
        self.play(floor.m.animate.set_value(floor.subnormal), run_time=2.0, rate_func=smooth)
        self.sentence(1)
        self.play(FadeIn(floor.subnormal_note()), run_time=0.5)
        self.sentence(2)
        self.play(floor.m.animate.set_value(floor.zero - 1), run_time=0.6, rate_func=linear)
        self.play(floor.m.animate.set_value(floor.zero), FadeIn(floor.drop()), run_time=0.5)
        self.play(FadeIn(floor.zero_note()), run_time=0.5)
        self.sentence(3)
        self.play(FadeIn(floor.sum_note()), run_time=0.6)
        self.play(floor.m.animate.set_value(LAST), run_time=1.0, rate_func=linear)
        self.wait(1.0)

    def show_formula(self) -> None:
        """Turn the product formula into the sum, every piece keeping its identity."""
        theme = self.theme
        colors = {
            "theta": theme.theta,
            "big": theme.accent,
            "plus": theme.accent,
            "base1": theme.class1,
            "exp1": theme.class1,
            "base0": theme.class0,
            "exp0": theme.class0,
            "open0": theme.class0,
            "shut0": theme.class0,
        }
        product = self.formula("likelihood", em=0.72, colors=colors)
        total = self.formula("log_likelihood", em=0.62, colors=colors)
        total.at(0, -1.05, "center")
        align = total.part("eq").get_x()
        product.at(0, 1.45).shift([align - product.part("eq").get_x(), 0, 0])
        self.clear_picture()
        meaning = self.corner_formula("each")
        self.play(FadeIn(product), FadeIn(meaning), run_time=0.8)
        self.sentence(1)
        moving = product.copy()
        moves = morph(moving, total, arcs={"exp1": -1.3, "exp0": 1.3}, fades=("big",))
        links = self.strands(product, total)
        rules = [
            self.formula(name, color=theme.quiet).at(x, -2.62, "center")
            for name, x in (("rule_product", -3.0), ("rule_power", 3.0))
        ]
        self.add(moving)
        frame = [moves[name] for name in ("ln", "L", "of", "theta", "close", "eq", "big")]
        self.play(*frame, FadeIn(rules[0]), run_time=1.3)
        self.play(moves["base1"], moves["base0"], Create(links[0]), run_time=1.3)
        self.sentence(2)
        self.play(moves["exp1"], moves["exp0"], Create(links[1]), FadeIn(rules[1]), run_time=1.8)
        self.play(*(moves[name] for name in ("ln1", "plus", "open0", "shut0", "ln0", "in")), run_time=0.7)
        settle(self, moving, total)
        self.sentence(3)
        self.wait(3.6)

    def strands(self, product: Typeset, total: Typeset) -> tuple[VGroup, VGroup]:
        """Return the lines that tie each base and each exponent to where it has gone."""
        bases, exponents = VGroup(), VGroup()
        for label, group, width in (
            ("base1", bases, 2.0),
            ("base0", bases, 2.0),
            ("exp1", exponents, 3.6),
            ("exp0", exponents, 3.6),
        ):
            start = product.part(label).get_bottom() + [0, -0.12, 0]
            end = total.part(label).get_top() + [0, 0.14, 0]
            middle = (start[1] + end[1]) / 2
            color = self.theme.class1 if label.endswith("1") else self.theme.class0
            strand = CubicBezier(start, [start[0], middle, 0], [end[0], middle, 0], end)
            group.add(strand.set_stroke(color, width, 0.55 if width < 3 else 1).set_fill(opacity=0))
        return bases, exponents

    def show_peaks(self, peaks: Peaks) -> None:
        """Sweep the slope: both curves rise to their tops together, and one line goes through both."""
        corner = self.corner_formula("increasing")
        self.clear_picture()
        self.play(FadeIn(corner), FadeIn(peaks.axes), FadeIn(peaks.names()), run_time=0.8)
        self.add(peaks.curves)
        end = len(peaks.profile.theta1) - 1
        self.play(peaks.index.animate.set_value(peaks.top if peaks.inside else end), run_time=2.8, rate_func=smooth)
        if not peaks.inside:
            return
        values = peaks.values()
        self.sentence(1)
        self.play(Create(peaks.line()), FadeIn(values), run_time=1.2)
        self.wait(0.6)
        self.play(peaks.index.animate.set_value(end), run_time=2.4, rate_func=smooth)
        self.play(FadeOut(peaks.dots), run_time=0.4)
        self.wait(1.0)
