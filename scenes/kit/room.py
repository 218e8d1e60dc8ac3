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


def settle(
    name: Mobject, spots: Sequence[Points], frame: Box, others: Sequence[Mobject], points: Points, margin: float = 0.05
) -> Mobject:
    """Move a name to the spot within a box that is clear of other names, and of these where it covers fewest points.

    Where no spot is within the box, or none clear, the best of the others is taken; of several, the first.
    """
    boxes = [box_of(name.move_to(spot), margin) for spot in spots]
    taken = [box_of(other) for other in others]
    # Boxes that are not within the frame count as worse than any that are, and covered names as worse than points.
    off = [(box[1] - box[0]) * (box[3] - box[2]) - shared(box, frame) for box in boxes]
    over = [sum(shared(box, other) for other in taken) for box in boxes]
    best = min((round(a, 6), round(b, 6)) for a, b in zip(off, over, strict=True))
    left = [k for k, pair in enumerate(zip(off, over, strict=True)) if (round(pair[0], 6), round(pair[1], 6)) == best]
    return name.move_to(spots[left[roomiest([boxes[k] for k in left], [], points)]])


def beside(name: Mobject, place: Points, frame: Box, others: Sequence[Mobject], points: Points) -> Mobject:
    """Move a short name beside a place, near it if it can be; see ``settle``."""
    across = 0.2 + name.width / 2
    spots = [place + [across, 0, 0], place - [across, 0, 0]]
    for far in (0.36, 0.7, 1.1):
        angles = np.radians(np.arange(90, 450, 30))
        spots += [
            place + [far * np.cos(angle) + across * np.sign(np.cos(angle)) / 2, far * np.sin(angle), 0]
            for angle in angles
        ]
    return settle(name, spots, frame, others, points)


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
