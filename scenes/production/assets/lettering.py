"""Words as pictures, in the lecture's type: Typst sets them, whatever they hold."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import typst
from numpy.typing import NDArray
from PIL import Image

import scenes

FONTS = Path(scenes.__file__).with_name("kit") / "fonts"
# The words come in as data and are never read as markup.
# Quotation marks and the raised dot of the Chinese type are as wide as a character.
SOURCE = """#let size = eval(sys.inputs.size)
#let narrow = (name: "New Computer Modern Math", covers: regex("[“”‘’·]"))
#let fonts = ("Lecture Sans", "New Computer Modern Math")
#let fonts = if sys.inputs.language == "zh" { fonts } else { (narrow, ..fonts) }
#set page(width: eval(sys.inputs.width), height: auto, margin: (x: 0pt, y: 0.1 * size), fill: none)
#set text(font: fonts, size: size, lang: sys.inputs.language,
  fill: rgb(sys.inputs.color), top-edge: "ascender", bottom-edge: "descender")
#set par(leading: 0.3em)
#set align(left)
#text(sys.inputs.words)
""".encode()


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=str(FONTS), font_paths=[str(FONTS)], ignore_system_fonts=True)


@cache
def letter(words: str, size: float, color: str, language: str, width: int | None = None) -> NDArray[np.uint8]:
    """Return words as RGBA pixels (h, w, 4), on a transparent ground.

    Parameters
    ----------
    size
        Of the type, in pixels.
    width
        Of a line, in pixels; None sets a single line as long as its words.
    """
    inputs = {
        "width": "auto" if width is None else f"{width}pt",
        "size": f"{size}pt",
        "color": color,
        "language": language,
        "words": " ".join(words.split()),
    }
    png: Any = _compiler().compile(input=SOURCE, format="png", ppi=72, sys_inputs=inputs)
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))
