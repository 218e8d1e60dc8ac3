"""What the scene of the odds claims, held against the numbers of the edition that it is spoken over."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.special import expit
from storytelling import EVERYWHERE, claims, played, said

from scenes.kit.odds_story import reason_left_out

NUMBER = r"(−?[\d,]+(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def number(text):
    mantissa, _, power = text.replace("−", "-").replace(",", "").partition("·10")
    return float(mantissa) * 10.0 ** (int(power.translate(RAISED)) if power else 0)


def numbers(pattern, text):
    return [number(found) for found in re.search(pattern, text).groups()]


def score(study, x):
    return study.raw_theta[0] + study.raw_theta[1] * x


@played("odds", EVERYWHERE)
def test_the_odds_spoken_of_are_those_of_the_curve(slug, edition, perform):
    performance = perform(slug, edition)
    text = said(performance, "odds")
    x, p, ratio = numbers(rf"x = {NUMBER}\D+?(?:p is|p 是) {NUMBER}\D+?(?:odds are|几率是) {NUMBER}", text)
    expected = expit(score(performance.study, x))
    assert p == pytest.approx(expected, abs=0.00051)
    assert ratio == pytest.approx(expected / (1 - expected), rel=0.006)
    assert x in performance.lesson.ladder.x


@played("odds", EVERYWHERE)
def test_a_curve_without_an_estimate_is_told(slug, edition, perform):
    performance = perform(slug, edition)
    exists = performance.study.fit.exists
    assert claims(said(performance, "odds"), "there is no estimate", "估计值并不存在") == (not exists)
    assert any(claims(s, "no estimate", "并非估计") for s in performance.sources("odds")) == (not exists)
    assert any("hat(" in s and "e^" in s for s in performance.sources("factor")) == exists


@played("odds", EVERYWHERE)
def test_a_step_multiplies_the_odds_by_the_factor_spoken_of(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "factor")
    unit = 1.0
    if not claims(text, "One more hour", "每多学 1 小时"):
        (unit,) = numbers(rf"(?:by|增加) {NUMBER}[:，]", text)
    else:
        assert study.data.name == "hours"
    (factor,) = numbers(rf"(?:multiplies the odds by|multiplied by|就乘以) {NUMBER}", text)
    for x in (study.boundary, study.boundary + 3 * unit):
        ratio = np.exp(score(study, x + unit)) / np.exp(score(study, x))
        assert factor == pytest.approx(ratio, rel=0.006)
    assert unit == performance.lesson.ladder.unit
    assert claims(text, "the odds fall", "几率在下降") == (study.raw_theta[1] < 0)


@played("odds", EVERYWHERE)
def test_a_step_adds_to_the_log_odds_what_is_said(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "log")
    (added,) = numbers(rf"(?:log-odds by|对数几率改变) {NUMBER}", text)
    unit = performance.lesson.ladder.unit
    x = performance.lesson.ladder.x
    p = expit(score(study, x))
    assert np.abs(np.diff(np.log(p) - np.log1p(-p))) == pytest.approx(np.full(3, added), rel=0.006)
    assert added == pytest.approx(abs(study.raw_theta[1]) * unit, rel=0.006)
    assert claims(text, "the logarithm, not the ratio", "取了对数的值，不是比值")


@played("odds", EVERYWHERE)
def test_what_stands_beside_the_steps_is_said_in_both_panels(slug, edition, perform):
    performance = perform(slug, edition)
    study, sources = performance.study, performance.sources("log")
    step = study.raw_theta[1] * performance.lesson.ladder.unit
    sign = "+" if step > 0 else "-"
    (added,) = [s for s in sources if re.fullmatch(rf"\$ \{sign} [\d.]+ \$", s)]
    assert float(added[4:-2]) == pytest.approx(abs(step), rel=0.006)
    (times,) = [s for s in sources if s.startswith("$ times")]
    assert "dot" in times or float(times.split()[2]) == pytest.approx(np.exp(step), rel=0.006)
    assert any(f"x + {performance.lesson.ladder.unit:g}" in s.replace('","', "") for s in sources)


@played("odds", EVERYWHERE)
def test_a_scaled_feature_is_shown_in_its_own_units_and_that_is_told(slug, edition, perform):
    performance = perform(slug, edition)
    told = any(claims(s, "own units", "原单位") for s in performance.sources("odds"))
    assert told == performance.study.scaled
    x = performance.study.data.x[:, 0]
    inside = (performance.lesson.ladder.x >= x.min()) & (performance.lesson.ladder.x <= x.max())
    assert inside.all()


@pytest.mark.parametrize(("slope", "reason"), [(0.0, "flat"), (1e-5, "flat"), (0.1, ""), (-0.1, "")])
def test_where_the_odds_hardly_change_the_scene_is_left_out(slope, reason):
    data = SimpleNamespace(x=np.arange(10.0)[:, None])
    assert reason_left_out(SimpleNamespace(data=data, raw_theta=np.array([0.0, slope]))) == reason
