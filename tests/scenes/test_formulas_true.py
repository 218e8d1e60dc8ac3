"""Every formula that a scene shows, as it is displayed, is judged by the proof-reader, in both notations."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from mathcore.proofreader import Proofreader, Verdict
from scenes.kit import notation
from scenes.kit.proof import formulas
from scenes.kit.proof.formulas import bare
from scenes.playlist import PLAYLIST


@pytest.mark.parametrize("edition", ["hours", "hours-zh"])
@pytest.mark.parametrize("slug", [entry.slug for entry in PLAYLIST])
def test_what_a_scene_claims_is_true(perform: Callable[[str, str], Any], slug: str, edition: str) -> None:
    judged = formulas.judged(perform(slug, edition))
    assert formulas.findings(judged) == []
    refused = {apart for _, found, apart in judged if not found.verdict.good}
    assert refused == set(formulas.APART.get(slug, {}).values()), "an excuse that nothing needs"


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
