"""Synthetic recordings: tones at known times, and what is heard in a file."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

LOUD = 0.5


def tone_of(seconds: float, rate: int, channels: int = 1, pitch: float = 440.0) -> np.ndarray:
    """Return a tone as (channels, n) samples."""
    tone = LOUD * np.sin(2 * np.pi * pitch * np.arange(round(seconds * rate)) / rate)
    return np.tile(tone.astype(np.float32), (channels, 1))


def record(path: Path, seconds: float, rate: int = 44_100, channels: int = 1, pitch: float = 440.0) -> Path:
    """Write a tone in the format that the file's name asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    codec, form = {
        ".wav": ("pcm_s16le", "s16"), ".mp3": ("libmp3lame", "fltp"), ".m4a": ("aac", "fltp"),
        ".flac": ("flac", "s16"), ".ogg": ("libopus", "flt"),
    }[path.suffix.lower()]  # fmt: skip
    layout = "mono" if channels == 1 else "stereo"
    with av.open(str(path), "w") as output:
        stream = output.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(tone_of(seconds, rate, channels, pitch), "fltp", layout)
        frame.sample_rate = rate
        for piece in [*av.AudioResampler(form, layout, rate).resample(frame), None]:
            output.mux(stream.encode(piece))
    return path


def heard(path: Path) -> np.ndarray:
    """Return all samples (channels, n) of a file's track of sound."""
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)


def sounding(samples: np.ndarray, rate: int = 48_000, least_gap: float = 0.05) -> list[tuple[float, float]]:
    """Return from when to when something is heard, in seconds."""
    (loud,) = np.nonzero(np.abs(samples[0]) > LOUD / 4)
    if not loud.size:
        return []
    (cuts,) = np.nonzero(np.diff(loud) > least_gap * rate)
    firsts, lasts = [loud[0], *loud[cuts + 1]], [*loud[cuts], loud[-1]]
    return [(float(a / rate), float((b + 1) / rate)) for a, b in zip(firsts, lasts, strict=True)]
