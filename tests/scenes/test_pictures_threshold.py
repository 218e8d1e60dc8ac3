"""Threshold: the line, the step, the stairs and the soft curve, read back through their axes, are the numbers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit
from storytelling import EVERYWHERE

from scenes.kit.lesson import RIGHT_EDGE

PIXEL = 1 / 135
everywhere = pytest.mark.parametrize("edition", EVERYWHERE)


@pytest.fixture
def played(edition, perform):
    return perform("threshold", edition)


@pytest.fixture
def stage(played):
    """The stage, put back to where the scene leaves it when the test has moved it."""
    stage = played.lesson.stage
    before = stage.boundary.get_value(), stage.softness.get_value(), stage.hard
    yield stage
    stage.boundary.set_value(before[0])
    stage.softness.set_value(before[1])
    stage.hard = before[2]
    stage.place()


def rows(stage):
    return stage.data.x[:, 0], stage.data.y, stage.data.counts


def places(stage):
    low, high = stage.plot.x_range
    return np.linspace(low, high, 9)[1:-1]


@everywhere
def test_the_line_of_scores_is_the_fitted_one(played):
    above, study = played.lesson.above, played.study
    for end in (above.line.get_start(), above.line.get_end()):
        x, z = above.plot.value(end)
        assert z == pytest.approx(study.raw_theta[0] + study.raw_theta[1] * x, abs=1e-9 * (1 + abs(z)))
    _, goals = above.lifted()
    placed = {tuple(np.round(above.plot.value(goal.get_center()), 6)) for goal in goals}
    seen = played.lesson.stage.seen
    scores = study.raw_theta[0] + study.raw_theta[1] * seen.x
    assert placed == {tuple(np.round(pair, 6)) for pair in zip(seen.x, scores, strict=True)}


@everywhere
def test_the_line_crosses_zero_where_the_drop_begins(played):
    above, boundary = played.lesson.above, played.study.boundary
    drop = above.crossing()[0]
    assert above.plot.value(drop.get_start()) == pytest.approx((boundary, 0), abs=1e-9 * (1 + abs(boundary)))
    foot = played.lesson.stage.plot.value(drop.get_end())
    assert foot == pytest.approx((boundary, 0), abs=1e-9 * (1 + abs(boundary)))


@everywhere
def test_rows_stand_at_their_labels(stage):
    marks = sorted(tuple(np.round(stage.plot.value(mark.get_center()), 6)) for mark in stage.lower.data)
    assert marks == sorted((round(x, 6), float(y)) for x, y in zip(stage.seen.x, stage.seen.y, strict=True))


@everywhere
def test_the_treads_are_the_numbers_of_wrong_ones(stage):
    x, y, counts = rows(stage)
    drawn = 0.0
    for tread in stage.treads:
        (a, low), (b, high) = stage.upper.value(tread.get_start()), stage.upper.value(tread.get_end())
        if abs(b - a) < 1e-9 * (abs(a) + 1):
            continue
        middle = (a + b) / 2
        predicted = (x >= middle) if stage.rising else (x <= middle)
        assert low == high == pytest.approx(counts @ (predicted != (y == 1)))
        drawn += b - a
    assert drawn == pytest.approx(np.ptp(stage.plot.x_range))


@everywhere
def test_the_step_jumps_at_the_boundary(stage):
    stage.hard = True
    for place in places(stage):
        stage.boundary.set_value(place)
        stage.place()
        left, right = stage.treads_now
        heights = (0, 1) if stage.rising else (1, 0)
        assert stage.plot.value(left.get_end()) == pytest.approx((place, heights[0]), abs=1e-6)
        assert stage.plot.value(right.get_start()) == pytest.approx((place, heights[1]), abs=1e-6)
        # The score is 0 there, and from 0 on the step is 1.
        assert stage.plot.value(stage.closed_end.get_center()) == pytest.approx((place, 1), abs=1e-6)
        assert stage.plot.value(stage.open_end.get_center()) == pytest.approx((place, 0), abs=1e-6)


@everywhere
def test_the_ball_counts_the_wrong_ones(stage):
    x, y, counts = rows(stage)
    stage.hard = True
    for place in places(stage):
        stage.boundary.set_value(place)
        stage.place()
        predicted = (x >= place) if stage.rising else (x <= place)
        wrong = counts @ (predicted != (y == 1))
        assert stage.upper.value(stage.ball.get_center()) == pytest.approx((place, wrong), abs=1e-6)
        theta0 = -stage.study.raw_theta[1] * place
        assert float(stage.live["intercept"].text.replace("−", "-")) == pytest.approx(theta0, abs=0.0051)


@everywhere
@pytest.mark.parametrize("k", [1.0, 3.0, 50.0])
def test_the_soft_step_is_the_sigmoid_of_k_z(stage, k):
    stage.hard = False
    stage.softness.set_value(np.log10(k))
    intercept, slope = stage.study.raw_theta
    x, y, counts = rows(stage)
    for place in places(stage)[[1, 4]]:
        stage.boundary.set_value(place)
        stage.place()
        drawn = np.array([stage.plot.value(point) for point in stage.curve.get_anchors()])
        assert drawn[:, 1] == pytest.approx(expit(k * slope * (drawn[:, 0] - place)), abs=1e-6)
        total = counts @ np.abs(y - expit(k * slope * (x - place)))
        assert stage.upper.value(stage.ball.get_center()) == pytest.approx((place, total), rel=1e-6, abs=1e-6)
        assert float(stage.live["miss"].text) == pytest.approx(total, abs=0.0051)
        assert float(stage.live["k"].text) == pytest.approx(k)


@everywhere
def test_sticks_reach_from_each_label_to_the_curve(stage):
    stage.hard = False
    stage.softness.set_value(0.0)
    stage.place()
    slope, place = stage.study.raw_theta[1], stage.boundary.get_value()
    for stick, x, y in zip(stage.sticks, stage.seen.x, stage.seen.y, strict=True):
        assert stage.plot.value(stick.get_start()) == pytest.approx((x, y), abs=1e-6)
        assert stage.plot.value(stick.get_end()) == pytest.approx((x, expit(slope * (x - place))), abs=1e-6)


@everywhere
def test_the_tangent_touches_the_curve_of_the_misses(stage):
    stage.hard = False
    stage.softness.set_value(0.0)
    x, y, counts = rows(stage)
    slope = stage.study.raw_theta[1]

    def total(place):
        return counts @ np.abs(y - expit(slope * (x - place)))

    for place in stage.nudges:
        stage.boundary.set_value(place)
        stage.place()
        (a, low), (b, high) = (stage.upper.value(end) for end in stage.tangent.get_start_and_end())
        h = 1e-4 / abs(slope)
        expected = (total(place + h) - total(place - h)) / (2 * h)
        assert (high - low) / (b - a) == pytest.approx(expected, rel=1e-4, abs=1e-6 * counts.sum() * abs(slope))
        assert (low + high) / 2 == pytest.approx(total(place), rel=1e-6)


@everywhere
def test_rows_off_the_axis_are_counted_and_told(played):
    stage, study = played.lesson.stage, played.study
    low, high = stage.plot.x_range
    x, _, counts = rows(stage)
    beyond = int(counts[(x < low) | (x > high)].sum())
    assert beyond == counts.sum() - study.data.counts[stage.seen.rows].sum()
    told = [source for source in played.sources("score") if f"{beyond:,}" in source]
    assert bool(beyond) == any("farther" in source or "轴外" in source for source in told)


@everywhere
def test_nothing_leaves_the_frame(played):
    stage = played.lesson.stage
    for part in (stage.lower.axes, stage.upper_axes, stage.treads, played.lesson.above.axes, played.lesson.above.name):
        assert part.get_left()[0] > -RIGHT_EDGE - 0.4 and part.get_right()[0] < RIGHT_EDGE + 0.4


@everywhere
def test_three_curves_are_what_they_are_called(edition, played):
    form = played.lesson.form
    for z in (-1.5, -0.4, 0.9, 2.0):
        form.z.set_value(z)
        form.place()
        values = [panel.plot.value(panel.dot.get_center()) for panel in form.panels]
        assert values == [pytest.approx((z, y), abs=1e-6) for y in (float(z > 0), z, expit(z))]
        for panel, slope in zip(form.panels, (0.0, 1.0, expit(z) * expit(-z)), strict=True):
            (a, low), (b, high) = (panel.plot.value(end) for end in panel.tangent.get_start_and_end())
            assert (high - low) / (b - a) == pytest.approx(slope, abs=1e-6)
