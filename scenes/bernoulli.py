"""Part 2: two cases become one formula, and the exponents are switches."""

from __future__ import annotations

from manim import (
    DOWN,
    UP,
    Animation,
    AnimationGroup,
    Circle,
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Transform,
    VGroup,
    smooth,
)

from scenes.kit.bernoulli_story import Tried, tried, view
from scenes.kit.curve_plot import CurvePlot
from scenes.kit.lesson import LEFT_EDGE, RIGHT_EDGE, Lesson
from scenes.kit.marks import class_color, mark
from scenes.kit.morph import morph, settle
from scenes.kit.switchboard import EM, OVER, Switchboard
from scenes.kit.typeset import Typeset

BOX = (-5.85, -2.35, -2.0, 1.15)
FORMULA_Y, FORMULA = 2.2, 0.58


class Bernoulli(Lesson):
    """Two cases become one formula: h^y (1 - h)^(1 - y), tried on one row of each label.

    Shows: h = sigmoid(raw_theta . (1, x)), bernoulli(y, h), rows chosen by nearest_row.
    """

    slug = "bernoulli"

    def left_out(self) -> str:
        """Leave it out where the curve has become a step: both masses must be seen."""
        return "" if all(row.readable for row in tried(self.study)) else "step"

    def construct(self) -> None:
        """Play the four beats."""
        self.quote(h=self.symbol("h_bare"))
        self.curve = CurvePlot(self, BOX, large=True)
        self.curve.set_theta(self.study.theta)
        # The ring round a mark at the line of 1 must not reach the curve's name.
        self.curve.name.shift(0.16 * UP)
        self.merged = self.formula("mass", em=FORMULA, colors=self.colors()).at(RIGHT_EDGE, FORMULA_Y, "right")
        whole, one, zero = (self.merged.part(name).get_x() for name in ("P", "base1", "base0"))
        self.board = Switchboard(self, self.curve, (whole, one, zero))
        passed, failed = tried(self.study)
        with self.beat("mass"):
            self.show_mass(passed)
        with self.beat("formula"):
            self.show_formula()
        with self.beat("one", self.named(), one=passed.text(1)):
            self.show_one(passed)
        with self.beat("zero", self.named(), zero=failed.text(0)):
            self.show_zero(failed)

    def named(self) -> str:
        """Return whether the labels have no names but 0 and 1."""
        return "plain" if self.study.data.classes == ("0", "1") else ""

    def colors(self) -> dict[str, str]:
        """Return the colours of the formula's parts: a base and its exponent belong to one label."""
        ones = dict.fromkeys(("base1", "y1", "is1"), self.theme.class1)
        zeros = dict.fromkeys(("base0", "open", "shut", "one", "y0", "is0"), self.theme.class0)
        return {**ones, **zeros}

    def slide(self, *changes: Animation, seconds: float) -> None:
        """Play changes of the board's trackers; all that depends on them follows."""
        with self.redrawn(self.board.strand, self.board.place):
            self.play(*changes, run_time=seconds, rate_func=smooth)

    # -- two bars ------------------------------------------------------------------------------------------------

    def show_mass(self, row: Tried) -> None:
        """Part a strand at the curve, carry its pieces out as bars, and let them trade along the curve."""
        board, (low, high) = self.board, view(self.study, self.curve.plot.x_range)
        corner = self.corner_formula("mass_named")
        self.play(FadeIn(self.curve.group), FadeIn(corner), run_time=0.8)
        board.x.set_value(row.x)
        board.place()
        self.play(*map(Create, board.strand), run_time=0.6)
        flying = board.strand.copy()
        self.play(FadeIn(board.base), Transform(flying, board.bars.copy()), run_time=1.6)
        self.remove(flying)
        self.add(board.bars)
        self.play(*map(FadeIn, board.values), run_time=0.5)
        self.sentence(1)
        self.total = self.total_of_one()
        self.play(FadeIn(self.total), run_time=0.5)
        self.slide(board.x.animate.set_value(low), seconds=1.8)
        self.sentence(2)
        self.slide(board.x.animate.set_value(high), seconds=2.2)
        self.slide(board.x.animate.set_value(row.x), seconds=1.4)
        self.corner = corner

    def total_of_one(self) -> VGroup:
        """Write the plus between the bars' numbers and what they add up to."""
        left, right = self.board.columns
        y = self.board.top + OVER
        plus = self.math("+", EM, self.theme.quiet).at((left + right) / 2, y, "center")
        return VGroup(plus, self.math("= 1", EM, self.theme.accent).at(right + 0.75, y))

    # -- one formula ---------------------------------------------------------------------------------------------

    def show_formula(self) -> None:
        """Write the two cases, then make a factor of each: its y goes up as an exponent."""
        cases = self.formula("mass_cases", em=FORMULA, colors=self.colors())
        cases.at(self.merged.part("P").get_left()[0], FORMULA_Y - 0.05)
        self.play(FadeOut(self.total), *map(FadeOut, self.board.values), FadeIn(cases), run_time=0.8)
        self.wait(2.0)
        self.sentence(1)
        moving = cases.copy()
        moves = morph(moving, self.merged, arcs={"y1": 0.9, "y0": 0.9})
        self.remove(cases)
        self.add(moving)
        self.play(moves["out"], *(moves[name] for name in ("P", "eq")), run_time=0.6)
        # One makes room for the next: the upper y for the lower case, and that for the upper base.
        lower = AnimationGroup(moves["base0"], moves["y0"])
        self.play(LaggedStart(moves["y1"], lower, moves["base1"], lag_ratio=0.3), run_time=2.3)
        self.play(*(moves[name] for name in ("open", "shut", "one")), FadeIn(self.board.rail), run_time=0.6)
        settle(self, moving, self.merged)

    # -- tried on one row of each label ----------------------------------------------------------------------------

    def show_one(self, row: Tried) -> None:
        """Set y = 1: the second factor becomes 1."""
        self.play(FadeOut(self.corner), FadeIn(self.board.knobs), run_time=0.4)
        self.show_chosen(row)
        self.switch(row)

    def show_zero(self, row: Tried) -> None:
        """Go to another row and set y = 0: now the first factor becomes 1."""
        board = self.board
        self.play(*map(FadeOut, (self.row, board.answer, self.chosen)), run_time=0.4)
        reset = [power.animate.set_value(1) for power in board.powers]
        self.slide(*reset, board.x.animate.set_value(row.x), board.knob.animate.set_value(1), seconds=1.2)
        self.show_chosen(row)
        self.switch(row)

    def switch(self, row: Tried) -> None:
        """Write both factors with their exponents, turn the idle one into 1, and keep the other as the product."""
        board, idle = self.board, 1 - row.column
        factors = [self.power(row, column) for column in (0, 1)]
        y = factors[0].baseline
        self.play(*(FadeIn(factor.part("base")) for factor in factors), run_time=0.4)
        self.play(*(FadeIn(factor.part("power"), shift=0.4 * DOWN) for factor in factors), run_time=0.7)
        for factor in factors:
            settle(self, factor, factor)
        self.sentence(1)
        one = self.with_sign("1", "dot", self.theme.quiet, (board.columns[idle], board.columns[row.column]), y)
        self.slide(board.powers[idle].animate.set_value(0), seconds=1.2)
        self.play(FadeOut(factors[idle]), FadeIn(one), run_time=0.5)
        self.sentence(2)
        color = class_color(self.theme, row.label)
        result = self.with_sign(row.text(row.label), "=", color, (board.whole, board.columns[0]), y)
        board.product.set_fill(color)
        grown = board.bars[row.column].copy()
        self.play(FadeIn(board.answer[0]), Transform(grown, board.product.copy()), FadeIn(result), run_time=1.0)
        self.remove(grown)
        self.add(board.answer)
        self.row = VGroup(factors[row.column], one, result)
        self.wait(1.0)

    def with_sign(self, number: str, sign: str, color: str, columns: tuple[float, float], y: float) -> Typeset:
        """Return a number over the first column, with the sign that stands halfway to the second."""
        x, other = columns
        number, sign = f"⟨value|{number}⟩", f"⟨sign|{sign}⟩"
        source = f"{number} {sign}" if other > x else f"{sign} {number}"
        text = self.math(source, EM, self.theme.quiet, colors={"value": color}).at(0, y)
        text.shift([x - text.part("value").get_x(), 0, 0])
        text.part("sign").set_x((x + other) / 2)
        return text

    def power(self, row: Tried, column: int) -> Typeset:
        """Return a factor of the row in numbers, over its bar."""
        label = 1 - column
        values = {"base": row.text(label), "power": str(int(label == row.label))}
        colors = {"base": class_color(self.theme, label), "power": self.theme.accent}
        factor = self.formula("mass_power", em=EM, values=values, colors=colors)
        return factor.at(self.board.columns[column], self.board.top + OVER, "center")

    def show_chosen(self, row: Tried) -> None:
        """Ring the row's mark on the plot and say which it is: its feature and its label."""
        place = self.curve.plot.point(row.x, row.label)
        ring = Circle(radius=0.21, color=self.theme.accent, stroke_width=3.2).move_to(place)
        color = class_color(self.theme, row.label)
        self.quote_formula(value=row.value)
        words = self.label(f"{self.named() or 'row'}{row.label}", em=0.42, colors={"class": color}, width=4.6)
        words.at(LEFT_EDGE, FORMULA_Y)
        self.chosen = VGroup(mark(self.theme, row.label).move_to(place), ring, words)
        self.play(Create(ring), FadeIn(self.chosen[0]), FadeIn(words), run_time=0.6)
        self.add(self.chosen)
