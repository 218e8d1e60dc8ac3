"""Bars and dots of the curve's plot, read back through its axes, are the counts and shares of the data."""

from __future__ import annotations

import numpy as np
import pytest
from manim import Rectangle

from scenes.kit.marks import class_color

PIXEL = 1 / 135
BINNED = ("many", "menarche-zh", "skewed", "million-zh")
ROW_BY_ROW = ("hours", "apart")
cases = [pytest.param("descent", edition, id=edition) for edition in BINNED]
binned = pytest.mark.parametrize(("slug", "edition"), cases)


def counted(study, edges):
    """Return the trials of both classes in each bin, counted by NumPy."""
    x, y, counts = study.data.x[:, 0], study.data.y, study.data.counts
    return np.stack([np.histogram(x[y == k], edges, weights=counts[y == k])[0] for k in (0, 1)])


@binned
def test_bars_are_as_high_as_the_counts_on_one_scale(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    curve, counts = lesson.curve, counted(lesson.study, lesson.curve.bins.edges)
    drawn = [bar for bar in curve.data[0] if isinstance(bar, Rectangle)]
    assert len(drawn) == np.count_nonzero(counts)
    width = float(np.diff(curve.plot.point(curve.bins.edges[:2], 0)[:, 0])[0])
    highest = max(bar.height for bar in drawn)
    for bar, (label, k) in zip(drawn, np.argwhere(counts), strict=True):
        assert bar.height == pytest.approx(highest * counts[label, k] / counts.max(), abs=1e-9)
        assert bar.get_center()[0] == pytest.approx(float(curve.plot.point(curve.bins.middles[k], 0)[0]))
        assert bar.width < width
        foot = bar.get_bottom() if label == 0 else bar.get_top()
        assert foot[1] == pytest.approx(float(curve.plot.point(0, label)[1]))
        assert bar.fill_color.to_hex().upper() == class_color(lesson.theme, int(label)).upper()


@binned
def test_bars_leave_the_middle_to_the_dots(slug, edition, perform):
    curve = perform(slug, edition).lesson.curve
    assert max(bar.height for bar in curve.data[0]) < 0.5 * (curve.plot.box[3] - curve.plot.box[2])


@binned
def test_dots_stand_at_the_share_of_class_1_in_their_bins(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    curve, counts = lesson.curve, counted(lesson.study, lesson.curve.bins.edges)
    filled = np.flatnonzero(counts.sum(axis=0))
    assert len(curve.shares) == len(filled)
    for dot, k in zip(curve.shares, filled, strict=True):
        x, share = curve.plot.value(dot.get_center())
        assert share == pytest.approx(counts[1, k] / counts[:, k].sum(), abs=1e-9)
        assert x == pytest.approx(curve.bins.middles[k])


@binned
def test_dots_can_be_told_apart(slug, edition, perform):
    curve = perform(slug, edition).lesson.curve
    places = np.array([dot.get_center() for dot in curve.shares])
    assert np.linalg.norm(np.diff(places, axis=0), axis=1).min() >= curve.shares[0].width - PIXEL


@binned
def test_most_trials_lie_within_the_axis(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    low, high = lesson.curve.plot.x_range
    x, counts = lesson.study.data.x[:, 0], lesson.study.data.counts
    assert counts[(low <= x) & (x <= high)].sum() >= 0.98 * lesson.study.data.m


@pytest.mark.parametrize(("slug", "edition"), [pytest.param("descent", name, id=name) for name in ROW_BY_ROW])
def test_few_rows_are_drawn_one_by_one(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    assert lesson.curve.bins is None
    assert len(lesson.curve.data) == len(lesson.study.data.y)
    assert len(lesson.curve.shares) == 0


@pytest.mark.parametrize(("slug", "edition"), [*cases, pytest.param("descent", "hours", id="hours")])
def test_the_axis_has_numbers_enough_for_a_scale(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    low, high = lesson.curve.plot.point(lesson.curve.plot.x_range, 0)[:, 0]
    foot = lesson.curve.plot.box[2] - 0.46
    numbers = [
        shown
        for shown in perform(slug, edition).ends["surface"]
        if low - 0.3 < shown.box[0] < high and foot - 0.1 < shown.box[2] < foot + 0.1
    ]
    assert len([shown for shown in numbers if any(c.isdigit() for c in shown.source)]) >= 2
