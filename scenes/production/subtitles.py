"""Subtitles as .srt, from the cues that scenes report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import srt

from scenes.production.report import Cue


def shifted(cues: Iterable[Cue], seconds: float) -> list[Cue]:
    """Return the cues moved to where their clip begins in the film."""
    return [replace(cue, start=cue.start + seconds, end=cue.end + seconds) for cue in cues]


def compose(cues: Iterable[Cue]) -> str:
    """Return the text of an .srt file."""
    return srt.compose(
        srt.Subtitle(None, timedelta(seconds=cue.start), timedelta(seconds=cue.end), cue.text) for cue in cues
    )
