"""descend: follow a rule from a start until it arrives, or until it is clear that it will not."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array
from mathcore.loss import LogisticLoss
from mathcore.rules import Rule
from mathcore.separation import separating_direction
from mathcore.stop import Stop
from mathcore.trajectory import Trajectory

LONGEST_CYCLE = 8
CYCLE_TOLERANCE = 1e-9
EXPLOSION = 1e3
STEPS_TO_JUDGE = 1000


def descend(loss: LogisticLoss, start: ArrayLike, rule: Rule, *, max_steps: int = 20_000,
            gtol: float = 1e-6) -> Trajectory:
    """Walk from `start` by `rule` until the norm of the gradient is below `gtol`.

    Ends with Stop.CONVERGED there; DIVERGED when a point is not finite (and is left out) or the loss explodes;
    OSCILLATING when the walk closes a cycle, or after a long walk still leaps as much as before; SEPARABLE instead
    of CONVERGED or MAX_STEPS on data whose loss has no minimum.

    Raises
    ------
    ValueError
        The start is not p finite numbers, max_steps < 0 or gtol < 0.
    """
    point = np.array(start, dtype=np.float64)
    if point.shape != (loss.p,):
        raise ValueError(f"The start has the shape {point.shape}; it must be {loss.p} numbers, one a parameter.")
    if max_steps < 0 or not gtol >= 0:
        raise ValueError(f"max_steps and gtol cannot be negative: {max_steps}, {gtol}.")
    value, gradient = loss.value_and_gradient(point)
    path, losses, gradients = [point], [value], [gradient]
    stop = Stop.MAX_STEPS
    for step in range(max_steps + 1):
        ending = _ending(path, losses, gradients[-1], gtol)
        if ending or step == max_steps:
            stop = ending or stop
            break
        point = rule(loss, path)
        if not np.isfinite(point).all():
            stop = Stop.DIVERGED
            break
        value, gradient = loss.value_and_gradient(point)
        path.append(point)
        losses.append(value)
        gradients.append(gradient)
    walk = np.array(path), np.array(losses), np.array(gradients)
    return Trajectory(*walk, stop=_reconsidered(stop, loss, *walk))


def period(walk: Trajectory) -> int:
    """Return how many points the walk ends up going round, 0 where it does not end in a cycle."""
    if walk.stop is not Stop.OSCILLATING:
        return 0
    step = float(np.abs(walk.points[-1] - walk.points[-2]).max())
    for length in range(2, min(LONGEST_CYCLE, len(walk.points) // 3) + 1):
        recent, earlier = walk.points[-2 * length:], walk.points[-3 * length:-length]
        if np.abs(recent - earlier).max() <= CYCLE_TOLERANCE * step:
            return length
    return 0


def _ending(path: Sequence[Array], losses: Sequence[float], gradient: Array, gtol: float) -> Stop | None:
    with np.errstate(over="ignore"):
        if np.linalg.norm(gradient) < gtol:
            return Stop.CONVERGED
    if not losses[-1] <= EXPLOSION * max(losses[0], 1.0):
        return Stop.DIVERGED
    # Some step of every cycle does not go down: the others need no look.
    climbs = len(losses) > 1 and losses[-1] >= losses[-2]
    return Stop.OSCILLATING if climbs and _closes_cycle(path) else None


def _closes_cycle(path: Sequence[Array]) -> bool:
    """Tell whether the last points repeat earlier ones, while each step between them is a leap.

    A walk that settles to and fro also comes back near where it was, but then by a factor: to pass for a cycle it
    would have to shrink by less than 1e-9 a round, too slowly ever to arrive.
    """
    last_step = float(np.abs(path[-1] - path[-2]).max())
    # Two neighbouring floats in turn are rounding, not a cycle.
    if last_step <= 1e-9 * float(np.abs(path[-1]).max()):
        return False
    for period in range(2, LONGEST_CYCLE + 1):
        if len(path) < 3 * period:
            return False
        if np.abs(path[-1] - path[-1 - period]).max() > CYCLE_TOLERANCE * last_step:
            continue
        recent, earlier = np.array(path[-2 * period:]), np.array(path[-3 * period:-period])
        if np.abs(recent - earlier).max() <= CYCLE_TOLERANCE * last_step:
            return True
    return False


def _reconsidered(stop: Stop, loss: LogisticLoss, path: Array, losses: Array, gradients: Array) -> Stop:
    if stop in (Stop.CONVERGED, Stop.MAX_STEPS) and separating_direction(loss.data) is not None:
        return Stop.SEPARABLE
    if stop is Stop.MAX_STEPS and _keeps_leaping(path, losses, gradients):
        return Stop.OSCILLATING
    return stop


def _keeps_leaping(path: Array, losses: Array, gradients: Array) -> bool:
    """Tell whether a long walk without a cycle leaps about one place: uphill often, as steep as before, no drift."""
    quarter = len(losses) // 4
    if len(losses) <= STEPS_TO_JUDGE or np.mean(np.diff(losses[-quarter:]) > 0) < 0.1:
        return False
    last, before = slice(-quarter, None), slice(-2 * quarter, -quarter)
    still_steep = np.mean(gradients[last] ** 2) > 0.9 * np.mean(gradients[before] ** 2)
    drift = np.abs(path[last].mean(axis=0) - path[before].mean(axis=0))
    return bool(still_steep and (drift < 0.5 * path[last].std(axis=0)).all())
