"""Text that remembers the numbers written in it, in full precision."""

from __future__ import annotations

import math
import string
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self, SupportsIndex

import numpy as np

Value = int | float | str


@dataclass(frozen=True)
class Number:
    """A number that somebody sees or hears.

    Attributes
    ----------
    name
        What the words or the picture call it; "" where they give it no name.
    value
        As it was computed; what no float holds is a string, such as ``10^-400.5``.
    text
        As it is written.
    """

    name: str
    value: Value
    text: str

    @property
    def plain(self) -> Value:
        """The value as JSON can hold it: what is not finite is "nan", "inf" or "-inf"."""
        finite = not isinstance(self.value, float) or math.isfinite(self.value)
        return self.value if finite else str(self.value)


class Written(str):
    """Text and the numbers in it; what is cut from it or joined with it is plain text again."""

    numbers: tuple[Number, ...]

    def __new__(cls, text: str, numbers: tuple[Number, ...] = ()) -> Self:
        """Make text that holds some numbers."""
        made = super().__new__(cls, text)
        made.numbers = numbers
        return made

    def replace(self, old: str, new: str, count: SupportsIndex = -1, /) -> Written:
        """Write something otherwise; the numbers stay what they are."""
        return Written(super().replace(old, new, count), self.numbers)

    def between(self, before: str, after: str = "") -> Written:
        """Write something before it and after it; the numbers stay what they are."""
        return Written(before + self + after, self.numbers)

    @classmethod
    def of(cls, value: Value | np.generic, text: str) -> Self:
        """Write one number, which has no name yet."""
        bare = value.item() if isinstance(value, np.generic) else value
        return cls(text, (Number("", bare, text.replace("-", "−")),))


def numbers_in(text: Any, name: str = "") -> tuple[Number, ...]:
    """Return the numbers that a text remembers; those without a name take this one."""
    found = text.numbers if isinstance(text, Written) else ()
    return tuple(number if number.name else replace(number, name=name) for number in found)


def figure(value: float | np.generic, digits: str) -> Written:
    """Write a number by a Python format, e.g. ``".4f"``."""
    return Written.of(value, format(value, digits))


def filled(template: str, values: Mapping[str, Any]) -> Written:
    """Fill in a template as ``str.format_map`` does, and remember the numbers.

    Raises
    ------
    KeyError, ValueError, IndexError
        As ``str.format_map`` does.
    """
    text, found = template.format_map(values), []
    for _, name, digits, _ in string.Formatter().parse(template):
        value = values.get(name) if name else None
        if isinstance(value, int | float | np.generic) and not isinstance(value, bool):
            found.append(replace(figure(value, digits or "").numbers[0], name=name or ""))
        found += numbers_in(value, name or "")
    return Written(text, tuple(found))
