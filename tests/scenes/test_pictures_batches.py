"""Batches: arrows are the batches' steps, bars their share of the epoch, curves their losses."""

from __future__ import annotations

import numpy as np
import pytest

from mathcore import LogisticLoss, fit
from scenes.kit.clip import within
from scenes.kit.stage import Line

EDITIONS = ("hours", "hours-zh", "challenger", "falling", "few", "menarche-zh", "many", "vaso")
everywhere = pytest.mark.parametrize("edition", EDITIONS)
each = pytest.mark.parametrize("number", range(3))


@pytest.fixture
def lesson(edition, perform):
    return perform("batches", edition).lesson


@everywhere
@each
def test_the_arrows_are_the_steps_from_the_start(lesson, number):
    fan, data = lesson.fan, lesson.epochs.loss.data
    x, y = data.x[:, 0], data.y
    # At zero every h is one half; a batch's step is the mean of its rows' steps.
    single = lesson.epochs.rate * (y - 0.5)[:, None] * np.stack([np.ones_like(x), x], axis=1)
    if number == 2:
        found = fan.moves[2]
        assert sorted(map(tuple, found.round(9))) == sorted(map(tuple, single.round(9)))
    assert fan.moves[number].mean(axis=0) == pytest.approx(single.mean(axis=0), abs=1e-12)
    ends = [item.points[-1] for item in fan.stage.items if isinstance(item, Line)]
    start = len(ends) - sum(len(moves) for moves in fan.moves[: number + 1])
    drawn = [fan.plot.value(end) for end in ends[start : start + len(fan.moves[number])]]
    assert np.array(drawn) == pytest.approx(fan.moves[number], abs=1e-9)


@everywhere
@each
def test_a_bar_is_filled_as_far_as_the_epoch_has_come(lesson, number):
    fan = lesson.fan
    fan.seen[number].set_value(0.5)
    fan.place()
    frame = fan.bars[number][0]
    left, width = float(frame.get_left()[0]), float(frame.width)
    assert float(fan.fills[number].get_left()[0]) == pytest.approx(left, abs=0.02)
    assert float(fan.fills[number].width) == pytest.approx(0.5 * width, rel=0.01)
    assert fan.done(number) == len(fan.moves[number]) // 2
    fan.seen[number].set_value(1.0)
    fan.place()


@everywhere
@each
def test_the_bars_are_cut_where_batches_end(lesson, number):
    fan, sizes = lesson.fan, lesson.epochs.sizes
    frame, cuts, _ = fan.bars[number]
    m = lesson.epochs.m
    if len(cuts):
        left, width = float(frame.get_left()[0]), float(frame.width)
        shares = [(float(cut.get_center()[0]) - left) / width for cut in cuts]
        assert shares == pytest.approx([k * sizes[number] / m for k in range(1, -(-m // sizes[number]))], abs=0.01)


@everywhere
@each
@pytest.mark.parametrize("epoch", [0.5, 1.0, 1e9])
def test_paths_and_losses_are_the_walks(lesson, number, epoch):
    crowd, batches = lesson.crowd, lesson.epochs
    crowd.epoch = min(epoch, float(batches.epochs))
    crowd.place()
    step = int(crowd.epoch * batches.per_epoch(number) + 1e-9)
    theta = batches.walks[number].points[step]
    # J is that of all the rows, whatever the batch.
    full = LogisticLoss(batches.loss.data)
    assert float(crowd.losses[number].text) == pytest.approx(float(full(theta)), abs=5.1e-5)
    trace = crowd.trace(number)
    assert len(trace) == step + 1
    if step:
        log, height = crowd.plot.value(trace[-1])
        assert 10**log == pytest.approx(step / batches.per_epoch(number), rel=1e-6)
        assert height == pytest.approx(min(float(full(theta)), crowd.plot.y_range[1]), abs=1e-9)
    ball = crowd.map.path(crowd.steps(number), number)[-1]
    if len(ball.points):
        now = batches.walks[number].at(crowd.steps(number))
        assert crowd.map.plot.value(ball.points[0]) == pytest.approx(tuple(now), abs=1e-9)
    crowd.epoch = float(batches.epochs)
    crowd.place()


@everywhere
def test_the_map_holds_all_that_is_walked(lesson):
    view = lesson.crowd.map
    for walk in lesson.epochs.walks:
        low = walk.points[walk.losses <= view.window.cut]
        assert within(view.place(low), view.box).all()
    assert fit(view.loss).theta == pytest.approx(np.array(view.plot.value(view.minimum([])[0].get_center())), abs=1e-6)


@everywhere
def test_the_close_up_holds_the_last_quarter_of_the_single_rows(lesson):
    close, batches = lesson.close, lesson.epochs
    late = batches.walks[2].points[-max(1, batches.epochs // 4) * batches.m - 1 :]
    assert close.walks[2].points.tolist() == late.tolist()
    assert within(close.place(late), close.box).all()
    assert close.holds(fit(batches.loss).theta)
