"""Smaller versions of the clips, without sound, for a lecture that fits into one file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.video.frame import PictureType
from av.video.reformatter import Colorspace, Interpolation, VideoReformatter

from scenes.production.errors import ProductionError
from scenes.production.lecture import Shown

WIDEST, HIGHEST, FASTEST = 1280, 720, 30
BT709, LIMITED = 1, 1
SCALING: Any = {
    "src_colorspace": Colorspace.ITU709,
    "dst_colorspace": Colorspace.ITU709,
    "interpolation": Interpolation.BICUBIC,
    "threads": 1,
}
# A beat that is left early is shown at its end: the browser decodes from the last whole picture, 4 s back at most.
ENCODER = {"preset": "medium", "crf": "25", "bf": "0", "threads": "1", "g": "120", "forced-idr": "1"}


def lighten(scene: Shown, target: Path) -> None:
    """Write a scene's clip with fewer pixels and pictures; its beats begin and end when they did.

    Every second picture of 60 a second is kept, each at its own time, and besides the first and the last of every
    beat. At a beat's first picture the file can be cut.

    Raises
    ------
    ProductionError
        Where the clip cannot be read.
    """
    try:
        with (
            av.open(str(scene.clip)) as source,
            av.open(str(target), "w", format="mp4", options={"movflags": "faststart"}) as output,
        ):
            _transcode(source, output, scene)
    except (av.FFmpegError, IndexError) as error:
        raise ProductionError(f"{scene.clip.name} cannot be made smaller ({error}). Render it again.") from None


def _transcode(source: Any, output: Any, scene: Shown) -> None:
    stream = source.streams.video[0]
    rate = Fraction(stream.average_rate)
    starts = {round(beat.start * rate) for beat in scene.beats}
    video = _video(output, stream, rate)
    reformatter = VideoReformatter()
    for number, picture in _kept(source.decode(stream), starts, max(1, round(rate / FASTEST))):
        small = reformatter.reformat(picture, width=video.width, height=video.height, format="yuv420p", **SCALING)
        small.pts, small.time_base = number, 1 / rate
        small.pict_type = PictureType.I if number in starts else PictureType.NONE
        output.mux(video.encode(small))
    output.mux(video.encode())


def _kept(pictures: Iterator[Any], starts: Collection[int], step: int) -> Iterator[tuple[int, Any]]:
    """Yield every ``step``-th picture, counted anew from every start, and the last one before a start or the end."""
    since, last = 0, None
    for number, picture in enumerate(pictures):
        if number in starts:
            since = number
            if last is not None:
                yield last
        last = (number, picture)
        if (number - since) % step == 0:
            yield last
            last = None
    if last is not None:
        yield last


def _video(output: Any, template: Any, rate: Fraction) -> Any:
    video = output.add_stream("libx264", rate=rate, options=dict(ENCODER))
    scale = min(1, Fraction(WIDEST, template.width), Fraction(HIGHEST, template.height))
    # The encoder halves both sides for the colours.
    video.width, video.height = (2 * round(side * scale / 2) for side in (template.width, template.height))
    video.pix_fmt = "yuv420p"
    video.time_base = video.codec_context.time_base = 1 / rate
    context = video.codec_context
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED
    return video
