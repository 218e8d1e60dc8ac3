"""A finished edition as its assets see it: scenes in order, their clips, beats and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from scenes.kit.settings import Settings
from scenes.kit.words import Words
from scenes.playlist import Entry
from scenes.production import film
from scenes.production.quality import Quality
from scenes.production.report import Cue, Omission, Report
from scenes.production.sound import Voice, voices_of


@dataclass(frozen=True)
class Beat:
    """One idea of a scene.

    Attributes
    ----------
    start, end
        Seconds of the scene's clip.
    loops
        Whether slides play it over and over.
    cues
        The narration as it is subtitled, in seconds of the clip.
    numbers
        What the scene reported of every number that it shows: name, value, text, source.
    """

    key: str
    start: float
    end: float
    caption: str
    narration: str
    cues: tuple[Cue, ...]
    loops: bool = False
    numbers: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Shown:
    """A scene of the film.

    Attributes
    ----------
    number
        Among the scenes that teach, from 1; 0 for a card.
    part
        1 to 3; 0 before the first.
    clip
        The finished mp4, in the edition's folder.
    start, duration
        Seconds of the film.
    voices
        A lecturer's recordings, at their seconds of the clip; None where the lecture has none.
    """

    slug: str
    number: int
    part: int
    title: str
    idea: str
    clip: Path
    start: float
    duration: float
    beats: tuple[Beat, ...]
    voices: tuple[Voice, ...] | None = None

    @property
    def name(self) -> str:
        """What files made of this scene are called, e.g. ``03-odds``."""
        return self.clip.stem


@dataclass(frozen=True)
class Lecture:
    """All scenes of an edition.

    Attributes
    ----------
    folder
        The edition's folder, in which the film and the clips are.
    parts
        The parts' titles, the first one's at 0.
    omitted
        Scenes that the data cannot carry, with the reasons.
    """

    settings: Settings
    quality: Quality
    folder: Path
    title: str
    parts: tuple[str, ...]
    scenes: tuple[Shown, ...]
    omitted: tuple[Omission, ...]

    @property
    def film(self) -> Path:
        """The film of all scenes."""
        return self.folder / "film.mp4"

    @property
    def voices(self) -> list[Voice] | None:
        """A lecturer's recordings, at their seconds of the film; None where there are none."""
        if self.settings.voice is None:
            return None
        return [
            replace(voice, start=voice.start + Fraction(scene.start))
            for scene in self.scenes
            for voice in scene.voices or ()
        ]


def lecture_of(
    folder: Path, settings: Settings, quality: Quality, entries: Sequence[Entry], recorded: Sequence[dict[str, Any]]
) -> Lecture:
    """Return the lecture that a manifest's records (one an entry) describe."""
    words = Words.load(settings.language)
    scenes: list[Shown] = []
    omitted: list[Omission] = []
    start = 0.0
    for entry, found in zip(entries, recorded, strict=True):
        if "omitted" in found:
            omitted.append(Omission(entry.slug, found["omitted"]))
            continue
        report = Report.of(found["report"])
        voices = voices_of(settings, report)
        shown = _shown(entry, report, folder / found["file"], start, words)
        scenes.append(shown if voices is None else replace(shown, voices=tuple(voices)))
        start += scenes[-1].duration
    parts = tuple(words.get(f"parts.{number}") for number in (1, 2, 3))
    return Lecture(settings, quality, folder, words.get("title.title"), parts, tuple(scenes), tuple(omitted))


def _shown(entry: Entry, report: Report, clip: Path, start: float, words: Words) -> Shown:
    beats = tuple(_beat(beat) for beat in report.beats)
    duration = float(film.measure(clip).seconds)
    idea = words.get(f"{entry.slug}.idea") if words.has(f"{entry.slug}.idea") else ""
    return Shown(entry.slug, entry.number, entry.part, report.title, idea, clip, start, duration, beats)


def _beat(told: dict[str, Any]) -> Beat:
    cues, numbers = tuple(Cue(**cue) for cue in told["cues"]), tuple(told.get("numbers", ()))
    loops = told.get("loops", False)
    return Beat(told["key"], told["start"], told["end"], told["caption"], told["narration"], cues, loops, numbers)
