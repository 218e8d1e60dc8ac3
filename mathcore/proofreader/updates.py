"""Whether θ ← … is a step of gradient descent, of its stochastic kin, or of Newton's method."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from mathcore.proofreader import directions, evaluating, indices, jets, symbols
from mathcore.proofreader.claims import HOLDS, Outcome, is_pure
from mathcore.proofreader.directions import Step
from mathcore.proofreader.env import Definition, Env, Index
from mathcore.proofreader.steps import PAST, told
from mathcore.proofreader.tree import Change, Expr, Negative, Number, Sum, Symbol, within
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

    The step must be a positive multiple of -∇J (or ∇ℓ, or one observation's, or those of a few), or of Newton's step,
    with a positive multiple of the step before added where there is momentum; the multiples may depend on the rates
    only: not on the data.
    """
    defined = without_rates(defined)
    if isinstance(left, Change):
        right, left = Sum((left.body, right), spot=right.spot), left.body
    assert isinstance(left, Symbol)
    if _is_iterate(left):
        right = told(right, left, [name for name, made in defined.items() if not made.indices])
    names = {part.name for part in within(right) if isinstance(part, Symbol)}
    steps = _steps(left, right, names, reading, defined)
    for name, direction in directions.known():
        found = directions.times(direction, steps)
        if found is None and "λ" in names and not steps[0].before:
            found = directions.times_with_penalty(direction, steps)
            if found is not None and found[1] < 0:
                return Outcome("false", "the penalty drives the parameters away from 0: its sign is wrong", right.spot)
            faster = [] if found is None else _steps(left, right, names, reading, defined, 1.5)
            other = directions.times_with_penalty(direction, faster) if faster else None
            if found is not None and (other is None or not np.isclose(*(other / found))):
                return Outcome("false", "the gradient is multiplied by the rate and the penalty is not", right.spot)
        if found is None:
            continue
        if name in ("ℓ", "sum of a batch") and _descends(right):
            count = "m" if name == "ℓ" else "|B|"
            return Outcome("false", f"the step grows with {count}: 1/{count} is missing before the sum", right.spot)
        if found[0] < 0:
            return Outcome("false", "the step goes uphill: its sign is wrong", right.spot)
        if steps[0].before and found[1] < 0:
            return Outcome("false", "the momentum goes back to where it came from: its sign is wrong", right.spot)
        return HOLDS
    return Outcome("false", "this is no step of gradient descent nor of Newton's method on J", right.spot)


def _steps(
    left: Symbol, right: Expr, names: Collection[str], reading: Reading, defined: Mapping[str, Definition],
    rate: float = 1.0,
) -> list[Step]:  # fmt: skip
    """Return the step in every world, for some learning rate."""
    steps = []
    older = PAST + left.name in names
    for world in worlds(reading):
        env = Env(world, reading, defined, strict=not is_pure((left, right)))
        env = with_rates(env, left.name, older or not defined.keys().isdisjoint(names), rate)
        past = env["full"] + np.random.default_rng([world.seed, 5]).normal(size=jets.shape(env["full"]))
        start, stop, _ = symbols.view(left.name.removeprefix("hat "), env)
        env.bound[PAST + left.name] = past[start:stop]
        moved, part = _step(left, right, env)
        steps.append(Step(env, moved, part, [(env["full"] - past)[part]] if older else []))
    return steps


def without_rates(defined: Mapping[str, Definition]) -> dict[str, Definition]:
    """Return the definitions of all but the rates, whose values say nothing about a step's direction."""
    return {name: made for name, made in defined.items() if name not in symbols.RATES}


def with_rates(env: Env, name: str, momentum: bool, rate: float = 1.0) -> Env:
    """Return the place with numbers for all letters that may be rates where the parameter of this name moves."""
    env.varied.update({f"free {letter}": np.asarray(0.37 + 0.1 * k) for k, letter in enumerate("αηλγεκτkts")})
    env.varied.update({f"free {letter}": rate * np.asarray(env.varied[f"free {letter}"]) for letter in "αη"})
    if momentum:
        env.bound.update({letter: np.asarray(rate) for letter, rate in (("μ", 0.83), ("β", 0.61)) if letter != name})
    return env


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
