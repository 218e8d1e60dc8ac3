"""Reshaping: one loss in two coordinates; the same models at the same heights, only rounder."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathcore import Dataset, LogisticLoss, Reshaping, Stop, builtin


@pytest.fixture(scope="module")
def hours():
    return Reshaping(builtin("hours"))


def test_the_curvatures_of_hours(hours):
    """Against the Hessian written out: X^T diag(h (1 - h)) X / m."""
    for k, x in enumerate((hours.data.x[:, 0], (hours.data.x[:, 0] - 2.7875) / np.std(hours.data.x))):
        design = np.stack([np.ones(20), x], axis=1)
        h = 1 / (1 + np.exp(-design @ hours.theta[k]))
        curvatures = np.linalg.eigvalsh(design.T @ (design * (h * (1 - h))[:, None]) / 20)
        assert hours.conditions[k] == pytest.approx(curvatures[1] / curvatures[0], rel=1e-9)
    assert hours.conditions == pytest.approx((76.5, 2.27), abs=0.05)


def test_the_walks_of_hours(hours):
    assert hours.rates == (0.1, 0.373, 4.0)
    assert [walk.steps for walk in hours.walks] == [7122, 1905, 41]
    assert all(walk.stop is Stop.CONVERGED for walk in hours.walks)


@pytest.mark.parametrize("name", ["hours", "challenger", "menarche"])
def test_one_standardised_feature_has_l_of_a_quarter(name):
    assert Reshaping(builtin(name)).scaled.lipschitz == pytest.approx(0.25, abs=1e-14)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.floats(-50, 50), st.floats(0.1, 30))
def test_l_is_a_quarter_whatever_the_feature(seed, middle, spread):
    rng = np.random.default_rng(seed)
    data = Dataset(rng.normal(middle, spread, (12, 1)), np.arange(12.0) % 2)
    assert Reshaping(data).scaled.lipschitz == pytest.approx(0.25, abs=1e-12)


@pytest.mark.parametrize("name", ["hours", "challenger", "menarche"])
def test_both_coordinates_stand_for_the_same_models(name):
    reshaping = Reshaping(builtin(name))
    mesh = reshaping.mesh
    assert reshaping.raw(reshaping.places(0.0)) == pytest.approx(mesh.heights, rel=1e-10)
    assert reshaping.scaled(reshaping.places(1.0)) == pytest.approx(mesh.heights, rel=1e-12)
    assert np.linalg.norm(reshaping.raw.gradient(reshaping.theta[0])) < 1e-9


@pytest.mark.parametrize("name", ["hours", "challenger", "menarche"])
def test_the_mesh_is_the_whole_set_below_the_cut(name):
    reshaping = Reshaping(builtin(name))
    assert reshaping.mesh.at_cut.all()
    assert reshaping.scaled(reshaping.mesh.rim[:, :2]) == pytest.approx(np.full(241, reshaping.cut), rel=1e-9)
    assert float(reshaping.scaled(np.zeros(2))) < reshaping.cut


def test_between_is_straight(hours):
    points = np.array([[0.5, 1.0], [-1.0, 2.0]])
    halfway = (hours.between(points, 0.0) + hours.between(points, 1.0)) / 2
    assert hours.between(points, 0.5) == pytest.approx(halfway)


def test_a_walk_that_does_not_arrive_is_stopped():
    walks = Reshaping(builtin("challenger"), max_steps=50).walks
    assert [walk.stop for walk in walks] == [Stop.MAX_STEPS, Stop.MAX_STEPS, Stop.CONVERGED]
    assert walks[0].steps == 50


def test_a_value_far_out_makes_the_scaled_loss_the_longer_valley():
    x, y = np.array([1, 2, 3, 4, 5, 6, 1000.0]), np.array([0, 0, 1, 0, 1, 1, 1.0])
    before, after = Reshaping(Dataset(x[:, None], y)).conditions
    assert after > 100 * before


def test_the_scaled_walk_goes_down_at_every_step(hours):
    walk = hours.walks[2]
    assert np.all(np.diff(walk.losses) <= 0)
    scaled = LogisticLoss(hours.scaling.apply(hours.data))
    assert walk.points[1] == pytest.approx(-4 * scaled.gradient(np.zeros(2)))
