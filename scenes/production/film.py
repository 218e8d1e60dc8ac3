"""Joins clips without encoding them again: chapters, switchable subtitles, and the index in front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from scenes.production.errors import ProductionError
from scenes.production.quality import Quality
from scenes.production.report import Cue
from scenes.production.sound import Track, Voice

# How mp4 names a track's language.
TRACK_LANGUAGE = {"en": "eng", "zh": "zho"}
MILLISECOND = Fraction(1, 1000)


@dataclass(frozen=True)
class Part:
    """A clip and the title of its chapter."""

    path: Path
    title: str


@dataclass(frozen=True)
class Measure:
    """What a video file holds, counted in its packets."""

    frames: int
    frame_rate: Fraction
    width: int
    height: int

    @property
    def seconds(self) -> Fraction:
        """How long the pictures last."""
        return self.frames / self.frame_rate


def measure(path: Path) -> Measure:
    """Count a video's frames and read its shape.

    Raises
    ------
    ProductionError
        Where the file is not a whole video.
    """
    try:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            frames = sum(1 for packet in container.demux(stream) if packet.size)
            return Measure(frames, Fraction(stream.average_rate or 0), stream.width, stream.height)
    except (av.FFmpegError, IndexError) as error:
        raise ProductionError(f"{path} is not a whole video ({error}).") from None


def check(path: Path, duration: float, quality: Quality) -> None:
    """Hold a clip against its scene's report: its shape, its frame rate, its length to a frame.

    Raises
    ------
    ProductionError
        Naming what differs.
    """
    found = measure(path)
    if (found.width, found.height) != (quality.width, quality.height) or found.frame_rate != quality.frame_rate:
        raise ProductionError(
            f"{path.name} is {found.width} x {found.height} at {found.frame_rate} frames a second, "
            f"not {quality.width} x {quality.height} at {quality.frame_rate}."
        )
    if abs(float(found.seconds) - duration) > 1.001 / quality.frame_rate:
        raise ProductionError(
            f"{path.name} lasts {float(found.seconds):.3f} s, yet its scene reported {duration:.3f} s."
        )


def join(
    parts: Sequence[Part],
    target: Path,
    cues: Sequence[Cue] = (),
    language: str = "en",
    voices: Sequence[Voice] | None = None,
) -> None:
    """Write the parts one after the other; several parts make chapters, cues make a subtitle track.

    Parameters
    ----------
    cues
        Subtitles on the film's clock, in seconds.
    language
        Of the subtitles: "en" or "zh".
    voices
        What is heard; an empty sequence makes a silent track, None no track.
    """
    with av.open(str(target), "w", format="mp4", options={"movflags": "faststart"}) as output:
        with av.open(str(parts[0].path)) as first:
            video = output.add_stream_from_template(first.streams.video[0])
            extradata = first.streams.video[0].codec_context.extradata
        subtitles = _subtitle_stream(output, language) if cues else None
        if len(parts) > 1:
            output.set_chapters(_chapters(parts))
        texts = list(cues)
        track = None if voices is None else Track(output, voices, _length(parts))
        start = Fraction(0)
        for part in parts:
            end = start + measure(part.path).seconds
            _copy(part.path, output, video, start, extradata, track)
            while subtitles is not None and texts and (texts[0].start < end or part is parts[-1]):
                output.mux(_text_packet(texts.pop(0), subtitles))
            start = end
        if track is not None:
            track.write_until(start)


def _length(parts: Sequence[Part]) -> Fraction:
    return sum((measure(part.path).seconds for part in parts), Fraction(0))


def _copy(path: Path, output: Any, video: Any, start: Fraction, extradata: bytes | None, track: Track | None) -> None:
    """Copy a clip's packets so that its first picture is shown at ``start`` seconds, and its sound with them."""
    with av.open(str(path)) as source:
        stream = source.streams.video[0]
        if stream.codec_context.extradata != extradata:
            raise ProductionError(f"{path.name} is encoded unlike the clips before it: remove it and call again.")
        # Frames are numbered anew at the stream's rate: no rounding adds up over the film.
        tick = 1 / Fraction(stream.average_rate or 1)
        number = round(start / tick)
        for packet in source.demux(stream):
            if packet.size:
                packet.time_base = tick
                packet.pts = packet.dts = number
                packet.duration = 1
                packet.stream = video
                output.mux(packet)
                number += 1
                if track is not None:
                    track.write_until(number * tick)


def _chapters(parts: Sequence[Part]) -> list[Any]:
    chapters, start = [], Fraction(0)
    for number, part in enumerate(parts):
        end = start + measure(part.path).seconds
        chapters.append(
            {
                "id": number,
                "start": round(start / MILLISECOND),
                "end": round(end / MILLISECOND),
                "time_base": MILLISECOND,
                "metadata": {"title": part.title},
            }
        )
        start = end
    return chapters


def _subtitle_stream(output: Any, language: str) -> Any:
    stream = output.add_mux_stream("mov_text")
    stream.time_base = MILLISECOND
    stream.metadata["language"] = TRACK_LANGUAGE[language]
    return stream


def _text_packet(cue: Cue, stream: Any) -> Any:
    """Return a cue as mp4 keeps it: two bytes of length, then UTF-8."""
    text = cue.text.encode()
    packet = av.Packet(len(text).to_bytes(2, "big") + text)
    packet.stream = stream
    packet.time_base = MILLISECOND
    packet.pts = packet.dts = round(cue.start * 1000)
    packet.duration = round((cue.end - cue.start) * 1000)
    return packet
