"""Cut-off: from which probability on to decide for class 1, and where in the feature that is."""

import numpy as np

from mathcore.arrays import Array
from mathcore.data import DataError, Dataset, require_two_classes
from mathcore.separation import separating_direction
from mathcore.sigmoid import logit


def threshold(false1: float, false0: float) -> float:
    """Return the probability of class 1 from which deciding for it has the lower expected cost.

    Deciding for 1 costs (1 - p) false1 on average, deciding for 0 costs p false0: they meet at
    p = false1 / (false1 + false0), one half where both mistakes cost the same.

    Parameters
    ----------
    false1, false0 : what deciding wrongly for 1, and wrongly for 0, costs.

    Raises
    ------
    ValueError
        A cost is not positive.
    """
    if not (false1 > 0 and false0 > 0):
        raise ValueError(f"Mistakes must cost something, not {false1:g} and {false0:g}.")
    return false1 / (false1 + false0)


def boundary_at(theta: Array, p: float) -> float:
    """Return the feature's value where sigmoid(theta_0 + theta_1 x) = p; NaN where theta_1 is 0."""
    if theta[1] == 0:
        return float("nan")
    return float((logit(np.asarray(p)) - theta[0]) / theta[1])


def gap(data: Dataset) -> tuple[float, float] | None:
    """Return the feature's values between which any boundary sets the classes apart; None where none does.

    Both ends are the same where the classes meet at one value.

    Raises
    ------
    DataError
        There are several features, or one class only.
    """
    if data.d != 1:
        raise DataError(f"A gap is found in one feature, not in {data.d}.")
    require_two_classes(data)
    direction = separating_direction(data)
    if direction is None:
        return None
    x, rising = data.x[:, 0], direction[1] > 0
    lower, upper = (x[data.y == (0 if rising else 1)], x[data.y == (1 if rising else 0)])
    return float(lower.max()), float(upper.min())
