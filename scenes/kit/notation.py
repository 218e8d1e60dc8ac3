"""Formulas by name, in the notation a course uses.

``formulas.toml`` holds each formula once, as Typst mathematics with ``⟨label|part⟩`` and with {symbols} that a
notation profile fills in.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

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


def formula(notation: str, name: str, **values: str) -> str:
    """Return a formula's Typst source in a notation, values filled in.

    Raises
    ------
    KeyError
        For a formula, a symbol or a value that is not there.
    """
    return _tables()["formulas"][name].format_map({**_tables()[f"notation_{notation}"], **values})
