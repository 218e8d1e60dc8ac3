"""Weighted: values of one feature with weights, and the sums of losses over them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mathcore.arrays import Array


@dataclass(frozen=True, eq=False)
class Weighted:
    """Values of a feature, each with a weight for label 0 and one for label 1: trials, or what sums like them.

    The labels stay apart so that near separation, where J is tiny, no large sums cancel. theta has the shape (k, 2)
    in all the sums.

    Parameters
    ----------
    x : (n,) values, rising.
    weights : (2, n) for label 0 and label 1; those of nodes are not whole numbers, some of them negative.
    """

    x: Array
    weights: Array

    def losses(self, theta: Array) -> Array:
        """Return the sum of softplus(z) over label 0 and of softplus(-z) over label 1, (k,)."""
        z, e = self._scores(theta)
        terms = self._both * np.log1p(e)
        terms += self.weights[0] * np.maximum(z, 0.0)
        terms += self.weights[1] * np.maximum(-z, 0.0)
        total: Array = np.add.reduce(terms, axis=-1)
        return total

    def slopes(self, theta: Array) -> Array:
        """Return the sum of (h - y) (1, x), (k, 2)."""
        z, e = self._scores(theta)
        larger = 1.0 / (1.0 + e)
        smaller = e * larger
        up = z >= 0
        residuals = self.weights[0] * np.where(up, larger, smaller) - self.weights[1] * np.where(up, smaller, larger)
        return np.stack([np.add.reduce(residuals, axis=-1), np.add.reduce(residuals * self.x, axis=-1)], axis=-1)

    def curvatures(self, theta: Array) -> Array:
        """Return the sum of h (1 - h) (1, x)(1, x)^T, (k, 2, 2); infinite where x^2 overflows."""
        _, e = self._scores(theta)
        with np.errstate(over="ignore"):
            weights = self._both * (e / (1.0 + e) ** 2)
            moments = [np.add.reduce(weights * self.x**power, axis=-1) for power in (0, 1, 1, 2)]
        return np.stack(moments, axis=-1).reshape(-1, 2, 2)

    @cached_property
    def _both(self) -> Array:
        total: Array = self.weights.sum(axis=0)
        return total

    def _scores(self, theta: Array) -> tuple[Array, Array]:
        """Return z = theta . (1, x) and e^-|z|, each (k, n)."""
        z = theta[:, :1] + theta[:, 1:] * self.x
        with np.errstate(under="ignore"):
            return z, np.exp(-np.abs(z))
