"""What the captions and narrations of the decision claim, held against the numbers, on every kind of data."""

from __future__ import annotations

import re

import numpy as np
import pytest
from storytelling import EVERYWHERE, claims, played, said

from mathcore import BUILTIN, Dataset, Study, builtin
from scenes.kit.decision_story import boundary_variant, only_side
from scenes.kit.lesson import facts
from scenes.kit.settings import Settings
from scenes.kit.words import Words

DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def number(text: str) -> float:
    """Read a number as the words write it: with a true minus, commas and powers of ten."""
    plain = text.replace("−", "-").replace(",", "").replace("·10", "e")
    return float(plain.translate(DIGITS))


def told(pattern: str, text: str) -> list[float]:
    found = re.search(pattern, text)
    assert found, text
    return [number(group) for group in found.groups() if group]


FIGURE = r"([−\d][\d.,·⁰¹²³⁴⁵⁶⁷⁸⁹⁻]*\d|\d)"


# -- the choice ----------------------------------------------------------------------------------------------------


@played("decision", EVERYWHERE)
def test_the_amounts_spoken_are_those_of_the_choice(slug, edition, perform):
    performance = perform(slug, edition)
    choice, text = performance.lesson.choice, said(performance, "expectation")
    assert claims(text, "One million for sure", "稳拿一百万") and choice.sure == 1e6
    assert claims(text, "a hundred million", "一亿") and choice.prize == 1e8
    assert claims(text, "worth fifty million", "五千万") and 0.5 * choice.prize == 5e7
    assert told(rf"{FIGURE} (?:times|倍)", text) == [0.5 * choice.prize / choice.sure] == [50]


@played("decision", EVERYWHERE)
def test_the_mean_spoken_is_that_of_the_seed_on_the_frame(slug, edition, perform):
    performance = perform(slug, edition)
    text = said(performance, "simulation")
    heads = np.random.default_rng(1738).integers(2, size=10_000)
    tosses, mean = told(rf"(?:After|掷) {FIGURE} (?:tosses it is|次之后，是) {FIGURE}", text)
    assert tosses == 10_000
    assert mean == 1e8 * heads.mean()
    assert any("seed 1738" in source or "种子 1738" in source for source in performance.sources("simulation"))


def test_the_mean_leaps_at_first_and_then_keeps_within_the_band():
    n = np.arange(1, 10_001)
    means = np.cumsum(np.random.default_rng(1738).integers(2, size=10_000)) / n
    assert np.abs(np.diff(means[:30])).max() > 0.2
    assert np.abs(np.diff(means[1000:])).max() < 0.001
    assert np.all(np.abs(means - 0.5) <= 2 * 0.5 / np.sqrt(n))


@played("decision", EVERYWHERE)
def test_the_wealth_spoken_divides_the_choosers(slug, edition, perform):
    text = said(perform(slug, edition), "utility")
    (wealth,) = told(rf"(?:less than|财富不到) {FIGURE}(?:,| 的人)", text)
    for factor, sure in ((0.999, True), (1.001, False)):
        w = factor * wealth
        # Utility ln of what one owns afterwards: of the sure million, and on average of the coin.
        coin = (np.log(w) + np.log(w + 1e8)) / 2
        assert (np.log(w + 1e6) > coin) == sure
    assert claims(text, "expectations, not probabilities", "是期望，不是概率")
    assert "1738" in text


# -- the boundary --------------------------------------------------------------------------------------------------


@played("decision", EVERYWHERE)
def test_the_boundary_spoken_is_where_the_curve_is_at_one_half(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "boundary")
    puts = re.search(rf"(?:boundary at {FIGURE} on the|横轴（[^）]*）的 {FIGURE} 处)", text)
    assert bool(puts) == study.fit.exists
    if puts:
        edge = number(next(group for group in puts.groups() if group))
        z = study.theta @ [1, *((np.array([edge]) - study.scaling.mean) / study.scaling.sd)]
        # Three digits of the feature leave this much room in the score.
        slack = abs(study.raw_theta[1] * edge) * 0.005 + 1e-9
        assert abs(z) <= slack
        low, high = performance.lesson.cut_off.plot.x_range
        assert low < edge < high


@played("decision", EVERYWHERE)
def test_a_dearer_mistake_moves_the_cut_as_told(slug, edition, perform):
    performance = perform(slug, edition)
    text = said(performance, "boundary")
    moved = re.search(rf"{FIGURE} (?:times as dear, it would cut at|倍，阈值就取) {FIGURE}", text)
    assert bool(moved) == performance.study.fit.exists
    if moved:
        times, cut = number(moved[1]), number(moved[2])
        # A false 1 costs so many times a false 0: at the cut, both decisions cost the same on average.
        assert (1 - cut) * times == pytest.approx(cut)
        assert str(performance.lesson.words.facts["class1"]) in text


@played("decision", EVERYWHERE)
def test_a_gap_is_told_where_any_boundary_in_it_is_right(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "boundary")
    x, y = study.data.x[:, 0], study.data.y
    apart = re.search(
        rf"between {FIGURE} and {FIGURE} makes no mistake|{FIGURE} 与 {FIGURE} 之间的任何边界都不出错", text
    )
    meet = re.search(rf"meet at {FIGURE} only|只在 {FIGURE} 处相接", text)
    assert (bool(apart) or bool(meet)) == (not study.fit.exists) == claims(text, "not an estimate", "不是估计")
    if apart:
        low, high = (number(group) for group in apart.groups() if group)
        for edge in np.linspace(low, high, 7)[1:-1]:
            assert len({(bool(a > edge), bool(b)) for a, b in zip(x, y, strict=True)}) == 2
    if meet:
        value = number(next(group for group in meet.groups() if group))
        assert set(x[y == 0]) & set(x[y == 1]) == {value}
        edges = np.r_[x.min() - 1, (np.unique(x)[:-1] + np.unique(x)[1:]) / 2, x.max() + 1]
        wrong = [min(np.sum((x > edge) != y), np.sum((x < edge) != y)) for edge in edges]
        at = [wrong[k] for k in range(len(edges)) if abs(edges[k] - value) <= 1]
        assert min(at) == min(wrong)


# -- without playing -------------------------------------------------------------------------------------------------


def columns(x, y, name):
    return Dataset(np.array(x, float)[:, None], np.array(y, float), name=name)


MADE = {
    "mostly ones": columns([1, 2, 3, 4, 5, 6], [1, 1, 0, 1, 1, 1], "mostly ones"),
    "flat": columns([1, 1, 2, 2], [0, 1, 0, 1], "flat"),
    "apart": columns([1, 2, 3, 4], [0, 0, 1, 1], "apart"),
    "falling apart": columns([1, 2, 3, 4], [1, 1, 0, 0], "falling apart"),
}


def column(name):
    if name in MADE:
        return MADE[name]
    data = builtin(name)
    return data if data.d == 1 else data.select(data.features[0])


@pytest.mark.parametrize("name", [*BUILTIN, *MADE])
def test_the_variant_fits_the_curve(name):
    study = Study.of(column(name))
    low, high = study.facts["x_low"], study.facts["x_high"]
    axis = (low - 0.08 * (high - low), high + 0.08 * (high - low))
    inside = np.linspace(*axis, 400)
    above = study.raw_theta[0] + study.raw_theta[1] * inside >= 0
    variant = boundary_variant(study, axis, "" if study.fit.exists else "separable")
    if not study.fit.exists:
        assert variant == "separable"
    elif variant == "":
        assert 0 < above.sum() < len(above)
    else:
        assert len(set(above.tolist())) == 1
        assert only_side(study, axis) == int(above[0])
        assert (variant == "flat") == (study.raw_theta[1] == 0)


def test_every_variant_occurs():
    studies = {name: Study.of(data) for name, data in MADE.items()}
    axis = (0.7, 6.3)
    assert boundary_variant(studies["mostly ones"], axis, "") == "outside"
    assert boundary_variant(studies["apart"], axis, "separable") == "separable"
    flat = studies["flat"]
    assert abs(flat.raw_theta[1]) < 1e-9


def test_a_flat_curve_is_told_as_one():
    class Flat:
        raw_theta = np.array([-0.5, 0.0])
        boundary = float("nan")

    assert boundary_variant(Flat(), (0.0, 1.0), "") == "flat"
    assert only_side(Flat(), (0.0, 1.0)) == 0


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("variant", ["outside", "flat"])
def test_where_there_is_no_boundary_everybody_has_one_side(language, variant):
    study = Study.of(column("mostly ones"))
    words = Words.load(language, facts(study, Settings(data="hours")))
    text = words.get(f"decision.boundary.{variant}.narration", side="ONE", edge="2.00")
    assert claims(text, "all that is drawn here falls on the side of “ONE”", "图中全部落在“ONE”一侧")
    assert not claims(text, "would cut at", "阈值就取 ")
