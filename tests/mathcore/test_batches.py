"""Batches: every walk sees the same trials, and a cheaper step is a noisier one."""

import numpy as np
import pytest

from mathcore import BUILTIN, Batches, Dataset, LogisticLoss, builtin, descend, fit, minibatch_step


def loss_of(name):
    data = builtin(name)
    return LogisticLoss(data if data.d == 1 else data.select(data.features[0]))


@pytest.fixture(scope="module")
def hours():
    return Batches.over(loss_of("hours"))


def test_hours(hours):
    assert hours.sizes == (20, 5, 1)
    assert (hours.rate, hours.epochs, hours.m, hours.of) == (0.1, 100, 20, 20)
    assert [hours.per_epoch(k) for k in range(3)] == [1, 4, 20]
    assert [walk.steps for walk in hours.walks] == [100, 400, 2000]


@pytest.mark.parametrize("m", range(4, 240, 7))
def test_the_handful_is_about_the_square_root(m):
    x = np.linspace(0, 1, m)
    sizes = Batches.over(LogisticLoss(Dataset(x[:, None], np.arange(m) % 2.0))).sizes
    assert sizes[0] == m and sizes[2] == 1
    assert np.sqrt(m) <= sizes[1] < 2 * np.sqrt(m) + 1
    assert 1 < sizes[1] < m


@pytest.mark.parametrize("name", BUILTIN)
def test_an_epoch_from_one_place_is_the_full_gradient_whatever_the_size(name):
    batches = Batches.over(loss_of(name))
    full = -batches.rate * batches.loss.gradient(np.zeros(2))
    for k in range(3):
        assert batches.first_moves(k).mean(axis=0) == pytest.approx(full, abs=1e-12)


@pytest.mark.parametrize("name", BUILTIN)
def test_fewer_trials_a_step_are_noisier(name):
    batches = Batches.over(loss_of(name))
    noise = [batches.noise(k) for k in range(3)]
    assert noise[0] < 1e-15 < noise[1] < noise[2]


def test_the_noise_of_single_trials_is_that_of_their_gradients(hours):
    """At theta = 0 the gradient of a trial is (1/2 - y) (1, x)."""
    x, y = hours.loss.data.x[:, 0], hours.loss.data.y
    moves = -0.1 * (0.5 - y)[:, None] * np.stack([np.ones(20), x], axis=1)
    assert hours.noise(2) == pytest.approx(np.sqrt(moves.var(axis=0).sum()))


def test_the_full_batch_is_gradient_descent(hours):
    point = np.zeros(2)
    for k in range(100):
        assert hours.walks[0].points[k] == pytest.approx(point, abs=1e-13)
        point = point - 0.1 * hours.loss.gradient(point)


def test_a_seed_decides_the_walk():
    first, again, other = (Batches.over(loss_of("hours"), seed).walks[2].points for seed in (1, 1, 2))
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


def test_of_many_trials_a_sample_is_drawn_without_replacement():
    data = builtin("menarche")
    batches = Batches.over(LogisticLoss(data))
    drawn = batches.loss.data
    assert (batches.m, batches.of) == (200, 3918) and len(drawn.y) == 200
    for x in np.unique(drawn.x):
        for label in (0, 1):
            there = int(data.counts[(data.x[:, 0] == x) & (data.y == label)].sum())
            assert np.sum((drawn.x[:, 0] == x) & (drawn.y == label)) <= there
    again = Batches.over(LogisticLoss(data)).loss.data
    assert drawn.x.tolist() == again.x.tolist()


def test_grouped_trials_count_one_by_one():
    data = Dataset(np.array([[0.0], [1.0], [1.0]]), np.array([0.0, 1.0, 0.0]), counts=np.array([5, 6, 3]))
    assert Batches.over(LogisticLoss(data)).m == 14


class TestTheEndOfHours:
    def test_the_tail_is_the_last_quarter(self, hours):
        tail = hours.tail(2)
        assert tail.steps == 500
        assert tail.points.tolist() == hours.walks[2].points[-501:].tolist()

    def test_single_trials_tremble_about_the_minimum(self, hours):
        best, late = fit(hours.loss).theta, hours.walks[2].points[hours.late(2)]
        assert np.abs(late.mean(axis=0) - best).max() < 0.05
        assert hours.spread(2) == pytest.approx(late.std(axis=0))
        assert hours.spread(2)[1] > 0.1

    def test_a_smaller_rate_trembles_less(self, hours):
        """From the minimum on, so that the walk is at home at either rate."""
        start = fit(hours.loss).theta
        spreads = [
            descend(hours.loss, start, minibatch_step(rate, 1, 1), max_steps=2000, gtol=0.0).points[500:].std(axis=0)
            for rate in (0.1, 0.025)
        ]
        assert np.linalg.norm(spreads[1]) < 0.6 * np.linalg.norm(spreads[0])

    def test_at_the_minimum_larger_batches_move_less(self, hours):
        start, moves = fit(hours.loss).theta, []
        for k, size in enumerate(hours.sizes):
            rule = minibatch_step(hours.rate, size, 1)
            steps = [rule(hours.loss, [start] * (j + 1)) - start for j in range(hours.per_epoch(k))]
            moves.append(np.sqrt(np.mean(np.sum(np.square(steps), axis=1))))
        assert moves[0] < 1e-12 < moves[1] < moves[2]
