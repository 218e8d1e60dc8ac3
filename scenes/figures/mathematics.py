"""The lecture's symbols and numbers, which are written in Typst, as matplotlib's mathematics."""

from __future__ import annotations

import re

from scenes.kit.figures import scientific, value_math
from scenes.kit.notation import symbol

GREEK = "alpha|beta|lambda|omega|sigma|theta"
# In this order: brackets make groups before names turn into commands.
RULES = (
    (r"hat\((\w+)\)", r"\\hat{\1}"),
    (r"([_^])\(([^()]*)\)", r"\1{\2}"),
    (rf"(?<![a-zA-Z\\])({GREEK})(?![a-zA-Z])", r"\\\1"),
    (r" dot ", r" \\cdot "),
    (r" \(", "("),
    # A prime stands over the index.
    (r"(\S+)'_(\w)", r"\1_\2'"),
)


def from_typst(source: str) -> str:
    """Return a symbol or a number of Typst mathematics as matplotlib writes it, without dollar signs."""
    for pattern, replacement in RULES:
        source = re.sub(pattern, replacement, source)
    return source


def named(notation: str, name: str) -> str:
    """Return a symbol of a notation as matplotlib writes it."""
    return from_typst(symbol(notation, name))


def number(value: float, digits: int) -> str:
    """Return a number with so many significant digits, with a power of ten where it would be long."""
    return from_typst(scientific(value, digits))


def step(value: float) -> str:
    """Return a round number, with a power of ten where it would be long."""
    text = f"{value:g}"
    return number(value, 1) if "e" in text else text


def rate(value: float) -> str:
    """Return a learning rate, as it is or with a power of ten."""
    return from_typst(value_math(value))
