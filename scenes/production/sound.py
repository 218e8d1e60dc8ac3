"""The track of sound: a lecturer's recordings at their places, and silence between them.

A film's track is encoded in one piece from the recordings themselves: AAC begins and ends each piece with samples of
its own, so that joined clips would run away from their pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from scenes.kit import voice
from scenes.kit.settings import Settings
from scenes.kit.voice import RATE, Sound
from scenes.kit.words import FOLDER, read_table
from scenes.playlist import PLAYLIST
from scenes.production.report import Report

# The quick search for how to spend the bits takes half the time, and spends them as well.
BITS_PER_SECOND, SEARCH = 128_000, {"aac_coder": "fast"}
# So many samples of silence are made at one time.
MOST = RATE


@dataclass(frozen=True)
class Voice:
    """A recording and the second of the film at which it begins."""

    path: Path
    start: Fraction


def check(settings: Settings) -> None:
    """Hear all recordings, if there are any: each must belong to a beat.

    Raises
    ------
    SettingsError
        Naming the file.
    """
    if settings.voice is not None:
        words = read_table(FOLDER / settings.language)
        voice.check(settings.voice, {entry.slug: voice.beats_of(words[entry.slug]) for entry in PLAYLIST})


def voices_of(settings: Settings, report: Report, start: Fraction = Fraction(0)) -> list[Voice] | None:
    """Return a scene's recordings, whose clip begins at ``start``; None where the whole lecture has none."""
    if settings.voice is None:
        return None
    folder = Path(settings.voice, report.slug)
    spoken = [beat for beat in report.beats if beat.get("voice")]
    return [Voice(folder / beat["voice"]["file"], start + Fraction(beat["start"])) for beat in spoken]


class Track:
    """A stereo AAC track that is written along with the pictures.

    Parameters
    ----------
    output
        The film, open for writing.
    voices
        In the order in which they are heard, none before the one before it has ended.
    seconds
        The length of the film.
    """

    def __init__(self, output: Any, voices: Sequence[Voice], seconds: Fraction) -> None:
        self._output = output
        self._stream = output.add_stream("aac", rate=RATE, layout="stereo", options=SEARCH)
        self._stream.bit_rate = BITS_PER_SECOND
        self._packets = self._encoded(mixed(voices, round(seconds * RATE)))
        self._next = next(self._packets, None)

    def write_until(self, seconds: Fraction) -> None:
        """Write what is heard before a moment of the film."""
        while self._next is not None and self._next.pts * self._next.time_base < seconds:
            self._output.mux(self._next)
            self._next = next(self._packets, None)

    def _encoded(self, pieces: Iterator[Sound]) -> Iterator[Any]:
        number = 0
        for piece in pieces:
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(piece), format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = RATE, number, Fraction(1, RATE)
            number += piece.shape[1]
            yield from self._stream.encode(frame)
        yield from self._stream.encode(None)


def mixed(voices: Sequence[Voice], samples: int) -> Iterator[Sound]:
    """Yield so many samples (2, n) of the recordings at their places and of silence, in pieces."""
    done = 0
    for spoken in voices:
        for piece in _silence(round(spoken.start * RATE) - done):
            done += piece.shape[1]
            yield piece
        for piece in voice.sound(spoken.path):
            done += piece.shape[1]
            yield piece
    yield from _silence(samples - done)


def _silence(samples: int) -> Iterator[Sound]:
    for first in range(0, samples, MOST):
        yield np.zeros((2, min(MOST, samples - first)), np.float32)
