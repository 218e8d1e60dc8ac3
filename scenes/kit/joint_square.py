"""Two independent results on a unit square: a cut for each, and the area where both come true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Line, Rectangle, VGroup, VMobject

from scenes.kit.factor_bars import FactorBars
from scenes.kit.marks import class_color, mark
from scenes.kit.written import figure

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# Two factors near this one leave all four fields of the square wide enough to be seen.
CLEAR = 0.75
WIDTH = 0.14


class JointSquare:
    """The square on the scale of the plot beside it, so that a bar of the plot fits it as it is.

    Parameters
    ----------
    lesson
        Gives theme and type.
    bars
        The factors; one of each class is taken.
    left
        Where the square begins, in frame units.
    """

    def __init__(self, lesson: Lesson, bars: FactorBars, left: float) -> None:
        self.lesson, self.theme, self.bars = lesson, lesson.theme, bars
        _, _, foot, top = bars.plot.box
        self.left, self.foot, self.side = left, foot, top - foot
        self.pair = tuple(self._clearest(label) for label in (0, 1))
        self.across, self.up = (float(bars.factors[k]) for k in self.pair)
        self.joint = self.across * self.up
        theme = self.theme
        self.frame = Rectangle(width=self.side, height=self.side, color=theme.line, stroke_width=2.4)
        self.frame.move_to([left + self.side / 2, foot + self.side / 2, 0])
        self.cut_across = Line(*self._ends((self.across, 0), (self.across, 1)), color=theme.class0, stroke_width=2.4)
        self.cut_up = Line(*self._ends((0, self.up), (1, self.up)), color=theme.class1, stroke_width=2.4)
        self.area = self._field((0, 0), (self.across, self.up)).set_fill(theme.accent, 0.22)
        self.value = self._product().move_to(self.area)
        self.edges = VGroup(self._edge(0), self._edge(1))
        self.numbers = VGroup(self._number(0), self._number(1))
        self.group = VGroup(self.frame, self.area, self.cut_across, self.cut_up, self.value, self.edges, self.numbers)

    def source(self, label: int) -> VMobject:
        """Return the bar in the plot that becomes an edge of the square."""
        edge, k = self.edges[label], self.pair[label]
        box, factor = self.bars.plot.box, float(self.bars.factors[k])
        low, high = (box[2], box[2] + factor * self.side) if label else (box[3] - factor * self.side, box[3])
        size = {"width": self.bars.width, "height": high - low}
        bar = Rectangle(stroke_width=0, fill_color=edge.fill_color, fill_opacity=1, **size)
        return bar.move_to([float(self.bars.xs[k]), (low + high) / 2, 0])

    def _product(self) -> VMobject:
        """Write both factors and their product, or the product alone where the area has no room for more."""
        short = f"{self.joint:.2f}"
        factors = f"{self.across:.3f} dot {self.up:.3f}"
        for source in (f"{factors} approx {short}", f"{factors} \\ approx {short}", short):
            value = self.lesson.math(source, 0.42, self.theme.accent)
            if value.width < self.area.width - 0.2:
                break
        return value

    def _clearest(self, label: int) -> int:
        chosen = np.flatnonzero(self.bars.rows.y == label)
        return int(chosen[np.argmin(np.abs(self.bars.factors[chosen] - CLEAR))])

    def _point(self, across: float, up: float) -> list[float]:
        return [self.left + across * self.side, self.foot + up * self.side, 0]

    def _ends(self, start: tuple[float, float], end: tuple[float, float]) -> tuple[list[float], list[float]]:
        return self._point(*start), self._point(*end)

    def _field(self, low: tuple[float, float], high: tuple[float, float]) -> Rectangle:
        (left, foot, _), (right, top, _) = self._ends(low, high)
        field = Rectangle(width=right - left, height=top - foot, stroke_width=0)
        return field.move_to([(left + right) / 2, (foot + top) / 2, 0])

    def _edge(self, label: int) -> Rectangle:
        """Return a bar laid along the square: label 0 under it, label 1 left of it."""
        length = self.side * (self.up if label else self.across)
        size = {"width": WIDTH, "height": length} if label else {"width": length, "height": WIDTH}
        edge = Rectangle(stroke_width=0, fill_color=class_color(self.theme, label), fill_opacity=1, **size)
        x, y, _ = self._point(0, 0)
        along = [x - 0.12, y + length / 2, 0] if label else [x + length / 2, y - 0.12, 0]
        return edge.move_to(along)

    def _number(self, label: int) -> VGroup:
        """Write a factor beside its edge, with the mark of its row."""
        edge, color = self.edges[label], class_color(self.theme, label)
        number = self.lesson.math(figure(self.up if label else self.across, ".3f"), 0.42, color)
        x, y, _ = edge.get_center()
        sign = mark(self.theme, label)
        if label:
            number.at(x - 0.2, y - 0.12, "right")
            sign.move_to([number.get_x(), y + 0.36, 0])
        else:
            number.at(x + 0.14, y - 0.52, "center")
            sign.move_to([number.get_left()[0] - 0.24, y - 0.4, 0])
        return VGroup(sign, number)
