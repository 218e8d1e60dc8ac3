"""The ways down that a step may go: of J, of one observation, of a batch, Newton's, and with a penalty towards 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from mathcore.proofreader import jets
from mathcore.proofreader.env import Env, slopes_only
from mathcore.proofreader.tree import Symbol
from mathcore.proofreader.worlds import Array


class Step(NamedTuple):
    """How far the parameters of a part move at a place, and (in a list) the step before where there is momentum."""

    env: Env
    moved: Array
    part: slice
    before: list[Array]


def known() -> Iterator[tuple[str, Callable[[Env], Array]]]:
    """Yield the ways down that are known, each with its name."""
    yield "J", lambda env: -_gradient(env)
    yield "ℓ", lambda env: -env.world.m * _gradient(env)
    yield "J_i", lambda env: -_single(env, 1)
    yield "J of one", lambda env: -_bare(env)
    yield "batch", lambda env: _of_batch(env) / len(env.world.rows("B"))
    yield "sum of a batch", lambda env: _of_batch(env)
    yield "Newton", lambda env: -np.linalg.solve(jets.plain(env["H"]), _gradient(env))


def _gradient(env: Env) -> Array:
    from mathcore.proofreader.changes import gradient
    from mathcore.proofreader.tree import Gradient

    return np.asarray(jets.plain(gradient(Gradient(Symbol("J"), Symbol("all*"), 1), env)))


def _single(env: Env, position: int) -> Array:
    x, h, y = (jets.plain(env[key]) for key in ("design", "h", "y"))
    return np.asarray((h - y)[position, 0] * x[position][:, None])


def _of_batch(env: Env) -> Array:
    return -np.asarray(np.sum([_single(env, row - 1) for row in env.world.rows("B")], axis=0))


def _bare(env: Env) -> Array:
    return np.asarray((jets.plain(env["h1"]) - env["y1"]) * jets.plain(env["full1"]))


def times(direction: Callable[[Env], Array], steps: Sequence[Step]) -> Array | None:
    """Return how many times a direction, and the step before, make up the steps in every world; None if they do not."""
    return same([fit(step.moved, [direction(step.env)[step.part], *step.before]) for step in steps])


def times_with_penalty(direction: Callable[[Env], Array], steps: Sequence[Step]) -> Array | None:
    """Return how many times a direction, and one towards 0, make up the steps in all worlds; None where they do not.

    A penalty on the squares of the parameters draws each of them, or each but the intercept, towards 0, but not beyond;
    its weight may be divided by m.
    """
    whole = np.vstack([step.moved for step in steps])
    down = np.vstack([direction(step.env)[step.part] for step in steps])
    full = [jets.plain(step.env["full"]) for step in steps]
    for drawn in (full, [slopes_only(step.env) * theta for step, theta in zip(steps, full, strict=True)]):
        toward = [-theta[step.part] for step, theta in zip(steps, drawn, strict=True)]
        over_m = [pull / step.env.world.m for step, pull in zip(steps, toward, strict=True)]
        for pulls in (toward, over_m):
            found = fit(whole, [down, np.vstack(pulls)])
            if found is not None and found[1] < 1:
                return found
    return None


def fit(step: Array, columns: list[Array]) -> Array | None:
    """Return how many times each of some vectors makes up a step; None where they do not."""
    if any(column.shape != step.shape for column in columns) or not np.any(columns[0]):
        return None
    table = np.hstack(columns)
    found = np.linalg.lstsq(table, step, rcond=None)[0][:, 0]
    fits = np.allclose(step[:, 0], table @ found, rtol=1e-7, atol=1e-10)
    return np.asarray(found, dtype=np.float64) if fits and np.all(found != 0) else None


def same(found: list[Array | None]) -> Array | None:
    """Return what is the same in every world; None where it changes with the data."""
    every = np.array([one for one in found if one is not None])
    if len(every) < len(found) or np.any(np.ptp(every, axis=0) > 1e-7 * np.max(np.abs(every), axis=0)):
        return None
    return np.asarray(every[0])
