"""The window frames the walk on nice numbers, and says when it had to leave something out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import LogisticLoss, Stop, Trajectory, Window, builtin, descend, fit, frame, gradient_step, newton_step
from mathcore.ranges import nice_step, rounded, rounded_up, significant


@pytest.fixture(scope="module")
def hat():
    return fit(LogisticLoss(builtin("hours"))).theta


def inside(window, points):
    (x0, x1), (y0, y1) = window.x_range, window.y_range
    return (points[:, 0] > x0) & (points[:, 0] < x1) & (points[:, 1] > y0) & (points[:, 1] < y1)


def test_the_window_of_the_film(loss, hat):
    window = frame(descend(loss, [0, 0], gradient_step(1.5)), hat)
    assert window == Window((-5.5, 1.0), (-0.75, 2.25), 1.5, clipped=False)


@pytest.mark.parametrize("rate", [0.1, 0.7, 1.5, 2.0])
def test_walk_and_minimum_lie_inside(loss, hat, rate):
    walk = descend(loss, [0, 0], gradient_step(rate), max_steps=2000)
    window = frame(walk, hat, fit(loss).hessian)
    assert inside(window, np.vstack([walk.points, hat])).all()
    assert walk.losses.max() < window.cut
    assert not window.clipped


def test_the_cut_of_a_walk_that_only_falls_leaves_room_above_the_start(loss, hat):
    window = frame(descend(loss, [0, 0], gradient_step(0.7)), hat)
    assert window.cut > 1.5 * np.log(2)


@pytest.mark.parametrize("walk_of", [lambda loss: descend(loss, [0, 0], gradient_step(100.0), max_steps=500),
                                     lambda loss: descend(loss, [2, 2], newton_step()),
                                     lambda loss: descend(loss, [0, 0], gradient_step(1e7))])
def test_a_walk_that_explodes_is_clipped(loss, hat, walk_of):
    walk = walk_of(loss)
    window = frame(walk, hat)
    assert window.clipped
    assert window.cut <= 4.5 * walk.losses[0]
    assert inside(window, np.vstack([walk.points[:1], hat])).all()
    assert np.ptp(window.x_range) < 100


def test_a_range_without_motion_is_widened_by_the_valley():
    still = Trajectory(np.array([[0.0, 0.0], [0.0, 1.0]]), np.array([0.7, 0.5]), np.zeros((2, 2)), Stop.CONVERGED)
    narrow = frame(still, np.array([0.0, 1.0]))
    wide = frame(still, np.array([0.0, 1.0]), np.diag([0.01, 0.2]))
    assert np.ptp(narrow.x_range) > 0
    assert np.ptp(wide.x_range) == pytest.approx(0.8 * np.sqrt(2 * 0.2 / 0.01), rel=0.1)
    assert wide.y_range == narrow.y_range


def test_no_minimum_no_hessian(separated):
    walk = descend(LogisticLoss(separated), [0, 0], gradient_step(1.0), max_steps=200)
    nowhere = np.full(2, np.nan)
    window = frame(walk, nowhere, np.full((2, 2), np.nan))
    assert window == frame(walk)
    assert inside(window, walk.points).all()


def test_two_parameters_only():
    loss = LogisticLoss(builtin("vaso"))
    with pytest.raises(ValueError, match="two parameters, not 3"):
        frame(descend(loss, np.zeros(3), gradient_step(1.0), max_steps=5))


@given(st.floats(1e-6, 1e6), st.integers(3, 20))
def test_steps_are_nice(span, parts):
    step = nice_step(span, parts)
    mantissa = step / 10.0 ** np.floor(np.log10(step) + 1e-9)
    assert min(abs(mantissa - m) for m in (1, 2, 2.5, 5, 10)) < 1e-9
    assert 0.6 < step / (span / parts) < 1.6


@given(st.floats(-1000, 1000), st.sampled_from([0.1, 0.25, 0.5, 2.0, 50.0]))
def test_rounding(value, step):
    assert abs(rounded(value, step) - value) <= step / 2 + 1e-9
    assert -1e-7 * step <= rounded_up(value, step) - value <= step * (1 + 1e-9)


def test_no_dust():
    assert rounded(0.3, 0.1) == 0.3
    assert rounded_up(1.1 + 2.2, 0.1) == 3.3
    assert significant(1.5031, 2) == 1.5
    assert significant(0.00251, 2) == 0.0025
