"""A beat's clip, encoded while it is painted and written whole as often as wanted."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

import av

from scenes.kit.fast.planes import Planes
from scenes.kit.fast.writer import declare_colours

# Every picture leaves the encoder before the next one goes in: a film can be written at any moment.
OPTIONS = {"preset": "ultrafast", "tune": "zerolatency", "crf": "20", "threads": "1"}
CODEC = "libx264"


class Film:
    """Encodes pictures in a thread of its own; a picture that is held is one long frame.

    Parameters
    ----------
    planes
        Take their copies back.
    rate
        Frames a second.
    """

    def __init__(self, planes: Planes, rate: int) -> None:
        self.planes, self.rate = planes, rate
        self.length = 0
        self._packets: list[tuple[int, bool, bytes]] = []
        self._queue: SimpleQueue[tuple[int, av.VideoFrame] | Event | None] = SimpleQueue()
        self._trouble: BaseException | None = None
        self._thread = Thread(target=self._encode, daemon=True)
        self._thread.start()

    def add(self, frame: av.VideoFrame, hold: int) -> None:
        """Add a copy of the planes, `hold` frames long."""
        if hold > 0:
            self._queue.put((self.length, frame))
            self.length += hold

    def write(self, path: Path) -> None:
        """Write what has been added so far to a file, in one step."""
        done = Event()
        self._queue.put(done)
        done.wait()
        if self._trouble is not None:
            raise self._trouble
        part = path.with_suffix(".part")
        with av.open(str(part), "w", format="mp4", options={"movflags": "+faststart"}) as container:
            stream: Any = container.add_stream(CODEC, rate=self.rate, options=OPTIONS)
            stream.width, stream.height, stream.pix_fmt = self.planes.width, self.planes.height, "yuv420p"
            declare_colours(stream.codec_context)
            ends = [start for start, _, _ in self._packets[1:]] + [self.length]
            for (start, is_key, data), end in zip(self._packets, ends, strict=True):
                packet = av.Packet(data)
                packet.stream, packet.time_base = stream, Fraction(1, self.rate)
                packet.pts = packet.dts = start
                packet.duration, packet.is_keyframe = end - start, is_key
                container.mux(packet)
        os.replace(part, path)

    def close(self) -> None:
        """End the thread: a process that has one must not fork."""
        self._queue.put(None)
        self._thread.join()

    def _encode(self) -> None:
        context: Any = av.CodecContext.create(CODEC, "w")
        context.width, context.height, context.pix_fmt = self.planes.width, self.planes.height, "yuv420p"
        context.framerate, context.time_base = Fraction(self.rate), Fraction(1, self.rate)
        context.options = OPTIONS
        context.flags |= av.codec.context.Flags.global_header
        declare_colours(context)
        while (item := self._queue.get()) is not None:
            if isinstance(item, Event):
                item.set()
            elif self._trouble is None:
                self._take(context, *item)

    def _take(self, context: Any, start: int, frame: av.VideoFrame) -> None:
        try:
            frame.pts, frame.time_base = start, Fraction(1, self.rate)
            for packet in context.encode(frame):
                self._packets.append((start, packet.is_keyframe, bytes(packet)))
        except BaseException as error:  # told by the thread that paints
            self._trouble = error
        self.planes.release(frame)
