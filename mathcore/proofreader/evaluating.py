"""The value of an expression in a world."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import Any

import numpy as np

from mathcore.proofreader import (
    arithmetic,
    calls,
    changes,
    dotted,
    indices,
    integrals,
    jets,
    matrices,
    norms,
    patience,
    ranges,
    symbols,
)
from mathcore.proofreader.arithmetic import added, multiplied, named
from mathcore.proofreader.env import Env, Index
from mathcore.proofreader.jets import Value
from mathcore.proofreader.tree import (
    Big,
    Call,
    Cases,
    Chain,
    Change,
    Dots,
    Entry,
    Expr,
    Extreme,
    Flip,
    Gradient,
    Grid,
    Integral,
    Limit,
    Mean,
    Negative,
    Norm,
    Number,
    Place,
    Power,
    Product,
    Quotient,
    Slope,
    Sum,
    Symbol,
    Truth,
)
from mathcore.proofreader.trouble import MisfitError, OutsideError, UnreadableError

MOST_STEPS = 20_000  # terms of all sums of a formula together, in one world


def value(node: Expr, env: Env) -> Value:
    """Return the value of an expression.

    Raises
    ------
    UnreadableError
        It holds a symbol without a meaning, or something that has no value.
    MisfitError
        Shapes do not fit, or an index leaves its range.
    """
    patience.spend(node.spot)
    rule = RULES.get(type(node))
    if rule is None:
        raise UnreadableError(f"{node.spot.text} has no value here", node.spot)
    return rule(node, env)


def _sum(node: Sum, env: Env) -> Value:
    if any(isinstance(term, Dots) for term in node.terms):
        return value(dotted.total(node, env), env)
    first = value(node.terms[0], env)
    for term in node.terms[1:]:
        first = added(first, value(term, env), node, term)
    return first


def _product(node: Product, env: Env) -> Value:
    if any(isinstance(factor, Dots) for factor in node.factors):
        return value(dotted.total(node, env), env)
    factors = list(_factors(node, env))
    done = factors[0][1]
    for k, (factor, right) in enumerate(factors[1:]):
        done = multiplied(done, right, node.signs[k], env, factor)
    return done


def _factors(node: Product, env: Env) -> Iterator[tuple[Expr, Value]]:
    for k, factor in enumerate(node.factors):
        following = k + 1 < len(node.factors)
        if isinstance(factor, Symbol) and factor.primes == 1 and following and _is_transposed(factor, env):
            factor = Flip(Symbol(factor.name, factor.below, factor.above, spot=factor.spot), spot=factor.spot)
        before = node.factors[k - 1] if k else None
        if (
            env.reading.layout == "one"
            and isinstance(before, Flip)
            and isinstance(factor, Symbol)
            and factor.name == "x"
        ):
            factor = Symbol("hat x", factor.below, factor.above, spot=factor.spot)
        yield factor, value(factor, env)


def _is_transposed(symbol: Symbol, env: Env) -> bool:
    """Say whether the dash of θ'x is a transpose."""
    vectors = indices.PARAMETERS | symbols.FEATURES | {"X", "𝟏", "y", "u", "v"}
    return symbol.name in vectors and f"{symbol.name}'" not in env.defined


def _quotient(node: Quotient, env: Env) -> Value:
    above, below = value(node.above, env), value(node.below, env)
    if jets.shape(below) and jets.shape(above) not in ((), jets.shape(below)):
        raise MisfitError(f"division by {named(jets.shape(below))}", node.below.spot)
    if jets.shape(below) and env.reading.bare != "vector":
        raise MisfitError(f"division by {named(jets.shape(below))}", node.below.spot)
    return jets.divide(above, below)


def _power(node: Power, env: Env) -> Value:
    base, exponent = value(node.base, env), value(node.exponent, env)
    shape = jets.shape(base)
    if isinstance(node.base, Symbol) and node.base.name == "e" and "e" not in env.defined:
        return jets.exp(exponent)
    if len(shape) == 2 and shape[0] == shape[1] and not jets.shape(exponent):
        return matrices.power(base, float(jets.plain(exponent)), node.spot)
    if len(shape) == 2 and not jets.shape(exponent):
        if env.reading.bare == "vector" and shape[0] == env.world.m:
            return jets.power(base, exponent)
        raise MisfitError(f"a power of {named(shape)}", node.spot)
    if shape and jets.shape(exponent) not in ((), shape):
        raise MisfitError(f"a power with {named(jets.shape(exponent))} above", node.spot)
    if shape != jets.shape(exponent) and env.reading.bare != "vector":
        raise MisfitError(f"a power with {named(jets.shape(exponent))} above", node.spot)
    return jets.power(base, exponent)


def _flip(node: Flip, env: Env) -> Value:
    if isinstance(node.body, Grid) and node.body.kind != "mat":
        return value(node.body, env)  # (1, x_1, x_2)ᵀ is a column, written in a line
    return jets.transpose(value(node.body, env))


def _entry(node: Entry, env: Env) -> Value:
    body = value(node.body, env)
    shape = jets.shape(body)
    picked = [indices.index_of(index, env) for index in node.indices]
    if not shape or len(picked) != (2 if 1 not in shape else 1):
        raise MisfitError(f"{named(shape)} with {len(picked)} indices", node.spot)
    d = env.world.d + bool(env.reading.intercept)
    where = []
    for index, length in zip(picked, [n for n in shape if n != 1] or [1], strict=False):
        base = 0 if length == d and env.reading.layout in ("first", "before") else 1
        if not 0 <= index.value - base < length:
            raise MisfitError(f"an index of {node.spot.text} leaves its range", node.spot)
        where.append(index.value - base)
    return jets.entry(body, *where)


def _big(node: Big, env: Env) -> Value:
    done: Value | None = None
    for index in ranges.of_sum(node, env):
        env.steps[0] += 1
        if env.steps[0] > MOST_STEPS:
            raise UnreadableError("too many terms to try: write a smaller bound", node.spot)
        inner = env.binding(node.index, index)
        if node.condition is not None and not truth(node.condition, inner):
            continue
        term = value(node.body, inner)
        if done is None:
            done = term
        elif node.kind == "∑":
            done = added(done, term, node, node.body)
        else:
            done = multiplied(done, term, "", env, node.body)
    return done if done is not None else np.asarray(0.0 if node.kind == "∑" else 1.0)


def _cases(node: Cases, env: Env) -> Value:
    for body, condition in node.rows:
        if condition is None or truth(condition, env):
            return value(body, env)
    asked = {side.name for _, c in node.rows if c is not None for side in c.sides if isinstance(side, Symbol)}
    if len(node.rows) > 1 and asked == {"y"}:
        raise MisfitError("no case is that of a label which there is, 0 or 1", node.spot)
    raise OutsideError(f"no case fits in {node.spot.text}")


def truth(chain: Chain, env: Env) -> bool:
    """Say whether a chain of relations between numbers is true."""
    from mathcore.proofreader.relations import holds

    return all(
        holds(a, b, relation, env)
        for (a, b), relation in zip(itertools.pairwise(chain.sides), chain.relations, strict=True)
    )


def values_of(items: Sequence[Expr], env: Env) -> list[Value]:
    """Return the values of a list, with all that its dots stand for."""
    before, between, after = dotted.listed(items)
    made = [value(item, env) for item in before]
    if between is not None:
        made += [value(between.body, env.binding(between.index, index)) for index in ranges.of_sum(between, env)]
    return made + [value(item, env) for item in after]


def _grid(node: Grid, env: Env) -> Value:
    if all(len(row) == 1 for row in node.rows):
        rows = [[cell] for cell in values_of([row[0] for row in node.rows], env)]
    else:
        rows = [values_of(row, env) for row in node.rows]
    if len({len(row) for row in rows}) != 1:
        raise MisfitError("the rows of a matrix are of unequal length", node.spot)
    try:
        made = jets.stack(rows)
    except ValueError:
        raise MisfitError("the parts of a matrix do not fit together", node.spot) from None
    return made if jets.shape(made) != (1, 1) else jets.entry(made, 0, 0)


def sigmoid_slope(z: Value, order: int) -> Value:
    """Return σ, σ', σ'' or σ''' at z."""
    s = jets.sigmoid(z)
    weight = jets.times(s, jets.add(1.0, jets.negative(s)))
    tilt = jets.add(1.0, jets.times(-2.0, s))
    bend = jets.add(1.0, jets.times(-6.0, weight))
    if order > 3:
        raise UnreadableError("derivatives of σ up to the third can be checked")
    return [s, weight, jets.times(weight, tilt), jets.times(weight, bend)][order]


def _symbol(node: Symbol, env: Env) -> Value:
    if node.name == "I" and not node.below and "I" not in env.defined:
        return np.asarray(1.0).view(arithmetic.Scaled)
    return symbols.value_of(node, env)


def _mean(node: Mean, env: Env) -> Value:
    body = node.body
    if isinstance(body, Symbol) and body.name in symbols.OBSERVED | dict.fromkeys(symbols.FEATURES):
        indexed = Symbol(body.name, body.below, (Symbol(dotted.NAME),), spot=body.spot)
        rows = [value(indexed, env.binding(dotted.NAME, Index(k + 1, "observation"))) for k in range(env.world.m)]
        return jets.times(1 / env.world.m, reduce(jets.add, rows))
    raise UnreadableError(f"a bar over {node.body.spot.text}: define it on a line before", node.spot)


def _place(node: Place, env: Env) -> Value:
    raise UnreadableError("a set has no value: it stands after ∈", node.spot)


RULES: dict[type, Callable[[Any, Env], Value]] = {
    Number: lambda node, env: np.asarray(node.value),
    Symbol: _symbol,
    Sum: _sum,
    Negative: lambda node, env: jets.negative(value(node.body, env)),
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    Flip: _flip,
    Entry: _entry,
    Big: _big,
    Norm: lambda node, env: norms.norm(node, env),
    Cases: _cases,
    Grid: _grid,
    Mean: _mean,
    Truth: lambda node, env: np.asarray(float(truth(node.condition, env))),
    Place: _place,
    Call: lambda node, env: calls.call(node, env),
    Slope: lambda node, env: changes.slope(node, env),
    Gradient: lambda node, env: changes.gradient(node, env),
    Change: lambda node, env: changes.change(node, env),
    Extreme: lambda node, env: changes.extreme(node, env),
    Integral: lambda node, env: integrals.value(node, env),
    Limit: lambda node, env: changes.limit(node, env),
}
