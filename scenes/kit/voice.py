"""A lecturer's recordings: which beats have one, how it sounds, and how long it lasts."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from scenes.kit.settings import SettingsError

# Samples a second of all that is played.
RATE = 48_000
FORMATS = (".wav", ".mp3", ".m4a", ".flac", ".ogg")
Sound = NDArray[np.float32]


def recordings(folder: str | None, slug: str) -> dict[str, Path]:
    """Return the recordings of a scene, ``<folder>/<scene>/<beat>.wav`` and the like, by their beats.

    Raises
    ------
    SettingsError
        Where a beat has two.
    """
    found: dict[str, Path] = {}
    for path in _sounds(Path(folder, slug)) if folder is not None else ():
        if path.stem in found:
            raise SettingsError(f"voice: {found[path.stem]} and {path.name} are for one beat. Keep one of them there.")
        found[path.stem] = path
    return found


def check(folder: str, beats: Mapping[str, set[str]]) -> None:
    """Hear all recordings, and see that each belongs to a beat.

    Parameters
    ----------
    beats
        The names of the beats, a set a scene.

    Raises
    ------
    SettingsError
        Naming the file, and what is near its name.
    """
    count = 0
    for inner in sorted(path for path in Path(folder).iterdir() if path.is_dir() and _sounds(path)):
        if inner.name not in beats:
            raise SettingsError(f"voice: {inner} is for no scene.{_near(inner.name, beats)}")
        for beat, path in recordings(folder, inner.name).items():
            if beat not in beats[inner.name]:
                raise SettingsError(f"voice: {path} is for no beat of {inner.name}.{_near(beat, beats[inner.name])}")
            length(path)
            count += 1
    if not count:
        raise SettingsError(
            f"voice: there is no recording in {folder}. That of a beat is called <scene>/<beat>.wav (or .mp3, .m4a); "
            "'lecture script' names them all."
        )


def beats_of(words: Mapping[str, Any]) -> set[str]:
    """Return the names of the beats that a scene's table of words has a narration for."""
    return {key for key, entry in words.items() if isinstance(entry, dict) and _speaks(entry)}


def sound(path: Path) -> Iterator[Sound]:
    """Yield a recording in pieces of (2, n) samples, at 48,000 a second.

    Raises
    ------
    SettingsError
        Where it cannot be read.
    """
    try:
        # An absolute path is a file, whatever stands in it.
        with av.open(str(path.resolve())) as container:
            stream = container.streams.audio[0]
            # One channel is doubled below: made stereo by the resampler, it would lose half of its power.
            layout = "mono" if stream.channels == 1 else "stereo"
            resampler = av.AudioResampler("fltp", layout, RATE)
            for frame in container.decode(stream):
                yield from _pieces(resampler.resample(frame))
            yield from _pieces(resampler.resample(None))
    except (av.FFmpegError, IndexError) as error:
        why = "it holds no sound" if isinstance(error, IndexError) else error.strerror
        raise SettingsError(f"voice: {path} cannot be played ({why}). Record it again, or take it away.") from None


def length(path: Path) -> float:
    """Return how many seconds a recording lasts.

    Raises
    ------
    SettingsError
        Where it cannot be read, or is empty.
    """
    samples = sum(piece.shape[1] for piece in sound(path))
    if not samples:
        raise SettingsError(f"voice: {path} is empty. Record it again, or take it away.")
    return samples / RATE


def _sounds(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*"))
    # What begins with a dot was put there by a system, not by a person.
    return [path for path in files if path.suffix.lower() in FORMATS and path.name[0] != "." and path.is_file()]


def _speaks(entry: Mapping[str, Any]) -> bool:
    return "narration" in entry or any(isinstance(inner, dict) and _speaks(inner) for inner in entry.values())


def _near(name: str, names: Mapping[str, Any] | set[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    meant = f" Did you mean {near[0]}?" if near else ""
    return f"{meant} There are: {', '.join(sorted(names))}."


def _pieces(frames: list[av.AudioFrame]) -> Iterator[Sound]:
    for frame in frames:
        samples = frame.to_ndarray().astype(np.float32, copy=False)
        yield np.repeat(samples, 2, axis=0) if len(samples) == 1 else samples
