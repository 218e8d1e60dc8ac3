"""Trajectory: exact at the steps, straight between them, and thinned with its numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import Dataset, LogisticLoss, Stop, Trajectory, builtin, descend, gradient_step


@pytest.fixture(scope="module")
def walk():
    return descend(LogisticLoss(builtin("hours")), [0, 0], gradient_step(1.5))


def test_rows(walk):
    assert walk.points.shape == (457, 2)
    assert walk.losses.shape == (457,)
    assert walk.gradients.shape == (457, 2)
    assert walk.steps == 456
    assert walk.points[0].tolist() == [0.0, 0.0]
    assert walk.numbers.tolist() == list(range(457))


def test_read_only(walk):
    for array in (walk.points, walk.losses, walk.gradients, walk.numbers):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_at_is_exact_at_every_step(walk):
    assert walk.at(np.arange(457)).tolist() == walk.points.tolist()
    for k in (0, 1, 22, 455, 456):
        assert walk.at(k).tolist() == walk.points[k].tolist()
        assert walk.at(float(k)).tolist() == walk.points[k].tolist()


def test_clamped(walk):
    assert walk.at(-3).tolist() == walk.points[0].tolist()
    assert walk.at(1e9).tolist() == walk.points[-1].tolist()


SHORT = descend(LogisticLoss(builtin("hours")), [0, 0], gradient_step(1.5), max_steps=30)


@given(st.floats(0, 30))
def test_on_the_chord(t):
    walk = SHORT
    k = min(int(t), 29)
    chord = walk.points[k] + (t - k) * (walk.points[k + 1] - walk.points[k])
    assert walk.at(t) == pytest.approx(chord, abs=1e-14)


@pytest.mark.parametrize("shape", [(), (5,), (2, 3), (0,)])
def test_shapes(walk, shape):
    assert walk.at(np.zeros(shape)).shape == (*shape, 2)


def test_continuous(walk):
    t = np.linspace(0, 456, 20_001)
    reach = np.abs(np.diff(walk.points, axis=0)).max()
    assert np.abs(np.diff(walk.at(t), axis=0)).max() <= reach * (t[1] - t[0]) * 1.001


@pytest.mark.parametrize("n", [2, 3, 10, 100, 456, 457, 10_000])
def test_thinned(walk, n):
    thin = walk.thinned(n)
    assert len(thin.points) == min(n, 457)
    assert (thin.numbers[0], thin.numbers[-1]) == (0, 456)
    assert (np.diff(thin.numbers) > 0).all()
    assert thin.points.tolist() == walk.points[thin.numbers].tolist()
    assert thin.losses.tolist() == walk.losses[thin.numbers].tolist()
    assert thin.gradients.tolist() == walk.gradients[thin.numbers].tolist()
    assert thin.steps == walk.steps
    assert thin.stop is walk.stop


def test_time_is_still_the_step_number_when_thinned(walk):
    thin = walk.thinned(20)
    assert thin.at(thin.numbers).tolist() == thin.points.tolist()
    middle = (thin.numbers[3] + thin.numbers[4]) / 2
    assert thin.at(middle) == pytest.approx((thin.points[3] + thin.points[4]) / 2, abs=1e-15)


def test_thinned_twice_keeps_the_first_numbers(walk):
    assert set(walk.thinned(50).thinned(7).numbers) <= set(walk.thinned(50).numbers)


def test_start_and_end_are_the_least(walk):
    with pytest.raises(ValueError, match="must be 2 or more, not 1"):
        walk.thinned(1)


def test_a_walk_of_no_steps():
    walk = Trajectory(np.zeros((1, 2)), np.zeros(1), np.zeros((1, 2)), Stop.CONVERGED)
    assert walk.steps == 0
    assert walk.at(3.5).tolist() == [0.0, 0.0]
    assert walk.thinned(5).points.tolist() == [[0.0, 0.0]]


def test_many_features():
    loss = LogisticLoss(Dataset(np.random.default_rng(0).normal(size=(30, 4)), np.arange(30) % 2))
    walk = descend(loss, np.zeros(5), gradient_step(0.5), max_steps=9)
    assert walk.at([0.5, 8.5]).shape == (2, 5)
