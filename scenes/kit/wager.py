"""A sure amount beside a coin, as areas true to scale: width is probability, height is money."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DashedVMobject, Line, Polygon, ValueTracker, VGroup, VMobject

from mathcore.choices import Choice
from scenes.kit.plot import AXIS, Plot
from scenes.kit.written import Written, figure

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# The axis of money, which the long run takes over, and where tosses 1 and 10^4 stand.
BOX = (-4.9, 4.7, -2.2, 2.4)
# Left end and width of both columns.
SURE, COIN, WIDTH = -4.3, -0.5, 2.9
EDGE, FOOT, CHANCE = 5.5, 0.46, 0.94


def power(value: float) -> Written:
    """Write a round amount of money as Typst mathematics: ``10^6``, ``5 dot 10^7``."""
    mantissa, exponent = f"{value:.0e}".split("e")
    text = f"10^{int(exponent)}" if mantissa == "1" else f"{mantissa} dot 10^{int(exponent)}"
    return Written(text, figure(value, ",.0f").numbers)


class Wager:
    """Two columns of one width; the coin's halves level out while ``level`` goes from 0 to 1, their area kept."""

    def __init__(self, lesson: Lesson, choice: Choice) -> None:
        self.lesson, self.theme, self.choice = lesson, lesson.theme, choice
        self.plot = Plot((0, 4), (0, choice.prize), BOX)
        self.grown, self.level = ValueTracker(0.0), ValueTracker(0.0)
        self.axis = self._draw_axis()
        self.sure = self._column(SURE, WIDTH, choice.sure, self.theme.accent)
        self.sure_name = self._draw_sure_name()
        self.coin_name = self._draw_coin_name()
        self.halves = VGroup(*(Polygon(*np.zeros((4, 3)), stroke_width=0) for _ in range(2)))
        self.halves.set_fill(self.theme.line, 1)
        self.edges = VGroup(*(Line([0, 0, 0], [1, 0, 0], color=self.theme.ink, stroke_width=EDGE) for _ in range(2)))
        self.coin = VGroup(self.halves, self.edges)
        self.place()

    def heights(self) -> tuple[float, float]:
        """Return what the halves of tails and of heads stand for now; their mean is half of what has grown."""
        top, level = self.choice.prize * self.grown.get_value(), self.level.get_value()
        return level * top / 2, (1 - level / 2) * top

    def place(self) -> None:
        """Draw both halves as high as they are now."""
        for k, (half, edge, height) in enumerate(zip(self.halves, self.edges, self.heights(), strict=True)):
            corners = self._corners(COIN + k * WIDTH / 2, WIDTH / 2, height)
            half.set_points_as_corners([*corners, corners[0]])
            edge.put_start_and_end_on(corners[3], corners[2])

    def outcome(self) -> VGroup:
        """Write beside the levelled column what it stands for."""
        lesson, choice = self.lesson, self.choice
        x, y = COIN + WIDTH + 0.4, float(self.plot.point(0, choice.expectation)[1])
        value = lesson.math(power(choice.expectation), 0.66).at(x, y - 0.16)
        times = f"= {choice.expectation / choice.sure:.0f} dot ⟨sure|{power(choice.sure)}⟩"
        ratio = lesson.math(times, 0.46, colors={"sure": self.theme.accent})
        mean = f"1/2 dot {power(choice.prize)} + 1/2 dot 0"
        return VGroup(value, ratio.at(x, y - 0.86), lesson.math(mean, 0.4, self.theme.quiet).at(x, y + 0.9))

    def ghost(self) -> VMobject:
        """Return the outline of what heads pays, to stay when the column levels out."""
        choice = self.choice
        low, high = (self._corners(COIN + WIDTH / 2, WIDTH / 2, y) for y in (choice.expectation, choice.prize))
        outline = VMobject(stroke_color=self.theme.line, stroke_width=2.0, fill_opacity=0)
        outline.set_points_as_corners([low[3], high[3], high[2], low[2]])
        return DashedVMobject(outline, num_dashes=60)

    def levels(self) -> VGroup:
        """Return the two heights as lines across the axis, as the long run shows them."""
        theme, plot, choice = self.theme, self.plot, self.choice
        return VGroup(
            plot.dashed((0, choice.expectation), (4, choice.expectation), theme.quiet, 2.4),
            plot.horizontal(choice.sure, theme.accent, 3.2),
        )

    def _corners(self, left: float, width: float, height: float) -> list[np.ndarray]:
        low, high = (float(self.plot.point(0, value)[1]) for value in (0.0, height))
        right = left + width
        return [np.array([x, y, 0.0]) for x, y in ((left, low), (right, low), (right, high), (left, high))]

    def _column(self, left: float, width: float, height: float, color: str) -> Polygon:
        return Polygon(*self._corners(left, width, height), stroke_width=0, fill_color=color, fill_opacity=1)

    def _draw_axis(self) -> VGroup:
        plot, theme, choice = self.plot, self.theme, self.choice
        ticks = [0.0, choice.expectation, choice.prize]
        feet = plot.point(0, [0, choice.prize])
        axis = VGroup(Line(*feet, color=theme.line, stroke_width=AXIS), plot.horizontal(0, theme.line))
        axis.add(plot.y_ticks(ticks, theme.line))
        for tick in ticks:
            written = self.lesson.math(str(power(tick)) if tick else "0", 0.38, theme.quiet)
            axis.add(written.at(BOX[0] - 0.22, float(plot.point(0, tick)[1]) - 0.12, "right"))
        return axis

    def _draw_sure_name(self) -> VGroup:
        lesson, x = self.lesson, SURE + WIDTH / 2
        value = lesson.math(power(self.choice.sure), 0.66, self.theme.accent)
        return VGroup(
            value.at(x, BOX[2] + 0.34, "center"),
            lesson.label("sure", color=self.theme.accent).at(x, BOX[2] - FOOT, "center"),
            lesson.math("1", 0.38, self.theme.quiet).at(x, BOX[2] - CHANCE, "center"),
        )

    def _draw_coin_name(self) -> VGroup:
        names = VGroup()
        for k, key in enumerate(("tails", "heads")):
            x = COIN + (k + 0.5) * WIDTH / 2
            names.add(self.lesson.label(key).at(x, BOX[2] - FOOT, "center"))
            names.add(self.lesson.math("1\\/2", 0.38, self.theme.quiet).at(x, BOX[2] - CHANCE, "center"))
        return names
