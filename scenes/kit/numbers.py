"""Numbers that change while the film runs, from glyphs that were set once."""

from __future__ import annotations

from manim import VGroup, VMobject

from scenes.kit.typeset import Typeset

GLYPHS = "0123456789.,−"


class LiveNumber(VGroup):
    """A number on the frame that can be set anew at every frame.

    Parameters
    ----------
    format
        A Python format, e.g. ``".4f"`` or ``",d"``.
    em, color
        Size in frame units and colour of the digits.
    at
        The baseline's right end.
    math
        Whether the digits are those of the formulas; else those of the words.
    """

    def __init__(self, format: str, *, em: float, color: str, at: tuple[float, float], math: bool = False) -> None:
        super().__init__()
        self._format = format
        self._anchor = at
        self._glyphs = {glyph: _set_once(glyph, em, color, math) for glyph in GLYPHS}
        self.text = ""

    def set_value(self, value: float) -> LiveNumber:
        """Show another number."""
        text = format(value, self._format).replace("-", "−")
        if float(value) < 0 and not any(digit in "123456789" for digit in text):
            text = text.lstrip("−")
        return self.set_text(text)

    def set_text(self, text: str) -> LiveNumber:
        """Show digits, points and signs as they stand."""
        if text == self.text:
            return self
        self.text = text
        x, y = self._anchor
        placed: list[VMobject] = []
        for glyph in reversed(text):
            drawing, advance = self._glyphs[glyph]
            x -= advance
            placed.insert(0, drawing.copy().shift([x, y, 0]))
        opacity = self.submobjects[0].get_fill_opacity() if self.submobjects else 1.0
        self.submobjects = placed
        if opacity < 1:
            self.set_opacity(opacity)
        return self


def _set_once(glyph: str, em: float, color: str, math: bool) -> tuple[VMobject, float]:
    """Return a glyph standing on (0, 0) and how far it moves the next one."""
    probe = Typeset(f'"{glyph}"' if math else glyph, em=em, color=color, math=math)
    pair = Typeset(f'"0{glyph}0"' if math else f"0{glyph}0", em=em, color=color, math=math)
    bare = Typeset('"00"' if math else "00", em=em, color=color, math=math)
    advance = pair.submobjects[-1].get_left()[0] - bare.submobjects[-1].get_left()[0]
    left = pair.submobjects[1].get_left()[0] - pair.submobjects[0].get_left()[0]
    zero = bare.submobjects[1].get_left()[0] - bare.submobjects[0].get_left()[0]
    probe.at(left - zero, 0)
    return probe.submobjects[0], float(advance)
