"""Rules: their first iterates to the last digits, and what each of them promises."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathcore import (
    BUILTIN,
    Dataset,
    LogisticLoss,
    backtracking,
    builtin,
    descend,
    gradient_step,
    heavy_ball,
    minibatch_step,
    newton_step,
)

FOLDER = Path(__file__).parent / "reference"
PUBLISHED = json.loads((FOLDER / "published_fits.json").read_text(encoding="utf-8"))["datasets"]
EDGES = {case["id"]: case for case in json.loads((FOLDER / "edge_cases.json").read_text(encoding="utf-8"))["cases"]}
KEYS = dict(zip(BUILTIN, ["hours", "challenger", "vaso", "iris_vv2", "menarche"], strict=True))


def walked(loss, rule, steps, start=None):
    path = [np.zeros(loss.p) if start is None else np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(rule(loss, path))
    return np.array(path)


def exact(rows):
    return np.array([[float(value) for value in row] for row in rows])


def relative_error(path, reference):
    """Return the largest error of any point, relative to the largest coordinate of that point."""
    scale = np.abs(reference).max(axis=1)
    return float((np.abs(path - reference).max(axis=1) / np.where(scale > 0, scale, 1)).max())


@pytest.mark.parametrize("name", BUILTIN)
class TestFirstIterates:
    def test_gradient_descent(self, name):
        published = PUBLISHED[KEYS[name]]["gd"]
        loss, reference = LogisticLoss(builtin(name)), exact(published["iterates"])
        path = walked(loss, gradient_step(float(published["alpha"])), len(reference) - 1)
        assert relative_error(path, reference) <= 1e-14
        assert loss(path) == pytest.approx([float(v) for v in published["losses"]], rel=1e-14)
        norms = np.linalg.norm(loss.gradient(path), axis=1)
        assert norms == pytest.approx([float(v) for v in published["grad_norms"]], rel=1e-12)

    def test_momentum(self, name):
        published = PUBLISHED[KEYS[name]]["momentum"]
        loss, reference = LogisticLoss(builtin(name)), exact(published["iterates"])
        rule = heavy_ball(float(published["alpha"]), float(published["mu"]))
        assert relative_error(walked(loss, rule, len(reference) - 1), reference) <= 1e-14

    def test_newton(self, name):
        reference = exact(PUBLISHED[KEYS[name]]["newton"]["iterates"])
        path = walked(LogisticLoss(builtin(name)), newton_step(), len(reference) - 1)
        assert relative_error(path, reference) <= 3e-13


@pytest.mark.parametrize("make", [gradient_step, lambda a: heavy_ball(a, 0.5), lambda a: minibatch_step(a, 4, 0)])
@pytest.mark.parametrize("alpha", [0.0, -0.1, np.nan, np.inf, -np.inf])
def test_the_rate_must_be_positive(make, alpha):
    with pytest.raises(ValueError, match="learning rate must be a positive number"):
        make(alpha)


@pytest.mark.parametrize("beta", [-0.1, 1.0, 1.5, np.nan])
def test_momentum_must_lie_below_one(beta):
    with pytest.raises(ValueError, match=r"momentum beta must lie in \[0, 1\)"):
        heavy_ball(0.1, beta)


def test_no_momentum_is_gradient_descent(loss):
    assert walked(loss, heavy_ball(0.3, 0.0), 20).tolist() == walked(loss, gradient_step(0.3), 20).tolist()


def test_momentum_equals_its_velocity_form(loss):
    theta, v, points = np.zeros(2), np.zeros(2), [np.zeros(2)]
    for _ in range(30):
        v = 0.8 * v + loss.gradient(theta)
        theta = theta - 0.2 * v
        points.append(theta)
    assert walked(loss, heavy_ball(0.2, 0.8), 30) == pytest.approx(np.array(points), abs=1e-13)


def test_rules_leave_the_path_alone(loss):
    for rule in (gradient_step(1.0), heavy_ball(1.0, 0.9), minibatch_step(1.0, 3, 0), newton_step(),
                 backtracking(newton_step())):
        path = [np.zeros(2), np.array([0.0, 0.5])]
        rule(loss, path)
        assert [p.tolist() for p in path] == [[0.0, 0.0], [0.0, 0.5]]


@settings(max_examples=30)
@given(st.floats(0.01, 0.99), st.floats(-3, 3), st.floats(-3, 3))
def test_the_loss_never_rises_below_two_over_lipschitz(share, a, b):
    loss = LogisticLoss(builtin("hours"))
    path = walked(loss, gradient_step(share * 2 / loss.lipschitz), 15, [a, b])
    assert (np.diff(loss(path)) <= 1e-15).all()


class TestMinibatch:
    def test_batches_in_file_order(self, hours):
        """Batches of 6 of the 20 students: 6, 6, 6 and 2; their weighted mean is the full gradient."""
        case = EDGES["minibatch_uneven"]["exact"]
        batches = [Dataset(hours.x[i:i + 6], hours.y[i:i + 6]) for i in range(0, 20, 6)]
        gradients = np.array([LogisticLoss(batch).gradient([0, 0]) for batch in batches])
        fractions = [[eval(v) for v in row] for row in case["batch_grads"]]  # noqa: S307 such as 9/16
        assert gradients == pytest.approx(np.array(fractions), abs=1e-15)
        weighted = np.array([batch.m for batch in batches]) @ gradients / 20
        assert weighted == pytest.approx(LogisticLoss(hours).gradient([0, 0]), abs=1e-15)

    @pytest.mark.parametrize("size", [1, 3, 6, 7, 19, 20])
    def test_an_epoch_at_one_theta_is_the_full_gradient(self, loss, size):
        """Feed the rule the same point through an epoch: the mean of its steps is the full step."""
        batches = -(-20 // size)
        rule, theta = minibatch_step(1.0, size, seed=3), np.array([-1.0, 0.4])
        steps = [rule(loss, [theta] * (k + 1)) - theta for k in range(batches)]
        assert np.mean(steps, axis=0) == pytest.approx(-loss.gradient(theta), abs=1e-14)

    def test_grouped_data_are_drawn_trial_by_trial(self):
        loss = LogisticLoss(builtin("menarche"))
        rule, theta = minibatch_step(1.0, 1000, seed=1), np.array([-2.0, 0.2])
        steps = [rule(loss, [theta] * (k + 1)) - theta for k in range(4)]
        assert np.mean(steps, axis=0) == pytest.approx(-loss.gradient(theta), rel=1e-11)

    def test_grouped_equals_expanded(self):
        data = builtin("menarche")
        rule = minibatch_step(0.01, 64, seed=5)
        grouped, single = (walked(LogisticLoss(d), rule, 8) for d in (data, data.expanded()))
        assert grouped == pytest.approx(single, rel=1e-12)

    def test_the_whole_batch_is_gradient_descent(self, loss):
        assert walked(loss, minibatch_step(0.5, 20, 0), 15) == pytest.approx(walked(loss, gradient_step(0.5), 15),
                                                                            abs=1e-13)

    def test_deterministic_in_the_seed(self, loss):
        first, again, other = (walked(loss, minibatch_step(0.5, 4, seed), 12) for seed in (7, 7, 8))
        assert first.tolist() == again.tolist()
        assert first.tolist() != other.tolist()

    def test_epochs_differ(self, loss):
        rule, theta = minibatch_step(1.0, 4, seed=0), np.zeros(2)
        epochs = [[tuple(rule(loss, [theta] * (5 * e + k + 1))) for k in range(5)] for e in range(2)]
        assert epochs[0] != epochs[1]

    @pytest.mark.parametrize("size", [0, -3])
    def test_a_batch_needs_a_trial(self, size):
        with pytest.raises(ValueError, match="at least one trial"):
            minibatch_step(0.1, size, 0)

    def test_a_batch_cannot_exceed_the_data(self, loss):
        with pytest.raises(ValueError, match="batch of 21 is larger than the data, which have 20 trials"):
            minibatch_step(0.1, 21, 0)(loss, [np.zeros(2)])


class TestNewton:
    @pytest.mark.parametrize("start", EDGES["newton_divergence"]["exact"])
    def test_undamped_from_near_and_far(self, loss, start):
        """Points of the same undamped walk, as long as rounding in a nearly singular Hessian lets them agree."""
        ending, points = EDGES["newton_divergence"]["exact"][start]
        reference = exact(points)[:2 if ending != "converged" else None]
        path = walked(loss, newton_step(), len(reference) - 1, [float(v) for v in start.strip("()").split(",")])
        assert path == pytest.approx(reference, rel=1e-9, abs=1e-12)

    def test_a_vanished_hessian_has_no_step(self, loss):
        assert np.isnan(newton_step()(loss, [np.array([2000.0, 0.0])])).all()

    def test_at_a_flat_point_it_stays(self):
        loss = LogisticLoss(Dataset(np.array([[1.0], [1.0], [2.0], [2.0]]), np.array([0, 1, 0, 1])))
        assert newton_step()(loss, [np.zeros(2)]).tolist() == [0.0, 0.0]

    def test_does_not_depend_on_the_unit_of_the_feature(self, hours, loss):
        for unit in (1e-120, 1e-8, 1e6, 1e120):
            other = LogisticLoss(Dataset(hours.x * unit, hours.y))
            path = walked(other, newton_step(), 4) * [1.0, unit]
            assert path == pytest.approx(walked(loss, newton_step(), 4), rel=1e-9)

    def test_a_repeated_feature_takes_the_shortest_step(self, hours, loss):
        twice = LogisticLoss(Dataset(np.hstack([hours.x, hours.x]), hours.y))
        path, single = walked(twice, newton_step(), 5), walked(loss, newton_step(), 5)
        assert path == pytest.approx(single[:, [0, 1, 1]] * [1, 0.5, 0.5], rel=1e-9)


class TestBacktracking:
    @pytest.mark.parametrize("start", [*EDGES["newton_divergence"]["exact"], "(2000, 0)", "(0, -500)", "(-3e3, 4e3)"])
    def test_newton_arrives_from_everywhere(self, loss, start):
        first = [float(v) for v in start.strip("()").split(",")]
        walk = descend(loss, first, backtracking(newton_step()), gtol=1e-10, max_steps=200)
        assert walk.stop.name == "CONVERGED"
        assert walk.points[-1] == pytest.approx([-4.07771343108763, 1.50464542837333], abs=1e-7)

    @pytest.mark.parametrize("alpha", [1.0, 2.0, 50.0, 1e6])
    def test_gradient_descent_at_any_rate_goes_down(self, loss, alpha):
        walk = descend(loss, [0, 0], backtracking(gradient_step(alpha)), gtol=1e-5)
        assert walk.stop.name == "CONVERGED"
        assert (np.diff(walk.losses) <= 1e-15).all()

    def test_a_good_step_is_kept_whole(self, loss):
        start = np.zeros(2)
        assert backtracking(gradient_step(0.1))(loss, [start]).tolist() == gradient_step(0.1)(loss, [start]).tolist()

    def test_an_uphill_rule_is_turned_round(self, loss):
        def uphill(loss, path):
            return path[-1] + 0.5 * loss.gradient(path[-1])

        ahead = backtracking(uphill)(loss, [np.zeros(2)])
        assert float(loss(ahead)) < float(loss([0, 0]))

    def test_at_a_flat_point_it_stays(self):
        flat = LogisticLoss(Dataset(np.array([[1.0], [1.0]]), np.array([0, 1])))
        assert backtracking(gradient_step(1.0))(flat, [np.zeros(2)]).tolist() == [0.0, 0.0]
