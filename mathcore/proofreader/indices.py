"""Indices: which letters are some, and what number each is."""

from __future__ import annotations

from mathcore.proofreader import evaluating
from mathcore.proofreader.arithmetic import number
from mathcore.proofreader.env import Env, Index
from mathcore.proofreader.tree import Expr, Number, Symbol, within
from mathcore.proofreader.trouble import MisfitError, UnknownError

PARAMETERS = {"θ", "β", "w", "ω", "b", "Θ", "tilde θ", "tilde β", "tilde w"}
LABELS = {"max", "min", "t", "new", "old", "next", "KL", "s", "B"}
NOT_INDICES = {"m", "d", "N", "θ", "β", "w", "ω", "e", "∞", "D", "Θ"}
SIZES = {"m", "d", "N", "n", "D"}


def index_names(symbol: Symbol) -> list[str]:
    """Return the letters that are indices of a symbol."""
    if symbol.name in PARAMETERS and symbol.above:
        return []
    if symbol.name in ("𝔼", "E", "Var", "P", "ℙ"):
        return []  # E_y names what the mean is taken over
    names = []
    for sub in symbol.below + symbol.above:
        if isinstance(sub, Symbol) and is_label(sub, symbol):
            continue
        names += [s.name for s in within(sub) if isinstance(s, Symbol) and len(s.name) == 1 and s.name.isalpha()]
    return [name for name in names if name not in NOT_INDICES]


def is_label(sub: Symbol, symbol: Symbol) -> bool:
    """Say whether what stands below a symbol names it rather than counts: h_θ, λ_max, θ_new."""
    base = sub.name.removeprefix("hat ").removeprefix("tilde ")
    known = sub.name in LABELS or base in PARAMETERS or len(base) > 1
    return known or symbol.name == "log" or is_penalised(symbol)


def is_penalised(symbol: Symbol) -> bool:
    """Say whether this is J_λ, the loss with its penalty."""
    return symbol.name in ("J", "L", "H") and symbol.below == (Symbol("λ"),)


def index_of(sub: Expr, env: Env) -> Index:
    """Return the value of an index and what it counts."""
    if isinstance(sub, Number):
        return Index(_whole(sub.value, sub))
    if isinstance(sub, Symbol):
        bound = env.bound.get(sub.name)
        if isinstance(bound, Index):
            return bound
        if bound is None and sub.name in SIZES and not sub.below:
            role = "observation" if size(sub.name, env) == env.world.m else "component"
            return Index(size(sub.name, env), role)
        if bound is None:
            raise UnknownError(f"the index {sub.name} belongs to no sum", sub.spot)
    value = number(evaluating.value(sub, env), sub.spot)
    roles = [b.role for s in within(sub) if isinstance(s, Symbol) and isinstance(b := env.bound.get(s.name), Index)]
    return Index(_whole(value, sub), roles[0] if roles else "")


def _whole(value: float, sub: Expr) -> int:
    if value != round(value):
        raise MisfitError(f"the index {sub.spot.text} is no whole number", sub.spot)
    return round(value)


def size(name: str, env: Env) -> int:
    """Return what m, n, N, d, D count."""
    if name in ("m", "N") or (name == "n" and env.reading.n == "m"):
        return env.world.m
    return env.world.d
