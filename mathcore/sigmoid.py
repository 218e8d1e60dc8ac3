"""The sigmoid and its relatives, accurate over the whole float64 line.

Everything goes through e = exp(-|z|), which lies in [0, 1]: nothing overflows, and no two nearly equal numbers
are subtracted. Each function takes a number or an array of any shape, computes in float64 and keeps the shape;
a number in gives a number out. NaN stays NaN, and no warning is raised at any input.
"""

from collections.abc import Callable
from functools import wraps
from typing import Protocol, overload

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array
from mathcore.cores import on_all_cores

# Numbers at a time: what is made of them on the way stays in the cache.
BLOCK = 16_000


class Elementwise(Protocol):
    """A function of one number, applied to every element."""

    @overload
    def __call__(self, z: float, /) -> float: ...
    @overload
    def __call__(self, z: ArrayLike, /) -> Array: ...


def elementwise(function: Callable[[Array], Array]) -> Elementwise:
    """Give `function` its float64 input and hand back a number for a number."""

    @wraps(function)
    def wrapped(z: ArrayLike, /) -> Array:
        values = np.asarray(z, dtype=np.float64)
        if values.size > 4 * BLOCK:
            return _in_blocks(function, values)
        with np.errstate(all="ignore"):
            result: Array = function(values)[()]
        return result

    return wrapped  # type: ignore[return-value]


def _in_blocks(function: Callable[[Array], Array], values: Array) -> Array:
    flat = values.reshape(-1)
    result = np.empty_like(flat)

    def work(numbers: range) -> list[None]:
        with np.errstate(all="ignore"):
            for i in numbers:
                block = slice(i * BLOCK, (i + 1) * BLOCK)
                result[block] = function(flat[block])
        return [None] * len(numbers)

    on_all_cores(-(-flat.size // BLOCK), work)
    return result.reshape(values.shape)


@elementwise
def sigmoid(z: Array) -> Array:
    """Return 1 / (1 + e^-z), the probability that belongs to the score z."""
    e = np.exp(-np.abs(z))
    return np.where(z < 0, e, 1.0) / (1.0 + e)


@elementwise
def log_sigmoid(z: Array) -> Array:
    """Return ln sigmoid(z) = min(z, 0) - ln(1 + e^-|z|)."""
    return np.minimum(z, 0.0) - np.log1p(np.exp(-np.abs(z)))


@elementwise
def softplus(z: Array) -> Array:
    """Return ln(1 + e^z) = max(z, 0) + ln(1 + e^-|z|)."""
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))


@elementwise
def sigmoid_slope(z: Array) -> Array:
    """Return the derivative sigmoid(z) (1 - sigmoid(z)); its top is 1/4, at z = 0.

    Near the top as 1/4 less a small square, tanh(z/2)^2 / 4, so that it never rounds to more than 1/4.
    """
    e = np.exp(-np.abs(z))
    return np.where(e > 0.375, 0.25 - (0.5 * np.tanh(0.5 * z)) ** 2, e / (1.0 + e * (2.0 + e)))


@elementwise
def logit(p: Array) -> Array:
    """Return ln(p / (1 - p)), the log of the odds: the inverse of the sigmoid.

    -inf at 0, inf at 1, NaN outside [0, 1]. Near one half the quotient is close to 1 and its logarithm would
    lose digits; there 2p - 1 is exact in float64, and log1p keeps them.
    """
    far = np.log(p / (1.0 - p))
    smaller = np.minimum(p, 1.0 - p)
    near = np.copysign(np.log1p(np.abs(2.0 * p - 1.0) / smaller), p - 0.5)
    return np.where(np.abs(p - 0.5) <= 0.25, near, far)
