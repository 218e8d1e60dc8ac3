"""Items on the way from one to another, for Transform and `animate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from .colour import ramp_colour
from .items import Item


def between(start: Sequence[Item], end: Sequence[Item], share: float) -> list[Item]:
    """Return the items at a share of the way: numbers and colours are interpolated, one by one.

    Raises
    ------
    ValueError
        Where the lists do not match: another number or kind of items, or another number of points.
    """
    kinds = [[type(item).__name__ for item in items] for items in (start, end)]
    if kinds[0] != kinds[1]:
        raise ValueError(f"A stage of {kinds[0]} cannot turn into one of {kinds[1]}: the items must match in order.")
    return [a if a is b else _blend(a, b, share) for a, b in zip(start, end, strict=True)]


def _blend(a: Any, b: Any, share: float) -> Any:
    names = [field.name for field in fields(a) if field.init]
    return type(a)(**{name: _value(name, getattr(a, name), getattr(b, name), share) for name in names})


def _value(name: str, a: Any, b: Any, share: float) -> Any:
    """Return a property on the way; what has no way between, such as dashes that begin, changes at half of it."""
    if isinstance(a, str) and isinstance(b, str):
        return ramp_colour((a, b), share)
    if isinstance(a, np.ndarray):
        if a.shape != b.shape:
            raise ValueError(f"{name}: shape {a.shape} cannot turn into {b.shape}.")
        return (1 - share) * a + share * b
    if isinstance(a, float | int) and isinstance(b, float | int):
        return (1 - share) * a + share * b
    if type(a) is tuple and type(b) is tuple and len(a) == len(b):
        return tuple(_value(name, x, y, share) for x, y in zip(a, b, strict=True))
    if is_dataclass(a) and type(a) is type(b):
        return _blend(a, b, share)
    return a if share < 0.5 else b
