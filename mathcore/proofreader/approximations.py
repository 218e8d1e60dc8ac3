"""Approximations near a place, f(a + v) ≈ …: true where the error shrinks faster than their highest power of v."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from mathcore.proofreader import evaluating, jets
from mathcore.proofreader.claims import environments
from mathcore.proofreader.elsewhere import DATA
from mathcore.proofreader.env import Definition, Env
from mathcore.proofreader.indices import PARAMETERS
from mathcore.proofreader.remainders import STEPS
from mathcore.proofreader.tree import Call, Expr, Sum, Symbol, within
from mathcore.proofreader.worlds import Reading, worlds

DEGREES = 4  # powers of the step that are told apart
NOISE = 1e-9


def holds(left: Expr, right: Expr, reading: Reading, defined: Mapping[str, Definition]) -> bool:
    """Say whether the sides are an approximation for small steps, everywhere."""
    step = _step_of(left)
    if step is None:
        return False
    return all(
        _is_near(left, right, step, env) for env in environments((left, right), reading, defined, worlds(reading))
    )


def _step_of(left: Expr) -> Symbol | None:
    """Return the letter that f(a + v) ≈ … takes for small; None where there is none."""
    for part in within(left):
        argument = part.arguments[0] if isinstance(part, Call) and len(part.arguments) == 1 else None
        last = argument.terms[-1] if isinstance(argument, Sum) else None
        if isinstance(last, Symbol) and not last.below and len(last.name) == 1 and last.name not in PARAMETERS | DATA:
            return last
    return None


def _is_near(left: Expr, right: Expr, step: Symbol, env: Env) -> bool:
    """Say whether the sides differ by less than the right one's highest power of the step, as it tends to 0."""
    whole = jets.plain(env[f"vector {step.name}"]) if step.name in env.vectors else np.asarray(1.0)

    def sides(share: float) -> list[np.ndarray]:
        here = env.binding(step.name, share * whole)
        return [np.ravel(jets.plain(evaluating.value(side, here))) for side in (left, right)]

    shares_tried = np.linspace(0.2, 1.0, DEGREES + 1)
    series = np.polynomial.polynomial.polyfit(shares_tried, np.array([sides(s)[1] for s in shares_tried]), DEGREES)
    size = np.abs(series).max(axis=1)
    degree = int(np.flatnonzero(size > 1e-7 * size.max())[-1])
    off = [float(np.abs(np.subtract(*sides(share))).max()) / share**degree for share in STEPS]
    return degree < DEGREES and off[-1] <= 0.4 * off[0] + NOISE
