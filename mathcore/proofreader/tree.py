"""The expressions and statements that a formula is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any, TypeVar

from mathcore.proofreader.trouble import Spot


@dataclass(frozen=True)
class Expr:
    """An expression; `spot` is its place in the formula."""

    spot: Spot = field(compare=False, kw_only=True, default=Spot())


@dataclass(frozen=True)
class Number(Expr):
    """A number and the digits it is written with."""

    value: float
    digits: str = ""


@dataclass(frozen=True)
class Symbol(Expr):
    """A name with its indices: x, x_i, x_(i j), x_j^((i)), σ'', θ̂_0.

    `above` holds indices written as superscripts in brackets, `primes` counts dashes.
    """

    name: str
    below: tuple[Expr, ...] = ()
    above: tuple[Expr, ...] = ()
    primes: int = 0
    style: str = field(default="", compare=False)


@dataclass(frozen=True)
class Call(Expr):
    """A function of arguments; `separators` stand before the second argument and those after it."""

    head: Expr
    arguments: tuple[Expr | Chain, ...]
    separators: str = ""


@dataclass(frozen=True)
class Sum(Expr):
    """Terms added; a term taken away is a `Negative`."""

    terms: tuple[Expr, ...]


@dataclass(frozen=True)
class Negative(Expr):
    """Minus something."""

    body: Expr


@dataclass(frozen=True)
class Product(Expr):
    """Factors; `signs` holds what stands between them: "" for nothing, dot, star or each (entry by entry)."""

    factors: tuple[Expr, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True)
class Quotient(Expr):
    """One expression over another."""

    above: Expr
    below: Expr


@dataclass(frozen=True)
class Power(Expr):
    """A power, an inverse matrix or an inverse function."""

    base: Expr
    exponent: Expr


@dataclass(frozen=True)
class Flip(Expr):
    """A transpose."""

    body: Expr


@dataclass(frozen=True)
class Entry(Expr):
    """An entry of a bracketed vector or matrix."""

    body: Expr
    indices: tuple[Expr, ...]


@dataclass(frozen=True)
class Big(Expr):
    """A sum or a product over an index (kind ∑ or ∏); without bounds it runs over all that the index can be."""

    kind: str
    index: str
    low: Expr | None
    high: Expr | None
    condition: Chain | None
    body: Expr


@dataclass(frozen=True)
class Slope(Expr):
    """A derivative of the body by variables, one after another."""

    body: Expr
    variables: tuple[Expr, ...]


@dataclass(frozen=True)
class Gradient(Expr):
    """∇ (order 1) or ∇² (order 2) of the body, by a variable or by all parameters."""

    body: Expr
    variable: Expr | None
    order: int


@dataclass(frozen=True)
class Change(Expr):
    """Δ of something: how much it changes over a small step of the parameters."""

    body: Expr


FROBENIUS = -2.0


@dataclass(frozen=True)
class Norm(Expr):
    """A norm; `order` is 1, 2, infinity or FROBENIUS, and 0 for single bars."""

    body: Expr
    order: float


@dataclass(frozen=True)
class Extreme(Expr):
    """The place (arg) or the value of a maximum or minimum over a variable."""

    kind: str
    variable: Expr
    body: Expr


@dataclass(frozen=True)
class Integral(Expr):
    """An integral over a letter, between bounds or (None) without."""

    variable: str
    low: Expr | None
    high: Expr | None
    body: Expr


@dataclass(frozen=True)
class Limit(Expr):
    """What the body tends to as a variable tends to a place."""

    variable: Expr
    place: Expr
    body: Expr


@dataclass(frozen=True)
class Mean(Expr):
    """A bar over something: its mean over the observations."""

    body: Expr


@dataclass(frozen=True)
class Truth(Expr):
    """1 where a condition is true, else 0."""

    condition: Chain


@dataclass(frozen=True)
class Cases(Expr):
    """Values and the conditions under which they hold; None is otherwise."""

    rows: tuple[tuple[Expr, Chain | None], ...]


@dataclass(frozen=True)
class Grid(Expr):
    """A matrix or a vector written out; `kind` is mat, or the opening bracket of a list."""

    rows: tuple[tuple[Expr, ...], ...]
    kind: str = "mat"


@dataclass(frozen=True)
class Dots(Expr):
    """The dots in x_1 + … + x_m."""


@dataclass(frozen=True)
class Place(Expr):
    """A set: an interval, numbers in braces, or ℝ with its dimensions."""

    kind: str
    parts: tuple[Expr, ...] = ()
    close: str = ""


@dataclass(frozen=True)
class Chain(Expr):
    """Expressions with relations between them: a = b < c."""

    sides: tuple[Expr, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True)
class Statement(Expr):
    """What a formula claims: chains joined by ⇒ and ⇔, under conditions.

    `continues` says that it begins with a relation and carries on what the line before it ended with.
    """

    chains: tuple[Chain, ...]
    arrows: tuple[str, ...] = ()
    conditions: tuple[Chain, ...] = ()
    continues: bool = False


Kind = TypeVar("Kind", bound=Expr)


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """Return the names of what a kind of expression may hold others in."""
    return tuple(part.name for part in fields(kind) if part.name not in ("spot", "style", "name", "primes", "kind"))


def children(node: object) -> Iterator[Expr]:
    """Yield the expressions directly inside one."""
    if isinstance(node, tuple):
        for item in node:
            yield from [item] if isinstance(item, Expr) else children(item)
    elif isinstance(node, Expr):
        kind: Any = type(node)
        for name in _parts(kind):
            inner = getattr(node, name)
            if isinstance(inner, Expr):
                yield inner
            elif isinstance(inner, tuple):
                yield from children(inner)


def mapped(node: Kind, change: Callable[[Expr], Expr]) -> Kind:
    """Return an expression of the same kind with every one directly inside it changed."""

    def changed(part: Any) -> Any:
        if isinstance(part, tuple):
            return tuple(map(changed, part))
        return change(part) if isinstance(part, Expr) else part

    kind: Any = type(node)
    return replace(node, **{name: changed(getattr(node, name)) for name in _parts(kind)})


def within(node: Expr) -> Iterator[Expr]:
    """Yield an expression and everything inside it."""
    yield node
    for child in children(node):
        yield from within(child)
