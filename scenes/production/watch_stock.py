"""What ``preview --watch`` has in stock: copies that wait, clips that are painted, orders that are carried out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scenes.kit.warm.line import Line, Message
from scenes.production.watch_files import Sources
from scenes.production.watch_plays import CAPTION, NARRATION, Played, changed, first_affected, first_said


@dataclass
class Beat:
    """A beat as it was last heard of: its key, and the words that it asks for."""

    key: str
    asked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Copy:
    """A process that waits before a beat, and the sources with which it got there."""

    line: Line
    sources: Sources


@dataclass
class Clip:
    """A beat's finished clip, the sources that it shows, and what it takes to paint only a part of it anew."""

    sources: Sources
    path: Path
    plays: list[Played]
    asked: list[tuple[str, int]]
    recording: Path
    is_recorded: bool = False


@dataclass
class Order:
    """What a player was started for: from which beat on (-1: from the start), and whether it goes on after it."""

    number: int
    paints: bool
    goes_on: bool
    sources: Sources
    line: Line | None = None
    pid: int | None = None
    is_finished: bool = False


def reusable(clip: Clip, now: Sources, key: str) -> Message:
    """Return what of a beat's clip need not be painted again, if all before the beat is as it was."""
    then = clip.sources
    plays = first_affected(then.code, now.code, key, clip.plays)
    said = first_said(then.words, now.words, clip.asked)
    plays = plays if said is None else min(plays, said)
    others = [name for name, _ in changed(then.words, now.words, clip.asked)]
    rest = plays == len(clip.plays) and not any(name.endswith(NARRATION) for name in others)
    title = any(name.endswith(CAPTION) for name in others)
    return {"recording": str(clip.recording), "plays": plays, "title": title, "rest": rest}
