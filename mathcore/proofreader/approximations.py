"""Approximations near a place, f(a + v) ≈ …: true where the error shrinks faster than their highest power of v."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

import numpy as np

from mathcore.proofreader import evaluating, jets
from mathcore.proofreader.claims import environments
from mathcore.proofreader.elsewhere import DATA
from mathcore.proofreader.env import Definition, Env
from mathcore.proofreader.indices import PARAMETERS
from mathcore.proofreader.remainders import STEPS
from mathcore.proofreader.tree import (
    Call,
    Expr,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    mapped,
    within,
)
from mathcore.proofreader.worlds import Reading, worlds

DEGREES = 4  # powers of the step that are told apart
NOISE = 1e-9
PLACE = Symbol("place")
NEAR = Symbol("near")  # stands for what moves, near its place
# For a size of the step, where the left and where the right side is evaluated.
Way: TypeAlias = Callable[[float], tuple[Env, Env]]


@dataclass(frozen=True)
class Approach:
    """Two sides of an approximation, and how close they are looked at.

    Attributes
    ----------
    ways
        Of a place, the ways to understand the formula there.
    """

    left: Expr
    right: Expr
    ways: Callable[[Env], list[Way]]


def holds(left: Expr, right: Expr, reading: Reading, defined: Mapping[str, Definition]) -> bool:
    """Say whether the sides are an approximation for small steps, everywhere."""
    if any(_is_nothing(part) for part in within(right)):
        return False
    found = near_a_place(left, right) or _by_step(left, right) or _by_zero(left, right)
    if found is None:
        return False
    reading = replace(reading, columns=reading.columns | {PLACE.name})
    places = environments((found.left, found.right), reading, defined, worlds(reading))
    return all(any(_is_near(found, way) for way in found.ways(env)) for env in places)


def _by_step(left: Expr, right: Expr) -> Approach | None:
    """Read f(a + v) ≈ …, where the letter v is small."""
    for part in within(left):
        argument = part.arguments[0] if isinstance(part, Call) and len(part.arguments) == 1 else None
        last = argument.terms[-1] if isinstance(argument, Sum) else None
        if isinstance(last, Symbol) and not last.below and len(last.name) == 1 and last.name not in PARAMETERS | DATA:
            return Approach(left, right, partial(_small, last.name))
    return None


def _small(name: str, env: Env) -> list[Way]:
    whole = jets.plain(env[f"vector {name}"]) if name in env.vectors else np.asarray(1.0)
    return [lambda share: (env.binding(name, share * whole),) * 2]


def near_a_place(left: Expr, right: Expr) -> Approach | None:
    """Read f(a) ≈ f(b) + … (a − b), where a is near b; None where the sides are not of this kind."""
    for part in within(left):
        moved = part.arguments[0] if isinstance(part, Call) and len(part.arguments) == 1 else None
        places = (_other(apart, moved) for apart in within(right)) if isinstance(moved, Symbol) else ()
        place = next((place for place in places if place is not None), None)
        if isinstance(moved, Symbol) and place is not None:
            if isinstance(place, Symbol) and place.name == moved.name and moved.name in PARAMETERS:
                # θ_0 and θ_t are no component here, but a place of its own.
                left, right, place = _put(left, place, PLACE), _put(right, place, PLACE), PLACE
            return _near(left, right, moved, place)
    return None


def _is_nothing(part: Expr) -> bool:
    """Say whether this is θ - θ."""
    terms = part.terms if isinstance(part, Sum) else ()
    return len(terms) == 2 and isinstance(terms[1], Negative) and terms[0] == terms[1].body


def _other(apart: Expr, moved: Expr) -> Expr | None:
    """Return the b of a − b, or of b − a."""
    terms = apart.terms if isinstance(apart, Sum) and len(apart.terms) == 2 else ()
    ends = [term.body if isinstance(term, Negative) else term for term in terms]
    if moved not in ends or sum(isinstance(term, Negative) for term in terms) != 1:
        return None
    other = next((end for end in ends if end != moved), None)
    return other if other is not None and moved not in within(other) else None


def _by_zero(left: Expr, right: Expr) -> Approach | None:
    """Read σ(z) ≈ 1/2 + z/4, the first terms of a series in one letter."""
    heads = [part.head for part in within(left) if isinstance(part, Call)]
    letters = {part for part in within(left) if isinstance(part, Symbol) and part.name != "e"} - set(heads)
    moved = letters.pop() if len(letters) == 1 else None
    if not isinstance(moved, Symbol) or moved.below or moved.name in PARAMETERS or moved not in within(right):
        return None
    plain = (Number, Sum, Negative, Product, Quotient, Power, Symbol)
    if not all(isinstance(part, plain) for part in within(right) if moved in within(part)):
        return None
    return _near(left, right, moved, Number(0.0, "0"))


def _near(left: Expr, right: Expr, moved: Symbol, place: Expr) -> Approach:
    whole = moved.name in PARAMETERS

    def ways(env: Env) -> list[Way]:
        middle = jets.plain(evaluating.value(place, env))
        step = np.random.default_rng([env.world.seed, 8]).normal(size=middle.shape)

        def at(base: Env) -> Way:
            def sides(share: float) -> tuple[Env, Env]:
                near = base.binding(NEAR.name, middle + share * step)
                return (env.vary("full", middle + share * step) if whole else near), near

            return sides

        # A bare H is the one at the place, or the one at the parameters at hand.
        return [*([at(env.vary("full", middle))] if whole else []), at(env)]

    return Approach(left if whole else _put(left, moved, NEAR), _put(right, moved, NEAR), ways)


def _put(node: Expr, old: Expr, new: Expr) -> Expr:
    return new if node == old else mapped(node, lambda part: _put(part, old, new))


def _is_near(found: Approach, way: Way) -> bool:
    """Say whether the sides differ by less than the right one's highest power of the step, as it tends to 0."""

    def sides(share: float) -> list[np.ndarray]:
        places = zip((found.left, found.right), way(share), strict=True)
        return [np.ravel(jets.plain(evaluating.value(side, env))) for side, env in places]

    shares = np.linspace(0.2, 1.0, DEGREES + 1)
    series = np.polynomial.polynomial.polyfit(shares, np.array([sides(share)[1] for share in shares]), DEGREES)
    if not np.isfinite(series).all():
        return False
    size = np.abs(series).max(axis=1)
    degree = int(np.flatnonzero(size > 1e-7 * size.max())[-1])
    off = [float(np.abs(np.subtract(*sides(share))).max()) / share**degree for share in STEPS]
    return degree < DEGREES and off[-1] <= 0.4 * off[0] + NOISE
