"""Whether a statement is true in every world, under one reading of its letters."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mathcore.proofreader import elsewhere, evaluating, indices, jets, ranges, symbols
from mathcore.proofreader.env import Definition, Env, Index
from mathcore.proofreader.relations import EQUAL, holds
from mathcore.proofreader.tree import (
    Big,
    Call,
    Chain,
    Entry,
    Expr,
    Number,
    Place,
    Symbol,
    children,
    within,
)
from mathcore.proofreader.trouble import MisfitError, OutsideError, Spot
from mathcore.proofreader.worlds import Reading, World, worlds

MOST_TRIES = 7  # assignments of the free indices tried in one world
ENOUGH = 3  # tries at least in which both sides have a value


@dataclass(frozen=True)
class Outcome:
    """What came of a statement under one reading: holds, given, false, misfit or open (never put to the test)."""

    kind: str
    reason: str = ""
    spot: Spot = Spot()

    @property
    def good(self) -> bool:
        """Whether nothing speaks against it."""
        return self.kind in ("holds", "given")


HOLDS = Outcome("holds", "true on all data tried")


def is_pure(nodes: Sequence[Expr]) -> bool:
    """Say whether a formula is about numbers only, so that any letter in it may stand for a number."""
    subject = {*indices.PARAMETERS, *symbols.FEATURES, *symbols.OBSERVED, "X", "H", "S", "σ", "P"} - {
        "b",
        "a",
        "t",
        "w",
        "p",
    }
    subject -= {"x", "y", "π", "μ", "η", "z", "h"}
    found = [part for node in nodes for part in within(node) if isinstance(part, Symbol)]
    indexed = any(s.name in symbols.OBSERVED and (s.below or s.above) for s in found)
    names = {s.name for s in found}
    if {"μ", "η"} <= names:
        return False
    if "a" in names and names & {"y", "z"} and not names & {"b", "c"}:
        return False  # a = σ(z), the activation
    return not indexed and not any(s.name.removeprefix("hat ") in subject - {"σ"} for s in found)


def free_indices(node: Expr, bound: frozenset[str] = frozenset()) -> list[str]:
    """Return the indices that belong to no sum, in the order in which they appear."""
    found: list[str] = []
    if isinstance(node, Symbol):
        found += [name for name in indices.index_names(node) if name not in bound]
    if isinstance(node, Entry):
        letters = [s for index in node.indices for s in within(index) if isinstance(s, Symbol)]
        found += [s.name for s in letters if len(s.name) == 1 and s.name not in bound | indices.NOT_INDICES]
    if isinstance(node, Call) and isinstance(node.head, Symbol) and node.head.name == "diag":
        return []  # diag(h_i (1 − h_i)) runs over i itself
    if isinstance(node, Big):
        bound = bound | {node.index}
    for child in children(node):
        found += free_indices(child, bound)
    return list(dict.fromkeys(found))


def environments(
    nodes: Sequence[Expr], reading: Reading, defined: Mapping[str, Definition], drawn: Sequence[World]
) -> Iterator[Env]:
    """Yield every place at which a statement is tried: each world, with values of the free indices."""
    names = [name for name in dict.fromkeys(n for node in nodes for n in free_indices(node))]
    sizes = {part.name for node in nodes for part in within(node) if isinstance(part, Symbol)}
    names = [name for name in names if name != "n" or "N" in sizes]
    strict = not is_pure(nodes)
    vectors = elsewhere.vectors(nodes, defined) | reading.columns
    shares = elsewhere.shares(nodes, defined)
    calls = [p.head.name for n in nodes for p in within(n) if isinstance(p, Call) and isinstance(p.head, Symbol)]
    chances = frozenset({"q"} if {"H", "D"} & set(calls) else ())
    for world in drawn:
        env = Env(world, reading, defined, strict=strict, vectors=frozenset(vectors) | chances)
        env = elsewhere.opposed(elsewhere.placed(env, shares))
        spans = []
        for name in names:
            role = ranges.role_of(name, tuple(nodes))
            spans.append([*_range(name, role, env, nodes)])
        for values in _some(spans, world.seed):
            here = env
            for name, value in zip(names, values, strict=True):
                here = here.binding(name, value)
            yield here


def _range(name: str, role: str, env: Env, nodes: Sequence[Expr]) -> Iterator[Index]:
    yield from ranges.free_range(name, role, env, Chain(tuple(nodes), ()))


def _some(spans: Sequence[Sequence[Index]], seed: int) -> list[tuple[Index, ...]]:
    """Return a handful of assignments, the first and the last among them."""
    every = list(itertools.islice(itertools.product(*spans), 5000))
    if len(every) <= MOST_TRIES:
        return every
    chosen = np.random.default_rng(seed).choice(len(every) - 2, MOST_TRIES - 2, replace=False) + 1
    return [every[0], every[-1], *(every[int(k)] for k in chosen)]


# -- one pair of sides -----------------------------------------------------------------------------------------------


def pair(
    left: Expr, relation: str, right: Expr, reading: Reading, defined: Mapping[str, Definition],
    conditions: Sequence[Chain] = (),
) -> Outcome:  # fmt: skip
    """Return whether two neighbours in a chain stand in their relation wherever the conditions are true."""
    ordered = relation not in EQUAL and relation not in "≠≈"
    scales = (1.0, 0.0, 3.0) if ordered or conditions else (1.0,)
    times = 2 if ordered or conditions else 1
    tried = outside = 0
    differs = False
    for env in environments((left, right, *conditions), reading, defined, worlds(reading, scales, times)):
        try:
            if not all(evaluating.truth(condition, env) for condition in conditions):
                continue
            if relation == "≠":
                tried += 1
                differs |= holds(left, right, "≠", env)
                continue
            if not holds(left, right, relation, env):
                return _refuted(left, right, relation, reading, defined, env)
        except OutsideError:
            outside += 1
            lone = _undefined(left, right, env) if env.strict and relation in EQUAL else None
            if lone is not None:
                return Outcome("false", f"{lone.spot.text} has no value where the other side has one", lone.spot)
            continue
        tried += 1
    if relation == "≠" and tried:
        equal = Outcome("false", "the two sides are equal, though they are said to differ", left.spot)
        return HOLDS if differs else equal
    if not tried:
        if outside and (lone := _valueless(left, right, reading, defined)) is not None:
            return Outcome("false", f"{lone.spot.text} has no value for any data", lone.spot)
        why = "a side has no value for any data" if outside else "its condition is never true"
        return Outcome("open", why, left.spot)
    if isinstance(right, Place):
        return _ends(left, right, reading, defined)
    return HOLDS


def _undefined(left: Expr, right: Expr, env: Env) -> Expr | None:
    """Return the side that has no value in a world where the other one has."""
    try:
        lost = [np.isnan(jets.plain(evaluating.value(side, env))).any() for side in (left, right)]
    except OutsideError:
        return None
    return None if lost[0] == lost[1] else left if lost[0] else right


def _valueless(left: Expr, right: Expr, reading: Reading, defined: Mapping[str, Definition]) -> Expr | None:
    """Return the side that never has a value where the other always has one."""
    if isinstance(right, Place):
        return None
    found = [False, False]
    for env in environments((left, right), reading, defined, worlds(reading)):
        for k, side in enumerate((left, right)):
            try:
                found[k] |= not np.isnan(jets.plain(evaluating.value(side, env))).any()
            except OutsideError:
                continue
    return None if found[0] == found[1] else right if found[0] else left


def _refuted(
    left: Expr, right: Expr, relation: str, reading: Reading, defined: Mapping[str, Definition], env: Env
) -> Outcome:
    a = jets.plain(evaluating.value(left, env))
    where = ", ".join(f"{name} = {i.value}" for name, i in env.bound.items() if isinstance(i, Index))
    where = f" ({where})" if where else ""
    if isinstance(right, Place):
        return Outcome("false", f"{left.spot.text} is {_written(a)}{where}, not in {right.spot.text}", left.spot)
    b = jets.plain(evaluating.value(right, env))
    if relation not in EQUAL:
        reason = f"{left.spot.text} is {_written(a)} and {right.spot.text} is {_written(b)}{where}"
        return Outcome("false", reason, right.spot)
    if relation in EQUAL and a.shape == b.shape and jets.close(a, b):
        return Outcome("false", "equal only to the digits that a computer keeps: ≈ holds", right.spot)
    hint = _stray(left, right) or _hint(left, right, reading, defined)
    reason = f"on random data the left is {_written(a)}, the right {_written(b)}{where}{hint}"
    return Outcome("false", reason, right.spot)


def _stray(left: Expr, right: Expr) -> str:
    """Return what to say of an index that stands on one side only, outside of any sum."""
    here, there = free_indices(left), free_indices(right)
    alone = [(name, "right") for name in there if name not in here] + [(n, "left") for n in here if n not in there]
    if not alone or not (here or there):
        return ""
    return f": the index {alone[0][0]} stands on the {alone[0][1]} only and belongs to no sum"


def _written(value: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> str:
    flat = ", ".join(f"{v:.4g}" for v in value.flat[:3])
    return flat if value.size == 1 else f"({flat}{', …' if value.size > 3 else ''})"


def _hint(left: Expr, right: Expr, reading: Reading, defined: Mapping[str, Definition]) -> str:
    """Return what the sides differ by, where it is the same everywhere: a sign, or m."""
    found: dict[str, bool] = {"a sign": True, "the factor m": True, "the factor 1/m": True, "the factor 2": True}
    for env in environments((left, right), reading, defined, worlds(reading)):
        try:
            a, b = jets.plain(evaluating.value(left, env)), jets.plain(evaluating.value(right, env))
            if a.shape != b.shape:
                return ""
            for name, factor in zip(found, (-1.0, env.world.m, 1 / env.world.m, 2.0), strict=True):
                found[name] &= bool(jets.close(b, factor * a) or (name == "the factor 2" and jets.close(a, 2 * b)))
        except (OutsideError, MisfitError):
            return ""
        if not any(found.values()):
            return ""
    names = [name for name, fits in found.items() if fits]
    return f": they differ by {names[0]}" if names else ""


def _ends(left: Expr, place: Place, reading: Reading, defined: Mapping[str, Definition]) -> Outcome:
    """Refute a closed end that is approached but never reached: σ(z) ∈ [0, 1]."""
    names = {part.name for part in within(left) if isinstance(part, Symbol)}
    if place.kind != "interval" or "[" not in place.close and "]" not in place.close:
        return HOLDS
    if not names & {"σ", "h", "tanh", "hat y", "g", "φ", "exp", "e"} or names & {"P"}:
        return HOLDS
    for end, closed in zip(place.parts, (place.close[0] == "[", place.close[1] == "]"), strict=True):
        if not closed or not isinstance(end, Number):
            continue
        reached = approached = False
        for env in environments((left,), reading, defined, worlds(reading, (0.0, 1.0, 14.0), 2)):
            away = np.min(np.abs(jets.plain(evaluating.value(left, env)) - end.value))
            reached |= bool(away == 0 and env.world.scale < 2)
            approached |= bool(away < 1e-3)
        if approached and not reached:
            reason = f"the end {end.spot.text} is never reached: the interval is open there"
            return Outcome("false", reason, place.spot)
    return HOLDS
