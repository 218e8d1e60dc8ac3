"""Sums and products written with dots: x_1 + x_2 + … + x_m."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from mathcore.proofreader.tree import Big, Dots, Expr, Number, Product, Sum, Symbol
from mathcore.proofreader.trouble import UnreadableError

NAME = "\ue000"  # an index that no formula can name


def total(node: Sum | Product, env: object) -> Expr:
    """Return the sum or product with its dots written as ∑ or ∏."""
    parts = list(node.terms if isinstance(node, Sum) else node.factors)
    at = next(k for k, part in enumerate(parts) if isinstance(part, Dots))
    if at == 0 or at == len(parts) - 1 or any(isinstance(part, Dots) for part in parts[at + 1 :]):
        raise UnreadableError("dots stand between the first terms and the last: x_1 + dots.c + x_m", node.spot)
    last = parts[at + 1]
    start = at - 1
    while start > 0 and _generic(parts[start - 1], last) is not None:
        start -= 1
    found = _generic(parts[start], last)
    if found is None:
        raise UnreadableError(
            f"what do the dots stand for? {parts[start].spot.text} and {last.spot.text} differ", node.spot
        )
    generic, low, high = found
    big = Big("∑" if isinstance(node, Sum) else "∏", NAME, low, high, None, generic, spot=node.spot)
    rest = [*parts[:start], big, *parts[at + 2 :]]
    if len(rest) == 1:
        return big
    if isinstance(node, Sum):
        return replace(node, terms=tuple(rest))
    return replace(node, factors=tuple(rest), signs=("",) * (len(rest) - 1))


def listed(items: Sequence[Expr]) -> tuple[list[Expr], Big | None, list[Expr]]:
    """Return a list with dots as what stands before them, all that they stand for, and what stands after."""
    at = next((k for k, item in enumerate(items) if isinstance(item, Dots)), None)
    if at is None:
        return list(items), None, []
    if at == 0 or at == len(items) - 1:
        raise UnreadableError("dots stand between the first entries and the last", items[at].spot)
    start = at - 1
    while start > 0 and _generic(items[start - 1], items[at + 1]) is not None:
        start -= 1
    found = _generic(items[start], items[at + 1])
    if found is None:
        raise UnreadableError("what do the dots stand for?", items[at].spot)
    generic, low, high = found
    return list(items[:start]), Big("∑", NAME, low, high, None, generic), list(items[at + 2 :])


def _generic(first: Expr, last: Expr) -> tuple[Expr, Expr, Expr] | None:
    """Return what two terms have in common, and the numbers in which they differ."""
    ends: list[tuple[Expr, Expr]] = []
    made = _common(first, last, ends)
    if made is None or not ends or any(pair != ends[0] for pair in ends):
        return None
    return made, ends[0][0], ends[0][1]


def _common(a: Any, b: Any, ends: list[tuple[Expr, Expr]]) -> Any:
    if a == b:
        return a
    if isinstance(a, Number) and (isinstance(b, Number) or (isinstance(b, Symbol) and not b.below)):
        ends.append((a, b))
        return Symbol(NAME)
    if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
        made = [_common(x, y, ends) for x, y in zip(a, b, strict=True)]
        return None if any(part is None for part in made) else tuple(made)
    if type(a) is not type(b) or not isinstance(a, Expr):
        return None
    changed = {}
    for part in fields(a):
        if part.name in ("spot", "style"):
            continue
        common = _common(getattr(a, part.name), getattr(b, part.name), ends)
        if common is None and getattr(a, part.name) is not None:
            return None
        changed[part.name] = common
    return replace(a, **changed)
