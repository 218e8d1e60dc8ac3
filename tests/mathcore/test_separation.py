"""Separation: every direction is checked, and a linear programme agrees."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from mathcore import BUILTIN, Dataset, LogisticLoss, builtin, fit, separating_direction


def certifies(data, theta):
    margins = (2 * data.y - 1) * (data.design @ theta)
    scale = np.abs(data.design * theta).max()
    return (margins >= -1e-9 * scale).all() and (margins > 1e-9 * scale).any()


def programme_says(data):
    """Maximise the sum of the margins, each margin >= 0 and every weight in [-1, 1]: above 0 iff separable."""
    signed = (2 * data.y - 1)[:, None] * data.design
    found = linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(signed)), bounds=(-1, 1))
    return -found.fun > 1e-7


@pytest.mark.parametrize("name", BUILTIN)
def test_the_built_in_sets_overlap(name):
    data = builtin(name)
    assert separating_direction(data) is None
    for feature in data.features:
        assert separating_direction(data.select(feature)) is None


@pytest.mark.parametrize(("x", "y", "separable"), [
    ([1, 2, 3, 4], [0, 0, 1, 1], True),
    ([1, 2, 3, 4], [1, 1, 0, 0], True),
    ([1, 2, 3, 4], [0, 1, 0, 1], False),
    ([1, 2, 2, 3], [0, 0, 1, 1], True),
    ([1, 2, 2, 3], [1, 1, 0, 0], True),
    ([0, 0, 1, 1], [0, 1, 1, 1], True),
    ([0, 0, 1, 1], [0, 1, 0, 1], False),
    ([2, 2, 2], [0, 1, 1], False),
    ([1, 2, 3, 4], [0, 1, 1, 0], False),
    ([1, 1 + 1e-15], [0, 1], True),
    ([1e300, -1e300], [0, 1], True),
])
def test_one_feature(x, y, separable):
    data = Dataset(np.array(x, dtype=float)[:, None], y)
    theta = separating_direction(data)
    assert (theta is not None) == separable
    if separable:
        margins = (2 * data.y - 1) * (data.design @ theta)
        assert (margins >= 0).all()
        assert (margins > 0).any()


def test_two_features_that_only_together_separate():
    data = Dataset(np.array([[0, 0], [1, 1], [1, 0], [2, 1]], dtype=float), [0, 0, 1, 1])
    assert separating_direction(data.select("x1")) is not None or separating_direction(data.select("x2")) is None
    assert certifies(data, separating_direction(data))


def test_quasi_separation_in_the_plane():
    """One point of each class on the border, the rest on its own side."""
    x = np.array([[0, 0], [0, 1], [0, 0.5], [1, 0.2], [2, 0.7], [-1, 0.3], [-2, 0.9]])
    data = Dataset(x, [0, 0, 1, 1, 1, 0, 0])
    assert certifies(data, separating_direction(data))
    assert not fit(LogisticLoss(data)).exists


def test_crossed_classes_are_not():
    data = Dataset(np.array([[0, 0], [1, 1], [1, 0], [0, 1]], dtype=float), [0, 0, 1, 1])
    assert separating_direction(data) is None


def test_dependent_features():
    x = np.array([1.0, 2, 3, 4, 5, 6])
    overlapping = Dataset(np.column_stack([x, 2 * x + 1]), [0, 1, 0, 1, 0, 1])
    assert separating_direction(overlapping) is None
    apart = Dataset(np.column_stack([x, 2 * x + 1]), [0, 0, 0, 1, 1, 1])
    assert certifies(apart, separating_direction(apart))


def test_more_columns_than_rows():
    data = Dataset(np.random.default_rng(1).normal(size=(4, 6)), [0, 1, 1, 0])
    assert certifies(data, separating_direction(data))


@pytest.mark.parametrize("labels", [[0, 0, 0], [1, 1, 1]])
def test_one_class(labels):
    data = Dataset([[1.0], [2.0], [3.0]], labels)
    assert certifies(data, separating_direction(data))


def test_no_features():
    assert separating_direction(Dataset(np.empty((2, 0)), [0, 1])) is None


@settings(max_examples=150)
@given(st.integers(0, 100_000), st.integers(1, 3), st.integers(3, 14), st.sampled_from([1, 2, 4, 1000]))
def test_agrees_with_a_linear_programme(seed, d, n, grid):
    """Whole-number points, so that classes often touch: complete, quasi-complete and no separation all occur."""
    rng = np.random.default_rng(seed)
    data = Dataset(rng.integers(-grid, grid + 1, size=(n, d)).astype(float), rng.integers(0, 2, n))
    theta = separating_direction(data)
    assert (theta is not None) == programme_says(data)
    if theta is not None:
        assert certifies(data, theta)


@settings(max_examples=40)
@given(st.integers(0, 100_000), st.sampled_from([1e-6, 1.0, 1e6]))
def test_the_unit_does_not_matter(seed, unit):
    rng = np.random.default_rng(seed)
    x, y = rng.integers(-2, 3, size=(8, 2)).astype(float), rng.integers(0, 2, 8)
    plain, other = separating_direction(Dataset(x, y)), separating_direction(Dataset(x * [1, unit] + [0, unit], y))
    assert (plain is None) == (other is None)
