"""A scene played without painting: its texts after every animation and at the end of every beat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from manim import Mobject

from mathcore import Study
from scenes.kit.fast import renderer_for
from scenes.kit.lesson import Lesson
from scenes.kit.numbers import LiveNumber
from scenes.kit.rehearsal import BlindCamera
from scenes.kit.settings import Settings
from scenes.kit.shown import is_seen
from scenes.kit.typeset import Typeset

# In this beat formulas are caught between two forms, glyph by glyph.
BETWEEN = "formula"


@dataclass(frozen=True)
class Text:
    """A text on the frame.

    Attributes
    ----------
    source
        What it says: Typst markup, or a live number's figures.
    box
        Left, right, bottom, top, in frame units.
    em
        The size of its type in frame units; NaN for a live number.
    """

    source: str
    box: tuple[float, float, float, float]
    em: float
    live: bool = False
    title: bool = False


@dataclass
class Performance:
    """A scene after its end.

    Attributes
    ----------
    moments
        The beat and the texts after every animation.
    ends
        The texts at the end of every beat.
    """

    lesson: Lesson
    moments: list[tuple[str, list[Text]]] = field(default_factory=list)
    ends: dict[str, list[Text]] = field(default_factory=dict)

    @property
    def study(self) -> Study:
        """The numbers that the scene was played with."""
        return self.lesson.study

    def sources(self, beat: str) -> list[str]:
        """Return what every text at the end of a beat says."""
        return [text.source for text in self.ends[beat]]

    def looks(self) -> Iterator[tuple[str, list[Text]]]:
        """Yield the texts of every moment, but for formulas caught between two forms."""
        for beat, shown in self.moments:
            if beat != BETWEEN:
                yield beat, shown
        for beat, shown in self.ends.items():
            yield f"{beat}, end", shown


def perform(
    scene: type[Lesson], settings: Settings, at_end: Callable[[Lesson, str], None] = lambda lesson, key: None
) -> Performance:
    """Play a scene with every animation skipped to its last frame; manim is configured by the caller.

    Parameters
    ----------
    at_end
        Called with the lesson and the beat's key at the end of every beat.
    """
    performances: list[Performance] = []

    class Recorded(scene):  # type: ignore[misc, valid-type]
        def play(self, *animations: Any, **options: Any) -> None:
            super().play(*animations, **options)
            performances[0].moments.append((self._beat, list(texts(self))))

        def next_section(self, name: str = "", **options: Any) -> None:
            self._beat = name.rpartition(".")[2]
            super().next_section(name, **options)

    renderer = renderer_for(BlindCamera, skip_animations=True)
    lesson = Recorded(settings=settings, skip_animations=True, renderer=renderer)
    performance = Performance(lesson)
    performances.append(performance)

    def note(key: str) -> None:
        performance.ends[key] = list(texts(lesson))
        at_end(lesson, key)

    lesson.after_beat = note
    lesson.render()
    return performance


def texts(lesson: Lesson) -> Iterator[Text]:
    """Yield the texts that can be seen."""
    for mobject in lesson.mobjects:
        yield from _texts(mobject, lesson)


def _texts(mobject: Mobject, lesson: Lesson) -> Iterator[Text]:
    if not isinstance(mobject, Typeset | LiveNumber):
        for part in mobject.submobjects:
            yield from _texts(part, lesson)
        return
    glyphs = mobject.submobjects
    if is_seen(mobject):
        points = np.concatenate([part.points for glyph in glyphs for part in glyph.family_members_with_points()])
        (left, bottom), (right, top) = points[:, :2].min(axis=0).tolist(), points[:, :2].max(axis=0).tolist()
        live = isinstance(mobject, LiveNumber)
        source, em = (mobject.text, np.nan) if live else (mobject.typst_code, mobject.em)
        yield Text(source, (left, right, bottom, top), float(em), live, mobject is lesson._title)
