"""What a scene says about itself: how far it is, and at the end its beats and their cues."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Cue:
    """A subtitle: seconds on the scene's clock, and the words."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Report:
    """A scene as it was played.

    Attributes
    ----------
    duration
        Seconds.
    frame_rate
        Frames a second.
    beats
        What the scene reported of each beat: key, start, end, caption, narration, cues.
    """

    slug: str
    title: str
    duration: float
    frame_rate: float
    beats: tuple[dict[str, Any], ...]

    @classmethod
    def of(cls, line: dict[str, Any]) -> Report:
        """Return the report that a scene's last line holds."""
        return cls(line["slug"], line["title"], line["duration"], line["frame_rate"], tuple(line["beats"]))

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The subtitles of all beats in order."""
        return tuple(Cue(**cue) for beat in self.beats for cue in beat["cues"])


@dataclass(frozen=True)
class Omission:
    """A scene that this data set cannot carry, and why."""

    slug: str
    reason: str


def parse(text: str) -> list[dict[str, Any]]:
    """Return the complete JSON lines of a text; a line that is still being written is left out."""
    found = []
    for line in text.splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            found.append(entry)
    return found


def outcome(entry: dict[str, Any]) -> Report | Omission | None:
    """Return what a line says of a whole scene, or None where it tells progress only."""
    if "omitted" in entry:
        return Omission(entry["slug"], entry["omitted"])
    return Report.of(entry) if "beats" in entry else None


def read_progress(path: Path) -> float:
    """Return the seconds of film that a scene has painted so far."""
    try:
        lines = parse(path.read_text(encoding="utf-8"))
    except OSError:
        return 0.0
    return max((float(line["time"]) for line in lines if "time" in line), default=0.0)


def read_report(path: Path) -> Report | Omission | None:
    """Return the whole scene's report from the file it was written to, or None where it never came to the end."""
    try:
        lines = parse(path.read_text(encoding="utf-8"))
    except OSError:
        return None
    return next((found for line in reversed(lines) if (found := outcome(line))), None)
