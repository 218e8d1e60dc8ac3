"""Slips of a careless copier in every true formula: hardly any is accepted, and what is says something true.

A run over all of `cases/right.txt` tried 11,204 mutants; 455 held, and every one of these was read. 70 or so were
wrong and the reader was mended; the others are true in other words (an order that holds for σ' too, y_j for y_i where
the index is free, a step of rate 1, one feature where a transpose is lost, x^i for x^((i))).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mathcore.proofreader import Proofreader, Verdict

CASES = Path(__file__).parent / "cases"
RIGHT = [note.strip() for note in (CASES / "right.txt").read_text(encoding="utf-8").split("\n\n")[1:]]
MOST_TRUE = 0.1  # of all mutants

# Every place where a pattern fits is one mutant.
SLIPS = [
    ("a sign", r"(?<=[\w)\]}']) - ", " + "),
    ("a sign", r"(?<=[\w)\]}']) \+ ", " - "),
    ("a sign", r"(?<![\w)\]}' ])-(?=[\w(])|(?<=[=(\[] )-(?=[\w(])", ""),
    ("a sign", r"(?<== )(?=[\w(])", "-"),
    ("an index", r"(?<=[xyhpzJ]_)i\b", "j"),
    ("an index", r"(?<=[xyhpzJ]_)i\b", "1"),
    ("an index", r"_\(i j\)", "_(j i)"),
    ("an index", r"_\(i j\)", "_(i 1)"),
    ("an index", r"_\(i j\)", "_i"),
    ("an index", r"(?<=theta_)j\b", "1"),
    ("the bound", r"\^m\b", "^d"),
    ("the bound", r"\(i=1\)", "(i=2)"),
    ("1/m", r"1/m |frac\(1, ?m\) |\(1/m\) ", ""),
    ("1/m", r"(?<=alpha)/m", ""),
    ("the label", r"\b1 ?- ?(?=y\b|y_i)", ""),
    ("the label", r"(?<!- )(?<!-)\by_i", "(1 - y_i)"),
    ("the probability", r"\b1 ?- ?(?=[hp]\b|[hp]_i|h_theta|sigma)", ""),
    ("the probability", r"(?<!- )(?<!-)\b[hp]_i", r"(1 - \g<0>)"),
    ("a logarithm", r"\b(ln|log) ?(?=[\w(])", ""),
    ("a transpose", r"\^(T|top|⊤|tack\.b|upright\(T\))(?![\w.])", ""),
    ("a sum", r"\bsum(?=_)", "product"),
    ("a product", r"\bproduct(?=_)", "sum"),
    ("a power", r"\^\(-", "^("),
    ("a power", r"\be\^z", "e^(-z)"),
    ("a power", r"\^2\b", ""),
    ("a slope", r"sigma'(?!')", "sigma"),
    ("a slope", r"(?<!\w)sigma\(", "sigma'("),
    ("a half", r"1/2 |frac\(1, ?2\) ", ""),
    ("an order", r"<=", ">="),
    ("an order", r">=", "<="),
    ("a hat", r"hat\((\w+)\)", r"\1"),
]


def mutants(formula: str) -> Iterator[tuple[str, str]]:
    """Yield every formula that is one slip away, with what went wrong, each once."""
    seen = {formula}
    for name, changed in _every(formula):
        changed = changed.strip()
        if changed not in seen and changed:
            seen.add(changed)
            yield name, changed


def _every(formula: str) -> Iterator[tuple[str, str]]:
    for name, pattern, put in SLIPS:
        for found in re.finditer(pattern, formula):
            yield name, formula[: found.start()] + found.expand(put) + formula[found.end() :]
    for start, end in _brackets(formula):
        if start == 0 or formula[start - 1] in " (":
            yield "brackets", formula[:start] + formula[start + 1 : end] + formula[end + 1 :]
    for start, end in _factors(formula):
        yield "a factor", formula[:start] + formula[end:].lstrip()


def _brackets(formula: str) -> Iterator[tuple[int, int]]:
    """Yield where a bracket opens and where it closes."""
    opened: list[int] = []
    for k, sign in enumerate(formula):
        if sign in "([":
            opened.append(k)
        elif sign in ")]" and opened:
            yield opened.pop(), k


def _factors(formula: str) -> Iterator[tuple[int, int]]:
    """Yield where each factor stands that has another one beside it, apart by a space."""
    found = _words(formula)
    inner = [(a, b) for a, b in _brackets(formula) if b - a > 6 and (a == 0 or formula[a - 1] in " (")]
    for a, b in inner:
        found += [(a + 1 + s, a + 1 + e) for s, e in _words(formula[a + 1 : b])]
    spans = sorted(set(found))
    for (s, e), (t, f) in zip(spans, spans[1:], strict=False):
        if t == e + 1 and _is_factor(formula[s:e]) and _is_factor(formula[t:f]):
            yield s, e
            yield t, f


def _words(text: str) -> list[tuple[int, int]]:
    """Return where each piece stands that spaces outside brackets cut off."""
    depth, start, found = 0, 0, []
    for k, sign in enumerate(text + " "):
        depth += (sign in "([") - (sign in ")]")
        if sign == " " and depth == 0:
            found.append((start, k))
            start = k + 1
    return found


def _is_factor(word: str) -> bool:
    return bool(re.fullmatch(r"[\w(\[].*[\w)\]'*⊤]|[a-zA-Z]", word)) and not re.match(
        r"(dot|times|sum|product|ln|log|nabla|in|arrow|partial|quad|max|min|arg|d|Delta|argmax|argmin|lim)\b", word
    )


# -- what becomes of them --------------------------------------------------------------------------------------------


def accepted(chosen: list[str]) -> tuple[list[tuple[str, str]], int]:
    """Return the mutants of the last lines of notes that hold, and how many were tried."""
    found, tried = [], 0
    for note in chosen:
        *before, last = note.splitlines()
        for _, changed in mutants(last):
            reader = Proofreader()
            for line in before:
                reader.judge(line)
            tried += 1
            if reader.judge(changed).verdict is Verdict.HOLDS:
                found.append((last, changed))
    return found, tried


# No slip in these makes another true formula.
FATAL = [
    ("(partial J)/(partial theta_j) = 1/m sum_(i=1)^m (h_i - y_i) x_(i j)", 19),
    ("J(theta) = -1/m sum_(i=1)^m [y_i ln h_i + (1 - y_i) ln(1 - h_i)]", 20),
    ("sigma'(z) = sigma(z) (1 - sigma(z))", 6),
    ("ell = sum_(i=1)^m (y_i z_i - ln(1 + e^(z_i)))", 13),
]


@pytest.mark.parametrize(("formula", "least"), FATAL)
def test_no_slip_in_these_is_accepted(formula: str, least: int) -> None:
    found, tried = accepted([formula])
    assert found == []
    assert tried >= least


def test_few_slips_make_another_true_formula() -> None:
    chosen = random.Random(7).sample([note for note in RIGHT if "sum_" in note and len(note) < 90], 5)
    found, tried = accepted(chosen)
    assert tried > 40
    assert len(found) <= 1.5 * MOST_TRUE * tried, found


@pytest.mark.wide
@pytest.mark.parametrize("part", range(12))
def test_few_slips_in_all_formulas_make_another_true_formula(part: int) -> None:
    found, tried = accepted(RIGHT[part::12])
    assert tried > 200
    assert len(found) <= MOST_TRUE * tried, found
