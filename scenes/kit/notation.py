"""Formulas by name, in the notation a course uses.

``formulas.toml`` holds each formula once, as Typst mathematics with ``⟨label|part⟩`` and with {symbols} that a
notation profile fills in.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from scenes.kit.written import Written, filled

FILE = Path(__file__).with_name("formulas.toml")


@cache
def _tables() -> dict[str, dict[str, str]]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def profiles() -> list[str]:
    """Return the names of the notation profiles."""
    return [name.removeprefix("notation_") for name in _tables() if name.startswith("notation_")]


def names() -> list[str]:
    """Return the names of all formulas."""
    return list(_tables()["formulas"])


def symbol(notation: str, name: str) -> str:
    """Return one symbol of a notation as Typst mathematics."""
    return _tables()[f"notation_{notation}"][name]


def formula(notation: str, name: str, **values: str) -> Written:
    """Return a formula's Typst source in a notation, values filled in and remembered.

    Raises
    ------
    KeyError
        For a formula, a symbol or a value that is not there.
    """
    source = filled(_tables()["formulas"][name], {**_tables()[f"notation_{notation}"], **values})
    return Written(source, tuple(replace(number, name=f"{name}.{number.name}") for number in source.numbers))
