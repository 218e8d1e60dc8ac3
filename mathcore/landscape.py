"""Landscape: the loss over a part of the parameter plane, and its level lines."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from contourpy import contour_generator

from mathcore.arrays import Array
from mathcore.loss import LogisticLoss

Range = tuple[float, float]
SHARPEST = np.radians(3)
MOST_DIVISIONS = 5
# Of Newton's steps onto a level, and how near to it is on it.
MOST_STEPS, ON_LEVEL = 60, 1e-14


@dataclass(frozen=True, eq=False)
class Landscape:
    """Heights J over a grid; row i, column j belongs to theta = points[i, j].

    Parameters
    ----------
    points : (ny, nx, 2) theta.
    heights : (ny, nx) J there.
    """

    points: Array
    heights: Array

    def contours(self, levels: Sequence[float]) -> list[list[Array]]:
        """Return for each level its lines, each (k, 2); straight between the lines of the grid."""
        if min(self.heights.shape) < 2:
            return [[] for _ in levels]
        lines = contour_generator(self.points[..., 0], self.points[..., 1], self.heights)
        return [[np.asarray(line, dtype=np.float64) for line in lines.lines(level)] for level in levels]


def landscape(loss: LogisticLoss, x_range: Range, y_range: Range, shape: tuple[int, int]) -> Landscape:
    """Evaluate the loss of one feature on a grid of `shape` (ny, nx); ranges may be reversed.

    Raises
    ------
    ValueError
        The loss has other than two parameters, a range is not finite, or the grid has no points.
    """
    if loss.p != 2:
        raise ValueError(f"A landscape needs a loss of two parameters, not {loss.p}: choose one feature.")
    if not np.isfinite([x_range, y_range]).all() or min(shape) < 1:
        raise ValueError(f"A landscape needs finite ranges and at least one point: {x_range}, {y_range}, {shape}.")
    ny, nx = shape
    points = np.stack(np.meshgrid(np.linspace(*x_range, nx), np.linspace(*y_range, ny)), axis=-1)
    return Landscape(points, loss(points))


def level_lines(loss: LogisticLoss, level: float, x_range: Range, y_range: Range,
                resolution: int = 241) -> list[Array]:
    """Return the lines J = level inside a box, each (k, 2).

    Every vertex is moved onto the level itself, and vertices are added until no corner turns by more than 3 degrees
    in a picture of the box.
    """
    lines, span = [], np.ptp([x_range, y_range], axis=1)
    for line in landscape(loss, x_range, y_range, (resolution, resolution)).contours([level])[0]:
        smooth = onto_level(loss, level, _spaced(line, span, 0.5 / resolution), x_range, y_range)
        for _ in range(MOST_DIVISIONS):
            divided = _divided(smooth, span)
            if len(divided) == len(smooth):
                break
            smooth = onto_level(loss, level, divided, x_range, y_range)
        lines.append(smooth)
    return lines


def onto_level(loss: LogisticLoss, level: float, line: Array, x_range: Range, y_range: Range) -> Array:
    """Return the points (k, 2) of a line moved along the gradient until J = level; on the box's edge they stay on it.

    The steps are Newton's on the way of the gradient. Where the loss has a kink no grid sees, a narrow valley beside a
    row far out, a line of the grid is far off, and they are many.
    """
    low = np.array([min(x_range), min(y_range)])
    span = np.array([max(x_range), max(y_range)]) - low
    free = ~((np.abs(line - low) < 1e-9 * span) | (np.abs(line - low - span) < 1e-9 * span))
    points = line.copy()
    for _ in range(MOST_STEPS):
        lacking = level - loss(points)
        if np.abs(lacking).max(initial=0) < ON_LEVEL * level:
            break
        # In units of the box, so that the shortest way is the one that looks shortest.
        slope = loss.gradient(points) * span * free
        steepness = np.sum(slope**2, axis=-1)
        step = np.where(steepness > 0, lacking, 0.0) / np.where(steepness > 0, steepness, 1.0)
        points = np.clip(points + step[:, None] * slope * span, low, low + span)
    return points


def _spaced(line: Array, span: Array, least: float) -> Array:
    """Leave out vertices that crowd the one before: the directions of chords so short mean nothing."""
    kept = [0]
    for i in range(1, len(line) - 1):
        if min(np.linalg.norm((line[i] - line[j]) / span) for j in (kept[-1], -1)) > least:
            kept.append(i)
    return line[[*kept, len(line) - 1]]


def _divided(line: Array, span: Array) -> Array:
    """Put a vertex in the middle of the chords that meet at a sharp corner."""
    chords = np.diff(line / span, axis=0)
    directions = np.arctan2(chords[:, 1], chords[:, 0])
    turns = np.abs(np.angle(np.exp(1j * np.diff(directions)))) > SHARPEST
    divide = np.flatnonzero(np.append(turns, False) | np.insert(turns, 0, False))
    return np.insert(line, divide + 1, (line[divide] + line[divide + 1]) / 2, axis=0)
