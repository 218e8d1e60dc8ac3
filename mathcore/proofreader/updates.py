"""Whether θ ← … is a step of gradient descent, of its stochastic kin, or of Newton's method."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

import numpy as np

from mathcore.proofreader import evaluating, indices, jets, symbols
from mathcore.proofreader.claims import HOLDS, Outcome, is_pure
from mathcore.proofreader.env import Definition, Env, Index
from mathcore.proofreader.tree import Change, Expr, Flip, Negative, Number, Product, Sum, Symbol, within
from mathcore.proofreader.trouble import MisfitError
from mathcore.proofreader.worlds import Array, Reading, worlds


def is_update(left: Expr, relation: str, right: Expr) -> bool:
    """Say whether a relation gives parameters their next value."""
    if isinstance(left, Change):
        return isinstance(left.body, Symbol) and left.body.name in indices.PARAMETERS and relation in "=≔"
    if not isinstance(left, Symbol) or left.name not in indices.PARAMETERS or relation not in "←=≔":
        return False
    if relation == "←":
        return True
    again = [part for part in within(right) if isinstance(part, Symbol) and part.name == left.name]
    if not again:
        return False
    if relation == "≔" or _is_iterate(left):
        return True
    first = right.terms[0] if isinstance(right, Sum) else right
    return (
        isinstance(first, Symbol) and first.name == left.name and first.below == left.below and isinstance(right, Sum)
    )


def _is_iterate(symbol: Symbol) -> bool:
    names = {s.name for sub in symbol.below for s in within(sub) if isinstance(s, Symbol)}
    return (
        bool(symbol.above) or bool(names & {"new", "next", "t", "s"}) or any(isinstance(s, Sum) for s in symbol.below)
    )


def check(left: Expr, right: Expr, reading: Reading, defined: Mapping[str, Definition]) -> Outcome:
    """Return whether the new value lies one step of a known method away from the old one.

    The step must be a positive multiple of -∇J (or ∇ℓ, or one observation's), or of Newton's step, and the multiple
    may depend on the rate only: not on the data.
    """
    steps = []
    defined = {name: made for name, made in defined.items() if name not in symbols.RATES}
    if isinstance(left, Change):
        right, left = Sum((left.body, right), spot=right.spot), left.body
    assert isinstance(left, Symbol)
    if _is_iterate(left):
        right = _counted(right, left.name)
    for world in worlds(reading):
        env = Env(world, reading, defined, strict=not is_pure((left, right)))
        env.varied.update({f"free {letter}": np.asarray(0.37 + 0.1 * k) for k, letter in enumerate("αηλγεκτkts")})
        step, part = _step(left, right, env)
        steps.append((env, step, part))
    for name, direction in _directions():
        ratios = [_ratio(step, direction(env)[part], env, name) for env, step, part in steps]
        if any(ratio is None for ratio in ratios):
            continue
        found = np.array(ratios, dtype=np.float64)
        if np.ptp(found) > 1e-7 * np.max(np.abs(found)):
            continue
        if name == "ℓ" and _descends(right):
            return Outcome("false", "the step grows with m: 1/m is missing before the sum", right.spot)
        if found[0] < 0:
            return Outcome("false", "the step goes uphill: its sign is wrong", right.spot)
        return HOLDS
    return Outcome("false", "this is no step of gradient descent nor of Newton's method on J", right.spot)


def _counted(node: Expr, name: str, alone: bool = True) -> Expr:
    """Return the right side of w^(t+1) = w^t − η ∇J(w^t), whose t counts steps and transposes nothing."""
    if isinstance(node, Flip):
        return node.body if alone and isinstance(node.body, Symbol) and node.body.name == name else node

    def inside(part: Any) -> Any:
        return _counted(part, name, not isinstance(node, Product)) if isinstance(part, Expr) else part

    parts = {field.name: getattr(node, field.name) for field in fields(node)}
    changed: dict[str, Any] = {
        key: tuple(map(inside, part)) if isinstance(part, tuple) else inside(part) for key, part in parts.items()
    }
    return replace(node, **changed)


def _descends(right: Expr) -> bool:
    """Say whether something is taken away that is no slope of ℓ: θ − α ∑ (h_i − y_i) x_i, which is J's without 1/m."""
    names = {part.name for part in within(right) if isinstance(part, Symbol)}
    return isinstance(right, Sum) and isinstance(right.terms[-1], Negative) and not names & {"ℓ", "L", "NLL"}


def _step(left: Symbol, right: Expr, env: Env) -> tuple[Array, slice]:
    """Return how far the parameters move, and which of them."""
    best = left.name.removeprefix("hat ")
    start, stop, base = symbols.view(best, env)
    index = next((s for s in left.below if isinstance(s, Symbol) and len(s.name) == 1 and s.name in "jkli"), None)
    number = next((s for s in left.below if isinstance(s, Number)), None)
    observation = [n for n in ("i", "n") if index is None or n != index.name]
    for name in observation:
        env.bound[name] = Index(2, "observation")
    if index is not None:
        moved = [
            _moved(left, right, env.binding(index.name, Index(base + k, "component"))) for k in range(stop - start)
        ]
        return np.array(moved).reshape(-1, 1), slice(start, stop)
    if number is not None and base <= number.value < base + stop - start:
        at = start + int(number.value) - base
        return np.array([[_moved(left, right, env)]]), slice(at, at + 1)
    old = jets.plain(evaluating.value(Symbol(left.name), env))
    new = jets.plain(evaluating.value(right, env))
    if new.shape != old.shape:
        raise MisfitError("the new value is not as long as the old one", right.spot)
    return np.atleast_2d(new - old), slice(start, stop)


def _moved(left: Symbol, right: Expr, env: Env) -> float:
    new, old = jets.plain(evaluating.value(right, env)), jets.plain(evaluating.value(left, env))
    if new.shape or old.shape:
        raise MisfitError("one component is set to a vector", right.spot)
    return float(new - old)


def _directions() -> Iterator[tuple[str, Callable[[Env], Array]]]:
    yield "J", lambda env: -_gradient(env)
    yield "ℓ", lambda env: -env.world.m * _gradient(env)
    yield "J_i", lambda env: -_single(env, 1)
    yield "J of one", lambda env: -_bare(env)
    yield "Newton", lambda env: -np.linalg.solve(jets.plain(env["H"]), _gradient(env))


def _gradient(env: Env) -> Array:
    from mathcore.proofreader.changes import gradient
    from mathcore.proofreader.tree import Gradient

    return np.asarray(jets.plain(gradient(Gradient(Symbol("J"), Symbol("all*"), 1), env)))


def _single(env: Env, position: int) -> Array:
    x, h, y = (jets.plain(env[key]) for key in ("design", "h", "y"))
    return np.asarray((h - y)[position, 0] * x[position][:, None])


def _bare(env: Env) -> Array:
    return np.asarray((jets.plain(env["h1"]) - env["y1"]) * jets.plain(env["full1"]))


def _ratio(step: Array, direction: Array, env: Env, name: str) -> float | None:
    """Return how many times one vector is the other, None where it is no multiple."""
    size = float(np.sum(direction**2))
    if step.shape != direction.shape or size == 0:
        return None
    ratio = float(np.sum(step * direction)) / size
    return ratio if ratio != 0 and np.allclose(step, ratio * direction, rtol=1e-7, atol=1e-10) else None
