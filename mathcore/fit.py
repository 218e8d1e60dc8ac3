"""Fit: the maximum-likelihood estimate and what belongs to it."""

from dataclasses import dataclass

import numpy as np

from mathcore.arrays import Array
from mathcore.data import require_two_classes
from mathcore.loss import LogisticLoss
from mathcore.rules import backtracking, newton_direction, newton_step
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
    """

    theta: Array
    standard_errors: Array
    loss: float
    hessian: Array
    eigenvalues: Array
    stop: Stop
    steps: int
    rank: int

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

    Raises
    ------
    DataError
        The data have one class only.
    """
    require_two_classes(loss.data)
    rank = int(np.linalg.matrix_rank(_unit_columns(loss.data.design)))
    if separating_direction(loss.data) is not None:
        return _without_minimum(loss, rank)
    rule, theta, stop = backtracking(newton_step()), np.zeros(loss.p), Stop.MAX_STEPS
    for steps in range(MOST_STEPS + 1):
        gradient = loss.gradient(theta)
        step = newton_direction(loss.hessian(theta), gradient)
        # In the unit of the scores, which is the same whatever the units of the features.
        if np.abs(loss.data.design @ step).max() <= LAST_DIGITS * max(1.0, float(np.abs(loss.scores(theta)).max())):
            stop = Stop.CONVERGED
            break
        theta = rule(loss, [theta])
    if rank < loss.p:
        theta = np.linalg.pinv(loss.data.design) @ loss.data.design @ theta
    hessian = loss.hessian(theta)
    errors = _standard_errors(hessian, loss.data.m) if rank == loss.p else np.full(loss.p, np.nan)
    eigenvalues = np.asarray(np.linalg.eigvalsh(hessian), dtype=np.float64)
    return Fit(theta, errors, float(loss(theta)), hessian, eigenvalues, stop, steps, rank)


def _without_minimum(loss: LogisticLoss, rank: int) -> Fit:
    unknown = np.full(loss.p, np.nan)
    hessian = np.full((loss.p, loss.p), np.nan)
    return Fit(unknown, unknown, float("nan"), hessian, unknown, Stop.SEPARABLE, 0, rank)


def _unit_columns(design: Array) -> Array:
    """Return the design with columns of largest value 1, so that its rank does not depend on units."""
    largest = np.abs(design).max(axis=0)
    return design / np.where(largest > 0, largest, 1.0)


def _standard_errors(hessian: Array, m: int) -> Array:
    scale = 1.0 / np.sqrt(np.diag(hessian))
    inverse = np.linalg.inv(hessian * scale * scale[:, None])
    errors: Array = np.sqrt(np.diag(inverse) / m) * scale
    return errors
