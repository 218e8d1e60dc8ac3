"""Bernoulli: strand and bars are the two masses, the switch makes one of them 1, and the rows are the data's own."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.kit.bernoulli_story import SMALLEST, Tried, tried, view
from scenes.kit.plot import Plot

EDITIONS = (
    "hours", "hours-zh", "challenger", "vaso", "menarche-zh", "apart", "falling", "touching-zh", "few", "outlier",
    "many", "skewed", "million-zh",
)  # fmt: skip
everywhere = pytest.mark.parametrize("edition", EDITIONS)
PIXEL = 1 / 135


@pytest.fixture
def played(edition, perform):
    return perform("bernoulli", edition)


@pytest.fixture
def board(played):
    """The board, put back afterwards: a performance is played once for all tests."""
    board = played.lesson.board
    trackers = (board.x, board.knob, *board.powers)
    before = [tracker.get_value() for tracker in trackers]
    yield board
    for tracker, value in zip(trackers, before, strict=True):
        tracker.set_value(value)
    board.place()


def chance(study, x):
    """Return h at a value of the raw feature, from the parameters of the (perhaps standardised) one."""
    scaled = (x - study.scaling.mean[0]) / study.scaling.sd[0]
    return 1 / (1 + np.exp(-(study.theta[0] + study.theta[1] * scaled)))


def ends(bar):
    return bar.get_bottom()[1], bar.get_top()[1]


def levels(board):
    """Return the scale of the bars: 0 and 1 stand where the plot has them."""
    return Plot((0, 1), (0, 1), (0, 1, board.foot, board.top))


@everywhere
@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 0.8, 1.0])
def test_strand_and_bars_are_h_and_one_minus_h(played, board, share):
    low, high = view(played.study, board.curve.plot.x_range)
    x = low + share * (high - low)
    board.x.set_value(x)
    for power in board.powers:
        power.set_value(1)
    board.place()
    h = chance(played.study, x)
    assert board.curve.plot.value(board.strand[0].get_center())[0] == pytest.approx(x)
    for piece, (low_end, high_end) in zip(board.strand, ((0, h), (h, 1)), strict=True):
        shown = [board.curve.plot.value([0, end, 0])[1] for end in ends(piece)]
        assert shown == pytest.approx([low_end, high_end], abs=1e-9)
    for bar, mass in zip(board.bars, (h, 1 - h), strict=True):
        assert [levels(board).value([0, end, 0])[1] for end in ends(bar)] == pytest.approx([0, mass], abs=1e-9)
    assert [float(value.text) for value in board.values] == pytest.approx([h, 1 - h], abs=5.1e-4)


@everywhere
def test_neither_mass_reads_0_or_1_anywhere_along_the_way(played, board):
    for x in np.linspace(*view(played.study, board.curve.plot.x_range), 60):
        board.x.set_value(x)
        board.place()
        assert min(board.masses()) >= SMALLEST * (1 - 1e-6)
        assert {value.text for value in board.values}.isdisjoint({"0.000", "1.000"})


@everywhere
@pytest.mark.parametrize("label", [1, 0])
def test_a_power_of_0_makes_a_bar_of_1_and_the_product_the_other(board, label):
    kept, idle = (0, 1) if label else (1, 0)
    board.powers[kept].set_value(1)
    board.powers[idle].set_value(0)
    board.knob.set_value(idle if label == 0 else kept)
    board.place()
    assert ends(board.bars[idle]) == pytest.approx((board.foot, board.top))
    assert board.bars[idle].get_fill_opacity() == 0
    assert board.product.get_top()[1] == pytest.approx(board.bars[kept].get_top()[1])
    assert levels(board).value([0, board.product.get_top()[1], 0])[1] == pytest.approx(board.masses()[kept])


@everywhere
def test_the_switch_ends_under_the_bar_of_its_label(board):
    for at, label in ((0.0, 1), (1.0, 0)):
        board.knob.set_value(at)
        board.place()
        shown = [knob for knob in board.knobs if knob[0].get_fill_opacity() > 0]
        assert len(shown) == 1
        assert shown[0].get_x() == pytest.approx(board.columns[1 - label])
        assert shown[0] is board.knobs[1 - label]


@everywhere
def test_columns_stand_under_their_factors(played):
    merged, board = played.lesson.merged, played.lesson.board
    assert board.whole == pytest.approx(merged.part("P").get_x())
    assert board.columns == pytest.approx([merged.part(name).get_x() for name in ("base1", "base0")])


@everywhere
def test_the_rows_tried_are_rows_of_the_data(played):
    study = played.study
    for row, label in zip(tried(study), (1, 0), strict=True):
        assert row.label == label
        assert np.any((study.data.x[:, 0] == row.x) & (study.data.y == label))
        assert row.h == pytest.approx(chance(study, row.x), rel=1e-9)


@everywhere
@pytest.mark.parametrize(("beat", "label"), [("one", 1), ("zero", 0)])
def test_both_factors_are_written_with_the_exponents_of_the_label(played, beat, label):
    row = next(row for row in tried(played.study) if row.label == label)
    sources = played.sources(beat)
    kept = f"{row.h if label else 1 - row.h:.{row.decimals}f}"
    idle = f"{1 - row.h if label else row.h:.{row.decimals}f}"
    assert f"$ ⟨base|{kept}⟩^⟨power|1⟩ $" in sources
    assert any(f"⟨value|{kept}⟩" in source and "=" in source for source in sources)
    assert any("⟨value|1⟩" in source for source in sources)
    shown = {text.source for key, moment in played.moments if key == beat for text in moment}
    assert f"$ ⟨base|{idle}⟩^⟨power|0⟩ $" in shown
    assert any(f"x = {row.x:.4g}$" in source for source in sources)


@everywhere
def test_the_chosen_mark_is_ringed_at_its_place(played):
    row = tried(played.study)[1]
    place = played.lesson.curve.plot.point(row.x, row.label)
    assert played.lesson.chosen[1].get_center() == pytest.approx(place, abs=PIXEL)


@pytest.mark.parametrize(("h", "text", "other"), [(0.874, "0.874", "0.126"), (0.99996, "0.99996", "0.00004")])
def test_masses_are_told_in_as_many_decimals_as_neither_reads_1(h, text, other):
    row = Tried(1.0, 1, h)
    assert (row.text(1), row.text(0)) == (text, other)


@pytest.mark.parametrize(("x", "written"), [(4.0, "4"), (-0.22314, "-0.2231"), (2.5e7, "2.50 dot 10^(7)")])
def test_the_feature_is_written_to_be_read(x, written):
    assert Tried(x, 1, 0.5).value == written


@pytest.mark.parametrize("h", [1 - 1e-9, 1.0, 1e-12, 0.0])
def test_a_curve_that_is_a_step_is_not_readable(h):
    assert not Tried(1.0, 1, h).readable
