"""A GIF of every scene: its most moving beat, in 12 seconds at most and 2 MB at most.

Which beat that is, the clip's own packets tell: those between whole pictures hold what changed. How much that is counts
as well as how long it goes on: otherwise every turn of a surface would win over what happens on it. The change of
titles is left out, pauses, which are there for the narration to be read, are cut short, and what is still too long is
played faster.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.reformatter import Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from scenes.production.errors import ProductionError
from scenes.production.lecture import Beat, Shown

Pixels = NDArray[np.uint8]
LARGEST = 2_000_000
# Seconds: all of it; the last picture, before it begins again; any other picture that stays.
LONGEST, LAST, PAUSE = 12.0, 2.0, 0.8
# Seconds in which a beat's title takes the place of the one before.
TITLES = 0.5
# A packet of so small a share of the mean holds a picture that stays.
STILL = 0.1
# Pictures a second, and widths in px, the best first. What is still too large is shown in fewer pictures.
RATE = 12
WIDTHS = (640, 560, 480, 400, 320)
# Pictures that differ by no more in any pixel, of 255, are one.
SAME = 6
# A GIF counts hundredths of a second.
TICK = Fraction(1, 100)


@dataclass
class Picture:
    """A picture, RGB (height, width, 3), and for how many seconds it is shown."""

    pixels: Pixels
    seconds: float


def make_scene(scene: Shown, target: Path) -> None:
    """Write the GIF of one scene.

    Raises
    ------
    ProductionError
        Where the clip cannot be read.
    """
    try:
        shown = pictures(scene.clip, most_moving(scene))
    except (av.FFmpegError, IndexError) as error:
        raise ProductionError(f"{scene.clip.name} cannot be made a GIF ({error}). Render it again.") from None
    fit(shown, target)


def fit(shown: Sequence[Picture], target: Path) -> None:
    """Write pictures as wide, and as many of them, as the largest size allows."""
    for width in WIDTHS:
        write(shown, width, target)
        if target.stat().st_size <= LARGEST:
            return
    while target.stat().st_size > LARGEST:
        shown = _fewer(shown)
        write(shown, WIDTHS[-1], target)


def most_moving(scene: Shown) -> Beat:
    """Return the beat in which most of the picture moves for the longest time."""
    with av.open(str(scene.clip)) as container:
        stream = container.streams.video[0]
        packets = [packet for packet in container.demux(stream) if packet.size]
        rate = float(stream.average_rate or 1)
    sizes = np.array([0 if packet.is_keyframe else packet.size for packet in packets])

    def movement(beat: Beat) -> float:
        part = sizes[round((beat.start + TITLES) * rate) : round(beat.end * rate)]
        return float(part.sum() * (part > STILL * sizes.mean()).sum())

    return max(scene.beats, key=movement)


def pictures(clip: Path, beat: Beat) -> list[Picture]:
    """Return the different pictures of a beat, each shown for as long as a GIF can wait."""
    found: list[Picture] = []
    for pixels in _sampled(clip, beat):
        if found and int(np.abs(found[-1].pixels.astype(np.int16) - pixels).max()) <= SAME:
            found[-1].seconds += 1 / RATE
        else:
            found.append(Picture(pixels, 1 / RATE))
    for picture in found:
        picture.seconds = min(picture.seconds, PAUSE)
    faster = max(1.0, sum(picture.seconds for picture in found[:-1]) / (LONGEST - LAST))
    for picture in found:
        picture.seconds /= faster
    found[-1].seconds = LAST
    return found


def _sampled(clip: Path, beat: Beat) -> Iterator[Pixels]:
    """Yield a beat's pictures at the rate of the GIF, the last one included, as wide as it can be."""
    with av.open(str(clip)) as container:
        stream: Any = container.streams.video[0]
        rate = Fraction(stream.average_rate or 1)
        first, end = round((beat.start + TITLES) * rate), round(beat.end * rate)
        wanted = {end - 1 - int(back * rate / RATE) for back in range((end - first) * RATE // int(rate) + 1)}
        container.seek(int(beat.start / stream.time_base), stream=stream)
        size = WIDTHS[0], round(WIDTHS[0] * stream.height / stream.width)
        shrink = partial(VideoReformatter().reformat, width=size[0], height=size[1], format="rgb24", threads=1)
        for frame in container.decode(stream):
            number = round(frame.time * rate)
            if number >= end:
                return
            if number >= first and number in wanted:
                small: Any = shrink(frame, src_colorspace=Colorspace.ITU709, interpolation=Interpolation.LANCZOS)
                yield small.to_ndarray()


def _fewer(shown: Sequence[Picture]) -> list[Picture]:
    """Return every second picture, the last one included, each shown for as long as two were."""
    kept = range(len(shown) - 1, -1, -2)
    pairs = [(shown[n], shown[n - 1].seconds if n else 0.0) for n in kept]
    return [Picture(picture.pixels, picture.seconds + before) for picture, before in pairs][::-1]


def write(shown: Sequence[Picture], width: int, target: Path) -> None:
    """Write pictures as a GIF that plays over and over, in colours chosen for what changes."""
    options = {"loop": "0", "final_delay": str(round(shown[-1].seconds / TICK))}
    with av.open(str(target), "w", format="gif", options=options) as film:
        height = 2 * round(width * shown[0].pixels.shape[0] / shown[0].pixels.shape[1] / 2)
        stream: Any = film.add_stream("gif", rate=Fraction(1 / TICK))
        stream.width, stream.height, stream.pix_fmt = width, height, "pal8"
        stream.time_base = stream.codec_context.time_base = TICK
        moment = 0.0
        graph = _palette_graph(shown, width, height)
        for picture in shown:
            frame = graph.vpull()
            frame.pts, frame.time_base = round(moment / TICK), TICK
            film.mux(stream.encode(frame))
            moment += picture.seconds
        film.mux(stream.encode(None))


def _palette_graph(shown: Sequence[Picture], width: int, height: int) -> Any:
    """Return a graph of filters that holds all pictures, in one palette without dithering, which would flicker."""
    graph = av.filter.Graph()
    size = shown[0].pixels.shape[1], shown[0].pixels.shape[0]
    source = graph.add_buffer(width=size[0], height=size[1], format=av.VideoFormat("rgb24"), time_base=TICK)
    scaled = graph.add("scale", f"{width}:{height}:flags=lanczos")
    split = graph.add("split")
    palette = graph.add("palettegen", "stats_mode=diff:reserve_transparent=1")
    used = graph.add("paletteuse", "dither=none:diff_mode=rectangle")
    source.link_to(scaled)
    scaled.link_to(split)
    split.link_to(used, 0, 0)
    split.link_to(palette, 1, 0)
    palette.link_to(used, 0, 1)
    used.link_to(graph.add("buffersink"))
    graph.configure()
    for number, picture in enumerate(shown):
        frame = av.VideoFrame.from_ndarray(picture.pixels, format="rgb24")
        frame.pts, frame.time_base = number, TICK
        graph.vpush(frame)
    graph.vpush(None)
    return graph
