"""Lines of a program on the frame, and the band that marks those which run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Animation, Polygon, RoundedRectangle, VGroup

from scenes.kit.lesson import LEFT_EDGE, RIGHT_EDGE
from scenes.kit.listing import indent, tokens
from scenes.kit.typeset import MONO, Typeset, escape

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# How far one letter of the type moves the next, in em.
ADVANCE = 0.602
PITCH = 0.66
# The cursor stands left of the text; the band lies behind both, from below a line's letters to above them.
GUTTER = 0.32
BAND = (-0.21, 0.45)


class CodeView:
    """A program, line by line, from a place on the frame.

    Parameters
    ----------
    lesson
        Gives notation and theme.
    source
        The program's text.
    y
        The first line's baseline.
    em
        The type's size.
    """

    def __init__(self, lesson: Lesson, source: str, y: float, em: float = 0.325, pitch: float = PITCH) -> None:
        self.lesson, self.theme, self.em = lesson, lesson.theme, em
        self.first, self.pitch = y, pitch
        self.lines = VGroup(*(self._line(text, k) for k, text in enumerate(source.splitlines())))
        self.band = self._band(0, 0)
        self.cursor = self._cursor(0)

    def y(self, line: int) -> float:
        """Return the baseline of a line."""
        return self.first - line * self.pitch

    def mark(self, first: int, last: int | None = None) -> list[Animation]:
        """Return the moves that bring band and cursor to a line, or to all lines from one to another."""
        last = first if last is None else last
        return [self.band.animate.become(self._band(first, last)), self.cursor.animate.become(self._cursor(first))]

    def _line(self, text: str, number: int) -> Typeset:
        notation, theme = self.lesson.settings.notation, self.theme
        pieces = ((escape(piece) if piece.strip() else "~", kind) for piece, kind in tokens(text, notation))
        source = "".join(f"⟨{kind}|{piece}⟩" if kind else piece for piece, kind in pieces)
        colors = {"made": theme.theta, "word": theme.quiet, "off": theme.ink}
        line = Typeset(source, em=self.em, color=theme.ink, colors=colors, font=MONO)
        return line.at(LEFT_EDGE + GUTTER + indent(text) * ADVANCE * self.em, self.y(number))

    def _band(self, first: int, last: int) -> RoundedRectangle:
        foot, top = self.y(last) + BAND[0], self.y(first) + BAND[1]
        band = RoundedRectangle(
            corner_radius=0.08,
            width=RIGHT_EDGE - LEFT_EDGE + 0.24,
            height=top - foot,
            stroke_width=0,
            fill_color=self.theme.panel,
            fill_opacity=1,
        )
        return band.move_to([(LEFT_EDGE + RIGHT_EDGE) / 2, (foot + top) / 2, 0])

    def _cursor(self, line: int) -> Polygon:
        x, y = LEFT_EDGE, self.y(line) + 0.11
        corners = np.array([[x, y + 0.11, 0], [x + 0.17, y, 0], [x, y - 0.11, 0]])
        return Polygon(*corners, stroke_width=0, fill_color=self.theme.accent, fill_opacity=1)
