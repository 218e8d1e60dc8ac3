"""Fit: the maximum-likelihood estimate and what belongs to it."""

from dataclasses import dataclass

import numpy as np

from mathcore.arrays import Array
from mathcore.data import Dataset, require_two_classes
from mathcore.loss import LogisticLoss
from mathcore.memory import once_for_each
from mathcore.rules import backtracking, newton_direction, newton_step
from mathcore.scaling import Scaling
from mathcore.separation import separating_direction
from mathcore.stop import Stop

MOST_STEPS = 200
LAST_DIGITS = 1e-13


@dataclass(frozen=True, eq=False)
class Fit:
    """The minimum of a loss, or the reason why there is none.

    Parameters
    ----------
    theta : (p,) the estimate; NaN where it does not exist. Of least norm where many theta fit equally well.
    standard_errors : (p,) sqrt diag (m H)^-1, from the Fisher information; NaN where theta is not unique.
    loss : J at theta; NaN where it does not exist.
    hessian : (p, p) second derivatives of J at theta.
    eigenvalues : (p,) of the Hessian, rising; all positive: theta is the only minimum.
    stop : Stop.CONVERGED or Stop.SEPARABLE; MAX_STEPS if Newton's method was still on its way.
    steps : Newton steps taken.
    rank : number of parameters that the data can tell apart; below p the features are linearly dependent.

    Notes
    -----
    The arrays are read-only: a fit is computed once for each data set.
    """

    theta: Array
    standard_errors: Array
    loss: float
    hessian: Array
    eigenvalues: Array
    stop: Stop
    steps: int
    rank: int

    def __post_init__(self) -> None:
        """Freeze the arrays."""
        for array in (self.theta, self.standard_errors, self.hessian, self.eigenvalues):
            array.flags.writeable = False

    @property
    def exists(self) -> bool:
        """Whether the loss has a minimum."""
        return self.stop is Stop.CONVERGED

    @property
    def unique(self) -> bool:
        """Whether it has only one: no feature repeats the others."""
        return self.exists and self.rank == len(self.theta)


def fit(loss: LogisticLoss) -> Fit:
    """Minimise the loss by Newton's method with backtracking, from zeros, to the last digits.

    Works on standardised features, which take the same steps and keep more digits, and carries the result back.

    Raises
    ------
    DataError
        The data have one class only, or values so large that the curvature overflows.
    """
    return _fit(loss.data)


@once_for_each
def _fit(data: Dataset) -> Fit:
    require_two_classes(data)
    loss = LogisticLoss(data)
    scaling = Scaling.where_varying(data)
    unit = LogisticLoss(scaling.apply(data))
    rank = int(np.linalg.matrix_rank(unit.data.design))
    unknown = np.full(loss.p, np.nan)
    if separating_direction(data) is not None:
        return Fit(unknown, unknown, float("nan"), np.diag(unknown), unknown, Stop.SEPARABLE, 0, rank)
    theta, steps = _newton(unit)
    errors = _standard_errors(unit, theta, scaling) if rank == loss.p else unknown
    theta = scaling.to_raw_theta(theta)
    if rank < loss.p:
        theta = np.linalg.pinv(data.design) @ data.design @ theta
    hessian = loss.hessian(theta)
    eigenvalues = np.asarray(np.linalg.eigvalsh(hessian), dtype=np.float64)
    stop = Stop.CONVERGED if steps < MOST_STEPS else Stop.MAX_STEPS
    return Fit(theta, errors, float(loss(theta)), hessian, eigenvalues, stop, steps, rank)


def _newton(loss: LogisticLoss) -> tuple[Array, int]:
    """Return the minimum and the number of steps to it, or all steps if it was not reached."""
    rule, theta = backtracking(newton_step()), np.zeros(loss.p)
    for step in range(MOST_STEPS):
        direction = newton_direction(loss.hessian(theta), loss.gradient(theta))
        reach = max(1.0, float(np.abs(loss.scores(theta)).max()))
        if np.abs(loss.data.design @ direction).max() <= LAST_DIGITS * reach:
            return theta, step
        theta = rule(loss, [theta])
    return theta, MOST_STEPS


def _standard_errors(unit: LogisticLoss, theta: Array, scaling: Scaling) -> Array:
    """Return sqrt diag (m H)^-1 for the raw features, from H for the standardised ones."""
    covariance = np.linalg.inv(unit.hessian(theta)) / unit.data.m
    to_raw = np.diag(np.append(1.0, 1.0 / scaling.sd))
    to_raw[0, 1:] = -scaling.mean / scaling.sd
    return np.asarray(np.sqrt(np.diag(to_raw @ covariance @ to_raw.T)))
