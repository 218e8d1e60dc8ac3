"""The lecture's type as TrueType: PDF embeds outlines of that kind only, and the lecture's own are PostScript."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from matplotlib.font_manager import fontManager

from scenes.kit.words import FOLDER

FILE = FOLDER.parent / "fonts" / "LectureSans-Regular.otf"
ASCII = "".join(map(chr, range(0x20, 0x7F)))
# Units of the em (a thousandth) that a quadratic curve may lie off the cubic one that it stands for.
OFF = 0.5


@contextmanager
def typeface(text: str) -> Iterator[str]:
    """Give matplotlib a family with the characters of a text, as far as the lecture's type has them, for a while.

    Yields
    ------
    str
        The family's name, which no other text's family has.
    """
    letters = "".join(sorted({*ASCII, *text}))
    family = f"Lecture Sans {hashlib.sha256(letters.encode()).hexdigest()[:12]}"
    with TemporaryDirectory() as folder:
        file = Path(folder) / "LectureSans.ttf"
        with _truetype(letters, family) as font:
            font.save(file)
        fontManager.addfont(file)
        added = fontManager.ttflist[-1]
        try:
            yield family
        finally:
            fontManager.ttflist.remove(added)


def _truetype(letters: str, family: str) -> TTFont:
    options = subset.Options(recalc_timestamp=False, hinting=False)
    font = subset.load_font(str(FILE), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    outlines, names = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in names:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, OFF, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = names, glyphs
    font.recalcBBoxes = True
    del font["CFF "]
    _describe(font, family)
    return font


def _describe(font: TTFont, family: str) -> None:
    """Fill in what the tables say of TrueType outlines, and the family's name."""
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for name in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements", "SizeOfInstructions"):
        setattr(maxp, f"max{name}", 0)
    post = font["post"]
    post.formatType, post.extraNames, post.mapping, post.glyphOrder = 2.0, [], {}, font.getGlyphOrder()
    font.sfntVersion = "\x00\x01\x00\x00"
    for number in (1, 4):
        font["name"].setName(family, number, 3, 1, 0x409)
