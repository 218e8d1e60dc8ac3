"""Slopes of the loss written as d z, d w, d b: d z = a - y says that ∂J/∂z = a - y."""

from __future__ import annotations

from dataclasses import replace

from mathcore.proofreader.indices import PARAMETERS
from mathcore.proofreader.tree import Expr, Product, Slope, Statement, Symbol, mapped, within

VARIABLES = {"z", "a", "h", "hat y", "w", "ω", "b", "θ", "β"}


def told(statement: Statement) -> Statement:
    """Return a statement about d z or d w as one about the slopes of J; any other as it is."""
    chain = statement.chains[0]
    left = _variable(chain.sides[0])
    moved = chain.sides[0] if isinstance(chain.sides[0], Symbol) and chain.sides[0].name in PARAMETERS else None
    pairs = [part for side in chain.sides[1:] for part in within(side) if _names(part, moved)]
    if not chain.relations or (left is None and not pairs):
        return statement
    return mapped(statement, _slopes)


def _names(part: Expr, moved: Expr | None) -> bool:
    """Say whether d w stands in a product where w moves."""
    if moved is None:
        return False
    if isinstance(part, Symbol):
        return part.name.startswith("d") and _variable(part) == moved
    factors = part.factors if isinstance(part, Product) else ()
    return any(_d(a) and b == moved for a, b in zip(factors, factors[1:], strict=False))


def _d(node: Expr) -> bool:
    return isinstance(node, Symbol) and node.name == "d" and not node.below and not node.above


def _variable(node: Expr) -> Symbol | None:
    """Return the z of d z, or of dz in one word; None for anything else."""
    if isinstance(node, Product) and len(node.factors) == 2 and _d(node.factors[0]):
        last = node.factors[1]
        return last if isinstance(last, Symbol) and last.name in VARIABLES else None
    if isinstance(node, Symbol) and len(node.name) == 2 and node.name[0] == "d" and node.name[1] in VARIABLES:
        return replace(node, name=node.name[1])
    return None


def _slope(variable: Symbol) -> Expr:
    data = variable.name not in PARAMETERS
    loss = Symbol("J", variable.below if data else (), variable.above if data else (), spot=variable.spot)
    return Slope(loss, (variable,), spot=variable.spot)


def _slopes(node: Expr) -> Expr:
    whole = _variable(node)
    if whole is not None:
        return _slope(whole)
    return mapped(_joined(node) if isinstance(node, Product) else node, _slopes)


def _joined(node: Product) -> Product:
    """Return a product whose d and z are one factor."""
    factors, signs = list(node.factors), list(node.signs)
    k = 0
    while k + 1 < len(factors):
        last = factors[k + 1]
        if _d(factors[k]) and isinstance(last, Symbol) and last.name in VARIABLES:
            factors[k : k + 2], signs[k : k + 1] = [_slope(last)], []
        k += 1
    return replace(node, factors=tuple(factors), signs=tuple(signs))
