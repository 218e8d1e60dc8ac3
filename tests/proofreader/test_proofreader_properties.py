"""What is true of the proof-reader whatever it reads: it computes as Python does, rejects mutants, never breaks."""

from __future__ import annotations

import math
import random
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mathcore.proofreader import Proofreader, Verdict, patience

CASES = Path(__file__).parent / "cases"
QUICK = settings(max_examples=60, deadline=None, derandomize=True)

# -- expressions as Typst writes them, with what Python makes of them ------------------------------------------------

LEAVES = st.one_of(
    st.integers(1, 9).map(lambda n: (str(n), float(n))),
    st.integers(1, 99).map(lambda n: (f"{n / 10}", n / 10)),
)


def combined(children: st.SearchStrategy[tuple[str, float]]) -> st.SearchStrategy[tuple[str, float]]:
    pair = st.tuples(children, children)
    return st.one_of(
        pair.map(lambda p: (f"({p[0][0]} + {p[1][0]})", p[0][1] + p[1][1])),
        pair.map(lambda p: (f"({p[0][0]} - {p[1][0]})", p[0][1] - p[1][1])),
        pair.map(lambda p: (f"{p[0][0]} dot {p[1][0]}", p[0][1] * p[1][1])),
        pair.map(lambda p: (f"frac({p[0][0]}, 1 + ({p[1][0]})^2)", p[0][1] / (1 + p[1][1] ** 2))),
        children.map(lambda c: (f"(-{c[0]})", -c[1])),
        children.map(lambda c: (f"({c[0]})^2", c[1] ** 2)),
        children.map(lambda c: (f"sqrt(1 + ({c[0]})^2)", math.sqrt(1 + c[1] ** 2))),
        children.map(lambda c: (f"tanh({c[0]})", math.tanh(c[1]))),
        children.map(lambda c: (f"ln(1 + ({c[0]})^2)", math.log(1 + c[1] ** 2))),
        children.map(lambda c: (f"sum_(k=1)^3 k ({c[0]})", 6 * c[1])),
        children.map(lambda c: (f"(product_(k=1)^2 ({c[0]}))", c[1] ** 2)),
    )


EXPRESSIONS = st.recursive(LEAVES, combined, max_leaves=7)


@QUICK
@given(EXPRESSIONS)
def test_numbers_are_computed_as_python_does(expression: tuple[str, float]) -> None:
    text, value = expression
    assume(abs(value) < 1e6)
    close = Proofreader().judge(f"|{text} - ({value:.17f})| <= 10^(-9) (1 + |{text}|)")
    assert close.verdict is Verdict.HOLDS, close
    other = Proofreader().judge(f"{text} + z = {value + 0.5:.12f} + z")
    assert other.verdict is Verdict.WRONG, other


SLOPES = [
    ("sigma(z)", lambda z: 1 / (1 + np.exp(-z))),
    ("ln(1 + e^z)", lambda z: np.log1p(np.exp(z))),
    ("e^(-z)", lambda z: np.exp(-z)),
    ("tanh(z\\/2)", lambda z: np.tanh(z / 2)),
    ("z^3", lambda z: z**3),
]


@pytest.mark.parametrize(("text", "f"), SLOPES)
@pytest.mark.parametrize(("other", "g"), SLOPES)
def test_derivatives_are_those_of_products(text: str, f, other: str, g) -> None:
    left = f"d/(d z) [{text} dot {other}]"
    good = f"{left} = {other} dot d/(d z) [{text}] + {text} dot d/(d z) [{other}]"
    assert Proofreader().judge(good).verdict is Verdict.HOLDS
    bad = f"{left} = d/(d z) [{text}] dot d/(d z) [{other}]"
    assert Proofreader().judge(bad).verdict is Verdict.WRONG


# -- mutants -----------------------------------------------------------------------------------------------------------

TRUE = [
    "(partial J)/(partial theta_j) = 1/m sum_(i=1)^m (h_i - y_i) x_(i j)",
    "J = -1/m sum_(i=1)^m [y_i ln h_i + (1 - y_i) ln(1 - h_i)]",
    "ell = sum_(i=1)^m (y_i z_i - ln(1 + e^(z_i)))",
    "H = 1/m sum_(i=1)^m h_i (1 - h_i) x_i x_i^top",
    "L = product_(i=1)^m h_i^(y_i) (1 - h_i)^(1 - y_i)",
    "(partial J_i)/(partial h_i) = -y_i/h_i + (1 - y_i)/(1 - h_i)",
    "nabla J = 1/m X^top (h - y)",
    "sigma'(z) = sigma(z) (1 - sigma(z))",
    "theta^top x = theta_0 + sum_(j=1)^d theta_j x_j",
]
MUTATIONS = [
    (" - ", " + "), (" + ", " - "), ("1/m ", ""), ("sum", "product"), ("h_i", "y_i"), ("y_i", "h_i"), ("^m", "^d"),
    ("x_(i j)", "x_(j i)"), ("x_(i j)", "x_i"), ("x_i^top", "x_i"), ("i=1", "i=2"), ("1 - ", ""), ("ln(1", "(1"),
    ("z_i", "h_i"), ("X^top", "X"), ("-1/m", "1/m"), ("theta_j", "theta_0"), ("e^(z_i)", "e^(-z_i)"), ("1/m", "1/d"),
    ("h - y", "y - h"),
]  # fmt: skip


def mutants() -> list[str]:
    made = []
    for formula in TRUE:
        left, right = formula.split(" = ", 1)
        for old, new in MUTATIONS:
            at = right.find(old)
            while at >= 0:
                made.append(f"{left} = {right[:at]}{new}{right[at + len(old) :]}")
                at = right.find(old, at + 1)
    return sorted(set(made) - set(TRUE))


@pytest.mark.parametrize("formula", TRUE)
def test_the_true_ones_hold(formula: str) -> None:
    assert Proofreader().judge(formula).verdict is Verdict.HOLDS


# These say the same in other words.
SAME = {
    "nabla J = 1/m X^top (h - y)",
    "theta^top x = theta_0 + sum_(j=1)^d theta_j x_j",
}


@pytest.mark.parametrize("formula", [mutant for mutant in mutants() if mutant not in SAME])
def test_a_mutant_does_not_hold(formula: str) -> None:
    found = Proofreader().judge(formula)
    assert found.verdict is Verdict.WRONG, f"{found.verdict.value}: {found.reason}"


# -- whatever is written -----------------------------------------------------------------------------------------------

LINES = [line for file in sorted(CASES.glob("*.txt")) for line in file.read_text(encoding="utf-8").splitlines() if line]


PUT = ["", "(", ")", "^", "_", "=", "-", "/", "sum_i ", "|", '"', "theta", "in ", "cases(", "'"]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.data())
def test_garbled_formulas_get_a_verdict(data: st.DataObject) -> None:
    line = data.draw(st.sampled_from(LINES))
    at = data.draw(st.integers(0, len(line)))
    cut = data.draw(st.integers(0, 4))
    put = data.draw(st.sampled_from(PUT))
    found = Proofreader().judge(line[:at] + put + line[at + cut :])
    assert found.reason


def mutilated(line: str, rng: random.Random) -> str:
    """Return a line cut, doubled or shuffled somewhere."""
    for _ in range(rng.randint(1, 3)):
        at, end = sorted(rng.choices(range(len(line) + 1), k=2))
        piece = line[at:end]
        changed = rng.choice(["", piece * 2, "".join(rng.sample(piece, len(piece))), piece[::-1]])
        line = (line[:at] + changed + line[end:])[:400]
    return line


def require_verdicts(seed: int, count: int) -> None:
    rng = random.Random(seed)
    for _ in range(count):
        line = mutilated(rng.choice(LINES), rng)
        began = time.monotonic()
        assert Proofreader().judge(line).reason, line
        assert time.monotonic() - began < 2 * patience.SECONDS, line


def test_mutilated_formulas_get_a_verdict() -> None:
    require_verdicts(1, 60)


@pytest.mark.wide
@pytest.mark.parametrize("seed", range(20))
def test_thousands_of_mutilated_formulas_get_a_verdict(seed: int) -> None:
    require_verdicts(seed, 1000)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(max_size=40))
def test_any_text_gets_a_verdict(text: str) -> None:
    assert Proofreader().judge(text).verdict in Verdict


@pytest.mark.parametrize(
    "formula",
    [
        "sum_(i=1)^(10^9) i = 3",
        "sum_(i=1)^5000 sum_(j=1)^5000 i j = 3",
        "9^9^9^9^9 = 3",
        "(" * 300 + "x" + ")" * 300,
        "x" + "^x" * 400,
        "nabla " * 30 + "J = 1",
        "d/(d z) " * 20 + "sigma(z) = 1",
        "x_i + " * 700 + "x_i = 3",
        "a" * 5000,
        "1/0 = 1/0",
    ],
)
def test_nothing_runs_for_long(formula: str) -> None:
    assert Proofreader().judge(formula).verdict in (Verdict.UNREADABLE, Verdict.WRONG)
