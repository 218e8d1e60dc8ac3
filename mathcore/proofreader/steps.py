"""Steps of an iteration, as in θ^(t+1) = θ^(t) - …: which value is new, which is old, which is older still."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from mathcore.proofreader import indices
from mathcore.proofreader.tree import Entry, Expr, Flip, Negative, Number, Product, Sum, Symbol, mapped, within
from mathcore.proofreader.trouble import MisfitError

COUNTERS = ("t", "s")
PAST = "past "  # before a parameter's name: its value one step before the old one


def step_of(symbol: Symbol) -> tuple[str, int] | None:
    """Return the letter that counts a symbol's step and how far off it is: (t, 1) for θ^(t+1)."""
    below = [sub for sub in symbol.below if any(isinstance(p, Symbol) and p.name in COUNTERS for p in within(sub))]
    marks = [*symbol.above, *below]
    if len(marks) != 1:
        return None
    mark = marks[0]
    if isinstance(mark, Number):
        return "", int(mark.value)
    if isinstance(mark, Symbol):
        return mark.name, 0
    if isinstance(mark, Sum) and len(mark.terms) == 2 and isinstance(mark.terms[0], Symbol):
        shift = mark.terms[1].body if isinstance(mark.terms[1], Negative) else mark.terms[1]
        if isinstance(shift, Number):
            return mark.terms[0].name, int(-shift.value if isinstance(mark.terms[1], Negative) else shift.value)
    return None


def without(symbol: Symbol) -> Symbol:
    """Return a symbol without the mark of its step."""
    below = tuple(s for s in symbol.below if not any(isinstance(p, Symbol) and p.name in COUNTERS for p in within(s)))
    return replace(symbol, below=below, above=())


def told(node: Expr, left: Symbol, others: Collection[str] = (), alone: bool = True) -> Expr:
    """Return the right side of a step without its counters, the value of two steps ago as a symbol of its own.

    `others` are quantities besides the parameters that have a value a step.

    Raises
    ------
    MisfitError
        The right side needs the very value that it says.
    """
    if isinstance(node, Flip) and alone and isinstance(node.body, Symbol) and node.body.name == left.name:
        return node.body  # the t of w^t counts steps and transposes nothing
    if isinstance(node, Symbol) and node.name in {*indices.PARAMETERS, *others}:
        return _placed(node, left)
    return mapped(node, lambda part: told(part, left, others, not isinstance(node, Product)))


def _placed(symbol: Symbol, left: Symbol) -> Expr:
    here, there = step_of(symbol), step_of(left)
    if here is None or there is None or here[0] != there[0]:
        return symbol
    back = there[1] - here[1]
    if symbol.name in indices.PARAMETERS and back == 2:
        older = Symbol(PAST + symbol.name, spot=symbol.spot)
        below = without(symbol).below
        return Entry(older, below, spot=symbol.spot) if below else older
    if symbol.name in indices.PARAMETERS and symbol.name == left.name and back != 1:
        raise MisfitError(f"{symbol.spot.text} is not the value of the step before", symbol.spot)
    return without(symbol)
