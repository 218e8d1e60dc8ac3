"""One relation between two sides, and which of the ways to try it is the one for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mathcore.proofreader import approximations, integrals, momentum, remainders, updates
from mathcore.proofreader.claims import HOLDS, Outcome, pair
from mathcore.proofreader.definitions import given, is_given
from mathcore.proofreader.env import Definition
from mathcore.proofreader.implications import proportional
from mathcore.proofreader.relations import EQUAL
from mathcore.proofreader.tree import Chain, Expr
from mathcore.proofreader.trouble import UnreadableError
from mathcore.proofreader.worlds import Reading


def compared(
    left: Expr,
    relation: str,
    right: Expr,
    reading: Reading,
    defined: Mapping[str, Definition],
    conditions: Sequence[Chain] = (),
) -> Outcome:
    """Return whether a relation holds between two sides: as steps, series, integrals, or by their values."""
    if updates.is_update(left, relation, right):
        return updates.check(left, right, reading, defined)
    if momentum.is_velocity(Chain((left, right), (relation,))):
        return momentum.check(left, right, reading, defined)
    if relation == "∝":
        return proportional(left, right, reading, defined)
    if relation in "→↦↤":
        return Outcome("given", f"{relation} claims nothing that data could refute", left.spot)
    if relation == "←":
        raise UnreadableError(f"what {relation} claims here is not known", left.spot)
    if relation in EQUAL and integrals.is_open(left, right):
        return integrals.check(left, right, reading, defined)
    series = remainders.split(left, right) if relation in EQUAL + "≈" else None
    if series is not None:
        return remainders.check(series, reading, defined)
    if relation == "≈" and approximations.near_a_place(left, right):
        if approximations.holds(left, right, reading, defined):
            return HOLDS
        return Outcome("false", "the error is as large as the last power of the step", right.spot)
    known = "=" if relation in EQUAL else relation
    outcome = pair(left, known, right, reading, defined, conditions)
    if relation == "≈" and not outcome.good and approximations.holds(left, right, reading, defined):
        return HOLDS
    if relation in EQUAL and not outcome.good and is_given(left, right):
        return given(left, right, reading, defined, outcome)
    return outcome
