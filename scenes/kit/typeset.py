"""Words and formulas set by Typst, with labelled parts, known baselines and no fonts of the system.

A part is written ``⟨label|body⟩`` and may hold further parts. Each occurrence is compiled in a fill of its own,
recognised after import and painted in the colour asked for: one compile, whatever the number of labels.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import numpy as np
import typst
from manim import Typst, VGroup, VMobject, config
from manim.mobject.svg.svg_mobject import SVGMobject

from scenes.kit.written import numbers_in

FONTS = Path(__file__).with_name("fonts")
SANS = "Lecture Sans"
MATH = "New Computer Modern Math"
# Comes with Typst, as the type of the formulas does.
MONO = "DejaVu Sans Mono"
POINTS_PER_EM = 10
# A hairline of New Computer Modern is thinner than a pixel at 720p; 0.35 px of its own colour saves it.
MATH_STROKE = 0.26
# Fraction bars and roots, in em; stroke_width 1 is a hundredth of a frame unit.
RULE_EM = 0.045
# The box that tells where the baseline is: its fill, and its size in em.
MARKER = "#00ff01"
MARKER_EM = 0.1


def escape(text: str) -> str:
    """Return text as Typst markup that shows it literally, whatever it holds."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    quoted = quoted.replace("⟨", "\\u{27e8}").replace("⟩", "\\u{27e9}")
    flat = " ".join(quoted.split())
    return f'#text("{flat}")'


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=str(FONTS), font_paths=[str(FONTS)], ignore_system_fonts=True)


@cache
def _fingerprint() -> str:
    fonts = b"".join(path.read_bytes() for path in sorted(FONTS.glob("*.otf")))
    return version("typst") + hashlib.sha256(fonts).hexdigest()


def _svg(source: str) -> Path:
    """Compile a Typst document to an SVG file, once for each source, font and compiler."""
    name = hashlib.sha256((_fingerprint() + source).encode()).hexdigest()[:24]
    folder = config.get_dir("tex_dir")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.svg"
    if not file.exists():
        beside = file.with_suffix(f".{id(source)}.part")
        beside.write_bytes(_compiler().compile(input=source.encode(), format="svg"))
        beside.replace(file)
    return file


def split_parts(source: str, math: bool) -> tuple[str, list[tuple[str, ...]]]:
    """Replace every ``⟨label|body⟩`` by a call of ``part`` and list the labels around each, outermost first."""
    labels: list[tuple[str, ...]] = []
    out: list[str] = []
    stack: list[str] = []
    i = 0
    while i < len(source):
        if source[i] == "⟨":
            bar = source.index("|", i)
            stack.append(source[i + 1 : bar])
            labels.append(tuple(stack))
            out.append(f'part("#0000{len(labels):02x}", ' if math else f'#part("#0000{len(labels):02x}")[')
            i = bar
        elif source[i] == "⟩":
            if not stack:
                raise ValueError(f"a part is closed that was never opened: {source!r}")
            stack.pop()
            out.append(")" if math else "]")
        else:
            out.append(source[i])
        i += 1
    if stack:
        raise ValueError(f"the part {stack[-1]!r} is not closed: {source!r}")
    return "".join(out), labels


PREAMBLE = f"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#set text(font: ("{SANS}", "{MATH}"), size: {POINTS_PER_EM}pt, lang: "LANG", top-edge: "bounds", bottom-edge: "bounds")
#set par(leading: 0.62em, spacing: 0.62em)
#show math.equation: set text(font: ("{MATH}", "{SANS}"))
#let part(tint, body) = text(fill: rgb(tint), body)
#let marker = box(width: {MARKER_EM}em, height: {MARKER_EM}em, fill: rgb("{MARKER}"))
"""


class Typeset(Typst):
    """A line of words or a formula.

    Parameters
    ----------
    source
        Typst markup (``math=False``) or Typst mathematics, with parts as ``⟨label|body⟩``.
    em
        The type's size in frame units.
    color
        The colour of everything that no entry of ``colors`` names.
    colors
        Colours by label; an inner part wins over the one around it.
    language
        "en" or "zh": decides the form of Han letters and of punctuation.
    font
        The type of words; that of formulas is fixed.

    Attributes
    ----------
    numbers
        Those that the source remembers.
    """

    def __init__(
        self,
        source: str,
        *,
        em: float,
        color: str,
        colors: Mapping[str, str] | None = None,
        math: bool = False,
        language: str = "en",
        align: str = "left",
        font: str = SANS,
    ) -> None:
        self.numbers = numbers_in(source)
        body, self._labels = split_parts(source, math)
        self.typst_code = f"$ {source} $" if math else source
        self.typst_preamble = PREAMBLE.replace("LANG", language).replace(f'"{SANS}"', f'"{font}"', 1)
        self._em = em
        content = f"$ {body} marker $" if math else f"#align({align})[{body}#marker]"
        SVGMobject.__init__(
            self,
            file_name=_svg(f"{self.typst_preamble}{content}"),
            height=None,
            should_center=False,
            stroke_width=0,
            color=None,
        )
        self._tints = [_tint(glyph) for glyph in self.submobjects]
        self._rules = [glyph for glyph in self.submobjects if glyph.get_fill_opacity() == 0]
        self._depth = self._take_marker_out()
        Typst.scale(self, em / POINTS_PER_EM, about_point=np.zeros(3))
        self._depth *= em / POINTS_PER_EM
        self.initial_height = self.height
        self._set_strokes(MATH_STROKE if math else 0)
        self.paint(color, colors or {})

    # manim's Typst keeps these for its own import; ours needs none of them.
    _preserve_svg_stroke_widths = False
    track_baselines = False
    submobjects: list[VMobject]

    def init_svg_mobject(self, use_svg_cache: bool) -> Self:
        """Take in the shapes of the drawing; manim's own cache keeps, and copies, the parsed SVG with them."""
        self.add(*(shape.copy() for shape in _shapes(Path(self.file_name))))
        return self

    @property
    def font_size(self) -> float:
        """The size in Typst points as manim counts them (96 to the em)."""
        return 96 * self._em * (self.height / self.initial_height if self.initial_height else 1)

    @property
    def em(self) -> float:
        """The type's present size in frame units."""
        return self.font_size / 96

    @property
    def baseline(self) -> float:
        """The height of the baseline on the frame."""
        return float(self.get_bottom()[1] + self._depth * self.em / self._em)

    def at(self, x: float, y: float, anchor: str = "left") -> Self:
        """Put the baseline at y and the left edge, centre or right edge at x."""
        edge = {"left": self.get_left, "center": self.get_center, "right": self.get_right}[anchor]()
        self.shift([x - edge[0], y - self.baseline, 0])
        return self

    @property
    def labels(self) -> list[str]:
        """The labels of its parts, each once, in reading order."""
        return list(dict.fromkeys(labels[-1] for labels in self._labels))

    def parts(self, label: str) -> list[VGroup]:
        """Return the occurrences of a part in reading order, each a group of its glyphs."""
        found = [n for n, labels in enumerate(self._labels, 1) if labels[-1] == label]
        if not found:
            raise KeyError(f"no part {label!r} in {self.typst_code!r}")
        return [VGroup(*self._glyphs_within(n)) for n in found]

    def part(self, label: str, n: int = 0) -> VGroup:
        """Return the n-th occurrence of a part."""
        return self.parts(label)[n]

    def paint(self, color: str, colors: Mapping[str, str]) -> Self:
        """Colour the glyphs by the innermost label that has a colour."""
        for glyph, tint in zip(self.submobjects, self._tints, strict=True):
            labels = self._labels[tint - 1] if tint else ()
            chosen = next((colors[label] for label in reversed(labels) if label in colors), color)
            glyph.set_fill(chosen, 0 if glyph in self._rules else 1).set_stroke(chosen)
        return self

    def _glyphs_within(self, n: int) -> Iterator[VMobject]:
        outer = self._labels[n - 1]
        last = n
        while (
            last < len(self._labels)
            and self._labels[last][: len(outer)] == outer
            and len(self._labels[last]) > len(outer)
        ):
            last += 1
        for glyph, tint in zip(self.submobjects, self._tints, strict=True):
            if n <= tint <= last:
                yield glyph

    def _take_marker_out(self) -> float:
        """Remove the marker and return how far the baseline lies over the lowest ink."""
        found = [k for k, glyph in enumerate(self.submobjects) if glyph.fill_color.to_hex().lower() == MARKER]
        marker = self.submobjects.pop(found[-1])
        self._tints.pop(found[-1])
        return float(marker.get_bottom()[1] - self.get_bottom()[1]) if self.submobjects else 0.0

    def _set_strokes(self, width: float) -> None:
        for glyph in self.submobjects:
            glyph.set_stroke(width=RULE_EM * self._em * 100 if glyph in self._rules else width, opacity=1)


def _tint(glyph: VMobject) -> int:
    """Return the number of the part that a glyph was compiled in, 0 for none."""
    color = glyph.fill_color if glyph.get_fill_opacity() > 0 else glyph.stroke_color
    text = color.to_hex().lower()
    return int(text[5:7], 16) if text.startswith("#0000") else 0


@cache
def _shapes(file: Path) -> tuple[VMobject, ...]:
    """Import a drawing, once; its file's name tells its content."""
    with TemporaryDirectory() as folder:
        # Manim writes a file beside the one it imports, and removes it: two processes would take it from each other.
        drawing = SVGMobject(
            shutil.copy(file, folder),
            height=None,
            should_center=False,
            stroke_width=0,
            path_string_config={"should_subdivide_sharp_curves": True, "should_remove_null_curves": True},
            use_svg_cache=False,
        )
    return tuple(_plain(glyph) for glyph in drawing.submobjects)


def _plain(glyph: VMobject) -> VMobject:
    """Return an imported shape without the parsed SVG that every copy of it would have to carry."""
    shape = VMobject(
        fill_color=glyph.fill_color,
        fill_opacity=glyph.get_fill_opacity(),
        stroke_color=glyph.stroke_color,
        stroke_width=glyph.stroke_width,
    )
    shape.points = glyph.points
    return shape
