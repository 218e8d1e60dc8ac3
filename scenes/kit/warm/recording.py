"""The frames of a beat as they were painted, so that a beat of which little changed is not painted again.

A frame is what of the picture before it changed: boxes of luma and chroma, as the encoder takes them. The bytes lie
in one file, and where each frame begins in another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]
# Luma (h, w) and both chromas (h / 2, w / 2).
Picture = tuple[Plane, Plane, Plane]
# (x0, x1, y0, y1) in px, all even.
Box = tuple[int, int, int, int]


def blank(height: int, width: int) -> Picture:
    """Return a picture of that size."""
    half = (height // 2, width // 2)
    return np.zeros((height, width), np.uint8), np.zeros(half, np.uint8), np.zeros(half, np.uint8)


def cut(picture: Picture, box: Box) -> Picture:
    """Return the part of a picture in a box, as views."""
    x0, x1, y0, y1 = box
    half = slice(y0 // 2, y1 // 2), slice(x0 // 2, x1 // 2)
    return picture[0][y0:y1, x0:x1], picture[1][half], picture[2][half]


def copy_of(picture: Picture) -> Picture:
    """Return a picture that stays as it is."""
    return picture[0].copy(), picture[1].copy(), picture[2].copy()


def put(picture: Picture, box: Box, part: Picture) -> None:
    """Copy a part into its box of a picture."""
    for there, values in zip(cut(picture, box), part, strict=True):
        there[...] = values


def even(box: Sequence[int], height: int, width: int) -> Box:
    """Return the smallest box with even edges that holds what of a box lies on the picture."""
    x0, x1, y0, y1 = box
    return max(x0, 0) & ~1, min(x1 + 1, width) & ~1, max(y0, 0) & ~1, min(y1 + 1, height) & ~1


@dataclass
class Frame:
    """One picture, `hold` frames long; its boxes' bytes begin at `offset`."""

    hold: int
    boxes: list[Box]
    offset: int


@dataclass
class Play:
    """The frames of one animation, or the one of a held picture."""

    held: bool
    frames: list[Frame] = field(default_factory=list)


class Recorder:
    """Takes down a beat's frames while they are painted."""

    def __init__(self) -> None:
        self.plays: list[Play] = []
        self._chunks: list[bytes] = []
        self._size = 0

    def begin(self, held: bool) -> None:
        """Begin an animation, or a held picture."""
        self.plays.append(Play(held))

    def add(self, picture: Picture, boxes: Sequence[Box], hold: int) -> None:
        """Add a frame that differs in these boxes from the one before."""
        frame = Frame(hold, list(boxes), self._size)
        for box in frame.boxes:
            for values in cut(picture, box):
                self._chunks.append(values.tobytes())
                self._size += values.size
        self.plays[-1].frames.append(frame)

    def save(self, path: Path, title: Box, calls: list[Any]) -> None:
        """Write the recording, and beside it where its title stands and where its plays were called."""
        with path.open("wb") as file:
            file.writelines(self._chunks)
        index = {"title": title, "calls": calls, "plays": [asdict(play) for play in self.plays]}
        path.with_suffix(".json").write_text(json.dumps(index), encoding="utf-8")


class Playback:
    """A recording read from its first frame on; `picture` is the frame of now."""

    def __init__(self, path: Path, height: int, width: int) -> None:
        index = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        self.title: Box = tuple(index["title"])
        self.calls: list[Any] = index["calls"]
        self.plays = [
            Play(play["held"], [Frame(f["hold"], [tuple(b) for b in f["boxes"]], f["offset"]) for f in play["frames"]])
            for play in index["plays"]
        ]
        self.picture = blank(height, width)
        self._bytes: Plane = np.memmap(path, np.uint8, "r")
        self.number = 0

    def next(self, held: bool, frames: int) -> Play | None:
        """Return the next play of that kind and length, or None where the recording has another next.

        Held pictures that are no longer asked for are passed over.
        """
        while self.number < len(self.plays) and self.plays[self.number].held and not held:
            self.skip()
        found = self.plays[self.number] if self.number < len(self.plays) else None
        if found is None or found.held != held or not (held or len(found.frames) == frames):
            return None
        return found

    def skip(self) -> None:
        """Pass over the next play."""
        for _ in self.frames():
            pass

    def frames(self) -> Iterator[Frame]:
        """Bring `picture` to each frame of the next play in turn."""
        play = self.plays[self.number]
        self.number += 1
        for frame in play.frames:
            for box, part in self.parts(frame):
                put(self.picture, box, part)
            yield frame

    def parts(self, frame: Frame) -> Iterator[tuple[Box, Picture]]:
        """Yield what of the picture changes with a frame."""
        place = frame.offset
        for box in frame.boxes:
            shapes = [values.shape for values in cut(self.picture, box)]
            part = []
            for rows, columns in shapes:
                part.append(self._bytes[place : place + rows * columns].reshape(rows, columns))
                place += rows * columns
            yield box, (part[0], part[1], part[2])

    def keeps(self, play: Play, box: Box) -> bool:
        """Whether the picture within a box stays as it is now throughout a play."""
        return all(
            all(np.array_equal(*pair) for pair in self._shared(where, part, box))
            for frame in play.frames
            for where, part in self.parts(frame)
        )

    def _shared(self, where: Box, part: Picture, box: Box) -> Iterator[tuple[Plane, Plane]]:
        """Yield what lies both in a part and in a box: in the part, and in the picture of now."""
        x0, x1 = max(where[0], box[0]), min(where[1], box[1])
        y0, y1 = max(where[2], box[2]), min(where[3], box[3])
        if x0 >= x1 or y0 >= y1:
            return
        inner = x0 - where[0], x1 - where[0], y0 - where[2], y1 - where[2]
        yield from zip(cut(part, inner), cut(self.picture, (x0, x1, y0, y1)), strict=True)
