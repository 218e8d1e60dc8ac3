"""Functions of matrices and of lists of numbers: det, tr, sum, max; powers and eigenvalues."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import numpy as np

from mathcore.proofreader import evaluating, jets
from mathcore.proofreader.arithmetic import named
from mathcore.proofreader.env import Env
from mathcore.proofreader.jets import Value
from mathcore.proofreader.tree import Call, Expr
from mathcore.proofreader.trouble import MisfitError, Spot, UnreadableError

MATRICES: dict[str, Callable[[Value], Value]] = {
    "det": lambda a: np.asarray(np.linalg.det(jets.plain(a))),
    "rank": lambda a: np.asarray(float(np.linalg.matrix_rank(jets.plain(a)))),
    "tr": lambda a: jets.mapped(np.trace, a),
    "sum": jets.total,
    "mean": lambda a: jets.times(1 / max(1, jets.plain(a).size), jets.total(a)),
    "max": lambda a: np.asarray(np.max(jets.plain(a))),
    "min": lambda a: np.asarray(np.min(jets.plain(a))),
}


def matrix(name: str, node: Call, env: Env) -> Value:
    """Return the value of one of the functions; max and min compare several, entry by entry."""
    values = [evaluating.value(argument, env) for argument in node.arguments if isinstance(argument, Expr)]
    if len(values) == 1:
        return MATRICES[name](values[0])
    if name not in ("max", "min"):
        raise UnreadableError(f"{name} takes one argument", node.spot)
    sign = 1.0 if name == "max" else -1.0
    best = values[0]
    for other in values[1:]:
        if jets.shape(other) and jets.shape(best) and jets.shape(other) != jets.shape(best):
            raise MisfitError(f"{name} of vectors of unequal length", node.spot)
        gain = jets.add(other, jets.negative(best))
        best = jets.add(best, jets.times(jets.step(jets.times(sign, gain)), gain))
    return best


def power(base: Value, exponent: float, spot: Spot) -> Value:
    """Return a square matrix to a power: its inverse, a small whole power, or the root of one like S^(1/2)."""
    if exponent == -1:
        return jets.inverse(base)
    if exponent in (1, 2, 3):
        return reduce(jets.matmul, [base] * int(exponent))
    plain = jets.plain(base)
    if abs(exponent) == 0.5 and np.allclose(plain, plain.T):
        values, directions = np.linalg.eigh(plain)
        return np.asarray(directions @ np.diag(values**exponent) @ directions.T)
    raise MisfitError("this power of a matrix is not known", spot)


def eigenvalue(matrix: Value, which: str) -> Value:
    """Return the largest or the smallest eigenvalue of a symmetric matrix."""
    shape = jets.shape(matrix)
    if len(shape) != 2 or shape[0] != shape[1]:
        raise MisfitError(f"{named(shape)} has no eigenvalues")
    return np.asarray(np.linalg.eigvalsh(jets.plain(matrix))[-1 if which == "max" else 0])
