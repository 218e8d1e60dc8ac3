"""A hard threshold and its smooth stand-in: how much the labels are missed as the intercept moves."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array
from mathcore.data import Dataset
from mathcore.loss import LogisticLoss
from mathcore.sigmoid import sigmoid, sigmoid_slope


@dataclass(frozen=True, eq=False)
class Staircase:
    """Trials on the wrong side of a threshold, as it moves along the feature.

    Parameters
    ----------
    edges : (n,) distinct values of the feature, rising: the only places where the number changes.
    wrong : (n + 1,) trials on the wrong side while the threshold is below the first edge, between two, above the last.
    """

    edges: Array
    wrong: Array

    def at(self, threshold: ArrayLike) -> Array:
        """Return the number for thresholds that are no edges themselves, shape (...)."""
        return self.wrong[np.searchsorted(self.edges, threshold)]


def staircase(data: Dataset, rising: bool = True) -> Staircase:
    """Count the trials that a threshold puts on the wrong side; above it stands label 1, or 0 where not `rising`.

    Raises
    ------
    DataError
        There are several features.
    """
    edges, trials, ones = data.groups()
    below = ones if rising else trials - ones
    # A threshold below all of them has every trial above it; each edge it passes goes over to the other side.
    first = float((trials - below).sum())
    return Staircase(edges, first + np.concatenate([[0.0], np.cumsum(2 * below - trials)]))


def soft_step(z: ArrayLike, k: float) -> Array:
    """Return sigmoid(k z), shape of z: the unit step as k grows; for k = inf the step itself, 1 from z = 0 on."""
    z = np.asarray(z, dtype=np.float64)
    return np.asarray(np.where(z >= 0, 1.0, 0.0) if np.isinf(k) else sigmoid(k * z))


def misses(data: Dataset, theta: ArrayLike, k: float) -> Array:
    """Return |y_i - soft_step(theta . (1, x_i), k)| of each row, shape (..., n), for theta (..., 2)."""
    z = LogisticLoss(data).scores(theta)
    return soft_step(np.where(data.y == 1, -z, z), k) if not np.isinf(k) else np.abs(data.y - soft_step(z, k))


def total_miss(data: Dataset, theta: ArrayLike, k: float) -> Array:
    """Return the misses of all trials together, shape (...): for k = inf the number of trials on the wrong side."""
    return np.asarray(misses(data, theta, k) @ data.counts)


def total_miss_slope(data: Dataset, theta: ArrayLike, k: float) -> Array:
    """Return the derivative of `total_miss` by the intercept, shape (...); k finite."""
    slopes = k * sigmoid_slope(k * LogisticLoss(data).scores(theta))
    return np.asarray((slopes * (1.0 - 2.0 * data.y)) @ data.counts)
