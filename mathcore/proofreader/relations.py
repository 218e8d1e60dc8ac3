"""Whether two values stand in a relation: equal, less, in a set."""

from __future__ import annotations

import math

import numpy as np

from mathcore.proofreader import arithmetic, evaluating, exact, jets
from mathcore.proofreader.env import SMALL, Env
from mathcore.proofreader.jets import Value
from mathcore.proofreader.tree import Change, Expr, Negative, Number, Place, Product, within
from mathcore.proofreader.trouble import MisfitError, OutsideError, UnreadableError

EQUAL = "=≡≔∼"
ORDER = "<>≤≥≪≫≲≳"
DEFINITE = "⪰≻⪯≺"


def holds(left: Expr, right: Expr, relation: str, env: Env) -> bool:
    """Say whether a relation is true in a world.

    Raises
    ------
    MisfitError
        A number is set equal to a vector, or vectors of unequal length.
    OutsideError
        A side has no value there.
    """
    a = evaluating.value(left, env)
    if isinstance(right, Place):
        return _belongs(a, right, env)
    b = evaluating.value(right, env)
    if relation in EQUAL or relation in "≠≈":
        equal = _equal(a, b, left, right, relation == "≈")
        return equal != (relation == "≠")
    if relation in DEFINITE:
        return _definite(a, b, relation, right)
    if relation in ORDER:
        return _ordered(a, b, relation)
    raise UnreadableError(f"the relation {relation} is not known", left.spot)


def _defined(a: Value, b: Value) -> None:
    if np.isnan(jets.plain(a)).any() or np.isnan(jets.plain(b)).any():
        raise OutsideError("a side has no value")


def _equal(a: Value, b: Value, left: Expr, right: Expr, nearly: bool) -> bool:
    shapes = jets.shape(a), jets.shape(b)
    zero = any(isinstance(side, Number) and side.value == 0 for side in (left, right))
    if shapes[0] != shapes[1] and not zero:
        raise MisfitError(f"{arithmetic.named(shapes[0])} = {arithmetic.named(shapes[1])}", right.spot)
    _defined(a, b)
    rounded = [rounding(side) for side in (left, right)]
    if jets.close(a, b):
        numbers = rounded == [None, None] and not nearly and _is_closed(left) and _is_closed(right)
        return not (numbers and exact.differ(left, right))
    if any(r is not None for r in rounded) and _is_closed(left) and _is_closed(right):
        within_digits = max(r for r in rounded if r is not None)
        return bool(np.all(np.abs(jets.plain(a) - jets.plain(b)) <= within_digits * (1 + 1e-9)))
    scale = max(float(np.max(np.abs(jets.plain(v)))) for v in (a, b))
    if any(isinstance(part, Change) for side in (left, right) for part in within(side)):
        scale = SMALL  # to the first order in a small step
    return nearly and bool(np.max(np.abs(jets.plain(a) - jets.plain(b))) <= 1e-3 * scale)


def _is_closed(node: Expr) -> bool:
    """Say whether an expression is made of numbers alone, so that it may be rounded."""
    from mathcore.proofreader.tree import Symbol

    names = {part.name for part in within(node) if isinstance(part, Symbol)}
    return names <= {
        "e",
        "π",
        "σ",
        "ln",
        "exp",
        "tanh",
        "log10",
        "logit",
        "odds",
        "log-odds",
        "softplus",
        "g",
        "J",
        "L",
        "ℓ",
    }


def rounding(node: Expr) -> float | None:
    """Return half a unit of the last digit of a number with a decimal point, None for anything else."""
    scale = 1.0
    while isinstance(node, Negative):
        node = node.body
    if isinstance(node, Product) and isinstance(node.factors[0], Number) and len(node.factors) == 2:
        exponent = node.factors[1]
        power = getattr(exponent, "exponent", None)
        base = getattr(exponent, "base", None)
        if power is None or not isinstance(base, Number):
            return None
        digits = power.body if isinstance(power, Negative) else power
        if not isinstance(digits, Number) or digits.value > 300:
            return None
        scale = base.value ** (-digits.value if isinstance(power, Negative) else digits.value)
        node = node.factors[0]
    if not isinstance(node, Number):
        return None
    decimals = len(node.digits.partition(".")[2])
    if not decimals and scale == 1.0:
        return None
    return 0.5 * 10.0**-decimals * scale


def _ordered(a: Value, b: Value, relation: str) -> bool:
    left, right = jets.plain(a), jets.plain(b)
    if left.shape and right.shape and left.shape != right.shape:
        raise MisfitError("vectors of unequal length are compared")
    _defined(a, b)
    slack = 1e-12 * max(1.0, float(np.max(np.abs(left), initial=0)))
    compared = {
        "<": left < right, ">": left > right, "≤": left <= right + slack, "≥": left >= right - slack,
        "≲": left <= right + slack, "≳": left >= right - slack, "≪": left < right, "≫": left > right,
    }  # fmt: skip
    return bool(np.all(compared[relation]))


def _definite(a: Value, b: Value, relation: str, right: Expr) -> bool:
    """Say whether a − b is positive definite or semidefinite, or the other way round."""
    left, other = jets.plain(a), jets.plain(b)
    if len(left.shape) != 2 or left.shape[0] != left.shape[1]:
        raise MisfitError(f"{arithmetic.named(left.shape)} is no square matrix", right.spot)
    if other.shape not in ((), left.shape):
        raise MisfitError(f"{arithmetic.named(left.shape)} beside {arithmetic.named(other.shape)}", right.spot)
    difference = left - (other * np.eye(len(left)) if not other.shape else other)
    values = np.linalg.eigvalsh(difference if relation in "⪰≻" else -difference)
    return bool(np.all(values > 1e-12)) if relation in "≻≺" else bool(np.all(values > -1e-10))


def _belongs(a: Value, place: Place, env: Env) -> bool:
    value = jets.plain(a)
    if place.kind == "space":
        return _in_space(value, place, env)
    _defined(a, a)
    if place.kind == "rows":
        return all(float(v) in env.world.rows(place.close) for v in value.flat)
    if place.kind == "set":
        members = [arithmetic.number(evaluating.value(part, env), part.spot) for part in place.parts]
        return all(any(math.isclose(v, member, abs_tol=1e-9) for member in members) for v in value.flat)
    low, high = (arithmetic.number(evaluating.value(part, env), part.spot) for part in place.parts)
    opened, closed = place.close[0], place.close[-1]
    above = value >= low if opened == "[" else value > low
    below = value <= high if closed == "]" else value < high
    return bool(np.all(above & below))


def _in_space(value: np.ndarray[tuple[int, ...], np.dtype[np.float64]], place: Place, env: Env) -> bool:
    if not place.parts:
        if value.shape:
            raise MisfitError(f"{arithmetic.named(value.shape)} is no number", place.spot)
        signs = place.close
        return (
            bool(np.all(value >= 0))
            if "+" in signs or "≥" in signs
            else bool(np.all(value > 0))
            if ">" in signs
            else True
        )
    sizes = tuple(int(arithmetic.number(evaluating.value(part, env), part.spot)) for part in place.parts)
    shape = value.shape if len(sizes) == 2 else value.shape[:1]
    if len(sizes) == 1 and len(value.shape) == 2 and value.shape[1] != 1:
        return False
    return shape == sizes
