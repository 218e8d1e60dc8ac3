"""Rates: the bounds do what they promise, and the walks at the telling rates do what they are chosen for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from mathcore import (
    BUILTIN,
    Dataset,
    LogisticLoss,
    Stop,
    bounds,
    builtin,
    fit,
    period,
    shared_window,
    standing,
    telling_walks,
)

APART = Dataset(np.arange(8.0)[:, None], np.repeat([0.0, 1.0], 4))


def loss_of(name):
    data = builtin(name)
    return LogisticLoss(data if data.d == 1 else data.select(data.features[0]))


@pytest.fixture(scope="module")
def told():
    return telling_walks(loss_of("hours"))


def test_the_bounds_of_hours_are_the_published_ones():
    found = bounds(loss_of("hours"))
    assert (found.safe, found.local) == pytest.approx((0.746, 1.804), abs=5e-4)


@pytest.mark.parametrize("name", BUILTIN)
def test_both_bounds_agree_with_second_derivatives_taken_by_differences(name):
    loss, found = loss_of(name), bounds(loss_of(name))
    theta = optimize.minimize(loss, np.zeros(2), jac=loss.gradient, method="BFGS", options={"gtol": 1e-10}).x
    for point, bound in ((np.zeros(2), found.safe), (theta, found.local)):
        size = 1e-5
        rises = [loss.gradient(point + step) - loss.gradient(point - step) for step in size * np.eye(2)]
        columns = np.array(rises) / (2 * size)
        assert 2 / np.linalg.eigvalsh(columns)[-1] == pytest.approx(bound, rel=1e-4)


def test_without_a_minimum_there_are_no_bounds():
    with pytest.raises(ValueError, match="no minimum"):
        bounds(LogisticLoss(APART))
    with pytest.raises(ValueError, match="no minimum"):
        telling_walks(LogisticLoss(APART))


class TestHours:
    def test_the_rates_and_their_steps(self, told):
        rates, walks = told
        assert rates == (0.1, 0.7, 1.5, 2.0)
        assert [walk.steps for walk in walks[:3]] == [7122, 1013, 456]
        assert [walk.stop for walk in walks] == [Stop.CONVERGED] * 3 + [Stop.OSCILLATING]
        assert period(walks[3]) == 2

    def test_the_window_holds_what_it_is_asked_to(self, told):
        loss, (_, walks) = loss_of("hours"), told
        window = shared_window(loss, walks, 40)
        for walk in walks:
            x, y = walk.points[:41].T
            assert window.x_range[0] < x.min() and x.max() < window.x_range[1]
            assert window.y_range[0] < y.min() and y.max() < window.y_range[1]
            assert walk.losses[:41].max() < window.cut
        assert not window.clipped


@pytest.mark.parametrize("name", ["hours", "vaso"])
def test_the_rates_stand_about_their_bounds_as_promised(name):
    found, (rates, walks) = bounds(loss_of(name)), telling_walks(loss_of(name))
    assert rates[0] < rates[1] < found.safe < rates[2] < found.local < rates[3]
    assert np.all(np.diff(walks[0].losses) <= 0) and np.all(np.diff(walks[1].losses) <= 0)
    assert walks[3].stop is not Stop.CONVERGED


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_four_rising_rates_on_data_drawn_at_random(seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=30)
    y = (rng.random(30) < 1 / (1 + np.exp(-x))).astype(float)
    if y.min() == y.max() or not fit(LogisticLoss(Dataset(x[:, None], y))).exists:
        return
    loss = LogisticLoss(Dataset(x[:, None], y))
    found, (rates, walks) = bounds(loss), telling_walks(loss, max_steps=400)
    assert list(rates) == sorted(rates) and len(rates) == 4
    assert rates[0] < found.safe and rates[3] > found.local
    assert all(rate < found.local for rate in rates[:3])
    assert all(np.diff(walk.losses).max() <= 1e-15 for walk in walks[:2])


def test_a_pure_guess_has_bounds_so_close_that_the_third_rate_lies_below_both():
    """theta_hat = 0: the curvature there is the largest anywhere, so the two bounds are one."""
    loss = LogisticLoss(Dataset(np.array([[1.0], [1.0], [2.0], [2.0]]), np.array([0.0, 1.0, 0.0, 1.0])))
    found, (rates, walks) = bounds(loss), telling_walks(loss)
    assert found.safe == pytest.approx(found.local, rel=1e-12)
    assert rates[2] < found.safe
    assert all(walk.steps == 0 for walk in walks)


class TestStanding:
    def test_it_is_the_end_of_each_walk(self):
        loss, rates = loss_of("hours"), (0.1, 1.5, 2.0)
        seen = standing(loss, rates, 300, 4)
        for k, rate in enumerate(rates):
            point, path = np.zeros(2), []
            for _ in range(300):
                point = point - rate * loss.gradient(point)
                path.append(point)
            assert seen[:, k] == pytest.approx(np.array(path[-4:]), abs=1e-12)

    def test_up_to_the_second_bound_walks_settle_and_beyond_they_fork(self):
        loss = loss_of("hours")
        found, theta = bounds(loss), fit(loss).theta
        below, above = np.linspace(0.5, 0.98, 9) * found.local, np.linspace(1.02, 1.4, 9) * found.local
        settled = standing(loss, below, 3000, 8)
        assert np.abs(settled - theta).max() < 1e-6
        forked = standing(loss, above, 3000, 8)[..., 1]
        assert (np.ptp(forked, axis=0) > 0.02).all()
        assert np.abs(forked[0] - forked[2]).max() < 1e-6

    def test_a_walk_that_leaves_float64_is_nan(self):
        huge = LogisticLoss(Dataset(np.array([[1e150], [2e150], [1.5e150], [1.7e150]]), np.array([0.0, 0.0, 1.0, 0.0])))
        assert np.isnan(standing(huge, [1e200], 5, 2)).all()

    def test_no_steps_stand_at_the_start(self):
        assert standing(loss_of("hours"), [0.1, 2.0], 0, 1).tolist() == [[[0.0, 0.0], [0.0, 0.0]]]
