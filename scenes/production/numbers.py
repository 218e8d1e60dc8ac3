"""``numbers.json``: every number that an edition shows, where it comes from, and what the edition was made of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scenes.kit.settings import Settings
from scenes.kit.voice import recordings
from scenes.playlist import PLAYLIST
from scenes.production.key import data_digest, file_digest, made_with
from scenes.production.lecture import Lecture
from scenes.production.writing import write_whole

NAME = "numbers.json"
FORMAT = 1
ABOUT = (
    "Every number that this edition says or shows at the end of a beat. A source is an expression that has exactly "
    "this value: Study is Study.of(the data) of mathcore; a capitalised name is what the scene computed by that class, "
    "or the scene itself. To make the edition again: lecture render --from numbers.json"
)


def make(lecture: Lecture, folder: Path) -> None:
    """Write ``numbers.json`` into a folder."""
    numbers = [
        {"scene": scene.slug, "beat": beat.key, **number}
        for scene in lecture.scenes
        for beat in scene.beats
        for number in beat.numbers
    ]
    told = {
        "about": ABOUT,
        "format": FORMAT,
        "title": lecture.title,
        "settings": lecture.settings.anywhere.model_dump(),
        "quality": lecture.quality.name,
        "scenes": [entry.slug for entry in PLAYLIST if entry.slug in _slugs(lecture)],
        "data": data_of(lecture.settings),
        "voice": voice_of(lecture.settings),
        "made_with": made_with(),
        "seeds": _seeds(numbers),
        "left_out": {omission.slug: omission.reason for omission in lecture.omitted},
        "numbers": numbers,
    }
    write_whole(folder / NAME, json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1) + "\n")


def data_of(settings: Settings) -> str:
    """Return a hash of what the data are: of a file its content, whatever its name."""
    return data_digest(settings) if settings.builtin else file_digest(Path(settings.data))


def voice_of(settings: Settings) -> dict[str, str]:
    """Return a hash of each recording by its scene's and its own name."""
    return {
        f"{entry.slug}/{path.name}": file_digest(path)
        for entry in PLAYLIST
        for path in recordings(settings.voice, entry.slug).values()
    }


def _slugs(lecture: Lecture) -> set[str]:
    return {scene.slug for scene in lecture.scenes} | {omission.slug for omission in lecture.omitted}


def _seeds(numbers: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the seed of each scene that draws at random: it says so."""
    return {number["scene"]: number["value"] for number in numbers if number["name"].endswith("seed")}
