"""Scaling: there and back, and what cannot be scaled."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.preprocessing import StandardScaler

from mathcore import BUILTIN, DataError, Dataset, LogisticLoss, Scaling, builtin


@pytest.mark.parametrize("name", BUILTIN)
class TestEach:
    def test_mean_zero_and_variance_one(self, name):
        data = builtin(name)
        scaled = Scaling.standard(data).apply(data)
        assert scaled.counts @ scaled.x / scaled.m == pytest.approx(np.zeros(data.d), abs=1e-13)
        assert scaled.counts @ scaled.x**2 / scaled.m == pytest.approx(np.ones(data.d), rel=1e-13)

    def test_agrees_with_scikit_learn(self, name):
        data = builtin(name)
        expected = StandardScaler().fit(data.x, sample_weight=data.counts).transform(data.x)
        assert Scaling.standard(data).apply(data).x == pytest.approx(expected, abs=1e-10)

    def test_the_loss_is_the_same_function(self, name):
        data = builtin(name)
        scaling = Scaling.standard(data)
        theta = np.linspace(-1, 1, data.d + 1)
        scaled, raw = LogisticLoss(scaling.apply(data)), LogisticLoss(data)
        assert float(scaled(theta)) == pytest.approx(float(raw(scaling.to_raw_theta(theta))), rel=1e-11)

    def test_one_feature_has_curvature_a_quarter(self, name):
        data = builtin(name)
        one = data.select(data.features[0])
        assert LogisticLoss(Scaling.standard(one).apply(one)).lipschitz == pytest.approx(0.25, rel=1e-14)


def test_none_is_the_identity(hours):
    scaling = Scaling.none(hours)
    assert scaling.identity
    assert scaling.apply(hours) is hours
    assert not Scaling.standard(hours).identity


def test_scaled_features_have_no_unit(hours):
    assert Scaling.standard(hours).apply(hours).units == ("",)


@given(st.floats(-5, 5), st.floats(-5, 5))
def test_there_and_back(a, b):
    scaling = Scaling.standard(builtin("hours"))
    theta = np.array([a, b])
    assert scaling.to_scaled_theta(scaling.to_raw_theta(theta)) == pytest.approx(theta, abs=1e-13)


def test_theta_broadcasts(hours):
    scaling, thetas = Scaling.standard(hours), np.arange(12.0).reshape(2, 3, 2)
    assert scaling.to_raw_theta(thetas).shape == (2, 3, 2)
    assert scaling.to_raw_theta(thetas)[1, 2].tolist() == scaling.to_raw_theta(thetas[1, 2]).tolist()


def test_a_constant_feature_has_no_scale():
    """A mean of tenths differs from a tenth by rounding: the spread comes out as 1e-17, not as 0."""
    data = Dataset(np.full((3, 1), 0.1), [0, 1, 1])
    with pytest.raises(DataError, match="is 0.1 in every row"):
        Scaling.standard(data)
    assert Scaling.where_varying(data).apply(data).x == pytest.approx(np.zeros((3, 1)), abs=1e-16)


@pytest.mark.parametrize("unit", [1e-300, 1e-160, 1e160, 1e300])
def test_extreme_units(hours, unit):
    scaled = Scaling.standard(Dataset(hours.x * unit, hours.y))
    assert scaled.sd / unit == pytest.approx(Scaling.standard(hours).sd, rel=1e-12)
