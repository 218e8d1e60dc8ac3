"""The Bernoulli mass: two cases in one formula, and rows of the data to try it on."""

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array
from mathcore.data import Dataset
from mathcore.likelihood import factors


def bernoulli(y: ArrayLike, h: ArrayLike) -> Array:
    """Return P(y) = h^y (1 - h)^(1 - y), the mass of a label y under the probability h of label 1.

    Broadcasts over both. Between the labels 0 and 1 it is the geometric way from one mass to the other.

    Raises
    ------
    ValueError
        h lies outside [0, 1].
    """
    label, probability = np.asarray(y, dtype=np.float64), np.asarray(h, dtype=np.float64)
    if not ((probability >= 0) & (probability <= 1)).all():
        raise ValueError(f"A probability lies between 0 and 1; h is {probability}.")
    mass: Array = probability**label * (1.0 - probability) ** (1.0 - label)
    return mass


def nearest_row(data: Dataset, theta: ArrayLike, label: int, mass: float) -> int:
    """Return the row with this label whose P(y | x) under theta (p,) lies nearest to `mass`; of several, the first.

    Raises
    ------
    ValueError
        No row has the label.
    """
    rows = np.flatnonzero(data.y == label)
    if len(rows) == 0:
        raise ValueError(f"No row of {data.name} has the label {label}.")
    return int(rows[np.argmin(np.abs(factors(data, theta)[rows] - mass))])
