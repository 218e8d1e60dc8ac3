"""What an index runs over: the observations or the components, by its bounds or by where it stands."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mathcore.proofreader import evaluating, indices, jets, symbols
from mathcore.proofreader.arithmetic import number
from mathcore.proofreader.env import Env, Index
from mathcore.proofreader.tree import Big, Expr, Number, Symbol, within
from mathcore.proofreader.trouble import UnreadableError

MOST_TERMS = 5_000  # terms of one sum


def of_sum(node: Big, env: Env) -> list[Index]:
    """Return the values that an index of a sum takes."""
    role = index_role(node, env)
    low = number(evaluating.value(node.low, env), node.spot) if node.low is not None else None
    if node.high is None:
        if low is not None:
            raise UnreadableError(f"up to where does {node.index} run? Write the upper bound", node.spot)
        return list(free_range(node.index, role, env, node.body))
    counted = isinstance(node.high, Symbol) and node.high.name in ("p", "K", "k", "q") and not node.high.below
    if counted:
        high = float(env.world.m if role == "observation" else env.world.d)
    else:
        high = number(evaluating.value(node.high, env), node.spot)
    start = 1.0 if low is None else low
    if not (np.isfinite(start) and np.isfinite(high)) or high - start > MOST_TERMS:
        raise UnreadableError(f"a sum of more than {MOST_TERMS} terms is not tried: write a smaller bound", node.spot)
    return [Index(k, role) for k in range(int(start), int(high) + 1)]


def index_role(node: Big, env: Env) -> str:
    """Return what the index of a sum counts, from its upper bound, else from where it stands, else its letter."""
    if isinstance(node.high, Symbol) and node.high.name in ("m", "N", "n", "d", "D"):
        is_n = node.high.name == "n"
        rows = node.high.name in "mN" or (is_n and env.reading.n == "m")
        return "observation" if rows else "component"
    if node.high is not None and not isinstance(node.high, Number):
        names = {s.name for s in within(node.high) if isinstance(s, Symbol)}
        sized = "observation" if names & {"m", "N"} else "component" if names & {"d", "D", "n"} else ""
        if sized or not isinstance(node.high, Symbol):
            return sized
    return role_of(node.index, (node.body, *([node.condition] if node.condition else ())))


def role_of(name: str, nodes: tuple[Expr, ...]) -> str:
    """Return what an index counts: observations where it stands at y, h, z; components at θ; else by its letter."""
    for node in nodes:
        for part in within(node):
            if not isinstance(part, Symbol):
                continue
            below = [s.name for s in part.below if isinstance(s, Symbol)]
            above = [s.name for s in part.above if isinstance(s, Symbol)]
            if part.name in indices.PARAMETERS and name in below:
                return "component"
            if part.name in symbols.OBSERVED and name in below + above:
                return "observation"
            if part.name in ("S", "W") and name in below or part.name == "X" and below[:1] == [name]:
                return "observation"
            if part.name in ("H", "X") and name in below:
                return "component"
            if part.name in symbols.FEATURES and (name in above or (len(below) == 2 and below[0] == name)):
                return "observation"
            if part.name in symbols.FEATURES and (len(below) == 2 or above) and below[-1:] == [name]:
                return "component"
    return "component" if name in "jkl" else "observation"


def free_range(name: str, role: str, env: Env, node: Expr) -> Iterator[Index]:
    """Yield all that an index without bounds can be."""
    if role == "observation":
        yield from (Index(k, role) for k in range(1, env.world.m + 1))
        return
    first, last = _component_range(name, env, node)
    yield from (Index(k, role) for k in range(first, last + 1))


def _component_range(name: str, env: Env, node: Expr) -> tuple[int, int]:
    ends = []
    for part in within(node):
        if isinstance(part, Symbol) and any(isinstance(s, Symbol) and s.name == name for s in part.below):
            if part.name in indices.PARAMETERS and part.name != "b":
                start, stop, base = symbols.view(part.name, env)
                ends.append((base, base + stop - start - 1))
            elif part.name in symbols.FEATURES and not env.reading.is_scalar:
                key, base = symbols.feature_key(part.name, env)
                ends.append((base, base + len(jets.plain(env[f"{key}1"])) - 1))
    if not ends:
        base = 0 if env.reading.layout in ("first", "before", "one", "one-before") else 1
        return base, base + env.world.d + bool(env.reading.intercept) - 1
    return min(first for first, _ in ends), max(last for _, last in ends)
