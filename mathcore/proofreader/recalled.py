"""What a symbol stands for that was defined on a line before."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mathcore.proofreader import evaluating, jets, ranges, symbols
from mathcore.proofreader.env import Definition, Env
from mathcore.proofreader.indices import index_of
from mathcore.proofreader.jets import Value
from mathcore.proofreader.tree import Symbol
from mathcore.proofreader.trouble import MisfitError, UnknownError


def value(symbol: Symbol, name: str, env: Env) -> Value:
    """Return the value of a symbol by the definition of this name."""
    made = env.defined[name]
    if made.arguments and not symbol.below:
        # A function without its argument: g stands for g(z).
        inner = env.binding(made.arguments[0], symbols.value_of(Symbol("z"), env))
        return evaluating.value(made.body, deeper(inner))
    indices = () if "_" in name else symbol.below + symbol.above
    if len(made.indices) == 1 and not indices:
        return _column(made, env)
    if len(indices) != len(made.indices):
        raise MisfitError(f"{name} was defined with {len(made.indices)} indices", symbol.spot)
    for letter, index in zip(made.indices, indices, strict=True):
        env = env.binding(letter, index_of(index, env))
    return evaluating.value(made.body, deeper(env))


def _column(made: Definition, env: Env) -> Value:
    """Return what was defined for every index as one column: r of r_i = h_i - y_i."""
    (letter,) = made.indices
    role = ranges.role_of(letter, (made.body,))
    rows = [
        evaluating.value(made.body, deeper(env.binding(letter, index)))
        for index in ranges.free_range(letter, role, env, made.body)
    ]
    if any(jets.shape(row) for row in rows):
        raise MisfitError(f"{letter} counts columns, not numbers", made.body.spot)
    return jets.stack([[jets.mapped(lambda v: np.reshape(v, (1, 1)), row)] for row in rows])


def deeper(env: Env) -> Env:
    """Return a place one definition further in; a definition that needs itself has no value."""
    if env.depth > 12:
        raise UnknownError("a definition leads back to itself")
    return replace(env, depth=env.depth + 1)
