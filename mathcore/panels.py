"""Panels: many rows of one feature as a few hundred weighted values that have the same sums.

J and its derivatives are sums over the rows of smooth functions of z = theta_0 + theta_1 x. The range of x is cut
into panels, and on each a polynomial through Chebyshev nodes stands for the function; its sum over the rows is a
weighted sum over the nodes, with weights that do not depend on theta (the adjoint of interpolation). So the rows are
visited once, and from then on a theta costs as much as there are nodes.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mathcore.arrays import Array
from mathcore.data import Dataset
from mathcore.memory import once_for_each
from mathcore.weighted import Weighted

# Sigmoid and softplus have their nearest singularities at z = i pi and -i pi. On a panel 4 wide in z a polynomial
# through n nodes errs by 3.43^-n, for 32 nodes 1e-17, times a modest factor: with a = pi / 2 the base is
# a + sqrt(a^2 + 1) (Trefethen, Approximation Theory and Approximation Practice, 2013, theorem 8.2).
NODES = 32
WIDEST = 4.0
# Values at a time, so that the polynomials of a step stay in cache.
BLOCK = 16_384
# In the place of an exponent, for slopes so steep that panels would hold hardly more values than nodes: sum over the
# distinct values, where they are far fewer than the rows, or over the rows.
VALUE_BY_VALUE = np.iinfo(np.int64).max
ROW_BY_ROW = np.iinfo(np.int64).min


class Panels:
    """The rows of one feature condensed to panels of width 2^k, for each k when first asked for."""

    def __init__(self, data: Dataset) -> None:
        values, trials, successes = data.groups()
        self.count = len(data.y)
        self.rows = Weighted(values, np.stack([trials - successes, successes]))
        self._condensed: dict[int, Weighted] = {}

    @cached_property
    def finest(self) -> int | None:
        """The least k whose panels are worth while: half of the values lie 4 to 16 to a node. None for few values.

        At most 20 below `coarsest`: every k on the way is condensed once.
        """
        x = self.rows.x
        if len(x) <= 8 * NODES:
            return None
        apart = int(np.clip(len(x) // 100, 4 * NODES, 16 * NODES))
        return max(self._exponent(float(np.median(x[apart:] / 2 - x[:-apart] / 2))), self.coarsest - 20)

    @cached_property
    def coarsest(self) -> int:
        """The least k whose panels are as wide as the middle 98% of the values.

        Wider ones would merge little, and spend digits: a node's error is that of its place in the panel.
        """
        x = self.rows.x
        few = len(x) // 100
        return self._exponent(float(x[-1 - few] / 2 - x[few] / 2))

    def _exponent(self, half: float) -> int:
        """Return the least k with 2^k at least twice `half`, such that no panel's number or border overflows."""
        least = max(-1000, int(np.frexp(self.reach)[1]) - 1000)
        return int(np.clip(np.ceil(np.log2(half)) + 1 if half > 0 else least, least, 1023))

    @cached_property
    def reach(self) -> float:
        """The largest |x|."""
        return float(np.abs(self.rows.x).max())

    def serving(self, theta: Array) -> NDArray[np.int64]:
        """Return for each theta (k, 2) the exponent of the widest panels that serve it, or how else to sum."""
        with np.errstate(all="ignore"):
            farthest = np.abs(theta[:, 0]) + np.abs(theta[:, 1]) * self.reach
            widest = np.floor(np.log2(WIDEST / np.abs(theta[:, 1])))
        steep = VALUE_BY_VALUE if 4 * len(self.rows.x) <= self.count else ROW_BY_ROW
        if self.finest is None:
            exponents = np.full(len(theta), VALUE_BY_VALUE)
        else:
            widest = np.minimum(widest, max(self.coarsest, self.finest))
            exponents = np.where(widest >= self.finest, widest, steep).astype(np.int64)
        exponents[~np.isfinite(farthest)] = ROW_BY_ROW
        return exponents

    def at(self, k: int) -> Weighted:
        """Return the values of the panels 2^k wide, condensed from those half as wide, or all values."""
        if k == VALUE_BY_VALUE or self.finest is None or k < self.finest:
            return self.rows
        if k not in self._condensed:
            self._condensed[k] = condensed(self.at(k - 1), 2.0**k)
        return self._condensed[k]


@once_for_each
def panels_of(data: Dataset) -> Panels:
    """Return the panels of a data set."""
    return Panels(data)


def condensed(dense: Weighted, width: float) -> Weighted:
    """Return Chebyshev nodes in the place of the values in panels that hold more values than nodes.

    x must rise; `width` is a power of two, so that the borders and centres of panels are exact.
    """
    panel = np.floor(dense.x / width)
    starts = _starts(panel)
    sizes = np.diff(starts, append=len(panel))
    crowded = sizes > NODES
    inside = np.repeat(crowded, sizes)
    centres = (panel[starts[crowded]] + 0.5) * width
    number = np.repeat(np.arange(len(centres)), sizes[crowded])
    t = (dense.x[inside] - centres[number]) / (0.5 * width)
    angles = (np.arange(NODES) + 0.5) * np.pi / NODES
    to_nodes = 2 / NODES * np.cos(np.outer(angles, np.arange(NODES)))
    to_nodes[:, 0] /= 2
    of_nodes = [(to_nodes @ _moments(t, weights[inside], number, len(centres))).T.ravel() for weights in dense.weights]
    x = np.concatenate([dense.x[~inside], (centres[:, None] + 0.5 * width * np.cos(angles)).ravel()])
    weights = np.hstack([dense.weights[:, ~inside], of_nodes])
    order = np.argsort(x)
    return Weighted(x[order], weights[:, order])


def _moments(t: Array, weights: Array, number: NDArray[np.int64], panels: int) -> Array:
    """Return the sums of weight times T_k(t), k < NODES, over each panel: (NODES, panels)."""
    # Where every value is one row, half of the weights of a label are 0.
    some = weights != 0
    t, weights, number = t[some], weights[some], number[some]
    moments = np.zeros((NODES, panels))
    for i in range(0, len(t), BLOCK):
        here = slice(i, i + BLOCK)
        starts = _starts(number[here])
        sums = np.empty((NODES, len(starts)))
        # The recurrence T_k+1 = 2 t T_k - T_k-1, for the polynomials times the weights.
        double = 2 * t[here]
        now, after, spare = weights[here].copy(), weights[here] * t[here], np.empty_like(double)
        for k in range(NODES):
            np.add.reduceat(now, starts, out=sums[k])
            np.multiply(double, after, out=spare)
            spare -= now
            now, after, spare = after, spare, now
        moments[:, number[here][starts]] += sums
    return moments


def _starts(values: NDArray[np.generic]) -> NDArray[np.int64]:
    """Return the index of the first of each run of equal values."""
    return np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]])[: len(values)])
