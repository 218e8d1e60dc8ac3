"""Logarithm: bars, bricks, walks and curves are the products, sums and likelihoods they stand for."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from mathcore import log_likelihood
from scenes.kit import ladder as steps
from scenes.kit.figures import power_of_half, scientific
from scenes.kit.float_floor import LAST, ZERO_Y, FloatFloor
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.room import box_of, shared

PIXEL = 1 / 135
EDITIONS = ("hours", "hours-zh", "menarche-zh", "apart", "touching-zh", "few", "steep", "many", "skewed", "million-zh")
everywhere = pytest.mark.parametrize("edition", EDITIONS)


@pytest.fixture
def played(edition, perform):
    return perform("logarithm", edition)


@pytest.fixture
def floor(played):
    return FloatFloor(played.lesson)


@everywhere
def test_bars_are_as_high_as_the_products(played):
    ladder = played.lesson.ladder
    for k, bar in enumerate(ladder.product_bars):
        assert bar.get_bottom()[1] == pytest.approx(steps.PRODUCT, abs=PIXEL)
        assert bar.height / steps.UNIT == pytest.approx(0.5 ** (k + 1), abs=PIXEL)


@everywhere
def test_bricks_are_as_high_as_the_logs_and_stand_on_one_another(played):
    ladder = played.lesson.ladder
    for k, brick in enumerate(ladder.bricks):
        assert brick.height == pytest.approx(np.log(2) * ladder.log_unit)
        assert (steps.SUM - brick.get_bottom()[1]) / ladder.log_unit == pytest.approx((k + 1) * np.log(2))
        assert (steps.SUM - brick.get_top()[1]) / ladder.log_unit == pytest.approx(k * np.log(2), abs=1e-9)


@everywhere
def test_there_is_a_column_for_each_factor(played):
    ladder, size = played.lesson.ladder, len(played.study.data.y)
    assert len(ladder.factor_bars) == len(ladder.product_bars) == len(ladder.bricks) == min(size, 24)
    assert all(bar.height == pytest.approx(0.5 * steps.UNIT) for bar in ladder.factor_bars)


@everywhere
def test_product_and_sum_are_written_out(played):
    n = len(played.lesson.ladder.factors)
    mantissa, exponent = f"{0.5**n:.1e}".split("e")
    sources = " ".join(played.sources("product"))
    # All digits, or two of them: as decimals down to a thousandth, below it with a power of ten.
    rounded = f"{0.5**n:.4f}" if n < 10 else f"{mantissa} dot 10^({int(exponent)})"
    written = str(0.5**n) if n < 8 else rounded
    assert f"0.5^{n} = {written} " in sources
    assert f"{n} ln 0.5 = {n * np.log(0.5):.2f}" in sources


@everywhere
def test_what_is_called_too_small_is_below_a_pixel(played):
    ladder = played.lesson.ladder
    k = ladder.vanishing()
    if k is None:
        assert ladder.products.min() * steps.UNIT >= steps.PIXEL
    else:
        assert 0.5 ** (k + 1) * steps.UNIT < steps.PIXEL <= 0.5**k * steps.UNIT


@pytest.mark.parametrize("edition", ["hours"])
@pytest.mark.parametrize("rows", range(2, 8))
def test_nothing_is_called_too_small_where_everything_is_seen(played, rows):
    ladder = steps.Ladder(played.lesson, np.full(rows, 0.5), np.arange(rows) % 2)
    assert ladder.vanishing() is None
    assert len(ladder.note) == 0


@pytest.mark.parametrize("edition", ["hours", "hours-zh"])
@pytest.mark.parametrize("rows", [*range(2, 16), 24])
def test_the_note_stands_clear_of_the_fractions_and_of_the_product(played, rows):
    ladder = steps.Ladder(played.lesson, np.full(rows, 0.5), np.arange(rows) % 2)
    value = ladder.product_value(f"0.5^{rows} = {power_of_half(rows, scientific)}")
    boxes = [box_of(part) for part in (ladder.note, *ladder.fractions, value) if len(part)]
    assert all(shared(a, b) == 0 for a, b in itertools.combinations(boxes, 2))
    assert max(right for _, right, _, _ in boxes) <= RIGHT_EDGE + 1e-9


@everywhere
@pytest.mark.parametrize("m", [1, 10, 500, 1022, 1023, 1074])
def test_the_product_walks_down_a_scale_of_powers_of_ten(floor, m):
    floor.m.set_value(m)
    floor.place()
    x, power = floor.upper.value(floor.product_dot.get_center())
    assert x == pytest.approx(m, abs=1)
    assert power == pytest.approx(m * np.log10(0.5), abs=1.2)
    assert floor.zero_line.get_stroke_opacity() == 0


@everywhere
@pytest.mark.parametrize("m", [1075, 1100, LAST])
def test_from_1075_on_the_product_stands_on_the_line_of_zero(floor, m):
    floor.m.set_value(m)
    floor.place()
    assert 0.5**m == 0.0
    assert floor.product_dot.get_center()[1] == pytest.approx(ZERO_Y)
    assert floor.upper.value(floor.product_line.get_end())[0] == pytest.approx(1074, abs=1)


@everywhere
@pytest.mark.parametrize("m", [1, 1023, 1075, LAST])
def test_the_sum_of_logs_goes_on(floor, m):
    floor.m.set_value(m)
    floor.place()
    x, total = floor.lower.value(floor.sum_dot.get_center())
    assert x == pytest.approx(m, abs=1)
    assert total == pytest.approx(m * np.log(0.5), abs=1e-6)


@everywhere
def test_the_floors_numbers_are_written(played):
    sources = " ".join(played.sources("underflow"))
    assert "1,075" in sources
    assert f"{1075 * np.log(0.5):.1f}" in sources


@everywhere
def test_one_line_goes_through_both_tops(played):
    peaks, study = played.lesson.peaks, played.study
    if not peaks.inside:
        pytest.skip("no top within the range")
    line, slopes = peaks.line(), peaks.profile.theta1
    assert abs(line.get_start()[0] - line.get_end()[0]) < 1e-9
    for plot, values in ((peaks.upper, peaks.profile.likelihood), (peaks.lower, peaks.profile.log_likelihood)):
        top = float(np.interp(plot.value(line.get_start())[0], slopes, values))
        assert top == pytest.approx(values.max(), rel=1e-6)
    if study.fit.exists:
        assert slopes[peaks.top] == pytest.approx(study.fit.theta[1], rel=1e-9)


@everywhere
def test_the_curves_are_the_likelihood_and_its_log(played):
    peaks, study = played.lesson.peaks, played.study
    peaks.index.set_value(len(peaks.profile.theta1) - 1)
    peaks.place()
    slopes = peaks.profile.theta1
    logs = log_likelihood(study.loss.data, np.stack([np.full_like(slopes, study.theta[0]), slopes], axis=-1))
    drawn = np.array([peaks.lower.value(point) for point in peaks.log.get_anchors()])
    assert np.interp(slopes, drawn[:, 0], drawn[:, 1]) == pytest.approx(logs, abs=0.01 * np.ptp(logs))
    drawn = np.array([peaks.upper.value(point) for point in peaks.likelihood.get_anchors()])
    expected = np.exp(logs - logs.max())
    assert np.interp(slopes, drawn[:, 0], drawn[:, 1]) / drawn[:, 1].max() == pytest.approx(expected, abs=0.01)


@everywhere
def test_the_heights_at_the_top_are_written(played):
    if not played.study.fit.exists:
        pytest.skip("no top to name")
    sources = " ".join(played.sources("peaks"))
    assert f"= {played.study.fit.theta[1]:.3f}" in sources
    assert f"{played.study.log_likelihood:,.2f}" in sources.replace('","', ",")
