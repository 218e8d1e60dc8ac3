"""One beat on its way to a clip: painted, or taken from an earlier recording where it cannot have changed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np

from scenes.kit.fast.looks import pixel_box
from scenes.kit.warm.film import Film
from scenes.kit.warm.recording import Box, Picture, Play, Playback, Recorder, copy_of, cut, even, put

# Room round the title for what anti-aliasing colours, in px.
MARGIN = 4


@dataclass(frozen=True)
class Reuse:
    """What of an earlier recording still holds.

    Attributes
    ----------
    plays
        So many of its first plays.
    title
        Whether the title is another.
    rest
        Whether nothing else is: what follows the title need not even be played for the clip.
    """

    recording: Path
    plays: int
    title: bool
    rest: bool


class Reel:
    """Collects a beat's frames for its clip and for the next recording.

    Parameters
    ----------
    planes
        What is painted on.
    rate
        Frames a second.
    lesson
        The scene; its title is asked for where it is.
    reuse
        An earlier recording that begins with the same picture.
    file
        The scene's file: where in it each play was called is noted.
    """

    def __init__(self, planes: Any, rate: int, lesson: Any, reuse: Reuse | None, file: Path) -> None:
        self.planes, self.lesson, self.reuse, self.file = planes, lesson, reuse, str(file)
        self.film, self.recorder = Film(planes, rate), Recorder()
        self.calls: list[dict[str, Any]] = []
        self.is_whole = False
        self.painted_from: int | None = None
        self.on_frame: Callable[[], None] = lambda: None
        self._whole: Box = (0, planes.width, 0, planes.height)
        self._old = Playback(reuse.recording, planes.height, planes.width) if reuse else None
        self._title_before = lesson._title
        self._patch: tuple[Box, Picture] | None = None
        self._is_live = False

    def begin(self, renderer: Any, scene: Any, held: bool, frames: int) -> bool:
        """Begin a play; return whether its frames were all taken from the earlier recording."""
        self.recorder.begin(held)
        self.calls.append({"held": held, "where": call_sites(self.file)})
        old = self._old
        if old is None or self.reuse is None:
            return False
        found = old.next(held, frames)
        if found is None and held:
            # A pause that was not there: its picture is painted, and the recording goes on after it.
            return False
        if found is None or old.number >= self.reuse.plays:
            self._old = None
            return False
        # The title before this one leaves first, as ever.
        leaves = old.number == 0 and self._title_before is not None
        if self.reuse.title and not leaves:
            if self.lesson._title is self._title_before:
                old.skip()
                return False
            if not self._title_fits(renderer, scene, old, found):
                self._old = None
                return False
        for frame in old.frames():
            self._reuse(old, frame.boxes, frames if held else frame.hold)
        if self.reuse.rest and not leaves:
            self._reuse_rest(old)
        return True

    def _reuse_rest(self, old: Playback) -> None:
        """Add all that follows, if the new title is in nobody's way."""
        if self._patch is not None and not all(old.keeps(play, self._patch[0]) for play in old.plays[old.number :]):
            return
        for play in old.plays[old.number :]:
            self.recorder.begin(play.held)
            for frame in old.frames():
                self._reuse(old, frame.boxes, frame.hold)
        self.calls = old.calls
        self.is_whole = True

    def take(self, frame: av.VideoFrame, changed: list[Box], hold: int) -> None:
        """Add a frame that has just been painted."""
        if self.painted_from is None:
            self.painted_from = self.film.length
        picture = self.planes.y, self.planes.u, self.planes.v
        self.recorder.add(picture, changed if self._is_live else [self._whole], hold)
        self._is_live = True
        self.film.add(frame, hold)
        self.on_frame()

    def _reuse(self, old: Playback, boxes: list[Box], hold: int) -> None:
        """Add the recording's frame of now, with the new title in its place."""
        picture = old.picture
        if self._patch is not None:
            box, part = self._patch
            kept = copy_of(cut(picture, box))
            put(picture, box, part)
        self.recorder.add(picture, [self._whole] if self._is_live else boxes, hold)
        self._is_live = False
        self.film.add(self.planes.copy_of(picture), hold)
        if self._patch is not None:
            put(picture, box, kept)

    def _title_fits(self, renderer: Any, scene: Any, old: Playback, play: Play) -> bool:
        """Whether a play looks as it did but for the title's box; the first time this is painted and compared."""
        if self._patch is None:
            box = joined(old.title, self.title_box())
            renderer.update_frame(scene, scene.moving_mobjects)
            self.planes.changed()
            self._is_live = False
            for where, part in old.parts(play.frames[0]):
                put(old.picture, where, part)
            now: Picture = (self.planes.y, self.planes.u, self.planes.v)
            if not same_but(now, old.picture, box):
                return False
            self._patch = box, copy_of(cut(now, box))
        return old.keeps(play, self._patch[0])

    def title_box(self) -> Box:
        """Return the pixels of the title, or an empty box."""
        title, camera = self.lesson._title, self.lesson.camera
        if title is None:
            return 0, 0, 0, 0
        (left, bottom, _), (right, top, _) = title.get_corner([-1, -1, 0]), title.get_corner([1, 1, 0])
        x0, x1, y0, y1 = pixel_box(camera, left, right, bottom, top)
        wide = (x0 - MARGIN, x1 + MARGIN, y0 - MARGIN, y1 + MARGIN)
        return even(wide, self.planes.height, self.planes.width)


def joined(first: Box, second: Box) -> Box:
    """Return the smallest box round two, of which one may be empty."""
    if first[0] >= first[1]:
        return second
    return min(first[0], second[0]), max(first[1], second[1]), min(first[2], second[2]), max(first[3], second[3])


def same_but(first: Picture, second: Picture, box: Box) -> bool:
    """Whether two pictures are equal outside a box."""
    other = copy_of(second)
    put(other, box, cut(first, box))
    return all(map(np.array_equal, first, other))


def call_sites(file: str) -> list[tuple[str, int]]:
    """Return where in a file's functions this call comes from, the outermost first: their names and lines."""
    found = []
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename == file:
            found.append((frame.f_code.co_qualname.split(".<locals>")[0], frame.f_lineno))
        frame = frame.f_back  # type: ignore[assignment]
    return found[::-1]
