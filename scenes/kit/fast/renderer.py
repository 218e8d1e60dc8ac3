"""Manim's Cairo renderer, painting and converting only what changed since the last frame."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

import manim
import numpy as np
from manim import Camera, Mobject
from manim.renderer.cairo_renderer import CairoRenderer
from manim.utils.family import extract_mobject_family_members
from manim.utils.iterables import list_update

from .copying import copy_quickly
from .layer import Layer
from .looks import Pixels
from .region import Region
from .writer import FastWriter

MADE_FOR = "0.22."
# What stands still between two plays, when Manim has not sorted it out.
NOTHING: Sequence[Mobject] = ()


def renderer_for(camera_class: type[Camera], skip_animations: bool = False) -> CairoRenderer:
    """Return the fast renderer, or Manim's own (saying so) where Manim is not the version this was made for."""
    if manim.__version__.startswith(MADE_FOR):
        copy_quickly()
        return FastRenderer(camera_class, skip_animations)
    logging.getLogger("manim").warning(
        "The fast painter was made for Manim %sx and this is %s: Manim paints by itself, several times slower.",
        MADE_FOR,
        manim.__version__,
    )
    return CairoRenderer(camera_class=camera_class, skip_animations=skip_animations)


class FastRenderer(CairoRenderer):
    """Paints what stands still in a play on one layer and what moves on another, each only where it changed.

    The picture is Manim's, but for two things: nothing is painted twice in a wait (Manim paints standing objects
    over themselves there, which makes their edges bolder), and plays that are skipped are not painted at all.
    """

    def __init__(self, camera_class: type[Camera], skip_animations: bool = False) -> None:
        super().__init__(FastWriter, camera_class, skip_animations)
        self._layers: tuple[Layer, Layer] | None = None
        self._background: Pixels | None = None
        self._standing = self._painted_standing = NOTHING
        self._families = Families()

    def play(self, scene: Any, *args: Any, **kwargs: Any) -> None:
        """Play animations."""
        try:
            super().play(scene, *args, **kwargs)
        finally:
            self._standing = NOTHING

    def save_static_frame_data(self, scene: Any, static_mobjects: Iterable[Mobject]) -> None:
        """Take note of what stands still in this play."""
        self._standing = list(static_mobjects)

    def update_frame(
        self,
        scene: Any,
        mobjects: Iterable[Mobject] | None = None,
        include_submobjects: bool = True,
        ignore_skipping: bool = True,
        **kwargs: Any,
    ) -> None:
        """Bring the camera's pixels up to date; during a play `mobjects` are those that move."""
        if self.skip_animations and not ignore_skipping:
            return
        moving = list(mobjects or ())
        if self._standing is NOTHING and not moving:
            moving = list_update(scene.mobjects, scene.foreground_mobjects)
        under, over = self._painted_layers()
        changed = Region(*under.pixels.shape[:2])
        # What stands cannot change within a play.
        if self._painted_standing is not self._standing:
            changed = under.show(self.camera.get_mobjects_to_display(self._standing), changed)
            self._painted_standing = self._standing
        changed = over.show(self._families.displayed(self.camera, moving), changed)
        planes = self.file_writer.planes
        if planes is not None:
            planes.take_in(self.camera.pixel_array, changed)

    def _painted_layers(self) -> tuple[Layer, Layer]:
        """Return the layer of what stands and of what moves; new ones where the ground is another."""
        camera = self.camera
        if self._layers is None or self._background is not camera.background:
            self._background, self._painted_standing = camera.background, NOTHING
            under = Layer(camera, np.empty_like(camera.pixel_array))
            self._layers = under, Layer(camera, camera.pixel_array, under)
            if self.file_writer.planes is not None:
                whole = Region(*camera.pixel_array.shape[:2])
                whole.add((0, camera.pixel_width, 0, camera.pixel_height))
                self.file_writer.planes.take_in(camera.pixel_array, whole)
        return self._layers

    def render(self, scene: Any, time: float, moving_mobjects: Iterable[Mobject] | None = None) -> None:
        """Paint and write one frame."""
        if self.skip_animations:
            return
        super().render(scene, time, moving_mobjects)

    def get_frame(self) -> Any:
        """Return a copy of the frame, as the file writer wants it while it writes a film."""
        planes = self.file_writer.planes
        if planes is not None and not self.skip_animations and self._standing is not NOTHING:
            return planes.copy()
        return super().get_frame()


class Families:
    """Remembers what a list of mobjects shows, submobjects included, while no family changes."""

    def __init__(self) -> None:
        self._mobjects: list[Mobject] = []
        self._members: list[Mobject] = []
        self._state: list[Any] = []
        self._shown: list[Mobject] = []

    def displayed(self, camera: Camera, mobjects: list[Mobject]) -> list[Mobject]:
        """Return the mobjects with points in the order in which they are painted."""
        if mobjects != self._mobjects or self._state != _family_state(self._members):
            self._mobjects, self._members = mobjects, extract_mobject_family_members(mobjects)
            self._state = _family_state(self._members)
            self._shown = camera.get_mobjects_to_display(mobjects)
        return self._shown


def _family_state(members: list[Mobject]) -> list[Any]:
    return [(member.z_index, len(member.points) > 0, *member.submobjects) for member in members]
