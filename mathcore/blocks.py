"""Sums over many rows, in blocks that stay in the cache: each row is fetched from memory once."""

from collections.abc import Callable
from math import fsum

import numpy as np

from mathcore.arrays import Array
from mathcore.cores import Part, on_all_cores
from mathcore.data import Dataset
from mathcore.sigmoid import sigmoid_slope

# Bytes of the features in a block, and its least and most rows: below, Python's own time shows; above, the cache that
# the cores share ends (measured with 32 MiB and 2 cores).
BYTES = 13_000_000
FEWEST, MOST = 4096, 32_768
# Numbers in a matrix that BLAS multiplies by itself: with more it wakes threads of its own, and waits for them
# longer than the product takes where other programs want the same cores (OpenBLAS, interface/gemv.c).
SMALL = 8192
FOLD = 32


class _Block:
    """Some rows at one theta: z has the sign under which the loss of a row is softplus(z), and e = e^-|z|."""

    def __init__(self, x: Array, y: Array, counts: Array, theta: Array, scratch: Array) -> None:
        self.x, self.counts = x, counts
        # Always the same memory: fresh arrays of this size would cost more than what is computed in them.
        self.signs, self.z, self.e, self.spare, self.other = scratch[:, : len(x)]
        np.multiply(y, -2.0, out=self.signs)
        self.signs += 1.0
        _scores(x, theta, self.z)
        self.z *= self.signs
        np.abs(self.z, out=self.e)
        np.negative(self.e, out=self.e)
        np.exp(self.e, out=self.e)


def value(data: Dataset, theta: Array) -> float:
    """Return J at one theta (p,)."""
    return _mean(_each_block(data, theta, _loss), data.m)


def gradient(data: Dataset, theta: Array) -> Array:
    """Return grad J at one theta, (p,)."""
    total: Array = np.sum(_each_block(data, theta, _slope), axis=0)
    return total / data.m


def value_and_gradient(data: Dataset, theta: Array) -> tuple[float, Array]:
    """Return J and grad J at one theta in one pass over the rows."""
    losses, slopes = zip(*_each_block(data, theta, lambda block: (_loss(block), _slope(block))), strict=True)
    return _mean(losses, data.m), np.sum(slopes, axis=0) / data.m


def hessian(data: Dataset, theta: Array) -> Array:
    """Return the second derivatives of J at one theta, (p, p); infinite or NaN where they overflow."""
    total: Array = np.sum(_each_block(data, theta, _curvature), axis=0)
    return total / data.m


def _each_block(data: Dataset, theta: Array, function: Callable[[_Block], Part]) -> list[Part]:
    """Return what `function` makes of each block, in their order, computed on all cores."""
    size = int(np.clip(BYTES // (8 * max(data.d, 1)), FEWEST, MOST))

    def work(numbers: range) -> list[Part]:
        scratch = np.empty((5, size))
        with np.errstate(all="ignore"):
            rows = [slice(i * size, (i + 1) * size) for i in numbers]
            return [function(_Block(data.x[r], data.y[r], data.counts[r], theta, scratch)) for r in rows]

    return on_all_cores(-(-len(data.y) // size), work)


def _scores(x: Array, theta: Array, out: Array) -> None:
    """Write theta . (1, x) for each row."""
    piece = max(1, SMALL // max(x.shape[1], 1))
    whole = len(x) // piece * piece
    np.matmul(x[:whole].reshape(whole // piece, piece, x.shape[1]), theta[1:], out=out[:whole].reshape(-1, piece))
    np.matmul(x[whole:], theta[1:], out=out[whole:])
    out += theta[0]


def _loss(block: _Block) -> float:
    """Return the sum of counts times softplus(z) = max(z, 0) + log1p(e)."""
    hinges = np.maximum(block.z, 0.0, out=block.spare)
    if (block.counts == 1).all():
        return float(hinges.sum()) + _log1p_sum(block)
    hinges += np.log1p(block.e, out=block.other)
    hinges *= block.counts
    return float(hinges.sum())


def _log1p_sum(block: _Block) -> float:
    """Return the sum of log1p(e) with one logarithm for many e.

    (1 + a)(1 + b) = 1 + (a + b + ab): the bracket keeps all the digits of small a and b, which 1 + a would lose.
    """
    whole = len(block.e) // FOLD * FOLD
    folded, width = block.e[:whole], whole
    into, spare = block.spare, block.other
    while width > whole // FOLD:
        width //= 2
        a, b = folded[:width], folded[width:]
        folded = np.multiply(a, b, out=into[:width])
        folded += a
        folded += b
        into, spare = spare, into
    return float(np.log1p(folded).sum() + np.log1p(block.e[whole:]).sum())


def _slope(block: _Block) -> Array:
    """Return the sum of counts (h - y) (1, x); |h - y| = sigmoid(z)."""
    residuals = np.maximum(block.e, block.z >= 0, out=block.spare)
    residuals /= np.add(block.e, 1.0, out=block.other)
    residuals *= block.signs
    residuals *= block.counts
    return np.concatenate([[residuals.sum()], _product(residuals[None], block.x)[0]])


def _curvature(block: _Block) -> Array:
    """Return the sum of counts h (1 - h) (1, x)(1, x)^T."""
    design = np.column_stack([np.ones(len(block.x)), block.x])
    return _product((block.counts * sigmoid_slope(block.z)) * design.T, design)


def _product(a: Array, b: Array) -> Array:
    """Return the matrix product a b, summed over pieces of the inner dimension that BLAS takes as small."""
    piece = max(1, SMALL // max(b.shape[1], 1))
    pieces = len(b) // piece
    whole = pieces * piece
    stacked = a[:, :whole].reshape(len(a), pieces, piece).swapaxes(0, 1) @ b[:whole].reshape(pieces, piece, b.shape[1])
    total: Array = stacked.sum(axis=0) + a[:, whole:] @ b[whole:]
    return total


def _mean(sums: list[float] | tuple[float, ...], m: int) -> float:
    return (fsum(sums) if np.isfinite(sums).all() else float(np.sum(sums))) / m
