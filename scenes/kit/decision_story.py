"""Which words are true of the boundary that a threshold of one half puts into the data."""

from __future__ import annotations

import numpy as np

from mathcore import Study


def boundary_variant(study: Study, axis: tuple[float, float], split: str) -> str:
    """Return how the boundary is told: as it stands (""), or why none or no single one stands on the axis.

    Parameters
    ----------
    study
        The numbers.
    axis
        The feature's values between which the data are drawn.
    split
        How the feature sets the classes apart, as `Story.split` tells.
    """
    if split:
        return split
    if np.isnan(study.boundary):
        return "flat"
    return "" if axis[0] < study.boundary < axis[1] else "outside"


def only_side(study: Study, axis: tuple[float, float]) -> int:
    """Return the label that everybody on the axis gets where the boundary is not on it."""
    middle = study.raw_theta[0] + study.raw_theta[1] * (axis[0] + axis[1]) / 2
    return int(middle >= 0)
