"""A scene without its ground, as two films to lay over other pictures."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from manim import Camera, Mobject, config
from manim.scene.scene_file_writer import SceneFileWriter

from scenes.kit.assets.clear import ClearPlanes
from scenes.kit.fast.copying import copy_quickly
from scenes.kit.fast.renderer import FastRenderer
from scenes.kit.fast.writer import declare_colours
from scenes.kit.rehearsal import lesson_class
from scenes.kit.settings import Settings
from scenes.kit.stage import StageCamera
from scenes.kit.theme import THEMES
from scenes.playlist import Entry

# More pictures a second cost time and space, and editors of films work with so many.
FASTEST = 30
# For browsers and OBS. A held picture is one long frame there.
WEBM = "libvpx-vp9"
WEBM_OPTIONS = {
    "deadline": "realtime", "cpu-used": "8", "crf": "20", "b": "0", "auto-alt-ref": "0", "lag-in-frames": "0",
    "tune-content": "screen", "threads": "1", "g": "150",
}  # fmt: skip
# QuickTime's Animation, for editors of films: lossless. ProRes 4444 took 24 times the space and 17 times the time.
MOV = "qtrle"
MOV_OPTIONS = {"g": "60"}


def paint(entry: Entry, settings: Settings, folder: Path) -> None:
    """Paint a scene on nothing; at most 30 of the film's pictures a second, each when the film shows it."""
    ground = THEMES[settings.theme].ground
    planes = ClearPlanes(config.pixel_height, config.pixel_width, ground)
    step = max(1, round(config.frame_rate / FASTEST))
    films = ClearFilms(folder / entry.clip, planes, Fraction(round(config.frame_rate), step))
    renderer = ClearRenderer(StageCamera, step)
    lesson = lesson_class(entry)(settings=settings, renderer=renderer)
    renderer.begin(planes, films)
    lesson.render()
    films.close()


class ClearFilms:
    """The two films while they are written.

    Parameters
    ----------
    stem
        Their path without the suffix.
    rate
        Pictures a second.
    """

    def __init__(self, stem: Path, planes: ClearPlanes, rate: Fraction) -> None:
        self.planes, self.rate, self.length = planes, rate, 0
        self._webm = av.open(str(stem.with_name(f"{stem.name}.webm")), "w")
        self._mov = av.open(str(stem.with_name(f"{stem.name}.mov")), "w")
        self._films: dict[Any, Any] = {
            self._webm: self._stream(self._webm, WEBM, "yuva420p", WEBM_OPTIONS),
            self._mov: self._stream(self._mov, MOV, "argb", MOV_OPTIONS),
        }
        declare_colours(self._films[self._webm].codec_context)
        self._last: tuple[av.VideoFrame, int] | None = None

    def _stream(self, film: Any, codec: str, pixels: str, options: dict[str, str]) -> Any:
        stream = film.add_stream(codec, rate=self.rate, options=dict(options))
        stream.width, stream.height, stream.pix_fmt = self.planes.width, self.planes.height, pixels
        stream.time_base = stream.codec_context.time_base = 1 / self.rate
        return stream

    def add(self, frame: av.VideoFrame | None, count: int) -> None:
        """Show the planes for so many pictures; `frame` is a copy of them, or None where they are as before."""
        if frame is not None:
            self._write(self._webm, frame, self.length)
            self._last = frame, self.length
        picture = av.VideoFrame.from_ndarray(self.planes.argb, format="argb")
        for number in range(self.length, self.length + count):
            self._write(self._mov, picture, number)
        self.length += count

    def close(self) -> None:
        """Show the last picture to the end."""
        if self._last is not None and self._last[1] < self.length - 1:
            self._write(self._webm, self._last[0], self.length - 1)
        for film, stream in self._films.items():
            film.mux(stream.encode(None))
            film.close()

    def _write(self, film: Any, frame: av.VideoFrame, number: int) -> None:
        frame.pts, frame.time_base = number, 1 / self.rate
        film.mux(self._films[film].encode(frame))


class ClearWriter(SceneFileWriter):
    """Takes one of so many pictures of a film."""

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self.planes: ClearPlanes | None = None
        self.films: ClearFilms | None = None
        self.step, self.painted = 1, 0
        self._latest: av.VideoFrame | None = None

    @property
    def wants_next(self) -> bool:
        """Whether the next picture is one of those."""
        return self.painted % self.step == 0

    def write_frame(self, pixels: av.VideoFrame | None, *, repeat: int = 1) -> None:
        """Hand on those of so many pictures that are wanted; Manim's name for the frame is `pixels`."""
        assert self.films is not None
        # A picture that is not wanted itself may still stand when the next one is.
        self._latest = pixels or self._latest
        wanted = -(-(self.painted + repeat) // self.step) + -self.painted // self.step
        self.painted += repeat
        if wanted:
            self.films.add(self._latest, wanted)
            self._latest = None


class ClearRenderer(FastRenderer):
    """Paints on nothing, and only the pictures that are wanted.

    Parameters
    ----------
    step
        One of so many.
    """

    def __init__(self, camera_class: type[Camera], step: int) -> None:
        copy_quickly()
        super().__init__(camera_class)
        self._file_writer_class = ClearWriter
        self.step = step

    def begin(self, planes: ClearPlanes, films: ClearFilms) -> None:
        """Paint here from now on."""
        self.camera.background_opacity = 0
        self.file_writer.planes, self.file_writer.films, self.file_writer.step = planes, films, self.step

    def render(self, scene: Any, time: float, moving_mobjects: Iterable[Mobject] | None = None) -> None:
        """Paint one frame, or let its time pass."""
        if self.file_writer.wants_next:
            super().render(scene, time, moving_mobjects)
        else:
            self.file_writer.painted += 1
            self.time += 1 / self.camera.frame_rate
