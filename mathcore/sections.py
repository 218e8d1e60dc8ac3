"""Sections: the surface cut through a point along its principal directions, and chords over it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array
from mathcore.loss import LogisticLoss
from mathcore.window import Window

BISECTIONS = 60
# A tour stays this far within its limits.
INNER = 0.85


@dataclass(frozen=True, eq=False)
class Section:
    """J along a line through a point, as far as the window and its cut reach.

    Parameters
    ----------
    centre : (2,) theta of the point, at distance 0.
    direction : (2,) unit vector, an eigenvector of the Hessian at the point.
    curvature : its eigenvalue, the second derivative of J along the line at the point.
    distances : (n,) signed distances in units of theta.
    points : (n, 2) theta there.
    heights : (n,) J there.
    """

    centre: Array
    direction: Array
    curvature: float
    distances: Array
    points: Array
    heights: Array

    def reached(self, level: float, side: int) -> Array:
        """Return (2,) the point farthest to a side, 1 or -1, whose J is not above a level; the centre if none is."""
        beyond = (side * self.distances >= 0) & (self.heights <= level)
        if not beyond.any():
            return self.centre
        farthest: Array = self.points[beyond][np.argmax(np.abs(self.distances[beyond]))]
        return farthest


@dataclass(frozen=True, eq=False)
class Chord:
    """The straight line between two points of the surface, and the surface under it.

    Parameters
    ----------
    points : (n, 2) theta, evenly from one end to the other.
    straight : (n,) height of the line.
    heights : (n,) J.
    """

    points: Array
    straight: Array
    heights: Array


def principal_sections(loss: LogisticLoss, point: ArrayLike, window: Window, n: int = 161) -> tuple[Section, Section]:
    """Return the steepest and the flattest section through a point inside the window and not above its cut.

    The directions are the eigenvectors of the Hessian there; each points to larger theta_1, or to larger theta_0
    where theta_1 stays. J is convex, so that the part below the cut is one piece.

    Raises
    ------
    ValueError
        The loss has other than two parameters, or the point lies outside the window or above the cut.
    """
    centre = np.asarray(point, dtype=np.float64)
    if loss.p != 2:
        raise ValueError(f"Sections need a loss of two parameters, not {loss.p}: choose one feature.")
    low, high = np.sort([window.x_range, window.y_range], axis=1).T
    if not (np.all(low <= centre) and np.all(centre <= high) and loss(centre) <= window.cut):
        raise ValueError(f"The point {centre} lies outside the window or above its cut.")
    values, vectors = np.linalg.eigh(loss.hessian(centre))
    steep, flat = (
        _section(loss, centre, _upward(vectors[:, k]), float(values[k]), (low, high), window.cut, n) for k in (1, 0)
    )
    return steep, flat


def chord(loss: LogisticLoss, a: ArrayLike, b: ArrayLike, n: int = 41) -> Chord:
    """Return the chord between the surface's points at two theta."""
    share = np.linspace(0.0, 1.0, n)
    ends = np.array([a, b], dtype=np.float64)
    points = ends[0] + share[:, None] * (ends[1] - ends[0])
    first, last = loss(ends)
    return Chord(points, first + share * (last - first), loss(points))


def tour(start: ArrayLike, steep: Section, flat: Section, level: float) -> Array:
    """Return (5, 2) points to visit: a start, both walls, the valley's end away from the start, and the centre.

    Apart from the start none is above a level of J; the way between two of them is not above the higher one, as J is
    convex.
    """
    start = np.asarray(start, dtype=np.float64)
    away = 1 if (flat.centre - start) @ flat.direction >= 0 else -1
    ends = [steep.reached(level, 1), steep.reached(level, -1), flat.reached(level, away)]
    return np.array([start, *(steep.centre + INNER * (end - steep.centre) for end in ends), steep.centre])


def _upward(direction: Array) -> Array:
    flipped = direction[1] < 0 or (direction[1] == 0 and direction[0] < 0)
    return -direction if flipped else direction


def _section(loss: LogisticLoss, centre: Array, direction: Array, curvature: float, box: tuple[Array, Array],
             cut: float, n: int) -> Section:
    """Sample the line from end to end, the centre among the samples."""
    reach = [_reach(loss, centre, side * direction, box, cut) for side in (-1.0, 1.0)]
    before = 1 + round((n - 2) * reach[0] / (sum(reach) or 1.0))
    distances = np.concatenate([np.linspace(-reach[0], 0.0, before, endpoint=False),
                                np.linspace(0.0, reach[1], n - before)])
    # Rounding may put an end just outside the box.
    points = np.clip(centre + distances[:, None] * direction, *box)
    return Section(centre, direction, curvature, distances, points, loss(points))


def _reach(loss: LogisticLoss, centre: Array, direction: Array, box: tuple[Array, Array], cut: float) -> float:
    """Return how far the line runs before it leaves the box or rises above the cut."""
    walls = np.where(direction > 0, box[1], box[0])
    room = np.full(2, np.inf)
    np.divide(walls - centre, direction, out=room, where=direction != 0)
    inside, outside = 0.0, float(room.min())
    if loss(np.clip(centre + outside * direction, *box)) <= cut:
        return outside
    for _ in range(BISECTIONS):
        middle = (inside + outside) / 2
        if loss(np.clip(centre + middle * direction, *box)) <= cut:
            inside = middle
        else:
            outside = middle
    return inside
