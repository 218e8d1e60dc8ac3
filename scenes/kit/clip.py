"""What of a path lies within a rectangle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.kit.room import Box

Points = NDArray[np.float64]


def within(points: Points, box: Box) -> NDArray[np.bool_]:
    """Return which places (..., 2 or more) lie within a box, its rim included."""
    left, right, bottom, top = box
    x, y = points[..., 0], points[..., 1]
    return np.asarray((left <= x) & (x <= right) & (bottom <= y) & (y <= top))


def clipped(path: Points, box: Box) -> Points:
    """Return a path (n, 3) cut off at a box, the pen lifted (NaN) where it lies outside.

    Each segment keeps the part between the last side that it enters and the first that it leaves (Liang and Barsky,
    ACM Transactions on Graphics 3 (1984) 1-22).
    """
    if within(path, box).all():
        return path
    start, run = path[:-1], np.diff(path, axis=0)
    low, high = np.array([box[0], box[2]]), np.array([box[1], box[3]])
    with np.errstate(divide="ignore", invalid="ignore"):
        crossings = np.stack([(low - start[:, :2]) / run[:, :2], (high - start[:, :2]) / run[:, :2]])
    # A segment along a side's direction never crosses it: it is inside for all of its length, or for none.
    level = run[:, :2] == 0
    inside = (low <= start[:, :2]) & (start[:, :2] <= high)
    enter = np.where(level, np.where(inside, 0.0, 2.0), crossings.min(axis=0)).max(axis=1).clip(min=0.0)
    leave = np.where(level, 1.0, crossings.max(axis=0)).min(axis=1).clip(max=1.0)
    kept = enter < leave
    ends = [start[kept] + share[kept, None] * run[kept] for share in (enter, leave)]
    lifted = np.full_like(ends[0], np.nan)
    return np.stack([*ends, lifted], axis=1).reshape(-1, path.shape[1])
