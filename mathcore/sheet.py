"""Sheet: the surface J as a mesh that ends at the window's box or exactly at the level where it is cut."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mathcore.arrays import Array
from mathcore.fit import fit
from mathcore.landscape import landscape
from mathcore.loss import LogisticLoss
from mathcore.window import Window

TO_THE_LAST_DIGIT = 60
TO_THE_EYE = 16


@dataclass(frozen=True, eq=False)
class Sheet:
    """A polar mesh: row 0 is the centre, the last row the rim; the last column repeats the first.

    Parameters
    ----------
    points : (rings, rays + 1, 2) theta.
    heights : (rings, rays + 1) J there.
    gradients : (rings, rays + 1, 2) grad J there.
    at_cut : (rays + 1,) whether the rim ends at J = cut there, rather than at the box; true at corners of both.
    """

    points: Array
    heights: Array
    gradients: Array
    at_cut: NDArray[np.bool_]

    @property
    def rim(self) -> Array:
        """(rays + 1, 3) the outline: theta_0, theta_1, J."""
        return np.column_stack([self.points[-1], self.heights[-1]])


def sheet(loss: LogisticLoss, window: Window, rays: int = 240, rings: int = 60) -> Sheet:
    """Mesh the part of the surface inside the window and below its cut.

    The set {J <= cut} is convex, so every ray from a point inside leaves it once: at the box, or at the cut, found
    by bisection to the last digit. Rays are spread evenly along the outline, and the nearest ones are moved onto
    its corners.

    Raises
    ------
    ValueError
        The cut lies below the surface everywhere in the window.
    """
    box = _Box(loss, window)
    angles = _snapped(box.even_angles(rays), box.corner_angles())
    angles = np.append(angles, angles[0] + 2 * np.pi)
    ends, at_cut = box.ends(angles)
    ends[-1] = ends[0]
    shares = np.linspace(0.0, 1.0, rings)[:, None, None]
    points = box.centre + shares * (ends - box.centre)
    points[-1] = ends
    return Sheet(points, loss(points), loss.gradient(points), at_cut)


class _Box:
    """The window seen from a point inside: directions in units of half its sides."""

    def __init__(self, loss: LogisticLoss, window: Window) -> None:
        self.loss, self.cut = loss, window.cut
        self.low = np.array([min(window.x_range), min(window.y_range)])
        self.high = np.array([max(window.x_range), max(window.y_range)])
        self.half = (self.high - self.low) / 2
        self.centre = _centre(loss, window, self.low, self.high)
        if loss(self.centre) >= window.cut:
            raise ValueError(f"The surface lies above the cut J = {window.cut:g} everywhere in the window.")

    def ends(self, angles: Array, bisections: int = TO_THE_LAST_DIGIT) -> tuple[Array, NDArray[np.bool_]]:
        """Return where the rays leave the set, (k, 2), and whether at the cut."""
        directions = np.stack([np.cos(angles), np.sin(angles)], axis=-1) * self.half
        walls = np.where(directions > 0, self.high, self.low)
        room = np.full_like(directions, np.inf)
        np.divide(walls - self.centre, directions, out=room, where=directions != 0)
        reach = room.min(axis=-1)
        inside, outside = np.zeros_like(reach), reach.copy()
        # The wall that is met is met exactly; rounding may put the other coordinate just outside.
        ends = np.where(room == reach[:, None], walls, self.centre + reach[:, None] * directions)
        ends = np.clip(ends, self.low, self.high)
        at_cut = self.loss(ends) >= self.cut * (1 - 1e-12)
        for _ in range(bisections):
            middle = (inside + outside) / 2
            below = self.loss(self.centre + middle[:, None] * directions) <= self.cut
            inside, outside = np.where(below, middle, inside), np.where(below, outside, middle)
        cut_ends = np.clip(self.centre + inside[:, None] * directions, self.low, self.high)
        return np.where(at_cut[:, None], cut_ends, ends), at_cut

    def even_angles(self, rays: int) -> Array:
        """Return the angles of `rays` rays that meet the outline at even distances."""
        angles = np.linspace(-np.pi, np.pi, 4 * rays + 1)
        for wanted in (4 * rays + 1, rays + 1):
            outline = self.ends(angles, TO_THE_EYE)[0] / self.half
            length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(outline, axis=0), axis=1))])
            angles = np.interp(np.linspace(0.0, length[-1], wanted), length, angles)
        return angles[:-1]

    def corner_angles(self) -> Array:
        """Return the angles of the corners: of the box where they lie below the cut, and of box and cut line."""
        corners = np.array([self.low, [self.high[0], self.low[1]], self.high, [self.low[0], self.high[1]]])
        found = [corner for corner in corners if self.loss(corner) < self.cut]
        for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            found += self._crossings(a, b)
        toward = (np.array(found).reshape(-1, 2) - self.centre) / self.half
        return np.asarray(np.arctan2(toward[:, 1], toward[:, 0]))

    def _crossings(self, a: Array, b: Array) -> list[Array]:
        """Return where J = cut on the edge from a to b, on which J is convex."""
        along = a + np.linspace(0.0, 1.0, 513)[:, None] * (b - a)
        below = self.loss(along) < self.cut
        crossings = []
        for i in np.flatnonzero(below[1:] != below[:-1]):
            inside, outside = (along[i], along[i + 1]) if below[i] else (along[i + 1], along[i])
            for _ in range(TO_THE_LAST_DIGIT):
                middle = (inside + outside) / 2
                inside, outside = (middle, outside) if self.loss(middle) < self.cut else (inside, middle)
            crossings.append(inside)
        return crossings


def _centre(loss: LogisticLoss, window: Window, low: Array, high: Array) -> Array:
    """Return theta_hat if it lies in the window, else the lowest point of a grid inside."""
    best = fit(loss)
    if best.exists and (best.theta > low).all() and (best.theta < high).all():
        return best.theta
    margin = 0.1 * (high - low)
    grid = landscape(loss, (low[0] + margin[0], high[0] - margin[0]), (low[1] + margin[1], high[1] - margin[1]),
                     (41, 41))
    lowest: Array = grid.points.reshape(-1, 2)[grid.heights.argmin()]
    return lowest


def _snapped(angles: Array, corners: Array) -> Array:
    """Move the ray nearest to each corner onto it, no ray twice; the number of rays stays the same."""
    snapped, taken = angles.copy(), np.zeros(len(angles), dtype=bool)
    for corner in corners:
        distance = np.abs(np.angle(np.exp(1j * (angles - corner))))
        nearest = int(np.where(taken, np.inf, distance).argmin())
        snapped[nearest], taken[nearest] = corner, True
    return np.sort(np.angle(np.exp(1j * snapped)))
