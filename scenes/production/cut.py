"""Cuts beats out of a clip without encoding them again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import av

from scenes.production.errors import ProductionError
from scenes.production.lecture import Shown


def beats(clip: Path, scene: Shown) -> Iterator[bytes]:
    """Yield an mp4 a beat: a video that ends by itself stands still with its own last picture, in any player.

    Parameters
    ----------
    clip
        The scene's, or a smaller one, with a whole picture wherever a beat begins.

    Raises
    ------
    ProductionError
        Where the clip cannot be cut into its beats.
    """
    with TemporaryDirectory() as folder:
        video = Path(folder) / "beat.mp4"
        for beat in scene.beats:
            cut(clip, beat.start, beat.end, video)
            yield video.read_bytes()


def cut(clip: Path, start: float, end: float, target: Path) -> None:
    """Write the pictures of a clip from ``start`` to ``end`` seconds to an mp4 of their own.

    Copied, not encoded: exact to the frame, as every beat of a scene begins with a whole picture.

    Raises
    ------
    ProductionError
        Where no whole picture stands at the start, or no picture lies between.
    """
    with (
        av.open(str(clip)) as source,
        av.open(str(target), "w", format="mp4", options={"movflags": "faststart"}) as output,
    ):
        stream = source.streams.video[0]
        video = output.add_stream_from_template(stream)
        first = None
        for packet in _between(source, stream, start, end):
            if first is None:
                first = packet.pts
                if not packet.is_keyframe:
                    raise ProductionError(f"{clip.name} cannot be cut at {start:.3f} s: no whole picture stands there.")
            packet.pts = packet.dts = packet.pts - first
            packet.stream = video
            output.mux(packet)
    if first is None:
        raise ProductionError(f"{clip.name} has no pictures between {start:.3f} and {end:.3f} s.")


def _between(source: Any, stream: Any, start: float, end: float) -> Iterator[Any]:
    """Yield the packets of the pictures shown from ``start`` on and before ``end``, each to half a picture."""
    half = Fraction(1, 2) / Fraction(stream.average_rate or 1)
    for packet in source.demux(stream):
        if packet.size and start <= packet.pts * packet.time_base + half < end:
            yield packet
