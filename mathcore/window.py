"""Window: the part of the parameter plane to look at."""

from dataclasses import dataclass

import numpy as np

from mathcore.arrays import Array
from mathcore.ranges import nice_step, rounded, rounded_up
from mathcore.trajectory import Trajectory

MARGIN = 0.3
VALLEY = 0.8
RANGE_PARTS = 13
HIGHEST = 4.0


@dataclass(frozen=True)
class Window:
    """Ranges of theta_0 and theta_1 and the level `cut` at which the surface ends.

    `clipped` says that part of the walk lies above the cut or outside the ranges.
    """

    x_range: tuple[float, float]
    y_range: tuple[float, float]
    cut: float
    clipped: bool = False


def too_high(walk: Trajectory) -> bool:
    """Tell whether the walk leaps above 4 J(start), where no window shows it."""
    return bool(walk.losses.max() > HIGHEST * walk.losses[0])


def frame(walk: Trajectory, theta_hat: Array | None = None, hessian: Array | None = None) -> Window:
    """Frame a walk of two parameters, and theta_hat where there is one, with a margin and ends on nice numbers.

    With the Hessian at theta_hat, a range in which the walk hardly moves is widened until the valley shows: to 0.8
    of the distance over which J would rise from its minimum to J(start), were it a parabola.

    The cut lies just above the highest loss met by the walk, and well above the start; at most at 4 J(start):
    what the walk does above that is left out, and `clipped` is set.

    Raises
    ------
    ValueError
        The walk does not have two parameters.
    """
    if walk.points.shape[1] != 2:
        raise ValueError(f"A window shows two parameters, not {walk.points.shape[1]}.")
    start, lowest, highest = walk.losses[0], walk.losses.min(), walk.losses.max()
    ceiling = HIGHEST * start
    wanted = max(1.01 * min(highest, ceiling), lowest + 2.5 * (start - lowest))
    cut = rounded_up(wanted, nice_step(wanted, 15))
    inside = walk.losses <= cut
    shown = walk.points[inside]
    if theta_hat is not None and np.isfinite(theta_hat).all():
        shown = np.vstack([shown, theta_hat])
    least = np.zeros(2)
    if hessian is not None and np.isfinite(hessian).all():
        least = VALLEY * np.sqrt(2 * (start - lowest) * np.diag(np.linalg.pinv(hessian)))
    x_range, y_range = (_nice_range(shown[:, j], float(least[j])) for j in range(2))
    return Window(x_range, y_range, cut, not bool(inside.all()))


def _nice_range(values: Array, least: float) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    middle, span = (low + high) / 2, high - low
    half = max(0.5 * span + MARGIN * span, least / 2) or max(1.0, abs(middle))
    step = nice_step(2 * half, RANGE_PARTS)
    return rounded(middle - half, step), rounded(middle + half, step)
