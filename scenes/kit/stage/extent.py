"""Which pixels of a frame an item of a stage can touch."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from .canvas import Lens
from .items import Ball, Dots, Item, Line, Patch, Sheet
from .place import Place

Box = tuple[int, int, int, int]
# Anti-aliasing colours a pixel beyond the outline; one more against rounding.
MARGIN = 2.0
# A sphere off the axis of view looks longer than it is, by less than this at the lecture's angles.
STRETCH = 1.5


def changed_boxes(old: Sequence[Item], new: Sequence[Item], place: Place) -> Iterator[Box]:
    """Yield boxes (x0, x1, y0, y1) that hold every pixel in which two lists of items, in the same place, differ."""
    kept = {id(item) for item in old} & {id(item) for item in new}
    if [id(item) for item in old if id(item) in kept] != [id(item) for item in new if id(item) in kept]:
        kept = set()
    lens = place.lens
    for item in (*old, *new):
        if id(item) not in kept:
            yield item_box(item, place, lens)


def item_box(item: Item, place: Place, lens: Lens) -> Box:
    """Return a box (x0, x1, y0, y1), within the stage's window, of all pixels that an item can touch."""
    if isinstance(item, Line):
        widths = [item.width_px, item.casing[1] if item.casing else 0.0]
        return _round(item.points, max(widths) / 2 * place.px, place, lens)
    if isinstance(item, Dots):
        return _round(item.points, (item.radius_px + item.rim_px) * place.px, place, lens)
    if isinstance(item, Ball):
        depth = lens.focal - float(lens.matrix[2] @ (item.point - lens.target))
        if depth <= lens.near + 2 * item.radius:
            return place[:4]
        reach = STRETCH * item.radius * lens.scale / (depth - item.radius)
        return _round(item.point[None], reach + (item.ring[1] * place.px if item.ring else 0.0), place, lens)
    assert isinstance(item, Sheet | Patch)
    # All of it lies within the hull of its bounding box, and so on the frame.
    points = item.points.reshape(-1, 3)
    ends = np.array([points.min(axis=0), points.max(axis=0)])
    corners = np.stack(np.meshgrid(*ends.T), axis=-1).reshape(-1, 3)
    return _round(corners, 0.0, place, lens)


def items_box(items: Sequence[Item], place: Place) -> Box:
    """Return a box, within the stage's window, of all pixels that any of the items can touch."""
    x0, x1, y0, y1 = place[:4]
    lens = place.lens
    boxes = [item_box(item, place, lens) for item in items]
    filled = [box for box in boxes if box[0] < box[1] and box[2] < box[3]]
    if not filled:
        return x0, x0, y0, y0
    lefts, rights, tops, bottoms = zip(*filled, strict=True)
    return min(lefts), max(rights), min(tops), max(bottoms)


def _round(points: NDArray[np.float64], reach: float, place: Place, lens: Lens) -> Box:
    """Return the box of all pixels within a distance of the places of world points."""
    x0, x1, y0, y1 = place[:4]
    finite = np.isfinite(points)
    if not finite.all():
        points = points[finite.all(axis=1)]
    if len(points) == 0:
        return x0, x0, y0, y0
    camera = (points - lens.target) @ lens.matrix.T
    depth = lens.focal - camera[:, 2]
    if depth.min() <= lens.near:
        return x0, x1, y0, y1
    x, y = lens.cx + lens.scale * camera[:, 0] / depth, lens.cy - lens.scale * camera[:, 1] / depth
    far = reach + MARGIN
    return (
        max(x0, math.floor(x.min() - far)),
        min(x1, math.ceil(x.max() + far)),
        max(y0, math.floor(y.min() - far)),
        min(y1, math.ceil(y.max() + far)),
    )
