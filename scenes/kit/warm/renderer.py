"""A renderer that plays without painting, until it is given a reel to paint on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import av
import numpy as np
from manim import Camera, Mobject
from manim.scene.scene_file_writer import SceneFileWriter
from numpy.typing import NDArray

from scenes.kit.fast.copying import copy_quickly
from scenes.kit.fast.planes import Planes
from scenes.kit.fast.region import Region
from scenes.kit.fast.renderer import FastRenderer
from scenes.kit.warm.recording import Box, Picture, even
from scenes.kit.warm.reel import Reel


class NotedPlanes(Planes):
    """Planes that know where they changed since they were last asked."""

    def __init__(self, height: int, width: int) -> None:
        super().__init__(height, width)
        self._changed: list[Box] = []

    def take_in(self, pixels: NDArray[np.uint8], region: Region) -> None:
        """Convert the pixels of a region, and note it."""
        super().take_in(pixels, region)
        self._changed += [even(box, self.height, self.width) for box in region.boxes]

    def copy_of(self, picture: Picture) -> av.VideoFrame:
        """Return a copy of another picture of the same size; give it back with `release`."""
        own = self.y, self.u, self.v
        self.y, self.u, self.v = picture
        try:
            return self.copy()
        finally:
            self.y, self.u, self.v = own

    def changed(self) -> list[Box]:
        """Return where the planes changed since the last call."""
        found, self._changed = self._changed, []
        return found


class WarmWriter(SceneFileWriter):
    """Takes frames for a reel instead of writing files."""

    def __init__(self, settings: Any) -> None:
        super().__init__(settings)
        self.planes: NotedPlanes | None = None
        self.reel: Reel | None = None

    def write_frame(self, pixels: av.VideoFrame, *, repeat: int = 1) -> None:
        """Hand a copy of the planes on; Manim's name for it is `pixels`."""
        assert self.reel is not None and self.planes is not None
        self.reel.take(pixels, self.planes.changed(), repeat)


class WarmRenderer(FastRenderer):
    """Plays a scene unpainted, its clock running as if it were painted; with a reel it paints."""

    def __init__(self, camera_class: type[Camera]) -> None:
        copy_quickly()
        super().__init__(camera_class)
        self._file_writer_class = WarmWriter
        self._rehearses = False
        self.before_play: Callable[[], None] = lambda: None
        self.when_taken: Callable[[], None] = lambda: None

    def rehearse(self, planes: NotedPlanes) -> None:
        """Paint the first frame of every play, for nobody: what painting needs is loaded and compiled by then."""
        self._rehearses, self.file_writer.planes = True, planes

    def begin_reel(self, reel: Reel, planes: NotedPlanes) -> None:
        """Paint from here on."""
        self._layers, self._rehearses = None, False
        self.file_writer.planes, self.file_writer.reel = planes, reel

    def end_reel(self) -> None:
        """Play unpainted from here on."""
        self._layers = None
        self.file_writer.planes = self.file_writer.reel = None

    def play(self, scene: Any, *args: Any, **kwargs: Any) -> None:
        """Play animations; the scene is afterwards as it would be, had they been painted."""
        self.before_play()
        super().play(scene, *args, **kwargs)
        if self.skip_animations and not scene.is_current_animation_frozen_frame():
            scene.update_mobjects(0)

    def update_skipping_status(self) -> None:
        """Leave the decision to the moment when the animations have begun."""

    def save_static_frame_data(self, scene: Any, static_mobjects: Iterable[Mobject]) -> None:
        """Decide whether this play is painted, now that it is known what it is."""
        super().save_static_frame_data(scene, static_mobjects)
        held = scene.is_current_animation_frozen_frame()
        step = 1 / self.camera.frame_rate
        frames = int(scene.duration / step) if held else len(np.arange(0, scene.duration, step))
        reel = self.file_writer.reel
        if reel is None or reel.begin(self, scene, held, frames):
            self._pass_time(1 if held else frames, frames * step if held else step)
            if self._rehearses:
                self.update_frame(scene, scene.moving_mobjects)
            self.skip_animations = True
            self.when_taken()

    def _pass_time(self, times: int, seconds: float) -> None:
        """Add up the clock as painting does: the last bit decides how many frames a wait has."""
        for _ in range(times):
            self.time += seconds

    def update_frame(self, scene: Any, mobjects: Iterable[Mobject] | None = None, *args: Any, **kwargs: Any) -> None:
        """Bring the camera's pixels up to date, in plays that are painted."""
        if not self.skip_animations:
            super().update_frame(scene, mobjects, *args, **kwargs)
