"""Separation: when a line sets the two classes apart, the loss has no minimum."""

import numpy as np

from mathcore.arrays import Array
from mathcore.data import Dataset
from mathcore.loss import LogisticLoss
from mathcore.memory import once_for_each
from mathcore.rules import backtracking, newton_direction, newton_step
from mathcore.scaling import Scaling

MOST_STEPS = 100
SETTLED = 1e-6
TOUCHING = 1e-6


@once_for_each
def separating_direction(data: Dataset) -> Array | None:
    """Return theta with (2y - 1) theta . (1, x) >= 0 in every row and > 0 in some, or None where there is none.

    Along such a direction every row's loss falls or stays for ever, so J has no minimum; without one the minimum
    exists (Albert and Anderson, Biometrika 71 (1984) 1-10). All rows > 0 is complete separation, otherwise it is
    quasi-complete. One feature is decided exactly by the ranges of the two classes; more by the direction in which
    Newton's method drifts, checked row by row.
    """
    if data.positives in (0, data.m):
        return np.array([1.0 if data.positives else -1.0, *np.zeros(data.d)])
    if data.d == 0:
        return None
    if data.d == 1:
        return _between_ranges(data.x[:, 0], data.y)
    return _newton_drift(data)


def _between_ranges(x: Array, y: Array) -> Array | None:
    if x.max() == x.min():
        return None
    for sign in (1.0, -1.0):
        low, high = (sign * x[y == 0]).max(), (sign * x[y == 1]).min()
        if low <= high:
            return np.array([-(low / 2 + high / 2), sign])
    return None


def _newton_drift(data: Dataset) -> Array | None:
    """Follow damped Newton on the standardised features to a minimum or to a direction that certifies none."""
    scaling = Scaling.where_varying(data)
    loss = LogisticLoss(scaling.apply(data))
    signed = (2.0 * data.y - 1.0)[:, None] * loss.data.design
    rule, theta = backtracking(newton_step()), np.zeros(loss.p)
    for _ in range(MOST_STEPS):
        drift = -newton_direction(loss.hessian(theta), loss.gradient(theta))
        if np.isfinite(drift).all() and np.abs(signed @ drift).max() < SETTLED:
            return None
        for candidate in (theta, drift):
            direction = _certified(signed, candidate)
            if direction is not None:
                return scaling.to_raw_theta(direction)
        theta = rule(loss, [theta])
    return None


def _certified(signed: Array, direction: Array) -> Array | None:
    """Return the direction, straightened where rows touch the line, if it is on the right side of every row."""
    margins = signed @ direction
    if not np.isfinite(margins).all() or not margins.any():
        return None
    touching = np.abs(margins) <= TOUCHING * np.abs(margins).max()
    if touching.any():
        rows = signed[touching]
        direction = direction - np.linalg.pinv(rows) @ (rows @ direction)
        margins = signed @ direction
    apart = margins[~touching] > TOUCHING * np.abs(margins).max()
    return direction if apart.size and apart.all() else None
