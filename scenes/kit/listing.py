"""The program that the film shows: its one source, filled in with a run's numbers, and how its words are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scenes.kit.notation import symbol

LOOP = """\
{params} = np.zeros(2)
for step in range({limit:_}):
    z = X @ {params}
    {h} = 1 / (1 + np.exp(-z))
    J = np.mean(np.logaddexp(0, z) - y * z)
    g = X.T @ ({h} - y) / len(y)
    if np.linalg.norm(g) < 1e-6: break
    {params} = {params} - {rate:.12g} * g
"""
LIBRARY = """\
model = LogisticRegression(C=np.inf, tol=1e-8)
model.fit(X[:, {features}], y)
"""
# The lines of the loop by what they compute.
START, STEP, SCORES, PROBABILITIES, LOSS, GRADIENT, TEST, UPDATE = range(8)
INDENT = 4
KEYWORDS = ("for", "in", "if", "break")
OFF = "np.inf"
TOKEN = re.compile(r"[A-Za-z_][\w.]*|\d[\d_.]*(?:e-?\d+)?|\s+|.")


def loop(notation: str, rate: float, limit: int) -> str:
    """Return the descent as Python, with this learning rate and at most so many steps.

    It reads ``X``, whose columns stand in the order of the notation's parameters, and ``y``.
    """
    names = {name: symbol(notation, f"{name}_code") for name in ("params", "h")}
    return LOOP.format(**names, rate=rate, limit=limit)


def library(notation: str) -> str:
    """Return the same by a library, as Python; it sets the intercept apart, so its column is left out of ``X``."""
    return LIBRARY.format(features="1:" if symbol(notation, "first") == "intercept" else ":1")


def tokens(line: str, notation: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a line with their kind.

    This is "made" by the parameters, "word" of the language, "off" for what ends a penalty, or "" for all else.
    """
    made = {symbol(notation, f"{name}_code") for name in ("params", "h")}
    for piece in TOKEN.findall(line.strip()):
        yield piece, "made" if piece in made else "word" if piece in KEYWORDS else "off" if piece == OFF else ""


def indent(line: str) -> int:
    """Return how many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))
