"""Window: the part of the parameter plane to look at."""

from dataclasses import dataclass

import numpy as np

from mathcore.arrays import Array
from mathcore.ranges import nice_step, rounded, rounded_up
from mathcore.trajectory import Trajectory

MARGIN = 0.3
SPAN_PARTS = 8
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


def frame(walk: Trajectory, theta_hat: Array | None = None) -> Window:
    """Frame a walk of two parameters, and theta_hat where there is one, with a margin and ends on nice numbers.

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
    x_range, y_range = _nice_range(shown[:, 0]), _nice_range(shown[:, 1])
    return Window(x_range, y_range, cut, not bool(inside.all()))


def _nice_range(values: Array) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    span = high - low if high > low else max(1.0, abs(low))
    step = nice_step(span, SPAN_PARTS)
    return rounded(low - MARGIN * span, step), rounded(high + MARGIN * span, step)
