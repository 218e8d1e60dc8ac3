"""Momentum: v ← μ v - α ∇J, which gathers the steps that θ ← θ + v then takes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mathcore.proofreader import directions, evaluating, jets, updates
from mathcore.proofreader.claims import HOLDS, Outcome
from mathcore.proofreader.env import Definition, Env
from mathcore.proofreader.steps import step_of, told
from mathcore.proofreader.tree import Call, Chain, Expr, Gradient, Slope, Sum, Symbol, mapped, within
from mathcore.proofreader.trouble import MisfitError
from mathcore.proofreader.worlds import Array, Reading, worlds

VELOCITIES = set("vugrsVGq")


def is_velocity(chain: Chain) -> bool:
    """Say whether a chain gives a velocity its next value from the one before and a gradient."""
    if len(chain.relations) != 1 or chain.relations[0] not in "←=≔":
        return False
    left, right = chain.sides
    if not isinstance(left, Symbol) or left.name not in VELOCITIES or left.primes:
        return False
    if (left.below or left.above) and step_of(left) is None:
        return False
    slopes = any(isinstance(part, Gradient | Slope) for part in within(right))
    return _names(right, left.name) and (slopes or _names(right, "x") or _names(right, "X"))


def check(left: Expr, right: Expr, reading: Reading, defined: Mapping[str, Definition]) -> Outcome:
    """Return whether the velocity keeps a part of what it was and takes in a multiple of a gradient."""
    assert isinstance(left, Symbol)
    right = _told(right, left)
    defined = updates.without_rates(defined)
    found = []
    for world in worlds(reading):
        env = updates.with_rates(Env(world, reading, defined), left.name, True)
        old, kept, step = _steps(left.name, right, env)
        found.append([(directions.fit(step, [way(env)]), kept, old) for _, way in directions.known()])
    for tried in zip(*found, strict=True):
        if directions.same([step for step, *_ in tried]) is None:
            continue
        share = directions.same([directions.fit(kept, [old]) for _, kept, old in tried])
        if share is None or share[0] < 0:
            return Outcome("false", f"{left.name} does not keep a part of what it was", right.spot)
        return HOLDS
    return Outcome("false", f"what {left.name} takes in is no step of gradient descent on J", right.spot)


def _steps(name: str, right: Expr, env: Env) -> tuple[Array, Array, Array]:
    """Return an old velocity, what is kept of it, and what comes to it."""
    size = jets.shape(env["full"])
    old = np.random.default_rng([env.world.seed, 6]).normal(size=size)
    nothing = np.zeros(size)
    made = []
    for velocity in (old, nothing):
        made.append(jets.plain(evaluating.value(right, env.binding(name, velocity))))
    if made[0].shape != size:
        raise MisfitError("the velocity is not as long as the parameters", right.spot)
    return old, made[0] - made[1], made[1]


def _told(right: Expr, left: Symbol) -> Expr:
    """Return the right side without the counters of its steps, and without looking ahead: ∇J(θ + μ v) as ∇J(θ)."""
    return _here(told(right, left, {left.name}), left.name, False)


def _here(node: Expr, name: str, inside: bool) -> Expr:
    inside = inside or isinstance(node, Call)
    if inside and isinstance(node, Sum):
        kept = tuple(term for term in node.terms if not _names(term, name))
        return Sum(kept, spot=node.spot) if len(kept) != 1 else kept[0]
    return mapped(node, lambda part: _here(part, name, inside))


def _names(node: Expr, name: str) -> bool:
    return any(isinstance(part, Symbol) and part.name == name for part in within(node))


def learned(chain: Chain) -> dict[str, Definition]:
    """Return the velocity as what it takes in, so that the step that it is part of can be told to go down."""
    left = chain.sides[0]
    assert isinstance(left, Symbol)
    right = _told(chain.sides[1], left)
    terms = right.terms if isinstance(right, Sum) else (right,)
    fresh = tuple(term for term in terms if not _names(term, left.name))
    return {left.name: Definition((), (), Sum(fresh, spot=right.spot))} if fresh else {}
