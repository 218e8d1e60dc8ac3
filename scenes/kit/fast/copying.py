"""Copies of mobjects without asking of every number how it wants to be copied.

Manim copies what it animates at the start of every play; half of that time goes into colours and numbers that are
the same object afterwards as before. This replaces one method of Manim 0.22, `Mobject.__deepcopy__`, with what it
does there, and nothing of any other version.
"""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
from manim import ManimColor, Mobject
from manim.constants import CapStyleType, LineJointType

# Never changed once they are made.
ATOMS = frozenset((int, float, str, bool, type(None), ManimColor, CapStyleType, LineJointType))


def deepcopy_mobject(self: Mobject, memo: dict[int, Any]) -> Mobject:
    """Return a copy of a mobject and of all that it holds."""
    result = self.__class__.__new__(self.__class__)
    memo[id(self)] = result
    own = result.__dict__
    for name, value in self.__dict__.items():
        kind = type(value)
        if kind in ATOMS:
            own[name] = value
        elif kind is np.ndarray and value.dtype != object:
            found = memo.get(id(value))
            if found is None:
                found = memo[id(value)] = value.copy()
            own[name] = found
        else:
            own[name] = copy.deepcopy(value, memo)
    own["original_id"] = str(id(self))
    return result


def copy_quickly() -> None:
    """Put the quick copy in Manim's place, for the rest of this process."""
    Mobject.__deepcopy__ = deepcopy_mobject
