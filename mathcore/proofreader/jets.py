"""Numbers that carry their derivative: exact slopes of whatever is computed with them.

A `Jet` is a value and its rate of change along one direction; its parts may be jets of a lower level, so that second
derivatives are slopes of slopes. Scalars are 0-d, column vectors (n, 1), rows (1, n).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np

TINY = 1e-20  # below what rounding leaves of sums that cancel: a product of many small factors
Value: TypeAlias = Any  # a float, an array, or a Jet of these
Smooth: TypeAlias = Callable[[Value], Value]


class Jet:
    """A value and its slope; a jet of a higher level may hold jets of lower ones."""

    __slots__ = ("level", "slope", "value")
    __array_ufunc__ = None  # arrays leave the arithmetic to the functions below

    def __init__(self, value: Value, slope: Value, level: int) -> None:
        self.value, self.slope, self.level = value, slope, level


def plain(value: Value) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the value without any slopes."""
    while isinstance(value, Jet):
        value = value.value
    return np.asarray(value, dtype=np.float64)


def shape(value: Value) -> tuple[int, ...]:
    """Return the shape: () for a scalar, (n, 1) for a vector."""
    return tuple(plain(value).shape)


def level_of(*values: Value) -> int:
    """Return the highest level among the values, 0 for plain numbers."""
    return max([value.level for value in values if isinstance(value, Jet)], default=0)


def parts(value: Value, level: int) -> tuple[Value, Value]:
    """Return value and slope at a level; the slope of what does not depend on it is 0."""
    if isinstance(value, Jet) and value.level == level:
        return value.value, value.slope
    return value, np.zeros(shape(value))


def mapped(f: Callable[..., Value], *values: Value) -> Value:
    """Apply a linear rearrangement (transpose, stack, sum of entries …) to values and slopes alike."""
    level = level_of(*values)
    if level == 0:
        return f(*(np.asarray(value, dtype=np.float64) for value in values))
    split = [parts(value, level) for value in values]
    return Jet(mapped(f, *(a for a, _ in split)), mapped(f, *(b for _, b in split)), level)


def add(a: Value, b: Value) -> Value:
    """Return a + b."""
    if not isinstance(a, Jet) and not isinstance(b, Jet):
        return np.asarray(np.asarray(a, dtype=np.float64) + b)
    return mapped(lambda p, q: p + q, a, b)


def _times(a: Any, b: Any) -> Any:
    product = np.asarray(a * b)
    if np.isfinite(product).all():
        return product
    # 0 ln 0 is 0 in this subject: the limit, and what the cross-entropy of a hard label means.
    return np.where((np.asarray(a) == 0) | (np.asarray(b) == 0), 0.0, product)


def _bilinear(f: Callable[[Any, Any], Any], a: Value, b: Value) -> Value:
    level = level_of(a, b) if isinstance(a, Jet) or isinstance(b, Jet) else 0
    if level == 0:
        return f(np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64))
    if not isinstance(a, Jet) or a.level < level:
        return Jet(_bilinear(f, a, b.value), _bilinear(f, a, b.slope), level)
    if not isinstance(b, Jet) or b.level < level:
        return Jet(_bilinear(f, a.value, b), _bilinear(f, a.slope, b), level)
    slope = add(_bilinear(f, a.slope, b.value), _bilinear(f, a.value, b.slope))
    return Jet(_bilinear(f, a.value, b.value), slope, level)


def times(a: Value, b: Value) -> Value:
    """Return the product entry by entry."""
    return _bilinear(_times, a, b)


def matmul(a: Value, b: Value) -> Value:
    """Return the matrix product."""
    return _bilinear(lambda p, q: p @ q, a, b)


def negative(a: Value) -> Value:
    """Return -a."""
    return mapped(np.negative, a)


def _smooth(f: Callable[[Any], Any], slope: Callable[[Value], Value]) -> Smooth:
    def applied(a: Value) -> Value:
        if not isinstance(a, Jet):
            return f(np.asarray(a, dtype=np.float64))
        return Jet(applied(a.value), times(slope(a.value), a.slope), a.level)

    return applied


def _sigmoid(z: Any) -> Any:
    return np.exp(-np.logaddexp(0, -z))


reciprocal: Smooth = _smooth(np.reciprocal, lambda a: negative(times(reciprocal(a), reciprocal(a))))
exp: Smooth = _smooth(np.exp, lambda a: exp(a))
log: Smooth = _smooth(np.log, lambda a: reciprocal(a))
sigmoid: Smooth = _smooth(_sigmoid, lambda a: times(sigmoid(a), sigmoid(negative(a))))
tanh: Smooth = _smooth(np.tanh, lambda a: add(1.0, negative(times(tanh(a), tanh(a)))))
cosh: Smooth = _smooth(np.cosh, lambda a: sinh(a))
sinh: Smooth = _smooth(np.sinh, lambda a: cosh(a))
sin: Smooth = _smooth(np.sin, lambda a: cos(a))
cos: Smooth = _smooth(np.cos, lambda a: negative(sin(a)))
absolute: Smooth = _smooth(np.abs, lambda a: np.sign(plain(a)))
step: Smooth = _smooth(lambda a: np.where(a >= 0, 1.0, 0.0), lambda a: np.zeros(shape(a)))
sign: Smooth = _smooth(np.sign, lambda a: np.zeros(shape(a)))


def divide(a: Value, b: Value) -> Value:
    """Return a / b entry by entry; what is divided by 0 has no value."""
    if np.any(plain(b) == 0):
        return np.full(np.broadcast_shapes(shape(a), shape(b)), np.nan)
    return times(a, reciprocal(b))


def power(a: Value, b: Value) -> Value:
    """Return a to the power b, entry by entry; a whole exponent may stand over a negative base."""
    exponent = plain(b)
    if level_of(b) == 0 and (level_of(a) == 0 or np.all(exponent == exponent.flat[0])):
        return _fixed_power(a, exponent)
    with np.errstate(all="ignore"):
        return exp(times(b, log(a)))


def _fixed_power(a: Value, b: Any) -> Value:
    if not isinstance(a, Jet):
        with np.errstate(all="ignore"):
            return np.power(np.asarray(a, dtype=np.float64), b)
    inner = times(b, _fixed_power(a.value, b - 1)) if np.any(b != 0) else np.zeros(shape(a))
    return Jet(_fixed_power(a.value, b), times(inner, a.slope), a.level)


def transpose(a: Value) -> Value:
    """Return the transpose; that of a scalar is itself."""
    return mapped(np.transpose, a)


def inverse(a: Value) -> Value:
    """Return the inverse matrix."""
    if not isinstance(a, Jet):
        try:
            return np.linalg.inv(a)
        except np.linalg.LinAlgError:
            return np.full(np.shape(a), np.nan)
    inner = inverse(a.value)
    return Jet(inner, negative(matmul(matmul(inner, a.slope), inner)), a.level)


def total(a: Value) -> Value:
    """Return the sum of all entries."""
    return mapped(np.sum, a)


def entry(a: Value, *index: int) -> Value:
    """Return one entry of a vector or a matrix."""
    where = index if len(index) == 2 else (index[0], 0) if shape(a)[-1] == 1 else (0, index[0])
    return mapped(lambda v: v[where], a)


def stack(rows: Sequence[Sequence[Value]]) -> Value:
    """Return the matrix of blocks given row by row; scalars are blocks of one entry."""
    width = len(rows[0])
    flat = [value for row in rows for value in row]

    def build(*blocks: Any) -> Any:
        cells = [np.atleast_2d(block) for block in blocks]
        return np.block([cells[k : k + width] for k in range(0, len(cells), width)])

    return mapped(build, *flat)


def close(a: Value, b: Value, tolerance: float = 1e-8) -> bool:
    """Say whether two values agree to rounding; a plain 0 equals any array of zeros."""
    left, right = plain(a), plain(b)
    largest = max(float(np.max(np.abs(v), initial=0)) for v in (left, right))
    if left.shape == right.shape == () and 0 < largest < TINY and left != 0 and right != 0:
        return bool(abs(left - right) <= 1e-6 * largest)
    scale = max(1e-3, largest)
    if not np.isfinite(scale):
        return bool(np.array_equal(left, right))
    return bool(np.all(np.abs(left - right) <= tolerance * scale))
