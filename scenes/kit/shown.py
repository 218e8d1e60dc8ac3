"""The numbers of a beat: those in its words, and those on the frame at its end, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from manim import Mobject

from scenes.kit.numbers import LiveNumber
from scenes.kit.sources import Sources
from scenes.kit.typeset import Typeset
from scenes.kit.written import Number

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# What is less opaque than this is not seen.
VISIBLE = 0.04


def told(lesson: Lesson, said: list[Number]) -> list[dict[str, Any]]:
    """Return what was said in a beat and what stands on the frame: name, value, text and source, each once."""
    sources = Sources(lesson)
    seen = [number for mobject in lesson.mobjects for number in _on(mobject, sources, "")]
    rows = []
    for number in dict.fromkeys([*said, *seen]):
        row = {"name": number.name, "value": number.plain, "text": number.text, "source": sources.of(number)}
        rows.append(row)
    return rows


def _on(mobject: Mobject, sources: Sources, around: str) -> Iterator[Number]:
    """Yield the numbers that a mobject shows; those without a name are called as the code calls them."""
    name = sources.name(mobject) or around
    if isinstance(mobject, Typeset | LiveNumber):
        if is_seen(mobject):
            yield from (number if number.name else replace(number, name=name or "label") for number in mobject.numbers)
        return
    for k, part in enumerate(mobject.submobjects):
        yield from _on(part, sources, f"{name}[{k}]" if name else "")


def is_seen(mobject: Mobject) -> bool:
    """Whether any glyph of a text can be seen."""
    return any(max(glyph.get_fill_opacity(), glyph.get_stroke_opacity()) > VISIBLE for glyph in mobject.submobjects)
