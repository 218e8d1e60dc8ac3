"""Rates: learning rates that show what a rate decides, their walks, and where a walk stands for every rate."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array
from mathcore.descent import descend
from mathcore.fit import Fit, fit
from mathcore.loss import LogisticLoss
from mathcore.ranges import significant
from mathcore.rules import gradient_step
from mathcore.stop import Stop
from mathcore.trajectory import Trajectory
from mathcore.window import Window, frame

# Shares of the two bounds: short steps, just below 2 / L, well between, above 2 / lambda_max.
SHORT, SAFE, SWINGING, BEYOND = 0.134, 0.94, 5 / 6, (1.11, 1.2, 1.3, 1.35, 1.5, 2.0, 3.0)
MOST_DIGITS = 6
# Of the points' extent, left free on each side of them.
MARGIN = 0.12


@dataclass(frozen=True)
class Bounds:
    """The two rates at which a walk changes its kind.

    Parameters
    ----------
    safe : 2 / L; no step at a lower rate goes uphill, wherever it begins.
    local : 2 / lambda_max(H(theta_hat)); no walk at a higher rate settles, unless a step lands on the minimum.
    """

    safe: float
    local: float


def bounds(loss: LogisticLoss) -> Bounds:
    """Return both bounds of a loss.

    Raises
    ------
    ValueError
        The loss has no minimum.
    """
    best = _minimum(loss)
    return Bounds(2 / loss.lipschitz, 2 / float(best.eigenvalues[-1]))


def telling_walks(loss: LogisticLoss, max_steps: int = 10_000) -> tuple[tuple[float, ...], tuple[Trajectory, ...]]:
    """Return four rates, rising, and gradient descent from zeros at each, until grad J is shorter than 1e-6.

    A short rate, one just below `safe`, one between the bounds, one above `local`; to two digits, the first to one.
    The third has more digits where the bounds lie close together, and lies below both where not even six digits fall
    between them. The fourth is higher still where a walk, on its way past the minimum, would be taken to have
    arrived.

    Raises
    ------
    ValueError
        The loss has no minimum.
    """
    found = bounds(loss)
    wanted = SWINGING * found.local
    if wanted <= found.safe:
        wanted = (found.safe + found.local) / 2
    between = [rate for rate in (significant(wanted, digits) for digits in range(2, MOST_DIGITS + 1))
               if found.safe < rate < found.local]
    swinging = between[0] if between else significant(SWINGING * found.local, 2)
    settling = (short_rate(loss), significant(SAFE * found.safe, 2), swinging)
    rates = tuple(sorted(settling))
    walks = tuple(walk_at(loss, rate, max_steps) for rate in rates)
    for share in BEYOND:
        beyond = significant(share * found.local, 2)
        last = walk_at(loss, beyond, max_steps)
        if last.stop is not Stop.CONVERGED:
            break
    return (*rates, beyond), (*walks, last)


def short_rate(loss: LogisticLoss) -> float:
    """Return a rate well below 2 / L, to one digit: no step climbs, and a walk can be watched on its way."""
    return significant(SHORT * 2 / loss.lipschitz, 1)


def walk_at(loss: LogisticLoss, rate: float, max_steps: int) -> Trajectory:
    """Return gradient descent from zeros at a rate."""
    return descend(loss, np.zeros(loss.p), gradient_step(rate), max_steps=max_steps)


def shared_window(loss: LogisticLoss, walks: Sequence[Trajectory], steps: int) -> Window:
    """Return a window that holds the minimum and the first steps of several walks: that of `frame`, drawn closer.

    Raises
    ------
    ValueError
        The loss has no minimum, or other than two parameters.
    """
    best, kept = _minimum(loss), slice(steps + 1)
    together = Trajectory(np.vstack([walk.points[kept] for walk in walks]),
                          np.concatenate([walk.losses[kept] for walk in walks]),
                          np.vstack([walk.gradients[kept] for walk in walks]), Stop.MAX_STEPS)
    wide = frame(together, best.theta, best.hessian)
    shown = np.vstack([together.points[together.losses <= wide.cut], best.theta])
    x_range, y_range = (_closer(shown[:, j], outer) for j, outer in enumerate((wide.x_range, wide.y_range)))
    return Window(x_range, y_range, wide.cut, wide.clipped)


def _closer(values: Array, outer: tuple[float, float]) -> tuple[float, float]:
    """Return a range with a smaller margin about values; where they hardly vary, half of the outer one at least."""
    low, high = float(values.min()), float(values.max())
    span = max(high - low, (outer[1] - outer[0]) / 2)
    room = MARGIN * span + (span - (high - low)) / 2
    return max(outer[0], low - room), min(outer[1], high + room)


def standing(loss: LogisticLoss, rates: ArrayLike, steps: int, last: int) -> Array:
    """Return the last points of walks from zeros at many rates, all of so many steps: (last, k, p).

    A walk that has settled stands at one point, one in a cycle at several. NaN from where a walk leaves float64.
    """
    alpha = np.asarray(rates, dtype=np.float64)[:, None]
    points = np.zeros((len(alpha), loss.p))
    seen = np.full((last, len(alpha), loss.p), np.nan)
    for step in range(steps + 1):
        if step > steps - last:
            seen[step - steps + last - 1] = points
        if step < steps:
            there = np.isfinite(points).all(axis=-1, keepdims=True)
            with np.errstate(over="ignore", invalid="ignore"):
                ahead = points - alpha * loss.gradient(np.where(there, points, 0.0))
            points = np.where(np.isfinite(ahead).all(axis=-1, keepdims=True) & there, ahead, np.nan)
    return seen


def _minimum(loss: LogisticLoss) -> Fit:
    best = fit(loss)
    if not best.exists:
        raise ValueError("The loss has no minimum for a walk to settle at.")
    return best
