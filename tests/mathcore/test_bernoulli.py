"""The Bernoulli mass against scipy, its two cases and its properties; rows chosen by their mass."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import bernoulli as published

from mathcore import BUILTIN, Dataset, bernoulli, builtin, nearest_row

probabilities = st.floats(0, 1)
inside = st.floats(1e-9, 1 - 1e-9)


@given(probabilities)
def test_each_label_keeps_its_case(h):
    assert bernoulli(1, h) == h
    assert bernoulli(0, h) == 1 - h


@given(probabilities)
def test_the_masses_add_up_to_one(h):
    assert bernoulli([0, 1], h).sum() == pytest.approx(1, rel=1e-15)


@given(st.lists(inside, min_size=1, max_size=9))
def test_it_is_the_published_mass(h):
    for y in (0, 1):
        assert bernoulli(y, h) == pytest.approx(published.pmf(y, h), rel=1e-12)


@given(inside, inside)
def test_between_the_labels_its_logarithm_is_straight(y, h):
    ends = np.log(bernoulli([0, 1], h))
    assert np.log(bernoulli(y, h)) == pytest.approx((1 - y) * ends[0] + y * ends[1], abs=1e-12)


def test_it_broadcasts():
    assert bernoulli([[0], [1]], [0.2, 0.5, 0.9]).shape == (2, 3)


@pytest.mark.parametrize("h", [-0.1, 1.1, np.nan])
def test_what_is_no_probability_is_refused(h):
    with pytest.raises(ValueError, match="between 0 and 1"):
        bernoulli(1, h)


@pytest.mark.parametrize("name", BUILTIN)
@pytest.mark.parametrize("label", [0, 1])
@given(mass=probabilities)
def test_no_other_row_of_the_label_is_nearer(name, label, mass):
    data = builtin(name)
    data = data.select(data.features[0])
    theta = np.array([-1.0, 0.3])
    row = nearest_row(data, theta, label, mass)
    h = 1 / (1 + np.exp(-(theta[0] + theta[1] * data.x[:, 0])))
    away = np.abs(np.where(data.y == 1, h, 1 - h) - mass)
    assert data.y[row] == label
    assert away[row] <= away[data.y == label].min() + 1e-12


def test_a_label_that_no_row_has_is_named():
    data = Dataset(np.array([[1.0], [2.0]]), np.array([1, 1]), name="ones")
    with pytest.raises(ValueError, match="ones has the label 0"):
        nearest_row(data, [0.0, 0.0], 0, 0.5)
