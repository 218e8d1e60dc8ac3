"""What captions and narrations claim, held against the numbers of the edition that they are spoken over."""

from __future__ import annotations

import re

import mpmath
import numpy as np
import pytest
from manim import ManimColor

from mathcore import Stop, separating_direction, sigmoid
from scenes.kit.theme import THEMES

MANY = ("many", "skewed", "million-zh")
DESCENTS = (
    "hours",
    "hours-zh",
    "challenger",
    "menarche-zh",
    "apart",
    "falling",
    "cycle",
    "slow",
    "few",
    "leaps",
    "off",
    *MANY,
)
MAPPINGS = ("hours", "hours-zh", "challenger", "menarche-zh", "apart", "falling", "outlier", "steep", *MANY)
LOGARITHMS = ("hours", "hours-zh", "menarche-zh", "apart", "touching-zh", "few", "steep", *MANY)
CONTOURS = ("hours", "hours-zh", "challenger", "apart", "cycle", "leaps", "off", *MANY)
MILLIONTH = 1e-6
SLOW, CLOSE = 4, 15


def played(slug, editions):
    """Run a test over editions of a scene."""
    chosen = [pytest.param(slug, name, id=f"{slug}-{name}") for name in editions]
    return pytest.mark.parametrize(("slug", "edition"), chosen)


def said(performance, key: str) -> str:
    (beat,) = [beat for beat in performance.lesson.beats if beat.key == key]
    return f"{beat.caption} {beat.narration}"


def claims(text: str, *phrases: str) -> bool:
    return any(phrase in text for phrase in phrases)


def crossings(study, first: int, last: int) -> list[bool]:
    """Return for each step whether the slope across the valley changes its sign."""
    walk = study.walk
    hessian = study.fit.hessian if study.fit.exists else study.loss.hessian(walk.points[-1])
    across = walk.gradients @ np.linalg.eigh(hessian)[1][:, -1]
    return [bool(across[k] * across[k + 1] < 0) for k in range(first, min(last, walk.steps))]


# -- mapping -----------------------------------------------------------------------------------------------------


@played("mapping", MAPPINGS)
def test_the_narration_counts_those_on_their_side(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "students")
    likely = 1 / (1 + np.exp(-(study.loss.data.design @ study.theta))) >= 0.5
    right = int(study.data.counts[likely == (study.data.y == 1)].sum())
    assert f"{study.data.m:,}" in text
    if claims(text, "All ", "全部"):
        assert right == study.data.m
    else:
        assert f"{right:,}" in text
        assert right < study.data.m
    assert claims(text, "ringed", "圈出") == bool(performance.places["students"]["rings"])


@played("mapping", MAPPINGS)
def test_the_magnification_spoken_is_the_one_drawn(slug, edition, perform):
    performance = perform(slug, edition)
    magnifier, text = performance.lesson.magnifier, said(performance, "line")
    drawn = (magnifier.near.point(1, 0) - magnifier.near.point(0, 0))[0]
    true = (magnifier.true.point(1, 0) - magnifier.true.point(0, 0))[0]
    zoom = f"{drawn / true:.{0 if drawn / true >= 3 else 1}f}"
    assert f" {zoom} " in text
    assert f"$ times {zoom} $" in performance.sources("line")


@played("mapping", MAPPINGS)
def test_the_marks_drawn_are_counted_where_they_are_not_all(slug, edition, perform):
    performance = perform(slug, edition)
    study, marks = performance.study, len(performance.lesson.magnifier.marks)
    rows = len(study.data.y)
    some = {
        "line": f"{marks} of {rows:,}|{rows:,}[^0-9]*中的 {marks}",
        "bend": f"{marks} of {rows:,}|{rows:,}[^0-9]*中的 {marks}",
    }
    some["students"] = some["extremes"] = some["bend"]
    for beat, pattern in some.items():
        assert bool(re.search(pattern, " ".join(performance.sources(beat)))) == (marks < rows), beat
    assert bool(re.search(some["line"], said(performance, "line"))) == (marks < rows)


@played("mapping", MAPPINGS)
def test_scores_beyond_the_true_line_are_counted(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "line")
    beyond = int(study.data.counts[np.abs(study.loss.data.design @ study.theta) > 40].sum())
    assert claims(text, "lie beyond", "超出") == (beyond > 0)
    if beyond:
        assert re.search(rf"{beyond}( lie| 个超出)", text)


@played("mapping", MAPPINGS)
def test_forty_lands_inside_but_float64_rounds_it(slug, edition, perform):
    performance = perform(slug, edition)
    power = performance.lesson.extremes.last
    assert re.search(rf" {power}(th| )", said(performance, "extremes"))
    with mpmath.workdps(40):
        landed = 1 / (1 + mpmath.exp(40))
        assert 0 < landed < 1 - landed < 1
        assert 0.1 < landed * mpmath.mpf(10) ** power < 1
    assert float(sigmoid(40.0)) == 1.0
    assert float(sigmoid(-40.0)) > 0.0


# -- logarithm ---------------------------------------------------------------------------------------------------


@played("logarithm", LOGARITHMS)
def test_every_factor_is_one_half_and_every_brick_equal(slug, edition, perform):
    performance = perform(slug, edition)
    study, text, n = performance.study, said(performance, "product"), len(performance.lesson.ladder.factors)
    assert set(study.factors_start) == {0.5}
    assert f"{n} " in text
    mantissa, exponent = f"{0.5**n:.1e}".split("e")
    raised = str(-int(exponent)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    assert re.search(rf" {0.5**n}[ .。]" if n < 8 else f" {mantissa}·10⁻{raised}", text)
    assert f"{n * np.log(2):.2f}" in text


@played("logarithm", LOGARITHMS)
def test_the_factors_drawn_are_counted_where_they_are_not_all(slug, edition, perform):
    performance = perform(slug, edition)
    n, m = len(performance.lesson.ladder.factors), performance.study.data.m
    pattern = rf"{n} of {m:,} +(\\ )?factors|{n} 个因子，[^0-9]*共 {m:,}" if n < m else rf"{n} (factors|个因子)"
    assert re.search(pattern, " ".join(performance.sources("product")))


@played("logarithm", LOGARITHMS)
def test_halves_vanish_where_the_narration_says(slug, edition, perform):
    text = said(perform(slug, edition), "underflow")
    product, m, subnormal = 1.0, 0, 0
    while product:
        product, m = product / 2, m + 1
        subnormal = subnormal or (m if product < np.finfo(float).smallest_normal else 0)
    assert (subnormal, m) == (1023, 1075)
    assert f"{subnormal:,}" in text
    assert f"{m:,}" in text
    assert f"−{m * np.log(2):.1f}" in text


def test_the_first_product_below_the_normal_numbers_is_exact_but_has_fewer_digits():
    low = 0.5**1023
    assert np.log2(low) == -1023
    assert np.nextafter(low, 1) / low - 1 > np.finfo(float).eps
    assert np.nextafter(2 * low, 1) / (2 * low) - 1 == np.finfo(float).eps


@played("logarithm", LOGARITHMS)
def test_the_product_shrinks_out_of_sight_only_where_it_does(slug, edition, perform):
    performance = perform(slug, edition)
    unseen = 0.5 ** len(performance.lesson.ladder.factors) * 1.37 < 8 / 1080
    assert claims(said(performance, "product"), "out of sight", "看不见") == unseen
    assert any(claims(source, "too small", "看不见") for source in performance.sources("product")) == unseen


@played("logarithm", LOGARITHMS)
def test_both_curves_peak_where_the_narration_says(slug, edition, perform):
    performance = perform(slug, edition)
    profile, text = performance.lesson.peaks.profile, said(performance, "peaks")
    # Where both are as good as their largest values, float64 may tell the logs apart and no more.
    assert profile.likelihood[np.argmax(profile.log_likelihood)] == profile.likelihood.max()
    order = np.argsort(profile.log_likelihood, kind="stable")
    assert np.all(np.diff(profile.likelihood[order]) >= 0)
    if performance.study.fit.exists:
        assert f"{profile.theta1[profile.peak]:.3f}" in text
    else:
        assert claims(text, "no peak", "没有最高点")
        study = performance.study
        steeper = study.theta + separating_direction(study.loss.data)
        assert study.loss(steeper) < study.loss(study.theta)


# -- descent -----------------------------------------------------------------------------------------------------


@played("descent", DESCENTS)
def test_bins_are_told_where_rows_are_counted_in_them(slug, edition, perform):
    performance = perform(slug, edition)
    study, curve = performance.study, performance.lesson.curve
    binned = len(study.data.y) > 40
    text, shown = said(performance, "surface"), " ".join(performance.sources("surface"))
    assert bool(re.search(r"in \d+ bins|分成? \d+ 组", text)) == binned
    assert bool(re.search(r"in \d+ bins|分 \d+ 组", shown)) == binned
    if binned:
        bins, low, high = len(curve.bins.edges) - 1, curve.bins.edges[0], curve.bins.edges[-1]
        assert f" {bins} " in text and f" {bins} " in shown and f"{study.data.m:,}" in text
        x = study.data.x[:, 0]
        beyond = int(study.data.counts[(x < low) | (x > high)].sum())
        assert claims(shown, "farther out", "轴外") == (beyond > 0)
        assert not beyond or f"{beyond:,}" in shown


@played("descent", DESCENTS)
def test_the_first_steps_rise_only_where_it_is_said(slug, edition, perform):
    performance = perform(slug, edition)
    rises, text = np.diff(performance.study.walk.losses) > 0, said(performance, "step")
    if claims(text, "overshoot", "冲过"):
        assert rises[0]
        assert claims(text, "at first", "一开始") == (not rises[:SLOW].all())
        assert f"{performance.study.rate:g}" in text
    if claims(text, "down at every step", "每一步都在下降"):
        assert not rises.any()


@played("descent", DESCENTS)
def test_steps_leap_across_the_bottom_where_it_is_said(slug, edition, perform):
    performance = perform(slug, edition)
    if "close" in performance.ends and claims(said(performance, "close"), "leap across the bottom", "横跨谷底"):
        assert np.mean(crossings(performance.study, SLOW, CLOSE)) > 0.5


@played("descent", DESCENTS)
def test_the_valley_is_long_where_it_is_called_flat(slug, edition, perform):
    performance = perform(slug, edition)
    if "close" in performance.ends and claims(said(performance, "close"), "nearly flat", "平缓"):
        low, high = np.linalg.eigvalsh(performance.study.loss.hessian(performance.study.theta))
        assert high > 10 * low


@played("descent", DESCENTS)
def test_swings_die_down_where_there_were_some(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "far")
    if claims(text, "swings", "摆动"):
        assert np.mean(crossings(study, CLOSE, CLOSE + 30)) > 0.8
        assert np.linalg.norm(study.walk.points[-1] - study.walk.points[-2]) < 1e-3


@played("descent", DESCENTS)
def test_the_end_of_the_walk_is_the_one_told(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "far")
    length = np.linalg.norm(study.walk.gradients[-1])
    assert claims(text, "one millionth", "百万分之一") == (study.walk.stop is Stop.CONVERGED)
    if study.walk.stop is Stop.CONVERGED:
        assert length < MILLIONTH <= np.linalg.norm(study.walk.gradients[-2])
        assert f"{study.walk.steps:,}" in text
    told = re.search(r"same (\d+) points|同样的 (\d+) 个点", text)
    if told:
        period = int(told[1] or told[2])
        assert len({tuple(point) for point in study.walk.points[-6 * period :].round(6)}) == period
    if claims(text, "Always downhill", "一直下降"):
        assert np.all(np.diff(study.walk.losses) < 0)


@played("descent", DESCENTS)
def test_the_ending_has_the_words_of_its_case(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "end")
    assert claims(text, "No minimum", "没有最小值") == (not study.fit.exists)
    assert claims(text, "How we know", "怎么知道") == (study.walk.stop is Stop.CONVERGED)
    assert claims(text, "did not arrive", "没有走到") == (study.fit.exists and study.walk.stop is not Stop.CONVERGED)
    if study.fit.exists:
        assert np.linalg.eigvalsh(study.loss.hessian(study.fit.theta)).min() > 0
        assert np.linalg.norm(study.loss.gradient(study.fit.theta)) < 1e-12


@played("descent", DESCENTS)
def test_newton_agrees_as_told(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "end")
    told = re.search(r"needs (\d+) steps and agrees to (\d+) decimals|只用 (\d+) 步，前 (\d+) 位小数相同", text)
    assert bool(told) == (study.walk.stop is Stop.CONVERGED and study.newton.stop is Stop.CONVERGED)
    if told:
        steps, decimals = (int(number) for number in told.groups() if number)
        assert steps == study.newton.steps
        assert np.abs(study.walk.points[-1] - study.newton.points[-1]).max() <= 0.5 * 10.0**-decimals


# -- contour -----------------------------------------------------------------------------------------------------


@played("contour", CONTOURS)
def test_the_walk_goes_down_the_valley_as_told(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "walk")
    if claims(text, "zig-zags", "之字"):
        assert np.mean(crossings(study, 0, 40)) > 0.5
    if claims(text, "down the valley", "down to the minimum", "走向最小值"):
        assert study.walk.losses[-1] < study.walk.losses[0]
        assert study.walk.stop is Stop.CONVERGED


@played("contour", CONTOURS)
def test_both_axes_have_the_same_scale(slug, edition, perform):
    plot = perform(slug, edition).lesson.map.plot
    origin, right, up = plot.point(0, 0), plot.point(1, 0), plot.point(0, 1)
    assert right[0] - origin[0] == pytest.approx(up[1] - origin[1], rel=1e-12)


@pytest.mark.parametrize("name", sorted(THEMES))
def test_darker_is_lower(name):
    light = [ManimColor(color).to_rgb() @ [0.2126, 0.7152, 0.0722] for color in THEMES[name].surface]
    assert light == sorted(light)


@pytest.mark.parametrize("name", sorted(THEMES))
def test_the_dots_that_the_chinese_narration_calls_white_are_white(name):
    assert THEMES[name].path.upper() == "#FFFFFF"
