"""descend: every ending, and the walks that the film tells of."""

import json
from pathlib import Path

import numpy as np
import pytest

from mathcore import (
    BUILTIN,
    DataError,
    Dataset,
    LogisticLoss,
    Scaling,
    Stop,
    backtracking,
    builtin,
    descend,
    fit,
    gradient_step,
    heavy_ball,
    minibatch_step,
    newton_step,
)

FOLDER = Path(__file__).parent / "reference"
EDGES = {case["id"]: case for case in json.loads((FOLDER / "edge_cases.json").read_text(encoding="utf-8"))["cases"]}
LIMITS = EDGES["lr_limits_hours"]["exact"]
SETTLING = [rate for rate in LIMITS if LIMITS[rate].get("tail_period") == 1]
CYCLING = [rate for rate in LIMITS if LIMITS[rate].get("tail_period") == 2]
HAT = [-4.07771343108763, 1.50464542837333]


class TestHours:
    @pytest.mark.parametrize(("rate", "steps"), [(0.1, 7122), (1.5, 456)])
    def test_the_walks_of_the_film(self, loss, rate, steps):
        walk = descend(loss, [0, 0], gradient_step(rate))
        assert (walk.steps, walk.stop) == (steps, Stop.CONVERGED)
        assert np.linalg.norm(walk.gradients[-1]) < 1e-6 <= np.linalg.norm(walk.gradients[-2])

    @pytest.mark.parametrize("rate", SETTLING)
    def test_rates_that_settle(self, loss, rate):
        walk = descend(loss, [0, 0], gradient_step(float(rate)))
        assert walk.stop is Stop.CONVERGED
        assert walk.points[-1] == pytest.approx(HAT, abs=1e-4)
        assert walk.losses.max() == pytest.approx(float(LIMITS[rate]["max_J"]), rel=1e-6)
        assert LIMITS[rate]["monotone"] == bool((np.diff(walk.losses) <= 1e-12).all())

    @pytest.mark.parametrize("rate", CYCLING)
    def test_rates_that_cycle(self, loss, rate):
        walk = descend(loss, [0, 0], gradient_step(float(rate)))
        assert walk.stop is Stop.OSCILLATING
        assert walk.losses[-2:].min() == pytest.approx(float(LIMITS[rate]["tail_min"]), rel=1e-3)
        assert walk.losses[-2:].max() == pytest.approx(float(LIMITS[rate]["tail_max"]), rel=1e-3)

    def test_the_bounds_of_the_rate(self, loss):
        """Below 2/L no step climbs; just below 2/lambda_max(H) the walk settles, just above it does not."""
        assert (np.diff(descend(loss, [0, 0], gradient_step(0.745)).losses) <= 0).all()
        assert descend(loss, [0, 0], gradient_step(1.80)).stop is Stop.CONVERGED
        assert descend(loss, [0, 0], gradient_step(1.81)).stop is Stop.OSCILLATING

    def test_a_rate_next_to_the_limit_is_not_called_a_cycle(self, loss):
        """It shrinks by 0.2 per mille a step: slow, but on its way."""
        walk = descend(loss, [-4.0, 1.5], gradient_step(1.8036), max_steps=3000)
        assert walk.stop is Stop.MAX_STEPS

    def test_chaos_is_seen_in_the_end(self, loss):
        assert descend(loss, [0, 0], gradient_step(100.0), max_steps=2000).stop is Stop.OSCILLATING

    def test_a_short_walk_is_not_judged(self, loss):
        assert descend(loss, [0, 0], gradient_step(100.0), max_steps=30).stop is Stop.MAX_STEPS

    def test_standardised_and_fast(self, hours):
        loss = LogisticLoss(Scaling.standard(hours).apply(hours))
        assert descend(loss, [0, 0], gradient_step(4.0)).steps == 41


class TestNewton:
    def test_six_steps(self, loss):
        walk = descend(loss, [0, 0], newton_step(), gtol=1e-9)
        assert (walk.steps, walk.stop) == (6, Stop.CONVERGED)
        assert np.abs(walk.points[-1] - HAT).max() < 1e-8 <= np.abs(walk.points[-2] - HAT).max()

    @pytest.mark.parametrize("start", [[2, 2], [10, 10], [-20, 8], [5, -5], [-1, 3]])
    def test_undamped_leaps_off(self, loss, start):
        walk = descend(loss, start, newton_step())
        assert walk.stop is Stop.DIVERGED
        assert walk.steps <= 3
        assert np.isfinite(walk.points).all()
        assert np.isfinite(walk.losses).all()

    def test_a_vanished_hessian_ends_the_walk_where_it_is(self, loss):
        walk = descend(loss, [2000.0, 0.0], newton_step())
        assert (walk.steps, walk.stop) == (0, Stop.DIVERGED)


class TestSeparable:
    @pytest.mark.parametrize("rule", [gradient_step(1.0), heavy_ball(1.0, 0.9), newton_step(),
                                      backtracking(newton_step()), minibatch_step(1.0, 2, 0)])
    def test_never_called_converged(self, separated, touching, rule):
        for data in (separated, touching):
            assert descend(LogisticLoss(data), [0, 0], rule, max_steps=300).stop is Stop.SEPARABLE

    def test_not_even_at_the_bottom_of_float64(self, separated):
        walk = descend(LogisticLoss(separated), [0, 0], newton_step(), gtol=1e-6)
        assert walk.steps < 100
        assert walk.stop is Stop.SEPARABLE

    def test_theta_grows_like_the_logarithm_of_the_steps(self, separated):
        """One weight: the intercept stays 0 by symmetry, so alpha = 1/L of the weight alone."""
        walk = descend(LogisticLoss(separated), [0, 0], gradient_step(1 / 0.625), max_steps=1000)
        for step, (theta1, value) in EDGES["separable_gd_growth"]["exact"].items():
            if int(step) <= 1000:
                assert walk.points[int(step)] == pytest.approx([0.0, float(theta1)], rel=1e-10, abs=1e-12)
                assert walk.losses[int(step)] == pytest.approx(float(value), rel=1e-10)

    def test_quasi_separation_keeps_a_loss(self, touching):
        walk = descend(LogisticLoss(touching), [0, 0], backtracking(newton_step()), max_steps=60)
        assert walk.losses[-1] == pytest.approx(float(EDGES["quasi_separation"]["exact"]), abs=1e-6)
        assert walk.losses[-1] > float(EDGES["quasi_separation"]["exact"]) - 1e-15

    def test_one_class(self):
        walk = descend(LogisticLoss(Dataset([[1.0], [2.0]], [1, 1])), [0, 0], gradient_step(0.1), max_steps=50)
        assert walk.stop is Stop.SEPARABLE


class TestDependentFeatures:
    def test_gradient_descent_stays_in_the_row_space(self, hours):
        loss = LogisticLoss(Dataset(np.hstack([hours.x, hours.x]), hours.y))
        walk = descend(loss, [0, 0, 0], gradient_step(0.8))
        assert walk.stop is Stop.CONVERGED
        assert walk.points[-1] == pytest.approx(fit(loss).theta, abs=1e-4)
        assert walk.points[:, 1].tolist() == walk.points[:, 2].tolist()

    def test_newton_too(self, hours):
        loss = LogisticLoss(Dataset(np.column_stack([hours.x, np.ones(20)]), hours.y))
        walk = descend(loss, [0, 0, 0], newton_step(), gtol=1e-10)
        assert walk.stop is Stop.CONVERGED
        assert walk.points[-1] == pytest.approx(fit(loss).theta, abs=1e-8)


class TestBounds:
    def test_the_walk_that_leaps_off_is_short(self, loss):
        walk = descend(loss, [0, 0], gradient_step(1e9))
        assert walk.stop is Stop.DIVERGED
        assert walk.steps == 1

    def test_a_rule_that_breaks_ends_the_walk(self, loss):
        walk = descend(loss, [0, 0], lambda loss, path: path[-1] * np.nan)
        assert (walk.steps, walk.stop) == (0, Stop.DIVERGED)

    def test_climbing_ends_too(self, loss):
        """The slip that circulates: with the sign of the gradient lost, J climbs."""
        walk = descend(loss, [0, 0], lambda loss, path: path[-1] + 1.5 * loss.gradient(path[-1]), max_steps=5000)
        assert (np.diff(walk.losses) > 0).all()
        assert walk.stop is Stop.DIVERGED

    def test_no_steps(self, loss):
        walk = descend(loss, [0, 0], gradient_step(0.1), max_steps=0)
        assert (walk.steps, walk.stop) == (0, Stop.MAX_STEPS)
        assert walk.points.tolist() == [[0.0, 0.0]]

    def test_max_steps(self, loss):
        walk = descend(loss, [0, 0], gradient_step(0.1), max_steps=10)
        assert (walk.steps, walk.stop) == (10, Stop.MAX_STEPS)

    def test_a_start_at_the_minimum(self, loss):
        walk = descend(loss, fit(loss).theta, gradient_step(0.1))
        assert (walk.steps, walk.stop) == (0, Stop.CONVERGED)

    def test_an_integer_start_is_copied(self, loss):
        start = np.array([1, 2])
        walk = descend(loss, start, gradient_step(0.1), max_steps=3)
        assert start.tolist() == [1, 2]
        assert walk.points.dtype == np.float64

    @pytest.mark.parametrize("start", [[0], [0, 0, 0], [[0, 0]], 0])
    def test_a_start_of_another_size(self, loss, start):
        with pytest.raises(ValueError, match="it must be 2 numbers, one a parameter"):
            descend(loss, start, gradient_step(0.1))

    @pytest.mark.parametrize("start", [[np.nan, 0], [0, np.inf]])
    def test_a_start_nowhere(self, loss, start):
        with pytest.raises(ValueError, match="NaN or infinity"):
            descend(loss, start, gradient_step(0.1))

    @pytest.mark.parametrize("limits", [{"max_steps": -1}, {"gtol": -1e-6}, {"gtol": np.nan}])
    def test_negative_limits(self, loss, limits):
        with pytest.raises(ValueError, match="cannot be negative"):
            descend(loss, [0, 0], gradient_step(0.1), **limits)


@pytest.mark.parametrize("name", BUILTIN)
@pytest.mark.parametrize("make", [lambda loss: gradient_step(1 / loss.lipschitz), lambda loss: newton_step(),
                                  lambda loss: backtracking(newton_step()),
                                  lambda loss: heavy_ball(1 / loss.lipschitz, 0.5)],
                         ids=["gradient", "newton", "damped newton", "momentum"])
def test_every_method_arrives_on_every_set(name, make):
    data = builtin(name)
    loss = LogisticLoss(Scaling.standard(data).apply(data))
    walk = descend(loss, np.zeros(loss.p), make(loss))
    assert walk.stop is Stop.CONVERGED
    assert walk.points[-1] == pytest.approx(fit(loss).theta, abs=1e-3)
    assert walk.losses == pytest.approx(loss(walk.points), rel=1e-15)
    assert walk.gradients.tolist() == loss.gradient(walk.points).tolist()


def test_huge_units_leave_gradient_descent_no_chance_but_no_nonsense(hours):
    loss = LogisticLoss(Dataset(hours.x * 1e6, hours.y))
    walk = descend(loss, [0, 0], gradient_step(1 / loss.lipschitz), max_steps=200)
    assert walk.stop is Stop.MAX_STEPS
    assert (np.diff(walk.losses) <= 1e-15).all()


def test_stops_are_sentences():
    for stop in Stop:
        assert stop.value[0].isupper()
        assert stop.value.endswith(".")
    assert {stop.name for stop in Stop} == {"CONVERGED", "MAX_STEPS", "OSCILLATING", "DIVERGED", "SEPARABLE"}


def test_data_errors_pass_through(hours):
    loss = LogisticLoss(Dataset(hours.x * 1e160, hours.y))
    with pytest.raises(DataError, match="rescale"):
        descend(loss, [0, 0], newton_step())
