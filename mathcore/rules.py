"""Rules: from the path walked so far to the next point."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from mathcore.arrays import Array
from mathcore.loss import LogisticLoss

Rule: TypeAlias = Callable[[LogisticLoss, Sequence[Array]], Array]


def gradient_step(alpha: float) -> Rule:
    """Batch gradient descent: theta - alpha grad J(theta).

    Raises
    ------
    ValueError
        alpha, the learning rate, is not a positive number.
    """
    _require_rate(alpha)

    def step(loss: LogisticLoss, path: Sequence[Array]) -> Array:
        return path[-1] - alpha * loss.gradient(path[-1])

    return step


def heavy_ball(alpha: float, beta: float) -> Rule:
    """Momentum: theta - alpha grad J(theta) + beta (theta - the point before).

    The same path as v = beta v + grad J, theta = theta - alpha v (Polyak 1964).

    Raises
    ------
    ValueError
        alpha is not a positive number, or beta lies outside [0, 1).
    """
    _require_rate(alpha)
    if not 0 <= beta < 1:
        raise ValueError(f"The momentum beta must lie in [0, 1), not {beta}.")

    def step(loss: LogisticLoss, path: Sequence[Array]) -> Array:
        before = path[-2] if len(path) > 1 else path[-1]
        return path[-1] - alpha * loss.gradient(path[-1]) + beta * (path[-1] - before)

    return step


def minibatch_step(alpha: float, size: int, seed: int) -> Rule:
    """Mini-batch gradient descent; size 1 is stochastic, size m is batch gradient descent.

    An epoch is a fresh permutation of the m trials cut into ceil(m / size) batches, without replacement. A batch's
    gradient is its sum times batches / m, so that over an epoch at one theta their mean is the full gradient; the
    plain mean of a short last batch would count its trials too much. Deterministic in the seed.

    Raises
    ------
    ValueError
        alpha is not a positive number, or size is not between 1 and m (the latter on the first step).
    """
    _require_rate(alpha)
    if size < 1:
        raise ValueError(f"A batch holds at least one trial, not {size}.")

    def step(loss: LogisticLoss, path: Sequence[Array]) -> Array:
        m = loss.data.m
        if size > m:
            raise ValueError(f"A batch of {size} is larger than the data, which have {m} trials.")
        batches = -(-m // size)
        epoch, position = divmod(len(path) - 1, batches)
        order = np.random.default_rng([seed, epoch]).permutation(m)
        batch = loss.data.trials(order[position * size:(position + 1) * size])
        return path[-1] - alpha * batches * batch.m / m * LogisticLoss(batch).gradient(path[-1])

    return step


def newton_step() -> Rule:
    """Newton's method, undamped: theta - H^-1 grad J.

    A singular Hessian takes the shortest least-squares step; a Hessian that has vanished in float64 has no step,
    and the next point is NaN.
    """

    def step(loss: LogisticLoss, path: Sequence[Array]) -> Array:
        return path[-1] - newton_direction(loss.hessian(path[-1]), loss.gradient(path[-1]))

    return step


def backtracking(rule: Rule) -> Rule:
    """Take the step of `rule`, halved until the loss falls enough (Armijo's condition, c = 1e-4).

    Where the rule does not point downhill, or nowhere, the step is -grad J, as long as it would have to be to bring
    the loss to 0 at this slope.
    """

    def step(loss: LogisticLoss, path: Sequence[Array]) -> Array:
        here, value, slope = path[-1], float(loss(path[-1])), loss.gradient(path[-1])
        steepness = float(slope @ slope)
        if steepness == 0:
            return here.copy()
        direction = rule(loss, path) - here
        if not np.isfinite(direction).all() or slope @ direction >= 0:
            direction = -slope * value / steepness
        # Near the minimum the loss is flat to the last digit: a rise within its rounding is no rise.
        rounding = 4 * np.finfo(np.float64).eps * value
        for halvings in range(1100):
            ahead = here + 0.5**halvings * direction
            enough = 1e-4 * 0.5**halvings * float(slope @ direction)
            if np.isfinite(ahead).all() and float(loss(ahead)) <= value + enough + rounding:
                return ahead
        return here.copy()

    return step


def newton_direction(hessian: Array, gradient: Array) -> Array:
    """Return the solution d of H d = g of least norm, or NaN where H is 0 but g is not.

    H is first scaled to a unit diagonal, so that its rank does not depend on the features' units.
    """
    diagonal = np.diag(hessian)
    if not gradient.any():
        return np.zeros_like(gradient)
    if not diagonal.any():
        return np.full_like(gradient, np.nan)
    scale = 1.0 / np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
    with np.errstate(over="ignore"):
        scaled = hessian * scale * scale[:, None]
        if np.linalg.matrix_rank(scaled, hermitian=True) == len(gradient):
            return np.asarray(scale * np.linalg.solve(scaled, scale * gradient))
        return np.asarray(np.linalg.lstsq(hessian, gradient)[0])


def _require_rate(alpha: float) -> None:
    if not (np.isfinite(alpha) and alpha > 0):
        raise ValueError(f"The learning rate must be a positive number, not {alpha}.")
