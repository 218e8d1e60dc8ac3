"""Part 3: the gradient of the loss, by the chain rule."""

from __future__ import annotations

import math

import numpy as np
from manim import Create, FadeIn, FadeOut, Line, VGroup, linear, smooth

from mathcore import chain, least_squares, sigmoid, slip
from scenes.kit.chain_view import ChainView
from scenes.kit.derivation import Derivation
from scenes.kit.derivation import Line as DerivationLine
from scenes.kit.lesson import LEFT_EDGE, RIGHT_EDGE, Lesson
from scenes.kit.morph import travel
from scenes.kit.residual_view import ResidualView
from scenes.kit.room import Box
from scenes.kit.slip_plot import SlipPlot
from scenes.kit.twin_plot import TwinPlot
from scenes.kit.typeset import Typeset
from scenes.kit.written import figure

STEPS = 10
SLIP = (0.9, 5.4, -2.2, 1.9)
DATA = (-5.75, 1.0, -2.05, 1.25)
TWINS = (-5.9, -0.7, -1.65, 0.55), (1.0, 6.2, -1.65, 0.55)
NOTE_Y, WAY_Y, VALUES_Y = -3.38, -2.95, -3.0
# The derivation: each formula with the rule that it uses.
LINES: list[DerivationLine] = [
    ("gradient_each", "loss_rule", {}),
    ("gradient_loss", "log_rule", {}),
    ("gradient_inner", "sigmoid_rule", {}),
    ("gradient_product", "chain_rule", {}),
    ("gradient_row", "cancel", {}),
]


class Gradient(Lesson):
    """The chain rule, three links, and everything cancels.

    Shows: chain of study.loss at study.theta, its residuals and gradient, and slip: walks with and without the minus.
    """

    slug = "gradient"

    def construct(self) -> None:
        """Play the five beats."""
        beta = "beta" if self.settings.notation == "beta" else ""
        self.fresh = {"theta": self.theme.theta, "new": self.theme.accent}
        self.chain = chain(self.study.loss, self.study.theta)
        with self.beat("chain"):
            self.show_chain()
        with self.beat("cancel", beta):
            self.show_cancelling()
        self.view = ResidualView(self, DATA)
        with self.beat("mean", self.residual_words(), shown=self.view.rows.size):
            self.show_mean()
        self.slip = SlipPlot(self, slip(self.study.loss, STEPS), SLIP)
        with self.beat("slip"):
            self.show_slip()
        with self.beat("same", beta):
            self.show_same()

    def residual_words(self) -> str:
        """Return how the residuals end, and whether all of them are drawn."""
        if not self.study.fit.exists:
            return "separable"
        return "" if self.view.rows.complete else "some"

    def show_chain(self) -> None:
        """Turn a parameter: gauge after gauge follows; then their slopes multiply."""
        self.quote(x_row=figure(self.chain.inputs[self.chain.j], ".3g").replace("-", "−"), y=self.chain.label)
        self.gauges = view = ChainView(self, self.chain)
        note = self.corner_label("row", em=0.36)
        self.play(FadeIn(note), FadeIn(self.scaling_note(NOTE_Y)), run_time=0.4)
        for k, goal in enumerate((-0.6, 0.4, -0.3, 0.8)):
            new = [view.gauges[k], view.dots[k], view.values[k], *([view.arrows[k - 1]] if k else [])]
            self.play(*map(FadeIn, new), run_time=0.35)
            with self.redrawn(view.dots[0], view.place):
                self.play(view.turn.animate.set_value(goal), run_time=0.6)
        self.sentence(1)
        self.play(*map(FadeIn, view.links), FadeIn(view.gains), run_time=0.5)
        product = self.formula("gradient_chain", em=0.5).at(0, -1.98, "center")
        moving = [link.copy() for link in view.links]
        self.add(*moving)
        moves = [
            travel(old, new)
            for link, name in zip(moving, ("z", "h", "loss"), strict=True)
            for old, new in zip(link.submobjects, product.part(name), strict=True)
        ]
        self.play(*moves, run_time=1.0)
        self.remove(*moving)
        self.play(FadeIn(product), run_time=0.3)
        with self.redrawn(view.dots[0], view.place):
            self.play(view.turn.animate.set_value(-1), run_time=0.9)
            self.play(view.turn.animate.set_value(0), run_time=0.7)
        self.play(FadeIn(self.values(product)), run_time=0.4)
        self.wait(1.6)
        self.play(FadeOut(note), run_time=0.3)

    def values(self, product: Typeset) -> Typeset:
        """Return the slopes in the order of the chain rule, and their product, under its equals sign."""
        turned = self.gauges.state()[0]
        slopes = dict(zip(("z", "h", "loss"), self.chain.links(turned), strict=True))
        numbers = {name: figure(value, three_digits(value)) for name, value in slopes.items()}
        written = {name: number if slopes[name] >= 0 else number.between("(", ")") for name, number in numbers.items()}
        values = self.formula(
            "gradient_values", colors=self.fresh, values={"product": figure(self.chain.slope(turned), ".3f"), **written}
        )
        values.at(0, VALUES_Y)
        return values.shift([product.part("eq").get_x() - values.part("eq").get_x(), 0, 0])

    def show_cancelling(self) -> None:
        """Derive the three links line by line; what stands above and below cancels."""
        self.clear_picture()
        self.derivation = work = Derivation(self, LINES, x=-4.75, top=2.1, notes=3.35, leading=0.85, em=0.5)
        work.next(run_time=0.6)
        work.next(run_time=1.4)
        self.sentence(1)
        work.next(run_time=1.1)
        work.next(run_time=1.1)
        self.sentence(2)
        strokes = [self.stroke(part) for part in work.rows[3].parts("cancel")]
        self.play(*map(Create, strokes), run_time=0.7)
        work.next(run_time=1.2)
        self.wait(1.1)

    def stroke(self, part: VGroup) -> Line:
        """Return the line that strikes a part out."""
        start, end = part.get_corner([-1, -1, 0]), part.get_corner([1, 1, 0])
        return Line(start, end, color=self.theme.accent, stroke_width=3.4)

    def show_mean(self) -> None:
        """Average over all rows: residuals as sticks, the gradient's two slopes as bars that go to zero."""
        view, picture = self.view, self.view.picture
        self.clear_picture()
        mean = self.formula("gradient_mean", em=0.46).at(RIGHT_EDGE, 2.1, "right")
        self.play(FadeIn(picture.axes), FadeIn(picture.data), FadeIn(mean), run_time=0.8)
        self.play(Create(picture.curve), FadeIn(picture.name), FadeIn(self.scaling_note(NOTE_Y)), run_time=0.8)
        way, colors = "way" if self.study.fit.exists else "way_on", {"theta": self.theme.theta}
        notes = VGroup(self.label(way, color=self.theme.quiet, colors=colors).at(LEFT_EDGE, WAY_Y))
        if not view.rows.complete:
            notes.add(self.label("shown", em=0.36, color=self.theme.quiet).at(LEFT_EDGE, NOTE_Y))
        self.sentence(1)
        self.play(FadeIn(view.sticks), FadeIn(notes), run_time=0.8)
        intercept = self.formula("gradient_intercept", em=0.44, color=self.theme.quiet).at(RIGHT_EDGE, -0.12, "right")
        self.play(FadeIn(view.axes), FadeIn(view.bars), FadeIn(view.numbers), FadeIn(intercept), run_time=0.7)
        self.sentence(2)
        with self.redrawn(picture.curve, view.place):
            self.play(view.t.animate.set_value(1), run_time=3.0, rate_func=smooth)
        self.wait(0.4)

    def show_slip(self) -> None:
        """Lose a minus, and watch J climb beside the walk that goes down."""
        plot = self.slip
        self.clear_picture()
        lost = self.formula("gradient_lost", em=0.5, colors=self.fresh).at(LEFT_EDGE, 1.0)
        wrong = self.formula("gradient_wrong", em=0.5, colors=self.fresh).at(LEFT_EDGE, -0.9)
        rate = self.corner_formula("gradient_rate", values={"rate": figure(plot.slip.rate, "g")})
        self.play(FadeIn(lost), run_time=0.7)
        self.play(FadeIn(wrong), run_time=0.7)
        self.play(FadeIn(plot.axes), FadeIn(rate), run_time=0.5)
        self.sentence(1)
        self.add(plot.curves, plot.dots)
        with self.redrawn(plot.curves, plot.place):
            self.play(plot.t.animate.set_value(STEPS), run_time=2.4, rate_func=linear)
        self.play(FadeIn(plot.names()), run_time=0.4)
        self.wait(1.2)

    def show_same(self) -> None:
        """Set linear regression beside this one: the same gradient, another h."""
        self.clear_picture()
        left, right = (self.twin(name, box) for name, box in zip(("logistic", "linear"), TWINS, strict=True))
        self.play(FadeIn(left.gradient), FadeIn(left.note), run_time=0.6)
        self.play(FadeIn(left.group), FadeIn(left.inner), run_time=0.7)
        moving = left.gradient.copy()
        self.add(moving)
        self.play(moving.animate.move_to(right.gradient), FadeIn(right.note), run_time=1.4)
        self.sentence(1)
        self.play(FadeIn(right.group), FadeIn(right.inner), run_time=0.8)
        self.twins = left, right
        self.wait(1.0)

    def twin(self, name: str, box: Box) -> TwinPlot:
        """Return a regression's plot with its gradient above, its h below and its name."""
        study, middle = self.study, (box[0] + box[1]) / 2
        theta = study.theta if name == "logistic" else least_squares(study.loss)
        intercept, slope = study.scaling.to_raw_theta(theta)
        link = sigmoid if name == "logistic" else np.asarray
        twin = TwinPlot(self, self.view.rows, lambda x: link(intercept + slope * x), box)
        twin.gradient = self.formula("gradient_mean", em=0.48).at(middle, 1.55, "center")
        twin.inner = self.formula(f"gradient_{name}", em=0.48, colors=self.fresh).at(middle, -2.75, "center")
        twin.note = self.label(name, color=self.theme.quiet).at(box[0], 2.5)
        return twin


def three_digits(value: float) -> str:
    """Return the format of a factor: three decimals, and more of a small one, so that the product comes out right."""
    return f".{max(3, 2 - math.floor(math.log10(abs(value))))}f" if 1e-6 < abs(value) < 1 else ".3f"
