"""Cut-off: the threshold of the lowest expected cost, where the curve meets it, and the gap between two classes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import optimize
from scipy.special import expit

from mathcore import DataError, Dataset, Study, builtin
from mathcore.cutoff import boundary_at, gap, threshold

costs = st.floats(1e-3, 1e3)
probabilities = st.floats(0.01, 0.99)


@given(costs, costs, probabilities)
def test_deciding_for_1_is_cheaper_exactly_above_the_threshold(false1, false0, p):
    cut = threshold(false1, false0)
    assume(abs(p - cut) > 1e-9)
    assert ((1 - p) * false1 < p * false0) == (p > cut)


def test_equal_costs_cut_at_one_half_and_four_to_one_at_four_fifths():
    assert threshold(1, 1) == threshold(7, 7) == 0.5
    assert threshold(4, 1) == 0.8
    assert threshold(1, 4) == pytest.approx(0.2)


@pytest.mark.parametrize("pair", [(0, 1), (1, 0), (-1, 1)])
def test_mistakes_must_cost_something(pair):
    with pytest.raises(ValueError, match="cost"):
        threshold(*pair)


@given(st.floats(-20, 20), st.floats(0.01, 20), st.sampled_from([-1, 1]), probabilities)
def test_the_curve_is_as_high_as_the_cut_at_the_boundary(intercept, slope, sign, p):
    theta = np.array([intercept, sign * slope])
    assert expit(theta @ [1, boundary_at(theta, p)]) == pytest.approx(p, rel=1e-9)


def test_a_flat_curve_has_no_boundary():
    assert np.isnan(boundary_at(np.array([1.0, 0.0]), 0.5))


@pytest.mark.parametrize("name", ["hours", "challenger", "menarche"])
def test_at_one_half_it_is_the_boundary_of_the_study_and_of_a_root_finder(name):
    study = Study.of(builtin(name))
    found = boundary_at(study.raw_theta, 0.5)
    low, high = study.facts["x_low"] - 10, study.facts["x_high"] + 10
    root = optimize.brentq(lambda x: expit(study.raw_theta @ [1, x]) - 0.5, low, high)
    assert found == pytest.approx(study.boundary) == pytest.approx(root)


def dataset(x, y):
    return Dataset(np.array(x, float)[:, None], np.array(y, float))


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=12), st.data())
def test_a_gap_is_where_no_cut_errs_more_than_any_other(x, data):
    y = data.draw(st.lists(st.integers(0, 1), min_size=len(x), max_size=len(x)))
    assume(len(set(y)) == 2 and len(set(x)) > 1)
    found = gap(dataset(x, y))
    zeros, ones = ([a for a, b in zip(x, y, strict=True) if b == k] for k in (0, 1))
    if max(zeros) <= min(ones):
        assert found == (max(zeros), min(ones))
    elif max(ones) <= min(zeros):
        assert found == (max(ones), min(zeros))
    else:
        assert found is None


def test_classes_that_meet_at_one_value_leave_a_gap_without_width():
    assert gap(dataset([1, 2, 2, 3], [0, 0, 1, 1])) == (2, 2)


def test_a_gap_needs_two_classes_in_one_feature():
    with pytest.raises(DataError):
        gap(dataset([1, 2], [1, 1]))
    with pytest.raises(DataError, match="one feature"):
        gap(Dataset(np.eye(2), np.array([0.0, 1.0])))
