"""Cuts a beat out of a clip without encoding it again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from scenes.production.errors import ProductionError


def cut(clip: Path, start: float, end: float, target: Path) -> None:
    """Write the pictures of a clip from ``start`` to ``end`` seconds to an mp4 of their own.

    Copied, not encoded: exact to the frame, as every play of a scene begins with a whole picture.

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
        rate = Fraction(stream.average_rate or 1)
        video = output.add_stream_from_template(stream)
        number = 0
        for packet in _between(source, stream, round(start * rate), round(end * rate)):
            if number == 0 and not packet.is_keyframe:
                raise ProductionError(f"{clip.name} cannot be cut at {start:.3f} s: no whole picture stands there.")
            packet.time_base, packet.pts, packet.dts, packet.duration = 1 / rate, number, number, 1
            packet.stream = video
            output.mux(packet)
            number += 1
    if number == 0:
        raise ProductionError(f"{clip.name} has no pictures between {start:.3f} and {end:.3f} s.")


def _between(source: Any, stream: Any, first: int, last: int) -> Iterator[Any]:
    """Yield the packets of the pictures numbered from ``first`` up to ``last``, not included."""
    number = 0
    for packet in source.demux(stream):
        if not packet.size:
            continue
        if first <= number < last:
            yield packet
        number += 1
