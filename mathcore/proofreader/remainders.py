"""What a series leaves out, + O(z^5) or + …: whether the difference of the two sides really is that small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from mathcore.proofreader import changes, evaluating, jets
from mathcore.proofreader.claims import HOLDS, Outcome, environments
from mathcore.proofreader.env import Definition, Env
from mathcore.proofreader.indices import PARAMETERS
from mathcore.proofreader.tree import Call, Change, Dots, Expr, Negative, Number, Power, Sum, Symbol, within
from mathcore.proofreader.trouble import MisfitError, UnreadableError
from mathcore.proofreader.worlds import Reading, worlds

STEPS = (0.4, 0.2, 0.1, 0.05)  # how small what tends to 0 is made
NOISE = 3e-4  # of rounding, in a ratio of two small numbers
ORDERS = ("O", "o")


class Remainder(NamedTuple):
    """Two sides without what is left out, and its size: O of it, or (o) smaller than it by any factor."""

    left: Expr
    right: Expr
    order: str
    size: Expr


def split(left: Expr, right: Expr) -> Remainder | None:
    """Return the sides of a series without its remainder; None where there is none."""
    left, first = _cut(left)
    right, second = _cut(right)
    found = second or first
    return None if found is None else Remainder(left, right, *found)


def _cut(side: Expr) -> tuple[Expr, tuple[str, Expr] | None]:
    terms = side.terms if isinstance(side, Sum) else (side,)
    last = terms[-1].body if isinstance(terms[-1], Negative) else terms[-1]
    found: tuple[str, Expr] | None = None
    if isinstance(last, Call) and isinstance(last.head, Symbol) and last.head.name in ORDERS:
        size = last.arguments[0]
        assert isinstance(size, Expr)
        found = (last.head.name, size)
    elif isinstance(last, Dots) and len(terms) > 2 and _is_power(terms[-2]):
        found = ("o", terms[-2])
    if found is None:
        return side, None
    rest = terms[:-1]
    return (Sum(rest, spot=side.spot) if len(rest) > 1 else rest[0] if rest else Number(0.0, "0")), found


def _is_power(term: Expr) -> bool:
    """Say whether a term holds a power of a letter, so that dots after it go on with higher ones."""
    return any(isinstance(p, Power) and isinstance(p.base, Symbol) and not p.base.below for p in within(term))


def check(found: Remainder, reading: Reading, defined: Mapping[str, Definition]) -> Outcome:
    """Return whether the difference shrinks as fast as it is said to, as its letter tends to 0."""
    sides = (found.left, found.right)
    for env in environments((*sides, found.size), reading, defined, worlds(reading)):
        ratios = [_ratio(found, here) for here in _shrunk(found.size, env)]
        bound = 3 * ratios[0] if found.order == "O" else 0.4 * ratios[0]
        if not ratios[-1] <= bound + NOISE:
            why = f"the difference of the two sides is not of the order {found.size.spot.text}: it is larger"
            return Outcome("false", why, found.size.spot)
    return HOLDS


def _ratio(found: Remainder, env: Env) -> float:
    a, b, size = (jets.plain(evaluating.value(side, env)) for side in (found.left, found.right, found.size))
    if a.shape != b.shape or size.shape:
        raise MisfitError("the sides of a series differ in length", found.right.spot)
    return float(np.max(np.abs(a - b)) / max(float(np.abs(size)), 1e-300))


def _shrunk(size: Expr, env: Env) -> Iterator[Env]:
    """Yield places where what the remainder is measured by becomes smaller and smaller."""
    parts = list(within(size))
    if any(isinstance(part, Change) for part in parts):
        yield from (env.vary("small", np.asarray(step)) for step in STEPS)
        return
    away = next((part for part in parts if isinstance(part, Sum) and isinstance(part.terms[0], Symbol)), None)
    letter = away.terms[0] if away is not None else next((p for p in parts if isinstance(p, Symbol)), None)
    if not isinstance(letter, Symbol):
        raise UnreadableError("what tends to 0 there? O(z^5) names it", size.spot)
    key = changes.target(letter, env)[0]
    if key.startswith("name ") or (letter.name in PARAMETERS and away is not None):
        raise UnreadableError(f"a series in {letter.spot.text} is not tried", size.spot)
    place = np.asarray(0.0)
    if away is not None:
        # O((z - a)^2): z tends to a, which stays where it is.
        for part in (part for term in away.terms[1:] for part in within(term)):
            if isinstance(part, Symbol) and not part.below:
                env = env.binding(part.name, evaluating.value(part, env))
        place = -jets.plain(evaluating.value(Sum((*away.terms[1:], Number(0.0, "0"))), env))
    direction = jets.plain(env[key]) / np.max(np.abs(jets.plain(env[key])))
    yield from (env.vary(key, place + step * direction) for step in STEPS)
