"""Where words have room: within the frame, clear of boxes and of points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

Points = NDArray[np.float64]
# Left, right, bottom and top, in frame units.
Box: TypeAlias = tuple[float, float, float, float]

# What may hold words: the frame without its rim and without the title's line.
FRAME: Box = (-6.36, 6.36, -3.4, 2.9)
# How much a point inside a box weighs against a unit of area in common with another box.
POINT = 0.01
# Words off the frame are not read at all.
OUTSIDE = 100.0


def box_of(mobject: Mobject, margin: float = 0.0) -> Box:
    """Return the rectangle round a mobject, widened by a margin."""
    (left, bottom, _), (right, top, _) = mobject.get_corner([-1, -1, 0]), mobject.get_corner([1, 1, 0])
    return left - margin, right + margin, bottom - margin, top + margin


def roomiest(places: Sequence[Box], taken: Sequence[Box], points: Points) -> int:
    """Return the number of the place with least on it; of several, the first.

    Parameters
    ----------
    places, taken
        Where the words may stand, and what stands there already.
    points
        (n, 2 or more) places that should rather not be covered.
    """
    return int(np.argmin([_crowding(place, taken, points) for place in places]))


def beside(name: Mobject, place: Points, box: Box, others: Sequence[Mobject], points: Points) -> Mobject:
    """Move a short name beside a place, within a box, to where it covers least of other names and of points."""
    across = 0.2 + name.width / 2
    spots = [place + [across, 0, 0], place - [across, 0, 0]]
    spots += [place + [x, y, 0] for y in (0.34, -0.34) for x in (0, 0.3, -0.3)]
    spots += [place + [x, y, 0] for y in (0.7, -0.7) for x in (0, 0.4, -0.4)]
    left, right, foot, top = box
    near = [s for s in spots if left + 0.4 < s[0] < right - 0.4 and foot + 0.25 < s[1] < top - 0.25] or spots
    taken = [box_of(other, 0.04) for other in others]
    return name.move_to(near[roomiest([box_of(name.move_to(spot), 0.04) for spot in near], taken, points)])


def _crowding(place: Box, taken: Sequence[Box], points: Points) -> float:
    left, right, bottom, top = place
    outside = (right - left) * (top - bottom) - shared(place, FRAME)
    x, y = points[:, 0], points[:, 1]
    covered = np.sum((left < x) & (x < right) & (bottom < y) & (y < top))
    return OUTSIDE * outside + sum(shared(place, box) for box in taken) + POINT * float(covered)


def shared(a: Box, b: Box) -> float:
    """Return the area that two boxes have in common."""
    width, height = min(a[1], b[1]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[2], b[2])
    return max(0.0, width) * max(0.0, height)
