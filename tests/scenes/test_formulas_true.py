"""Every formula that a scene shows, as it is displayed, is judged by the proof-reader, in both notations."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from mathcore.proofreader import Judgement, Proofreader, Verdict
from scenes.kit import notation
from scenes.playlist import PLAYLIST

# Where a scene means something of its own, and what it is: lines that say so to the proof-reader.
MEANINGS: dict[str, list[str]] = {
    "odds": ['"几率" = p/(1 - p)'],
}
# What a scene shows and data cannot judge, by what it says and why; each would be refused without its place here.
APART = {
    "threshold": {
        r"g.*\^.*-1": "the general form: any monotone link",
        r"sigma\(k z\)": "p is a softened step there, k how steep it is",
        r"p = 1 arrow": "p is the step itself there",
    },
    "likelihood": {r"P\(a, b\)": "what independence means, assumed and not derived"},
    "jar": {r"thin \?": "a question"},
    "gradient": {r"h?p?_i = .*top": "linear regression beside it: its h is the score"},
    "scaling": {
        r"z = .*\+": "one line with numbers of these data",
        r"theta'|b'|omega'": "names of the rescaled parameters",
    },
    "mapping": {r"thin 000|thin 999": "a number of 24 digits, and on"},
    "decision": {"plus.minus": "a mean and its spread: an expression, not a claim"},
    "algorithm": {"dots.v": "a matrix of data"},
}
FRAGMENT = re.compile(r"^(=|<|>|lt|gt|\+|-|times|dot|arrow|⟨sign)|=\s*$|(times|dot|\+)\s*$|⟨sign\|dot⟩ \$?$")
MARK = re.compile(r"⟨[^|⟨⟩]*\|((?:[^⟨⟩])*)⟩")


def bare(source: str) -> str:
    """Return a formula without its colour marks and `$`, to be recognised by."""
    text = source.strip().strip("$").strip()
    while MARK.search(text):
        text = MARK.sub(r"\1", text)
    return text


def formulas(performance: Any) -> list[str]:
    """Return the formulas that a scene showed, in the order in which they came."""
    moments = [*performance.moments, *performance.ends.items()]
    shown = [text.source for _, texts in moments for text in texts if not text.live and text.source.startswith("$ ")]
    return list(dict.fromkeys(shown))


def judge_all(slug: str, sources: list[str]) -> list[tuple[str, Judgement, str]]:
    """Judge a scene's formulas in turn: a derivation's rows after one another, fragments and values left out."""
    reader = Proofreader()
    for line in MEANINGS.get(slug, []):
        assert reader.judge(line).verdict.good, line
    found = []
    for source in sources:
        text = bare(source)
        row = text.startswith("= ") and slug in ("slope", "gradient")
        if FRAGMENT.search(text) and not row:
            continue
        reason = next((why for known, why in APART.get(slug, {}).items() if re.search(known, text)), "")
        found.append((source, (Proofreader() if reason else reader).judge(source), reason))
    return found


@pytest.mark.parametrize("edition", ["hours", "hours-zh"])
@pytest.mark.parametrize("slug", [entry.slug for entry in PLAYLIST])
def test_what_a_scene_claims_is_true(perform: Callable[[str, str], Any], slug: str, edition: str) -> None:
    refused = set()
    for source, found, apart in judge_all(slug, formulas(perform(slug, edition))):
        assert apart or found.verdict.good, f"{source}: {found.verdict.value}: {found.reason} ({found.part})"
        refused |= {apart} if not found.verdict.good else set()
    assert refused == set(APART.get(slug, {}).values()), "an excuse that nothing needs"


@pytest.mark.parametrize("profile", notation.profiles())
def test_what_is_shown_as_wrong_is_wrong(profile: str) -> None:
    marked = [name for name in notation.names() if "eq.not" in notation._tables()["formulas"][name]]
    assert {"gradient_lost", "gradient_wrong"} <= set(marked)
    for name in marked:
        source = str(notation.formula(profile, name))
        found = Proofreader().judge(source)
        assert found.verdict is Verdict.HOLDS, f"{source}: {found.reason}"
        claimed = Proofreader().judge(source.replace("eq.not", "="))
        assert claimed.verdict is Verdict.WRONG, f"{source} is true"


@pytest.mark.parametrize("profile", notation.profiles())
def test_formulas_without_values_are_true_in_every_notation(profile: str) -> None:
    apart = {
        "general", "soft_p", "step_cases", "independent", "gradient_linear", "gradient_squares", "first_axis_scaled",
        "second_axis_scaled",
    }  # fmt: skip
    reader, judged = Proofreader(), 0
    for name in notation.names():
        try:
            source = str(notation.formula(profile, name))
        except KeyError:
            continue  # the scene fills in its numbers
        if name in apart or "{" in source or bare(source).endswith("="):
            continue
        if re.fullmatch(r"[a-z]+_(name|link|part|result).*", name) is None and name not in ("slope_half",):
            found = reader.judge(source)
            assert found.verdict.good, f"{name}: {found.verdict.value}: {found.reason}"
            judged += found.verdict is Verdict.HOLDS
    assert judged > 35


@pytest.mark.parametrize("profile", notation.profiles())
def test_linear_regression_has_the_same_gradient(profile: str) -> None:
    def source(name: str) -> str:
        return str(notation.formula(profile, name))

    h, score = bare(source("gradient_linear")).split(" = ")
    squares = bare(source("gradient_squares")).replace(h, f"({score})").removeprefix("J = ")
    gradient = bare(source("gradient_mean")).replace(h, f"({score})").replace("partial J", "partial Q")
    reader = Proofreader()
    assert reader.judge(f"Q = {squares}").verdict is Verdict.DEFINES
    found = reader.judge(gradient)
    assert found.verdict is Verdict.HOLDS, f"{gradient}: {found.reason}"
    assert reader.judge(gradient.replace("1/m", "2/m")).verdict is Verdict.WRONG
