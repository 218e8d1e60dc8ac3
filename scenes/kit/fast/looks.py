"""What a mobject looked like when it was last painted, and how it is painted again."""

from __future__ import annotations

import math
from operator import attrgetter
from typing import Any, Protocol, TypeAlias

import cairo
import numpy as np
from manim import Camera, Mobject, VMobject
from numpy.typing import NDArray

from ..stage import Item, Stage, changed_boxes, items_box
from .outline import NO_INK, Inks, fill, inks, stroke, trace
from .region import Box, Region

Pixels = NDArray[np.uint8]
# Generic in its stubs only.
Context: TypeAlias = "cairo.Context[Any]"

NOWHERE: Box = (0, 0, 0, 0)
# A mitred corner reaches up to cairo's miter limit times half the line's width.
MITER_LIMIT = 10
# Anti-aliasing colours a pixel beyond the outline; one more against rounding.
MARGIN = 2
# What decides how a VMobject of plain colours looks.
COLOURS = ("fill_rgbas", "stroke_rgbas", "background_stroke_rgbas")
STATE = attrgetter("points", *COLOURS, "stroke_width", "background_stroke_width", "joint_type", "cap_style")


class Look(Protocol):
    """The last look of one mobject; `box` holds the pixels it can touch."""

    mobject: Mobject
    box: Box

    def renew(self, camera: Camera) -> tuple[Box, ...]:
        """Look at the mobject; return where the frame will look different."""

    def draw(self, context: Context, camera: Camera, frame: Pixels, region: Region) -> None:
        """Paint it as it looked, in the region only."""


class OutlineLook:
    """A VMobject of plain colours: its path is kept while its points stay."""

    def __init__(self, mobject: VMobject) -> None:
        self.mobject = mobject
        self.box = NOWHERE
        self.points: bytes | None = None
        self.style: tuple[Any, ...] | None = None
        self.path: cairo.Path | None = None
        self.inks: Inks = (None, None, None)

    def renew(self, camera: Camera) -> tuple[Box, ...]:
        """Look at the mobject; return where the frame will look different."""
        points, *colours, width, width_beneath, joint, cap = STATE(self.mobject)
        points, style = points.tobytes(), (*(rgba.tobytes() for rgba in colours), width, width_beneath, joint, cap)
        if points == self.points and style == self.style:
            return ()
        before = self.box
        if points != self.points:
            self.path = None
        self.points, self.style = points, style
        self.inks = inks(self.mobject, camera.cairo_line_width_multiple)
        self.box = self._box(camera) if any(self.inks) else NOWHERE
        return before, self.box

    def _box(self, camera: Camera) -> Box:
        points = self.mobject.points[:, :2]
        if len(points) == 0 or not np.isfinite(points).all():
            return NOWHERE
        (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
        beneath, _, above = self.inks
        reach = MITER_LIMIT / 2 * max(ink[1] for ink in (beneath, above, NO_INK) if ink)
        return pixel_box(camera, left - reach, right + reach, bottom - reach, top + reach)

    def draw(self, context: Context, camera: Camera, frame: Pixels, region: Region) -> None:
        """Paint it as it looked."""
        mobject = self.mobject
        if self.path is None:
            trace(context, mobject.points, mobject.tolerance_for_point_equality)
            self.path = context.copy_path()
        else:
            context.new_path()
            context.append_path(self.path)
        beneath, inside, above = self.inks
        if beneath:
            stroke(context, mobject, *beneath)
        if inside:
            fill(context, inside)
        if above:
            stroke(context, mobject, *above)


class StageLook:
    """A stage: while its camera rests, only the surroundings of what changed on it are painted."""

    def __init__(self, mobject: Stage) -> None:
        self.mobject = mobject
        self.box = NOWHERE
        self.items: tuple[Item, ...] = ()
        self.state: tuple[Any, ...] | None = None
        self.calm = 0

    def renew(self, camera: Camera) -> tuple[Box, ...]:
        """Look at the stage; return where the frame will look different."""
        stage, before, old = self.mobject, self.box, self.items
        items = tuple(stage.items)
        state = (stage.view, stage.opacity, stage.background, stage.fade_px, stage.points.tobytes())
        if state != self.state:
            self.items, self.state, self.calm = items, state, 0
            place = stage.place(camera)
            self.box = place[:4] if stage.background else items_box(items, place)
            return before, self.box
        # Items never change, and compare by identity.
        if items == old:
            return ()
        self.items = items
        self.calm += 1
        place = stage.place(camera)
        if self.calm > 1:
            return tuple(changed_boxes(old, items, place))
        # All of it once more: the painter then keeps what stands still.
        self.box = place[:4]
        return (self.box,)

    def draw(self, context: Context, camera: Camera, frame: Pixels, region: Region) -> None:
        """Paint the stage over what the frame shows there."""
        for box in region.within(self.box):
            self.mobject.paint_on(frame, camera, box)


class OtherLook:
    """Anything else: the whole frame, painted by Manim, anew every time."""

    def __init__(self, mobject: Mobject, camera: Camera) -> None:
        self.mobject = mobject
        self.box = (0, camera.pixel_width, 0, camera.pixel_height)

    def renew(self, camera: Camera) -> tuple[Box, ...]:
        """Take it to have changed."""
        return (self.box,)

    def draw(self, context: Context, camera: Camera, frame: Pixels, region: Region) -> None:
        """Let Manim paint it."""
        kind = camera.type_or_raise(self.mobject)
        camera.display_funcs[kind]([self.mobject], frame)


class NoLook:
    """What has no picture, such as a tracker."""

    box = NOWHERE

    def __init__(self, mobject: Mobject) -> None:
        self.mobject = mobject

    def renew(self, camera: Camera) -> tuple[Box, ...]:
        """Nothing can change."""
        return ()

    def draw(self, context: Context, camera: Camera, frame: Pixels, region: Region) -> None:
        """Paint nothing."""


def look_at(mobject: Mobject, camera: Camera) -> Look:
    """Return the look that fits a mobject."""
    if camera.type_or_raise(mobject) is Mobject:
        return NoLook(mobject)
    if isinstance(mobject, Stage):
        return StageLook(mobject)
    if isinstance(mobject, VMobject) and _is_plain(mobject):
        return OutlineLook(mobject)
    return OtherLook(mobject, camera)


def pixel_box(camera: Camera, left: float, right: float, bottom: float, top: float) -> Box:
    """Return the pixels that a rectangle of the frame's plane touches, with a margin."""
    across, down = camera.pixel_width / camera.frame_width, camera.pixel_height / camera.frame_height
    x, y = (
        camera.pixel_width / 2 - camera.frame_center[0] * across,
        camera.pixel_height / 2 + camera.frame_center[1] * down,
    )
    far = 10 * camera.pixel_width

    def whole(value: float) -> int:
        return math.floor(min(max(value, -far), far))

    return (
        whole(x + left * across) - MARGIN,
        whole(x + right * across) + MARGIN + 1,
        whole(y - top * down) - MARGIN,
        whole(y - bottom * down) + MARGIN + 1,
    )


def _is_plain(mobject: VMobject) -> bool:
    """Whether every part of a mobject has one colour, and none an image."""
    if mobject.get_background_image() is not None or not all(hasattr(mobject, name) for name in COLOURS):
        return False
    return all(len(getattr(mobject, name)) == 1 for name in COLOURS)
