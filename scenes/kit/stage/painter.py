"""Painting the items of a stage on a frame, in their order, against one depth buffer."""

# Kernels have no annotations: numba finds their types itself.
# mypy: disallow-untyped-calls=False
from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from . import fill, marks, mesh, strokes, triangles
from .canvas import F32, F64, Canvas, Lens, new_canvas, with_room
from .colour import ramp_table, rgb
from .items import Ball, Dots, Item, Light, Line, Patch, Sheet
from .place import Place
from .standing import Standing, common

F8 = NDArray[np.uint8]
NO_FRAME: F8 = np.zeros((0, 0, 4), np.uint8)
NO_PIXELS = np.zeros((0, 0), np.uint32)
# A point on a sheet counts as visible: so far behind what its pixel shows, in px.
TOUCH = 2.0
# What colours a mesh, for fill.py: table, low, rows, levels, their colour, half their width, their opacity.
Paint = tuple[F32, np.float32, np.float32, F32, F32, np.float32, np.float32]
Box = tuple[int, int, int, int]
Ground = tuple[F32, NDArray[np.int32], F32, F32, F32]
NO_LEVELS = (np.zeros(0, np.float32), np.zeros(3, np.float32), np.float32(0), np.float32(0))


class Painter:
    """Buffers for frames of one size.

    Parameters
    ----------
    height, width
        Of the frame, in px.
    """

    def __init__(self, height: int, width: int) -> None:
        self.canvas: Canvas = new_canvas(height, width)
        self.used = 0
        self.px = 1.0
        self.box = (0, width, 0, height)
        self.painted: tuple[tuple[Item, ...], Place] | None = None
        self.is_whole = False
        self.standing: Standing | None = None

    def paint(self, items: Iterable[Item], place: Place, frame: F8, box: Box | None = None) -> None:
        """Paint items over a frame (height, width, 4), RGBA, in place, or only a box (x0, x1, y0, y1) of its window."""
        items = tuple(items)
        packed = frame.view(np.uint32).reshape(frame.shape[:2])
        self.canvas = self.canvas._replace(frame=frame, packed=packed)
        self.px, self.box = place.px, box or place[:4]
        x0, x1, y0, y1 = self.box
        window = packed[y0:y1, x0:x1]
        self.is_whole = self.box == place[:4]
        same = common(self.painted[0], items) if self.is_whole and self.painted and self.painted[1] == place else 0
        if self.standing and not self.standing.serves(items, place, window, self.box):
            self.standing = None
        start = self._begin()
        before = window.copy() if same and not self.standing else window
        for n, item in enumerate(items[start:], start + 1):
            self._draw(item, place.lens)
            if n == same and not self.standing:
                self.standing = Standing.of(items[:n], place, before, self.canvas, self.used)
        self.painted = (items, place)
        # The frame belongs to the caller.
        self.canvas = self.canvas._replace(frame=NO_FRAME, packed=NO_PIXELS)

    def _begin(self) -> int:
        """Clear the canvas, or bring back what stands still; return how many items are painted so."""
        if self.standing:
            self.used = self.standing.put_back(self.canvas, self.box)
            return len(self.standing.items)
        x0, x1, y0, y1 = self.box
        self.canvas.depth[y0:y1, x0:x1] = self.canvas.veil[y0:y1, x0:x1] = 0
        self.canvas.tiles[:] = self.used = 0
        return 0

    def _draw(self, item: Item, lens: Lens) -> None:
        draw = {Sheet: self._sheet, Patch: self._patch, Line: self._line, Dots: self._dots, Ball: self._ball}
        draw[type(item)](item, lens)  # type: ignore[operator]

    def shows(self, items: Sequence[Item], place: Place, point: F64) -> bool:
        """Whether the items leave a world point visible; paints them first if something else was painted last."""
        if not self.is_whole or self.painted != (tuple(items), place):
            self.paint(items, place, np.zeros((*self.canvas.depth.shape, 4), np.uint8))
        lens = place.lens
        x, y, near, _ = strokes.trace(point[None], np.ones(1), *lens, TOUCH * lens.focal / lens.scale)[0]
        inside = place.x0 <= x < place.x1 and place.y0 <= y < place.y1
        return bool(inside and marks.seen(int(x), int(y), near, self.ground) >= 0.5)

    def lay_over(self, before: F8, window: F8, across: F32, down: F32, opacity: float) -> None:
        """Leave of what was painted in the window only the weight of its column, times its row's, times opacity."""
        marks.lay_over(before, window, across * np.float32(opacity), down)

    def _sheet(self, item: Sheet, lens: Lens) -> None:
        light = item.light
        camera = mesh.to_camera(item.points.reshape(-1, 3), lens.matrix, lens.target, lens.focal)
        normals = item.normals.reshape(-1, 3)
        toward = _unit(light)
        lights = mesh.shade(camera, normals, lens.matrix, toward, light.ambient, light.diffuse, light.specular)
        room = 255 * (1 - light.specular) / max(light.ambient + light.diffuse, 1)
        table = np.minimum(ramp_table(item.ramp), np.float32(room))
        levels = NO_LEVELS
        if item.lines:
            lines = item.lines
            half = np.float32(lines.width_px * self.px / 2)
            tint = rgb(lines.color).astype(np.float32)
            levels = (np.array(lines.levels, np.float32), tint, half, np.float32(lines.opacity))
        low, high = item.range
        paint = (table, np.float32(low), np.float32((len(table) - 1) / (high - low)), *levels)
        self._mesh(item, camera, item.values.ravel(), lights, paint, lens)

    def _patch(self, item: Patch, lens: Lens) -> None:
        camera = mesh.to_camera(item.points, lens.matrix, lens.target, lens.focal)
        lights = np.zeros((len(camera), 2, 2))
        lights[:, :, 0] = 1
        paint = (ramp_table((item.color,), 2), np.float32(0), np.float32(0), *NO_LEVELS)
        self._mesh(item, camera, np.zeros(len(camera)), lights, paint, lens)

    def _mesh(self, item: Sheet | Patch, camera: F64, values: F64, lights: F64, paint: Paint, lens: Lens) -> None:
        corners, edges = item.topology
        turns = mesh.facing(camera, corners)
        self._mark_outline(mesh.outline(camera, edges, turns, lens.scale, lens.cx, lens.cy, lens.near, self.box))
        order = np.arange(len(corners))
        if item.opacity < 1:
            order = np.argsort(-camera[corners, 2].sum(axis=1), kind="stable")
        front = item.winding if isinstance(item, Sheet) else 1
        if camera[:, 2].min() < lens.near:
            order, corners, camera, values, lights, turns = triangles.cut(
                order, corners, camera, values, lights, turns, front, lens.near
            )
        places = triangles.to_frame(camera, lens.scale, lens.cx, lens.cy)
        reach = float(paint[5]) + 0.5
        ready = triangles.prepare(order, corners, places, values, lights, turns, front, self.box, paint[3], reach)
        self._fill(ready, paint, float(item.opacity))

    def _mark_outline(self, segments: F64) -> None:
        """Give samples to the pixels on these segments, and to all that have some the colours of now."""
        c = self.canvas
        room = int(np.abs(segments[:, 2:] - segments[:, :2]).sum()) * 2 + 4 * len(segments)
        self.canvas = c = with_room(c, self.used + room, self.used)
        self.used = mesh.mark(
            segments, self.used, self.box, c.depth, c.slot, c.tiles, c.pixels, c.sample_depth
        )  # fmt: skip
        mesh.load_samples(self.used, c.pixels, c.frame, c.sample_rgba)

    def _fill(self, ready: F64, paint: Paint, opacity: float) -> None:
        c = self.canvas
        spans = triangles.find_spans(ready, self.box)
        if opacity >= 1:
            fill.fill_opaque(spans, ready, paint, c.depth, c.packed)
        else:
            fill.fill_through(spans, ready, paint, opacity, c.depth, c.frame, c.veil, c.veil_opacity)
        touched = np.empty((1 << 16, 3), np.int32)
        while (n := triangles.find_sampled(ready, self.box, c.tiles, c.depth, touched)) > len(touched):
            touched = np.empty((n, 3), np.int32)
        fill.fill_samples(touched[:n], ready, paint, min(opacity, 1.0), c.slot, c.sample_depth, c.sample_rgba)
        mesh.average_samples(self.used, c.pixels, c.frame, c.sample_rgba)

    def _line(self, item: Line, lens: Lens) -> None:
        line = strokes.trace(item.points, item.opacity, *lens, float(item.lift))
        if item.dash:
            line = strokes.dashed(line, item.dash[0] * self.px, item.dash[1] * self.px)
        if item.casing:
            self._stroke(line, item.casing[1], item.casing[0], item.casing[2])
        self._stroke(line, item.width_px, item.color, 1.0)

    def _stroke(self, line: F64, width: float, colour: str, opacity: float) -> None:
        c = self.canvas
        n = strokes.ink_line(line, width * self.px / 2, self.box, self.ground, c.ink, c.inked)
        strokes.lay_ink(c.frame, c.ink, c.inked[:n], rgb(colour), float(opacity))

    def _dots(self, item: Dots, lens: Lens) -> None:
        apart = np.full((2 * len(item.points), 3), np.nan)
        apart[::2] = item.points
        places = strokes.trace(apart, np.ones(len(apart)), *lens, float(item.lift))
        rim, width = rgb(item.rim or item.fill), item.rim_px * self.px if item.rim else 0.0
        radius, opacity = item.radius_px * self.px, float(item.opacity)
        marks.discs(places, radius, rgb(item.fill), width, rim, opacity, self.box, self.ground, self.canvas.frame)

    def _ball(self, item: Ball, lens: Lens) -> None:
        x, y, depth = mesh.to_camera(item.point[None], lens.matrix, lens.target, lens.focal)[0].tolist()
        if depth - item.radius < lens.near:
            return
        at, size = lens.scale / depth, lens.scale * item.radius / depth
        ring, width = item.ring or (item.color, 0.0)
        marks.ball(
            lens.cx + at * x, lens.cy - at * y, depth, size, float(item.radius), rgb(item.color), _unit(Light()),
            width * self.px, rgb(ring), float(item.opacity), self.box, self.ground, self.canvas.frame,
        )  # fmt: skip

    @property
    def ground(self) -> Ground:
        """What lines and marks are tested against."""
        c = self.canvas
        return c.depth, c.slot, c.sample_depth, c.veil, c.veil_opacity


def _unit(light: Light) -> F64:
    direction = np.array(light.direction)
    return np.asarray(direction / np.linalg.norm(direction))
