"""Gradient: gauges, sticks, bars and walks on the frame are those of the loss."""

from __future__ import annotations

import numpy as np
import pytest

EDITIONS = (
    "hours", "hours-zh", "challenger", "many", "menarche-zh", "falling", "apart", "touching-zh", "outlier",
    "million-zh",
)  # fmt: skip
everywhere = pytest.mark.parametrize("edition", EDITIONS)


@pytest.fixture
def lesson(edition, perform):
    return perform("gradient", edition).lesson


def probability(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))


@everywhere
@pytest.mark.parametrize("turn", [-1.0, -0.3, 0.0, 0.8])
def test_every_gauge_shows_its_link(lesson, turn):
    view, chain = lesson.gauges, lesson.chain
    view.turn.set_value(turn)
    view.place()
    turned = chain.theta[1] + turn * view.swing
    z = chain.theta[0] + chain.inputs[1] * turned
    h = float(probability(z))
    loss = -np.log(h if chain.label else 1 - h)
    for plot, dot, number, value in zip(view.plots, view.dots, view.values, (turned, z, h, loss), strict=True):
        assert plot.value(dot.get_center())[1] == pytest.approx(value, rel=1e-6, abs=1e-6)
        assert plot.y_range[0] - 1e-9 <= value <= plot.y_range[1] + 1e-9
        assert float(number.text.replace("−", "-")) == pytest.approx(value, abs=5.1e-4)
    slopes = chain.inputs[1], h * (1 - h), (h - chain.label) / (h * (1 - h))
    for number, slope in zip(view.gains, slopes, strict=True):
        assert float(number.text.replace("−", "-")) == pytest.approx(slope, abs=5.1e-4)


@everywhere
def test_the_slopes_written_out_multiply_to_the_gradient_of_the_row(lesson, edition, perform):
    chain = lesson.chain
    z = chain.theta[0] + chain.inputs[1] * chain.theta[1]
    residual = float(probability(z)) - chain.label
    shown = [s.source for _, moment in perform("gradient", edition).moments for s in moment]
    assert any(f"{residual * chain.inputs[1]:.3f} " in source and "dot" in source for source in shown)


@everywhere
@pytest.mark.parametrize("t", [0.0, 0.35, 1.0])
def test_sticks_run_from_label_to_curve(lesson, t):
    view, study = lesson.view, lesson.study
    view.t.set_value(t)
    view.place()
    x, y = study.loss.data.x[view.rows.rows, 0], view.rows.y
    heights = probability(t * (study.theta[0] + study.theta[1] * x))
    for stick, label, height in zip(view.sticks, y, heights, strict=True):
        assert view.plot.value(stick.get_start())[1] == pytest.approx(label, abs=1e-6)
        assert view.plot.value(stick.get_end())[1] == pytest.approx(height, abs=1e-4)


@everywhere
def test_sticks_stand_at_their_rows(lesson):
    view = lesson.view
    for stick, x in zip(view.sticks, view.rows.x, strict=True):
        assert abs(stick.get_start()[0] - view.plot.point(x, 0)[0]) < 0.2


@everywhere
@pytest.mark.parametrize("t", [0.0, 0.35, 1.0])
def test_the_bars_are_the_mean_of_residual_times_input(lesson, t):
    from scenes.kit.residual_view import LONGEST, ZERO

    view, data = lesson.view, lesson.study.loss.data
    view.t.set_value(t)
    view.place()
    theta = t * lesson.study.theta
    residuals = probability(theta[0] + theta[1] * data.x[:, 0]) - data.y
    slopes = [float(data.counts @ (residuals * column)) / data.m for column in data.design.T]
    for bar, number, slope in zip(view.bars, view.numbers, slopes, strict=True):
        length = float(bar.get_end()[0] - ZERO)
        assert length == pytest.approx(LONGEST * slope / view.largest, abs=2e-4)
        assert abs(length) <= LONGEST + 1e-9
        assert float(number.text.replace("−", "-").replace(",", "")) == pytest.approx(slope, abs=5.1e-5)


@everywhere
def test_both_walks_are_drawn_step_by_step(lesson):
    plot, loss = lesson.slip, lesson.study.loss
    plot.t.set_value(10)
    plot.place()
    for dots, sign in zip(plot.dots, (-1, 1), strict=True):
        theta = np.zeros(2)
        for k, dot in enumerate(dots):
            assert plot.plot.value(dot.get_center()) == pytest.approx((k, float(loss(theta))), rel=1e-6, abs=1e-6)
            theta = theta + sign * plot.slip.rate * loss.gradient(theta)


@everywhere
def test_both_regressions_are_those_of_the_data(lesson):
    study, data = lesson.study, lesson.study.data
    x, weights = data.x[:, 0], np.sqrt(data.counts)
    design = np.column_stack([np.ones(len(x)), (x - x.mean()) / np.ptp(x)])
    line = np.linalg.lstsq(weights[:, None] * design, weights * data.y)[0]
    curve = study.raw_theta
    predictions = (
        lambda at: probability(curve[0] + curve[1] * at),
        lambda at: line[0] + line[1] * (at - x.mean()) / np.ptp(x),
    )
    for twin, predict in zip(lesson.twins, predictions, strict=True):
        places = np.array([twin.plot.value(place) for place in twin.curve.get_anchors()])
        assert places[:, 1] == pytest.approx(predict(places[:, 0]), abs=5e-3)
        for stick, row, label in zip(twin.sticks, lesson.view.rows.x, lesson.view.rows.y, strict=True):
            ends = [twin.plot.value(end)[1] for end in (stick.get_start(), stick.get_end())]
            assert ends == pytest.approx([label, float(predict(np.array(row)))], abs=1e-6)
