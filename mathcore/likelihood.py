"""The likelihood of the data, factor by factor, and where float64 gives out."""

from decimal import ROUND_DOWN, Decimal, localcontext

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array
from mathcore.data import Dataset
from mathcore.loss import FEW_ROWS, LogisticLoss
from mathcore.sigmoid import log_sigmoid, sigmoid


def factors(data: Dataset, theta: ArrayLike) -> Array:
    """Return P(y_i | x_i) under theta for one trial of each row, shape (..., n).

    h for y = 1 and 1 - h for y = 0, both as sigmoid((2y - 1) z): nothing is subtracted from 1.
    """
    return sigmoid((2.0 * data.y - 1.0) * LogisticLoss(data).scores(theta))


def log_factors(data: Dataset, theta: ArrayLike) -> Array:
    """Return ln P(y_i | x_i) under theta for one trial of each row, shape (..., n)."""
    return log_sigmoid((2.0 * data.y - 1.0) * LogisticLoss(data).scores(theta))


def running_product(values: ArrayLike) -> Array:
    """Return the product after 1, 2, ... factors, multiplied in this order in float64; it may reach 0."""
    with np.errstate(under="ignore"):
        return np.multiply.accumulate(np.asarray(values, dtype=np.float64), axis=-1)


def running_log_sum(values: ArrayLike) -> Array:
    """Return the sum after 1, 2, ... terms, added in this order in float64."""
    return np.add.accumulate(np.asarray(values, dtype=np.float64), axis=-1)


def log_likelihood(data: Dataset, theta: ArrayLike) -> Array:
    """Return sum_i counts_i ln P(y_i | x_i), in nats, shape (...)."""
    if len(data.y) > FEW_ROWS:
        return -data.m * LogisticLoss(data)(theta)
    total: Array = np.sum(data.counts * log_factors(data, theta), axis=-1)
    return total


def halves_until_zero() -> tuple[int, int, float]:
    """Multiply halves until nothing is left.

    Returns
    -------
    The number of halves whose product is first subnormal (has begun to lose digits), the number whose product is
    first exactly 0.0, and the sum of as many ln(1/2) as the latter.
    """
    product, count, first_subnormal = 1.0, 0, 0
    while product > 0.0:
        product, count = product * 0.5, count + 1
        if not first_subnormal and product < np.finfo(np.float64).smallest_normal:
            first_subnormal = count
    return first_subnormal, count, float(running_log_sum(np.full(count, np.log(0.5)))[-1])


def sigmoid_digits(z: float, places: int) -> str:
    """Return sigmoid(z) in decimal with `places` digits after the point, cut and not rounded.

    Cut, so that a value inside (0, 1) never reads 1. For z = 40 and 21 places: 0.999999999999999995751.

    Raises
    ------
    ValueError
        z is NaN or infinite, or places < 1.
    """
    if not np.isfinite(z) or places < 1:
        raise ValueError(f"sigmoid_digits needs a finite z and places >= 1, not z = {z}, places = {places}.")
    with localcontext() as context:
        context.prec = places + 30
        e = (-abs(Decimal(float(z)))).exp()
        digit = Decimal(1).scaleb(-places)
        # Too close to 1 for these digits, the quotient rounds to 1; cut digits of a number below 1 are all nines.
        value = min((e if z < 0 else Decimal(1)) / (1 + e), 1 - digit)
        return format(value.quantize(digit, rounding=ROUND_DOWN), "f")
