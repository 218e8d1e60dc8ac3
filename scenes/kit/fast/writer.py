"""Manim's file writer with an encoder that takes converted frames, and makes held pictures without encoding them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from threading import Lock
from typing import Any

import av
import numpy as np
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder

from .planes import Planes

# ITU-R BT.709, limited range, in the numbers of ISO/IEC 23001-8; without them players guess.
BT709, LIMITED = 1, 1
# After so many frames a held picture is sent whole once more, so that players can start there.
GROUP = 250


class FastWriter(SceneFileWriter):
    """A file writer whose H.264 segments are fed by Planes.

    Attributes
    ----------
    planes
        The frame of now, where segments can take it; None where something else than 4:2:0 video is made.
    """

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        spec = self.video_encoder
        fits = spec is not None and spec.codec == "libx264" and spec.pixel_format == "yuv420p"
        self.planes = Planes(spec.height, spec.width) if spec is not None and fits else None
        self._held = Held(spec)

    def _create_segment_encoder(self, target: Path) -> VideoSegmentEncoder:
        if self.planes is None:
            return super()._create_segment_encoder(target)
        return PlaneEncoder(target, self.video_encoder, self.planes, self._held)


class PlaneEncoder(VideoSegmentEncoder):
    """Encodes copies of Planes into one segment.

    Parameters
    ----------
    held
        What a picture that stays as it is is made of, shared by all segments.
    """

    def __init__(self, target: Path, spec: Any, planes: Planes, held: Held) -> None:
        super().__init__(target=target, spec=spec)
        self.planes, self.held = planes, held
        self.time_base = Fraction(spec.frame_rate.denominator, spec.frame_rate.numerator)
        declare_colours(self._stream.codec_context)
        self._is_flushed = False
        self._closed = False

    def write_frame(self, pixels: av.VideoFrame, *, repeat: int = 1) -> None:
        """Encode a copy of the planes and give it back; Manim's name for it is `pixels`."""
        try:
            if repeat > 1 and self._next_pts == 0:
                self._hold(pixels, repeat)
            else:
                for _ in range(repeat):
                    pixels.pts, pixels.time_base = self._next_pts, self.time_base
                    self._next_pts += 1
                    self._container.mux(self._stream.encode(pixels))
        except BaseException as error:
            raise self._operation_error("encode", error) from error
        finally:
            self.planes.release(pixels)

    def _hold(self, frame: av.VideoFrame, repeat: int) -> None:
        """Write a picture that stays: itself, then packets which say that nothing changed."""
        frame.pts, frame.time_base = 0, self.time_base
        whole = bytes(next(iter([*self._stream.encode(frame), *self._stream.encode(None)])))
        for n in range(repeat):
            first = n % GROUP == 0
            packet = av.Packet(whole if first else self.held.packet(n % GROUP))
            packet.stream, packet.time_base = self._stream, self.time_base
            packet.pts = packet.dts = n
            packet.duration = 1
            packet.is_keyframe = first
            self._container.mux(packet)
        self._next_pts = repeat
        self._is_flushed = True

    def finish(self) -> None:
        """Write what the encoder still holds, and close the segment."""
        if not self._is_flushed or self._closed:
            super().finish()
            return
        self._closed = True
        try:
            self._container.close()
        except Exception as error:
            raise self._operation_error("finish", error) from error


def declare_colours(context: Any) -> None:
    """Say in the stream what its numbers mean."""
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED


class Held:
    """The packets of frames that repeat the one before, after a whole first one; made as far as they are needed.

    They are taken from a grey picture held by the same encoder: a frame in which every block is skipped says
    nothing about the picture that it repeats.
    """

    def __init__(self, spec: Any) -> None:
        # Manim finishes one segment in its own thread while another begins.
        self._guard = Lock()
        self._packets: list[bytes] = []
        self._source = self._encode(spec)

    def packet(self, n: int) -> bytes:
        """Return the packet of the nth frame after the whole one."""
        with self._guard:
            while len(self._packets) <= n:
                self._packets.append(next(self._source))
            return self._packets[n]

    @staticmethod
    def _encode(spec: Any) -> Iterator[bytes]:
        context = av.CodecContext.create(spec.codec, "w")
        context.width, context.height, context.pix_fmt = spec.width, spec.height, spec.pixel_format
        context.framerate, context.time_base = spec.frame_rate, 1 / spec.frame_rate
        context.options = dict(spec.options)
        context.flags |= av.codec.context.Flags.global_header
        declare_colours(context)
        frame = av.VideoFrame(spec.width, spec.height, spec.pixel_format)
        for plane in frame.planes:
            np.frombuffer(memoryview(plane), np.uint8)[:] = 128
        for n in range(GROUP):
            frame.pts, frame.time_base = n, context.time_base
            yield from map(bytes, context.encode(frame))
        yield from map(bytes, context.encode(None))
