"""Entropy, cross-entropy and divergence of two outcomes, in nats.

A label y in [0, 1] is the probability of outcome 1: 0 and 1 are hard labels, what lies between is a soft one.
0 ln 0 counts as 0, its limit. Each function broadcasts over arrays; numbers in give a number out.
"""

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array


def cross_entropy(y: ArrayLike, h: ArrayLike) -> Array:
    """Return H(y, h) = -y ln h - (1 - y) ln(1 - h): what h costs on average where outcome 1 has probability y.

    Infinite where h rules out an outcome that y does not.

    Raises
    ------
    ValueError
        y or h is not in [0, 1].
    """
    label, guess = _probability(y), _probability(h)
    # From 0: a hard label's own entropy is not -0.
    return 0.0 - _times_log(label, guess) - _times_log1p(1 - label, -guess)


def entropy(y: ArrayLike) -> Array:
    """Return H(y) = -y ln y - (1 - y) ln(1 - y), the least that any h costs; 0 for a hard label.

    Raises
    ------
    ValueError
        y is not in [0, 1].
    """
    return cross_entropy(y, y)


def divergence(y: ArrayLike, h: ArrayLike) -> Array:
    """Return D(y || h) = y ln(y / h) + (1 - y) ln((1 - y) / (1 - h)), Kullback and Leibler's: what h costs beyond H(y).

    Each term is formed with its share of y - h, which the two cancel, so that none is negative and the sum keeps its
    digits where h is close to y.

    Raises
    ------
    ValueError
        y or h is not in [0, 1].
    """
    label, guess = _probability(y), _probability(h)
    return _excess(label, guess) + _excess(1 - label, 1 - guess)


def _excess(a: Array, b: Array) -> Array:
    """Return a ln(a / b) - a + b, which is not negative; b where a is 0, infinite where only b is."""
    with np.errstate(divide="ignore", invalid="ignore"):
        step = (a - b) / b
        small = np.abs(step) < 0.1
        # a ln(a/b) - a + b = b ((1 + s) ln(1 + s) - s), whose terms cancel to s^2/2 for a small step s = (a - b)/b.
        near = b * _bracket(np.where(small, step, 0.0))
        far = _times_log(a, a) - _times_log(a, b) - a + b
    return np.asarray(np.where(small, near, np.where(a == b, 0.0, far)))[()]


def _bracket(s: Array) -> Array:
    """Return (1 + s) ln(1 + s) - s for |s| < 0.1, by its series s^2/2 - s^3/6 + s^4/12 - ..."""
    total = np.zeros_like(s)
    for k in range(20, 1, -1):
        total = s * total + (-1) ** k / (k * (k - 1))
    return np.asarray(s * s * total)


def _times_log(a: Array, b: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(a == 0, 0.0, a * np.log(b)))[()]


def _times_log1p(a: Array, b: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(a == 0, 0.0, a * np.log1p(b)))[()]


def _probability(value: ArrayLike) -> Array:
    values = np.asarray(value, dtype=np.float64)
    if not np.all((values >= 0) & (values <= 1)):
        raise ValueError(f"A probability lies between 0 and 1, not {value!r}.")
    return values
