"""Formulas as drawings for documents: heard while a scene plays, set by Typst, coloured for white paper."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import typst

from scenes.kit.fast import renderer_for
from scenes.kit.lesson import Lesson
from scenes.kit.notation import formula
from scenes.kit.rehearsal import BlindCamera, lesson_class
from scenes.kit.settings import Settings
from scenes.kit.theme import LIGHT, PAPER, PRINTED, contrast
from scenes.kit.typeset import FONTS, PREAMBLE, Typeset, split_parts
from scenes.playlist import Entry

# What is fainter than this on paper is set in ink (WCAG 2.2 for words).
READABLE = 4.5
# Letters lean over the edges of the box in which they are set, in pt.
MARGIN = 1
SVG = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"


@dataclass
class Heard:
    """A formula that a scene showed.

    Attributes
    ----------
    source
        Typst mathematics with parts as ``⟨label|body⟩``.
    color, colors
        Its colour on white paper, and those of its parts by their labels.
    beat
        In which it stood on the frame first.
    """

    name: str
    source: str
    color: str
    colors: dict[str, str]
    beat: str


class Listener(Lesson):
    """A scene that writes down the named formulas it shows."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.heard: dict[tuple[str, str], Heard] = {}
        self._unseen: list[tuple[Heard, Typeset]] = []
        self._beat = ""
        super().__init__(*args, **options)
        self.before_beat = self._begin

    def _begin(self, key: str) -> None:
        self._beat = key

    def play(self, *args: Any, **options: Any) -> None:
        """Play animations, and look which formulas stand on the frame now for the first time."""
        super().play(*args, **options)
        shown = set(map(id, self.get_mobject_family_members()))
        unseen = self._unseen
        self._unseen = []
        for heard, made in unseen:
            if shown.isdisjoint(map(id, made.submobjects)):
                self._unseen.append((heard, made))
            elif (heard.name, heard.source) not in self.heard:
                self.heard[heard.name, heard.source] = replace(heard, beat=self._beat)

    def formula(self, name: str, em: float = 0.42, color: str | None = None, **options: Any) -> Typeset:
        """Set a named formula, and write it down."""
        source = formula(self.settings.notation, name, **options.get("values", {}))
        colors = options.get("colors", {"theta": self.theme.theta})
        labels = {label for around in split_parts(source, math=True)[1] for label in around}
        on_paper = {label: _readable(colors[label]) for label in sorted(labels & colors.keys())}
        made = super().formula(name, em, color, **options)
        self._unseen.append((Heard(name, source, _readable(color or self.theme.ink), on_paper, ""), made))
        return made


def hear(entry: Entry, settings: Settings) -> list[Heard]:
    """Play a scene unpainted, in the colours for light grounds; return the formulas it shows, each once."""
    scene = lesson_class(entry)
    light = settings.model_copy(update={"theme": LIGHT.name})
    renderer = renderer_for(BlindCamera, skip_animations=True)
    listening: type[Listener] = type(scene.__name__, (Listener, scene), {})
    lesson = listening(settings=light, skip_animations=True, renderer=renderer)
    lesson.render()
    return list(lesson.heard.values())


def _readable(color: str) -> str:
    """Return a colour that stands out from paper; what is quiet on the frame is nobody's aside in a document."""
    return color if color != LIGHT.quiet and contrast(color, PAPER) >= READABLE else LIGHT.ink


def draw(heard: Heard, language: str, *, black: bool = False) -> str:
    """Return a formula as an SVG document whose glyphs are paths."""
    body, labels = split_parts(heard.source, math=True)
    color, colors = (PRINTED, {}) if black else (heard.color, heard.colors)
    tints = {
        f"#{number:06x}": next((colors[label] for label in reversed(around) if label in colors), color)
        for number, around in enumerate(labels, start=1)
    }
    inks = "".join(f'"{tint}": rgb("{chosen}"), ' for tint, chosen in tints.items())
    source = (
        PREAMBLE.replace("LANG", language)
        + f'#set page(margin: {MARGIN}pt)\n#set text(fill: rgb("{color}"))\n'
        + f"#let inks = ({inks or ':'})\n#let part(tint, body) = text(fill: inks.at(tint), body)\n$ {body} $"
    )
    drawing: Any = _compiler().compile(input=source.encode(), format="svg")
    return _with_paths(drawing.decode())


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=str(FONTS), font_paths=[str(FONTS)], ignore_system_fonts=True)


def _with_paths(svg: str) -> str:
    """Put each glyph's outline where Typst refers to it: not every program follows references to what stands below."""
    ET.register_namespace("", SVG)
    page = ET.fromstring(svg)
    outlines = {symbol.get("id"): symbol[0].get("d", "") for symbol in page.iter(f"{{{SVG}}}symbol")}
    for parent in list(page.iter()):
        for place, child in enumerate(parent):
            if child.tag == f"{{{SVG}}}use":
                outline = outlines[child.attrib[LINK].removeprefix("#")]
                moved = f"translate({child.get('x', '0')} {child.get('y', '0')})"
                parent[place] = ET.Element(
                    f"{{{SVG}}}path", {"transform": moved, "fill": child.get("fill", PRINTED), "d": outline}
                )
    for definitions in page.findall(f"{{{SVG}}}defs"):
        page.remove(definitions)
    return ET.tostring(page, encoding="unicode") + "\n"


def plain(source: str) -> str:
    """Return Typst mathematics without the marks of its parts, as it can be pasted into a document."""
    out: list[str] = []
    ends: list[str] = []
    is_label = False
    for character in source:
        if character == "⟨":
            raised = bool(out) and out[-1] in "^_"
            out.append("(" if raised else " ")
            ends.append(")" if raised else " ")
            is_label = True
        elif character == "⟩":
            out.append(ends.pop())
        elif is_label:
            is_label = character != "|"
        else:
            # What follows a part closely, such as an exponent, belongs to it.
            if character in "^_),;" and out and out[-1] == " ":
                out.pop()
            out.append(character)
    return " ".join("".join(out).split()).replace("( ", "(")
