"""Decision: columns, means, wealth and the cut read back through their axes are the numbers they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Polygon
from scipy.special import expit

from scenes.kit.caution import WEALTH, Caution
from scenes.kit.cut_off import BAR_Y, CutOff
from scenes.kit.cut_off import BOX as CUT_BOX
from scenes.kit.long_run import OUTCOMES, LongRun
from scenes.kit.wager import BOX as MONEY
from scenes.kit.wager import COIN, WIDTH, Wager

EDITIONS = (
    "hours", "hours-zh", "challenger", "menarche-zh", "apart", "falling", "touching-zh", "few", "outlier", "many",
    "skewed", "million-zh",
)  # fmt: skip
everywhere = pytest.mark.parametrize("edition", EDITIONS)
# Nothing of the choice depends on the data.
anywhere = pytest.mark.parametrize("edition", ["hours", "hours-zh"])


@pytest.fixture
def played(edition, perform):
    return perform("decision", edition)


@pytest.fixture
def wager(played):
    return Wager(played.lesson, played.lesson.choice)


@pytest.fixture
def run(played, wager):
    return LongRun(played.lesson, wager, 10_000, 1738)


@pytest.fixture
def caution(played):
    return Caution(played.lesson, played.lesson.choice)


@pytest.fixture
def cut(played):
    return CutOff(played.lesson)


def area(shape: Polygon) -> float:
    x, y = np.array(shape.get_vertices())[:, :2].T
    return 0.5 * abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))))


# -- the columns ---------------------------------------------------------------------------------------------------


@anywhere
def test_the_sure_million_is_a_sliver_true_to_scale(wager):
    foot, top = wager.plot.value(wager.sure.get_corner([-1, -1, 0])), wager.plot.value(wager.sure.get_top())
    assert foot[1] == pytest.approx(0, abs=1)
    assert top[1] == pytest.approx(1e6)
    assert wager.sure.height == pytest.approx((MONEY[3] - MONEY[2]) / 100)


@anywhere
@pytest.mark.parametrize("level", [0.0, 0.3, 0.8, 1.0])
def test_levelling_out_keeps_the_area_of_the_coin(wager, level):
    wager.grown.set_value(1.0)
    wager.level.set_value(level)
    wager.place()
    tails, heads = (wager.plot.value(half.get_top())[1] for half in wager.halves)
    assert (tails + heads) / 2 == pytest.approx(5e7)
    assert heads - tails == pytest.approx(1e8 * (1 - level), abs=1)
    assert sum(map(area, wager.halves)) == pytest.approx(WIDTH * (MONEY[3] - MONEY[2]) / 2)
    assert all(half.width == pytest.approx(WIDTH / 2) for half in wager.halves)
    assert wager.halves[0].get_left()[0] == pytest.approx(COIN)


@anywhere
def test_both_columns_are_as_wide_as_their_probability(wager):
    assert wager.sure.width == pytest.approx(sum(half.width for half in wager.halves))


@anywhere
def test_the_lines_of_the_long_run_stand_at_both_amounts(wager):
    mean, sure = wager.levels()
    assert wager.plot.value(mean.get_center())[1] == pytest.approx(5e7)
    assert wager.plot.value(sure.get_center())[1] == pytest.approx(1e6)


# -- the long run --------------------------------------------------------------------------------------------------


@anywhere
@pytest.mark.parametrize("n", [1, 2, 7, 20, 199, 1000, 10_000])
def test_the_head_stands_at_the_mean_of_the_tosses_so_far(run, n):
    run.t.set_value(np.log10(n))
    run.place()
    heads = np.random.default_rng(1738).integers(2, size=10_000)[:n]
    x, y = run.plot.value(run.head.get_center())
    assert 10**x == pytest.approx(n)
    assert y == pytest.approx(1e8 * heads.mean(), abs=10)
    assert [number.text for number in run.numbers] == [f"{n:,}", f"{1e8 * heads.mean():,.0f}"]
    shown = [dot.get_fill_opacity() > 0 for dot in run.outcomes]
    assert shown == [k < n for k in range(OUTCOMES)]
    for k in range(min(n, OUTCOMES)):
        assert run.plot.value(run.outcomes[k].get_center())[1] == pytest.approx(1e8 * heads[k], abs=10)


@anywhere
def test_the_line_goes_through_the_means(run):
    run.t.set_value(4.0)
    run.place()
    heads = np.random.default_rng(1738).integers(2, size=10_000)
    for point in run.line.get_anchors()[::17]:
        x, y = run.plot.value(point)
        n = round(10**x)
        assert y == pytest.approx(1e8 * heads[:n].mean(), abs=100)


@anywhere
def test_the_band_is_two_standard_errors_wide_where_means_can_lie_so_far(run):
    edges = run.band[1:3]
    for edge, sign in zip(edges, (-1, 1), strict=True):
        for point in edge.get_anchors()[::11]:
            x, y = run.plot.value(point)
            assert y == pytest.approx(5e7 + sign * 2 * 5e7 / np.sqrt(10**x), abs=100)
            assert 0 < y < 1e8


@anywhere
def test_the_seed_is_on_the_frame(played):
    assert any("1738" in source for source in played.sources("simulation"))


# -- wealth --------------------------------------------------------------------------------------------------------


@anywhere
@pytest.mark.parametrize("wealth", [100.0, 10_204.0816, 1e6, 5e8])
def test_the_marks_stand_at_what_one_owns_after(caution, wealth):
    caution.t.set_value(np.log10(wealth))
    caution.place()
    marks = (caution.tails, caution.heads, caution.middle, caution.sure)
    tails, heads, middle, sure = (10 ** caution.line.value(mark.get_center())[0] for mark in marks)
    assert tails == pytest.approx(wealth)
    assert heads == pytest.approx(wealth + 1e8)
    assert middle == pytest.approx(np.sqrt(wealth * (wealth + 1e8)))
    assert sure == pytest.approx(wealth + 1e6)
    places = [mark.get_center()[0] for mark in marks]
    assert places[2] == pytest.approx((places[0] + places[1]) / 2)
    x, y = caution.plot.value(caution.dot.get_center())
    assert 10**x == pytest.approx(wealth)
    assert 10**y == pytest.approx(np.sqrt(wealth * (wealth + 1e8)) - wealth, rel=1e-6)
    assert caution.drop.get_start()[0] == pytest.approx(caution.dot.get_center()[0])


@anywhere
def test_the_curve_is_the_worth_of_the_coin(caution):
    caution.t.set_value(WEALTH[1] - 0.2)
    caution.place()
    for point in caution.curve.get_anchors()[::19]:
        x, y = caution.plot.value(point)
        wealth = 10**x
        assert 10**y == pytest.approx(np.sqrt(wealth * (wealth + 1e8)) - wealth, rel=1e-5)
    # Going back, it stays.
    caution.t.set_value(caution.crossing)
    caution.place()
    assert caution.plot.value(caution.curve.get_end())[0] == pytest.approx(WEALTH[1] - 0.2)


@anywhere
def test_the_curve_meets_the_line_of_the_sure_million_at_the_mark(caution):
    ring, line = caution.verdicts()[:2]
    x, y = caution.plot.value(ring.get_center())
    assert 10**x == pytest.approx(1e12 / 9.8e7)
    assert 10**y == pytest.approx(1e6)
    sure, mean = caution.draw_levels()[:2]
    assert 10 ** caution.plot.value(sure.get_center())[1] == pytest.approx(1e6)
    assert 10 ** caution.plot.value(mean.get_center())[1] == pytest.approx(5e7)
    assert line.get_start()[0] == pytest.approx(ring.get_center()[0])


# -- the cut -------------------------------------------------------------------------------------------------------


def z_of(played, x: float) -> float:
    """Return the score of a feature's value, by the scaling of the study."""
    study = played.study
    return float(study.theta @ [1, *((np.array([x]) - study.scaling.mean) / study.scaling.sd)])


@everywhere
@pytest.mark.parametrize("height", [0.5, 0.8])
def test_the_dot_stands_where_the_curve_is_as_high_as_the_cut(played, cut, height):
    cut.cut.set_value(height)
    cut.place()
    low, high = cut.plot.x_range
    solved = (np.log(height / (1 - height)) - played.study.raw_theta[0]) / played.study.raw_theta[1]
    assert cut.seen() == (low < solved < high)
    assert cut.value.text == f"{height:.2f}"
    assert cut.value.get_center()[1] == pytest.approx(cut.plot.point(0, height)[1], abs=0.03)
    if cut.seen():
        x, y = cut.plot.value(cut.dot.get_center())
        assert expit(z_of(played, x)) == pytest.approx(height, abs=1e-9) == pytest.approx(y)
        assert cut.drop.get_start()[0] == pytest.approx(cut.dot.get_center()[0])
        assert cut.drop.get_fill_opacity() <= 1 and cut.drop.get_stroke_opacity() == 1
    else:
        assert cut.at.text == ""
        assert cut.dot.get_fill_opacity() == 0


@everywhere
def test_the_bar_shows_on_which_side_the_curve_is_higher(played, cut):
    zero, one = cut.bars
    for label, bar in ((0, zero), (1, one)):
        assert bar.get_center()[1] == pytest.approx(BAR_Y)
        if bar.get_stroke_opacity():
            x = cut.plot.value(bar.get_center())[0]
            assert (z_of(played, x) >= 0) == (label == 1)
    drawn = sum(bar.get_length() for bar in cut.bars if bar.get_stroke_opacity())
    assert drawn == pytest.approx(CUT_BOX[1] - CUT_BOX[0], abs=1e-3)


@everywhere
def test_the_boundary_is_written_with_three_digits(played, cut):
    if not cut.seen():
        pytest.skip("the boundary is beyond the axis")
    written = cut.at.text.replace("−", "-").replace("·10", "e").translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-"))
    assert float(written) == pytest.approx(played.study.boundary, rel=0.005)


@everywhere
def test_the_cut_ends_where_the_dearer_mistake_puts_it(played):
    moved = not played.lesson.variant
    assert played.lesson.cut_off.cut.get_value() == pytest.approx(4 / (4 + 1) if moved else 0.5)


@everywhere
def test_a_gap_is_shaded_exactly_where_the_classes_are_apart(played, cut):
    x, y = played.study.data.x[:, 0], played.study.data.y
    zeros, ones = x[y == 0], x[y == 1]
    ends = next(
        ((a.max(), b.min()) for a, b in ((zeros, ones), (ones, zeros)) if a.max() <= b.min()),
        None,
    )
    shaded = cut.draw_gap()
    assert (len(shaded) == 0) == (ends is None) == played.study.fit.exists
    if ends is not None:
        lines = [cut.plot.value(line.get_center())[0] for line in shaded[1:]]
        assert lines == pytest.approx(ends)


@everywhere
def test_a_flat_curve_has_one_side_and_no_boundary(played, monkeypatch):
    # Where the slope is zero, everybody is on the side of the intercept.
    cut = CutOff(played.lesson)
    for intercept, label in ((1.0, 1), (-1.0, 0)):
        study = _Flat(np.array([intercept, 0.0]))
        monkeypatch.setattr(cut, "study", study)
        cut.place()
        shown = [bar.get_stroke_opacity() > 0 for bar in cut.bars]
        assert shown == [label == 0, label == 1]
        assert cut.at.text == ""


class _Flat:
    def __init__(self, raw_theta):
        self.raw_theta = raw_theta
