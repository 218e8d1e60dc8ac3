"""Likelihood: bars are as long as the factors, steps as long as their logarithms, the square as wide as its cuts."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, log_expit

from scenes.kit.figures import power_text
from scenes.kit.likelihood_story import TOO_STEEP

EDITIONS = (
    "hours", "hours-zh", "challenger", "menarche-zh", "vaso", "apart", "falling", "touching-zh", "few", "outlier",
    "many", "skewed", "million-zh",
)  # fmt: skip
everywhere = pytest.mark.parametrize("edition", EDITIONS)
on_the_way = pytest.mark.parametrize("t", [0.0, 0.6, 1.0, TOO_STEEP])
PIXEL = 1 / 135


@pytest.fixture
def played(edition, perform):
    return perform("likelihood", edition)


@pytest.fixture
def bars(played):
    return played.lesson.bars


def at(played, t):
    lesson = played.lesson
    lesson.t.set_value(t)
    lesson.grown.set_value(lesson.bars.done(0))
    lesson.stacked.set_value(1.0)
    lesson.place()
    return lesson


def signed_scores(study, t):
    """Return (2y - 1) z of every row on the curve of t times the parameters, in the feature's own units."""
    intercept, slope = study.scaling.to_raw_theta(t * study.theta)
    return (2 * study.data.y - 1) * (intercept + slope * study.data.x[:, 0])


@everywhere
@on_the_way
def test_each_bar_is_as_long_as_its_factor_and_begins_at_its_end_of_the_scale(played, t):
    bars = at(played, t).bars
    expected = expit(signed_scores(played.study, t))[bars.rows.rows]
    for bar, factor, label in zip(bars.bars, expected, bars.rows.y, strict=True):
        heights = [bars.plot.value(point)[1] for point in bar.get_anchors()]
        low, high = min(heights), max(heights)
        assert high - low == pytest.approx(factor, abs=1e-6)
        assert (low if label else high) == pytest.approx(0 if label else 1, abs=1e-9)


@everywhere
@on_the_way
def test_bars_end_on_the_curve_where_they_stand_at_their_value(played, t):
    lesson = at(played, t)
    bars, study = lesson.bars, played.study
    curve = lesson.bars.picture.curve.get_anchors()
    intercept, slope = study.scaling.to_raw_theta(t * study.theta)
    drawn = np.array([bars.plot.value(point) for point in curve])
    assert drawn[:, 1] == pytest.approx(expit(intercept + slope * drawn[:, 0]), abs=1e-6)
    for bar, x, label in zip(bars.bars, bars.rows.x, bars.rows.y, strict=True):
        heights = [bars.plot.value(point)[1] for point in bar.get_anchors()]
        assert (max(heights) if label else min(heights)) == pytest.approx(expit(intercept + slope * x), abs=1e-6)


@everywhere
def test_no_bar_hides_another_of_its_class_and_none_stands_far_from_its_value(bars):
    places = bars.plot.point(bars.rows.x, 0)[:, 0]
    assert np.abs(bars.xs - places).max() <= 0.16 + 1e-9
    for label in (0, 1):
        gaps = np.diff(np.sort(bars.xs[bars.rows.y == label]))
        assert np.all(gaps >= bars.width - 1e-9)


@everywhere
@on_the_way
def test_the_column_hangs_from_one_down_to_the_product_of_all_factors(played, t):
    gauge, study = at(played, t).gauge, played.study
    log10 = float(study.data.counts @ log_expit(signed_scores(study, t))) / np.log(10)
    low = min(float(step.get_bottom()[1]) for step in gauge.steps if step.height > 0)
    assert gauge.plot.value([0, low, 0])[1] == pytest.approx(log10, abs=PIXEL * -gauge.plot.y_range[0], rel=1e-9)
    assert gauge.total == pytest.approx(log10, rel=1e-9, abs=1e-9)
    assert gauge.number.text == power_text(log10, 2)
    assert max(float(step.get_top()[1]) for step in gauge.steps) == pytest.approx(gauge.level(0), abs=1e-9)


@everywhere
@on_the_way
def test_steps_are_as_long_as_the_logarithms_of_their_factors(played, t):
    lesson = at(played, t)
    gauge, rows = lesson.gauge, lesson.bars.rows
    if not rows.complete:
        assert len(gauge.steps) == 1
        return
    expected = log_expit(signed_scores(played.study, t))[rows.rows] / np.log(10)
    tops = [float(gauge.plot.value([0, step.get_top()[1], 0])[1]) for step in gauge.steps]
    assert -np.diff(tops) == pytest.approx(-expected[:-1], abs=1e-6)
    colors = [step.get_fill_color().to_hex().upper() for step in gauge.steps]
    theme = lesson.theme
    assert colors == [(theme.class1 if label else theme.class0).upper() for label in rows.y]


@everywhere
def test_the_gauge_has_room_for_every_product_on_the_way(played):
    study, gauge = played.study, played.lesson.gauge
    for t in np.linspace(0, TOO_STEEP, 41):
        log10 = float(study.data.counts @ log_expit(signed_scores(study, t))) / np.log(10)
        assert gauge.plot.y_range[0] <= log10 <= 0


@everywhere
def test_the_square_is_cut_where_the_factors_say(played):
    square = played.lesson.square
    bars, study = played.lesson.bars, played.study
    factors = expit(signed_scores(study, 1.0))[bars.rows.rows]
    across, up = (float(factors[k]) for k in square.pair)
    assert [int(bars.rows.y[k]) for k in square.pair] == [0, 1]
    assert (square.cut_across.get_x() - square.left) / square.side == pytest.approx(across)
    assert (square.cut_up.get_y() - square.foot) / square.side == pytest.approx(up)
    # Independent: neither cut has a step in it.
    assert square.cut_up.width == pytest.approx(square.side)
    assert square.cut_across.height == pytest.approx(square.side)
    assert square.area.width * square.area.height / square.side**2 == pytest.approx(across * up)
    assert square.edges[0].width / square.side == pytest.approx(across)
    assert square.edges[1].height / square.side == pytest.approx(up)
    assert f"{across * up:.2f}" in square.value.typst_code


@everywhere
def test_the_parameters_read_out_are_those_of_the_curve(played):
    study = played.study
    raw = study.scaling.to_raw_theta(TOO_STEEP * study.theta)
    shown = [text.source for text in played.ends["sweep"] if text.live]
    order = [0, 1] if played.lesson.symbol("first") == "intercept" else [1, 0]
    found = [float(text.replace("−", "-").replace(",", "")) for text in shown if "·" not in text]
    for j in order:
        assert any(value == pytest.approx(raw[j], rel=0.006) for value in found), (shown, raw)


@everywhere
def test_the_ring_is_round_the_least_factor_shown(played):
    lesson, study = played.lesson, played.study
    factors = expit(signed_scores(study, TOO_STEEP))[lesson.bars.rows.rows]
    assert factors[lesson.products.least] == factors.min()
    assert hasattr(lesson, "ring") == study.fit.exists
    if study.fit.exists:
        x, y = lesson.bars.plot.value(lesson.ring.get_center())
        assert (x, y) == pytest.approx(
            (lesson.bars.rows.x[lesson.products.least], lesson.bars.rows.y[factors.argmin()])
        )
        frame = lesson.frame
        if lesson.bars.rows.complete:
            at(played, TOO_STEEP)
            step = lesson.gauge.steps[lesson.products.least]
            assert frame.get_center() == pytest.approx(step.get_center())
        else:
            assert frame is None


@everywhere
def test_rows_not_drawn_are_counted(played):
    shown, m = len(played.lesson.bars.bars), played.study.data.m
    said = " ".join(played.sources("factors"))
    if shown < m:
        assert f"{shown} of {m:,}" in said or (f"{m:,} " in said and f"中的 {shown} 个" in said)
    else:
        assert "bars:" not in said and "长条：" not in said
