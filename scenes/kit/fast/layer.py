"""A picture that knows what it shows, and paints only where that changed."""

from __future__ import annotations

from collections.abc import Sequence

import cairo
from manim import Camera, Mobject

from .looks import Look, Pixels, look_at
from .region import Region


class Layer:
    """Mobjects painted over another layer, or over the camera's ground.

    Parameters
    ----------
    camera
        Tells the size, the ground and how mobjects are painted.
    pixels
        The picture, RGBA (height, width, 4), changed in place.
    below
        What lies beneath; the camera's background where it is None.
    """

    def __init__(self, camera: Camera, pixels: Pixels, below: Layer | None = None) -> None:
        self.camera = camera
        self.pixels = pixels
        self.ground: Pixels = below.pixels if below else camera.background
        self.looks: list[Look] = []
        self.context = camera.get_cairo_context(pixels)
        self.pixels[:] = self.ground

    def show(self, mobjects: Sequence[Mobject], below: Region) -> Region:
        """Show these mobjects, from the lowest to the highest; return where the picture changed.

        `below` is where the layer beneath changed since the last call.
        """
        region = self._renew(mobjects, below)
        if region:
            self._paint(region)
        return region

    def _renew(self, mobjects: Sequence[Mobject], below: Region) -> Region:
        region = Region(*self.pixels.shape[:2])
        region.add_all(below)
        known = {id(look.mobject): look for look in self.looks}
        looks = [known.get(id(mobject)) or look_at(mobject, self.camera) for mobject in mobjects]
        for look in self._displaced(looks):
            region.add(look.box)
        for look in looks:
            for box in look.renew(self.camera):
                region.add(box)
        self.looks = looks
        return region

    def _displaced(self, looks: list[Look]) -> list[Look]:
        """Return what is no longer shown and, where the order changed, all between the common start and end."""
        old, first = self.looks, 0
        while first < min(len(old), len(looks)) and old[first] is looks[first]:
            first += 1
        if first == len(old) and first == len(looks):
            return []
        kept, shown = set(map(id, looks)), set(map(id, old))
        stay = [look for look in old if id(look) in kept]
        if stay == [look for look in looks if id(look) in shown]:
            return [look for look in old if id(look) not in kept]
        return old[first:]

    def _paint(self, region: Region) -> None:
        for x0, x1, y0, y1 in region.boxes:
            self.pixels[y0:y1, x0:x1] = self.ground[y0:y1, x0:x1]
        context = self.context
        context.save()
        matrix = context.get_matrix()
        context.set_matrix(cairo.Matrix())
        context.new_path()
        for x0, x1, y0, y1 in region.boxes:
            context.rectangle(x0, y0, x1 - x0, y1 - y0)
        context.clip()
        context.set_matrix(matrix)
        for look in self.looks:
            if region.meets(look.box):
                look.draw(context, self.camera, self.pixels, region)
        context.restore()
