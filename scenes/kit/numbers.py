"""Numbers that change while the film runs, from glyphs that were set once."""

from __future__ import annotations

from functools import cache

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.theme import DARK
from scenes.kit.typeset import Typeset
from scenes.kit.written import Number, Written, numbers_in

GLYPHS = "0123456789.,−"
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789−", strict=True))
MOST = 12


class LiveNumber(VGroup):
    """A number on the frame that can be set anew at every frame.

    Parameters
    ----------
    digits
        A Python format, e.g. ``".4f"`` or ``",d"``.
    em, color
        Size in frame units and colour of the digits.
    at
        The baseline's right end, or its left end with ``left``.
    math
        Whether the digits are those of the formulas; else those of the words.
    """

    submobjects: list[VMobject]

    def __init__(
        self, digits: str, *, em: float, color: str, at: tuple[float, float], math: bool = False, left: bool = False
    ) -> None:
        super().__init__()
        self._format, self._anchor, self._left = digits, at, left
        self._glyphs = {
            glyph: _scaled(_set_once(glyph, math), em) for glyph in (GLYPHS if math else [*GLYPHS, "·", *RAISED])
        }
        # Always the same glyphs, some of them empty: manim remembers what it began to paint.
        self.add(*(VMobject(fill_color=color, fill_opacity=1, stroke_width=0) for _ in range(MOST)))
        self.text = ""
        self.numbers: tuple[Number, ...] = ()

    def set_value(self, value: float) -> LiveNumber:
        """Show another number; what rounds to nothing has no sign."""
        text = format(value, self._format).replace("-", "−")
        if not any(digit in "123456789" for digit in text):
            text = text.lstrip("−")
        return self.set_text(Written.of(value, text))

    def stand_at(self, x: float, y: float) -> LiveNumber:
        """Move the end of the baseline that the number keeps to; what it shows moves along."""
        step = np.array([x - self._anchor[0], y - self._anchor[1], 0.0])
        self._anchor = (x, y)
        for slot in self.submobjects:
            slot.points = slot.points + step
        return self

    def set_text(self, text: str) -> LiveNumber:
        """Show digits, points and signs as they stand."""
        self.numbers = numbers_in(text)
        if text == self.text:
            return self
        self.text = text
        x, y = self._anchor
        if self._left:
            x += sum(self._glyphs[glyph][1] for glyph in text)
        for slot in self.submobjects:
            slot.points = np.zeros((0, 3))
        for glyph, slot in zip(reversed(text), self.submobjects, strict=False):
            points, advance = self._glyphs[glyph]
            x -= advance
            slot.points = points + np.array([x, y, 0])
        return self


Glyph = tuple[NDArray[np.float64], float]


def _scaled(glyph: Glyph, em: float) -> Glyph:
    points, advance = glyph
    return points * em, advance * em


@cache
def _set_once(glyph: str, math: bool) -> Glyph:
    """Return a glyph's outline at an em of 1, standing on (0, 0), and how far it moves the next one."""

    def typeset(text: str) -> Typeset:
        # Only the outlines are kept: any colour will do.
        return Typeset(f'"{text}"' if math else text, em=1.0, color=DARK.ink, math=math)

    # Exponents are set as such, as the font has no glyphs for them; its middle dot is as wide as a Han character.
    shown = f"#super(typographic: false)[{RAISED[glyph]}]" if glyph in RAISED else glyph.replace("·", "⋅")
    pair, bare, alone = typeset(f"0{shown}0"), typeset("00"), typeset(shown)
    first, second = (drawn.submobjects[0].get_left()[0] for drawn in (pair, bare))
    step = bare.submobjects[1].get_left()[0] - second
    left = pair.submobjects[1].get_left()[0] - first - step
    advance = pair.submobjects[-1].get_left()[0] - first - step
    alone.at(left, 0)
    return alone.submobjects[0].points.copy(), float(advance)
