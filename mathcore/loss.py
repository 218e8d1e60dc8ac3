"""LogisticLoss: the function that is minimised, and the function that is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from mathcore import blocks
from mathcore.arrays import Array
from mathcore.data import DataError, Dataset
from mathcore.panels import ROW_BY_ROW, Panels, panels_of
from mathcore.sigmoid import sigmoid, sigmoid_slope, softplus
from mathcore.weighted import Weighted

BLOCK = 50_000
FEW_ROWS = 1_000


@dataclass(frozen=True, eq=False)
class LogisticLoss:
    """Mean negative log-likelihood J of `data` under h(x) = sigmoid(theta . (1, x)).

    Conventions: theta (..., p) with p = d + 1, theta_0 the intercept; every method broadcasts over the leading
    axes. J is the mean over the m trials, in nats. With s = 1 - 2y the loss of a row is softplus(s z): ln(1 - h)
    is never formed and h never clipped, so J stays exact however far out theta is.

    Up to 1,000 rows are summed one by one. More rows of one feature are summed over the nodes of panels (see
    `mathcore.panels`), which costs as much as a few hundred rows and agrees with the sum over the rows to 1e-14 of J,
    near separation too; where theta_1 is too steep for that, and with several features, over blocks of rows.

    Raises
    ------
    ValueError
        theta holds NaN or infinity, or its last axis is not p long.
    """

    data: Dataset

    @property
    def p(self) -> int:
        """Number of parameters, d + 1."""
        return self.data.d + 1

    def __call__(self, theta: ArrayLike) -> Array:
        """Return J, shape (...)."""
        if self._many:
            return self._over_many_rows(theta, Weighted.losses, blocks.value, ())
        return _in_blocks(self._values, theta, len(self.data.y))

    def gradient(self, theta: ArrayLike) -> Array:
        """Return (1/m) sum_i counts_i (h_i - y_i) (1, x_i), shape (..., p)."""
        if self._many:
            return self._over_many_rows(theta, Weighted.slopes, blocks.gradient, (self.p,))
        return _in_blocks(self._gradients, theta, len(self.data.y))

    def value_and_gradient(self, theta: ArrayLike) -> tuple[float, Array]:
        """Return J and its gradient at one theta (p,), over many rows of several features in one pass."""
        if self._many and self.data.d > 1:
            return blocks.value_and_gradient(self.data, self._checked(theta))
        return float(self(theta)), self.gradient(theta)

    def _values(self, theta: Array) -> Array:
        with np.errstate(over="ignore"):
            total: Array = np.add.reduce(self.data.counts * softplus(self._signs * self.scores(theta)), axis=-1)
        return total / self.data.m

    def _gradients(self, theta: Array) -> Array:
        residuals = self._weighted_signs * sigmoid(self._signs * self.scores(theta))
        gradient = np.empty((*residuals.shape[:-1], self.p))
        for j, column in enumerate(self.data.design.T):
            gradient[..., j] = np.add.reduce(residuals * column, axis=-1)
        return gradient / self.data.m

    def hessian(self, theta: ArrayLike) -> Array:
        """Return (1/m) sum_i counts_i h_i (1 - h_i) (1, x_i)(1, x_i)^T, shape (..., p, p).

        Raises
        ------
        DataError
            The features are so large that it overflows.
        """
        if self._many:
            hessian = self._over_many_rows(theta, Weighted.curvatures, blocks.hessian, (self.p, self.p))
        else:
            hessian = self._hessians(theta)
        if not np.isfinite(hessian).all():
            raise self._overflow()
        return hessian

    def _hessians(self, theta: ArrayLike) -> Array:
        weights = self.data.counts * sigmoid_slope(self.scores(theta))
        design = self.data.design
        with np.errstate(over="ignore", invalid="ignore"):
            hessian: Array = (weights[..., None, :] * design.T) @ design / self.data.m
        return hessian

    def scores(self, theta: ArrayLike) -> Array:
        """Return z = theta . (1, x_i) for every row, shape (..., n).

        Summed column by column: the result does not depend on how many theta are asked for at once.
        """
        points = self._checked(theta)
        with np.errstate(over="ignore", invalid="ignore"):
            z = points[..., :1] + np.zeros(len(self.data.y))
            for j in range(self.data.d):
                z += points[..., j + 1:j + 2] * self.data.x[:, j]
        return z

    def _checked(self, theta: ArrayLike) -> Array:
        points = np.asarray(theta, dtype=np.float64)
        if points.shape[-1:] != (self.p,):
            raise ValueError(f"theta has the shape {points.shape}; its last axis must be {self.p}: "
                             f"an intercept and one number for each of {list(self.data.features)}.")
        if not np.isfinite(points).all():
            raise ValueError("theta holds NaN or infinity.")
        return points

    @property
    def _many(self) -> bool:
        return len(self.data.y) > FEW_ROWS

    def _over_many_rows(self, theta: ArrayLike, condensed: Callable[[Weighted, Array], Array],
                        direct: Callable[[Dataset, Array], Array | float], shape: tuple[int, ...]) -> Array:
        """Evaluate each theta over the panels that serve it, or directly, one theta at a time."""
        points = self._checked(theta)
        flat = points.reshape(-1, self.p)
        sums = np.empty((len(flat), *shape))
        levels = self._panels.serving(flat) if self.data.d == 1 else np.full(len(flat), ROW_BY_ROW)
        for level in np.unique(levels):
            chosen = np.flatnonzero(levels == level)
            if level == ROW_BY_ROW:
                for i in chosen:
                    sums[i] = direct(self.data, flat[i])
            else:
                weighted = self._panels.at(int(level))
                most = max(1, BLOCK // len(weighted.x))
                for part in np.split(chosen, range(most, len(chosen), most)):
                    sums[part] = condensed(weighted, flat[part]) / self.data.m
        return np.asarray(sums.reshape(points.shape[:-1] + shape)[()])

    @property
    def _panels(self) -> Panels:
        return panels_of(self.data)

    @cached_property
    def lipschitz(self) -> float:
        """L = lambda_max(X^T W X) / (4m), the largest curvature anywhere: steps up to 2/L never climb.

        Raises
        ------
        DataError
            The features are so large that L overflows.
        """
        design = self.data.design
        scale = float(np.abs(design).max())
        unit = design / scale
        largest = np.linalg.eigvalsh(unit.T @ (self.data.counts[:, None] * unit))[-1] / (4 * self.data.m)
        lipschitz = float(largest) * scale * scale
        if not np.isfinite(lipschitz):
            raise self._overflow()
        return lipschitz

    def _overflow(self) -> DataError:
        largest = float(np.abs(self.data.x).max())
        return DataError(f"{self.data.name}: values up to {largest:.0e} overflow the curvature; rescale the features.")

    @cached_property
    def _signs(self) -> Array:
        return 1.0 - 2.0 * self.data.y

    @cached_property
    def _weighted_signs(self) -> Array:
        return self.data.counts * self._signs


def _in_blocks(function: Callable[[Array], Array], theta: ArrayLike, rows: int) -> Array:
    """Evaluate many theta some at a time: a surface over many rows fits neither the cache nor, at last, the memory."""
    points = np.asarray(theta, dtype=np.float64)
    most = max(1, BLOCK // rows)
    if points.ndim <= 1 or points[..., 0].size <= most:
        return function(points)
    flat = points.reshape(-1, points.shape[-1])
    parts = [function(flat[i:i + most]) for i in range(0, len(flat), most)]
    return np.concatenate(parts).reshape(*points.shape[:-1], *parts[0].shape[1:])
