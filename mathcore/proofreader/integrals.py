"""Integrals: read up to their d t, summed numerically; those without bounds hold up to a constant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from mathcore.proofreader import changes, evaluating, terms
from mathcore.proofreader.arithmetic import number
from mathcore.proofreader.claims import HOLDS, Outcome, environments
from mathcore.proofreader.cursor import Cursor, base_of
from mathcore.proofreader.env import Definition, Env
from mathcore.proofreader.jets import Value
from mathcore.proofreader.tokens import Token
from mathcore.proofreader.tree import Expr, Integral, Number, Symbol, within
from mathcore.proofreader.trouble import OutsideError, Spot, UnreadableError
from mathcore.proofreader.worlds import Array, Reading, worlds

STEP = 1 / 32
REACH = 3.75  # of the rule that sums: its points crowd doubly exponentially at the ends
PLACES = (0.3, 0.45, 0.8)  # of a letter that may be a probability


def read(cursor: Cursor) -> Expr:
    """Read ∫ with its bounds, what it sums, and its d t."""
    token = cursor.take()
    rest = list(cursor.rest)
    inside, variable, count = _cut(rest, token)
    cursor.k += count
    body = terms.whole(cursor.over(inside)) if inside else Number(1.0, "1")
    below, above = token.parts.get("below", []), token.parts.get("above", [])
    if bool(below) != bool(above):
        raise UnreadableError("an integral has two bounds or none", token.spot)
    low = terms.whole(cursor.over(below)) if below else None
    high = terms.whole(cursor.over(above)) if above else None
    text = f"{token.spot.text} {terms.spot_of(rest[:count]).text}"
    return Integral(variable, low, high, body, spot=Spot(text, token.spot.mark, token.spot.nth))


def _cut(rest: Sequence[Token], token: Token) -> tuple[list[Token], str, int]:
    """Return what is summed, over which letter, and how many tokens that takes."""
    for k, first in enumerate(rest):
        following = rest[k + 1] if k + 1 < len(rest) else None
        if _is_d(first) and following is not None and following.kind == "letter":
            return list(rest[:k]), following.text, k + 2
        above = first.parts.get("above", []) if first.kind == "fraction" else []
        if len(above) > 1 and _is_d(above[-2]) and above[-1].kind == "letter":
            over = above[:-2] or [Token("number", "1")]
            whole = Token("fraction", "", {**first.parts, "above": over})
            return [*rest[:k], whole], above[-1].text, k + 1
    raise UnreadableError("an integral over what? It ends with dif t", token.spot)


def _is_d(token: Token) -> bool:
    return token.kind == "letter" and base_of(token).text == "d"


# -- values ----------------------------------------------------------------------------------------------------------


def _points(low: float, high: float) -> tuple[Array, Array]:
    """Return the points of an interval, which may have no end, and their weights."""
    u = np.arange(-REACH, REACH + STEP, STEP)
    inner, outer = np.pi / 2 * np.sinh(u), STEP * np.pi / 2 * np.cosh(u)
    if np.isfinite(low) and np.isfinite(high):
        half = (high - low) / 2
        return low + half * (1 + np.tanh(inner)), half * outer / np.cosh(inner) ** 2
    if not np.isfinite(low) and not np.isfinite(high):
        return np.sinh(inner), outer * np.cosh(inner)
    away = np.exp(inner)
    return (low + away if np.isfinite(low) else high - away), outer * away


def value(node: Integral, env: Env) -> Value:
    """Return the area between two bounds; without bounds, from 1/2 to where the letter is."""
    ends = (Number(0.5), Symbol(node.variable)) if node.low is None or node.high is None else (node.low, node.high)
    low, high = (number(evaluating.value(end, env), node.spot) for end in ends)
    if low == high:
        return np.asarray(0.0)
    points, weights = _points(min(low, high), max(low, high))
    summed = []
    for point, weight in zip(points, weights, strict=True):
        found = number(evaluating.value(node.body, env.binding(node.variable, np.asarray(point))), node.spot)
        summed.append(weight * found if np.isfinite(found) and found != 0 else 0.0)
    area, coarse = sum(summed), 2 * sum(summed[::2])
    if not abs(area - coarse) <= 1e-6 * (1 + abs(area)):
        raise OutsideError("the area has no end")
    return np.asarray(area if low <= high else -area)


# -- without bounds --------------------------------------------------------------------------------------------------


def is_open(*sides: Expr) -> bool:
    """Say whether an integral without bounds stands there."""
    return any(isinstance(part, Integral) and part.low is None for side in sides for part in within(side))


def check(left: Expr, right: Expr, reading: Reading, defined: Mapping[str, Definition]) -> Outcome:
    """Return whether two sides, one of them an integral without bounds, differ by a constant only."""
    letter = next(part for side in (left, right) for part in within(side) if isinstance(part, Integral)).variable
    for env in environments((left, right), reading, defined, worlds(reading)[:2]):
        key = changes.target(Symbol(letter), env)[0]
        gaps = []
        for place in PLACES:
            here = env.vary(key, np.asarray(place))
            gaps.append([number(evaluating.value(side, here), side.spot) for side in (left, right)])
        found = np.array([a - b for a, b in gaps])
        if not np.ptp(found) <= 1e-7 * (1 + np.max(np.abs(gaps))):
            return Outcome("false", f"the slope of the one side over {letter} is not that of the other", right.spot)
    return HOLDS
