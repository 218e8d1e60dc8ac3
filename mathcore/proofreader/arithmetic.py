"""Sums and products of numbers, columns, rows and matrices: what fits, and what does not."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathcore.proofreader import jets
from mathcore.proofreader.env import Env
from mathcore.proofreader.jets import Value
from mathcore.proofreader.tree import Expr, Negative, Number, Power, Product, Quotient, Sum, Symbol, within
from mathcore.proofreader.trouble import MisfitError, Spot


def is_number(node: Expr) -> bool:
    """Say whether an expression is made of written numbers only."""
    return all(isinstance(part, Number | Negative | Sum | Quotient | Product | Power) for part in within(node))


def added(a: Value, b: Value, node: Expr, term: Expr) -> Value:
    """Return a + b; a written number, or b, may be added to every entry."""
    left, right = jets.shape(a), jets.shape(b)
    terms = getattr(node, "terms", ())
    written = any(is_number(t) or (isinstance(t, Symbol) and t.name == "b" and not t.below) for t in terms)
    if left == right or (written and () in (left, right)):
        return jets.add(a, b)
    if _is_identity(a, b):
        return jets.add(_eye(a, b), _eye(b, a))
    raise MisfitError(f"{named(left)} and {named(right)} cannot be added", term.spot)


def _is_identity(a: Value, b: Value) -> bool:
    """Say whether one is a number and the other a square matrix: λI is λ to this program."""
    shapes = {jets.shape(a), jets.shape(b)} - {()}
    square = [s for s in shapes if s[0] == s[1]]
    return len(shapes) == 1 and bool(square) and any(isinstance(v, Scaled) for v in (a, b))


class Scaled(np.ndarray[Any, np.dtype[np.float64]]):
    """A multiple of the identity matrix, of whatever size is needed."""


def _eye(a: Value, b: Value) -> Value:
    if jets.shape(a):
        return a
    return jets.times(np.asarray(a), np.eye(jets.shape(b)[0]))


def number(value: Value, spot: Spot) -> float:
    """Return a scalar as a number.

    Raises
    ------
    MisfitError
        It is a vector, or it has no value.
    """
    found = jets.plain(value)
    if found.shape or np.isnan(found):
        raise MisfitError(
            f"{spot.text} should be a number and is {named(found.shape) if found.shape else 'none'}", spot
        )
    return float(found)


def named(shape: tuple[int, ...]) -> str:
    """Return a shape in words."""
    if not shape:
        return "a number"
    if shape[1] == 1:
        return f"a column of {shape[0]}"
    return f"a row of {shape[1]}" if shape[0] == 1 else f"a {shape[0]}×{shape[1]} matrix"


def multiplied(a: Value, b: Value, sign: str, env: Env, factor: Expr) -> Value:
    """Return the product that a sign, or none, between two factors means."""
    left, right = jets.shape(a), jets.shape(b)
    if not left or not right:
        made = jets.times(a, b)
        scaled = any(isinstance(v, Scaled) for v in (a, b)) and not left and not right
        return np.asarray(made).view(Scaled) if scaled and jets.level_of(made) == 0 else made
    if sign == "each" and left == right:
        return jets.times(a, b)
    if left[1] == right[0]:
        made = jets.matmul(a, b)
        return jets.entry(made, 0, 0) if jets.shape(made) == (1, 1) else made
    if left == right and left[1] == 1:
        if sign == "dot":
            return jets.total(jets.times(a, b))
        if left[0] == env.world.m and env.reading.bare == "vector":
            return jets.times(a, b)
    raise MisfitError(
        f"{named(left)} times {named(right)} does not fit: is a transpose missing or in the wrong place?", factor.spot
    )
