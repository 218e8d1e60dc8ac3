"""What captions and narrations claim, held against the numbers of the edition that they are spoken over."""

from __future__ import annotations

import re

import mpmath
import numpy as np
from storytelling import MANY, claims, played, said

from mathcore import separating_direction, sigmoid

MAPPINGS = ("hours", "hours-zh", "challenger", "menarche-zh", "apart", "falling", "outlier", "steep", *MANY)
LOGARITHMS = ("hours", "hours-zh", "menarche-zh", "apart", "touching-zh", "few", "steep", *MANY)


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
    # "8 of 8, on their side" counts something else: there the line ends after the number.
    pattern = rf"{marks} of {rows:,} (?!\\)|{rows:,}[^0-9]*中的 {marks}"
    for beat in ("line", "bend", "students", "extremes"):
        assert bool(re.search(pattern, " ".join(performance.sources(beat)))) == (marks < rows), beat
    assert bool(re.search(pattern, said(performance, "line"))) == (marks < rows)


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
    rounded = f" {0.5**n:.4f}[ .。]" if n < 10 else f" {mantissa}·10⁻{raised}"
    assert re.search(rf" {0.5**n}[ .。]" if n < 8 else rounded, text)
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
