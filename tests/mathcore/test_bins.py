"""Bins: every trial is counted once, where it lies; few far ones do not press the others together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mathcore import DataError, Dataset, builtin
from mathcore.bins import CENTRAL, bins

MOST = 20
columns = arrays(np.float64, st.integers(1, 200), elements=st.floats(-1e6, 1e6, allow_subnormal=False))


def dataset(x, seed=0, counts=()):
    x = np.asarray(x, float)
    labels = np.random.default_rng(seed).integers(0, 2, len(x))
    return Dataset(x[:, None], labels, np.asarray(counts, float))


def directly(data, found):
    """Count trial by trial, in plain Python."""
    counts = np.zeros((2, len(found.edges) - 1))
    outside = 0
    for x, y, trials in zip(data.x[:, 0], data.y, data.counts, strict=True):
        if x < found.edges[0] or x > found.edges[-1]:
            outside += trials
            continue
        k = max(k for k in range(len(found.edges) - 1) if x >= found.edges[k])
        counts[int(y), k] += trials
    return counts, outside


@given(columns, st.integers(1, MOST))
def test_every_trial_is_counted_once(x, most):
    data = dataset(x)
    found = bins(data, most)
    assert 1 <= len(found.edges) - 1 <= most
    assert found.counts.sum() + found.outside == data.m
    assert found.counts.min() >= 0
    assert np.all(np.diff(found.edges) > 0) or np.ptp(x) < 1e-9 * np.abs(x).max()


@pytest.mark.parametrize("seed", range(4))
def test_counts_are_those_of_one_by_one(seed):
    rng = np.random.default_rng(seed)
    data = dataset(rng.lognormal(0, 1.5, 3000), seed, rng.integers(1, 9, 3000))
    found = bins(data, MOST)
    counts, outside = directly(data, found)
    assert np.array_equal(found.counts, counts)
    assert found.outside == outside


def test_bins_are_equally_wide():
    found = bins(dataset(np.random.default_rng(1).normal(size=5000)), MOST)
    assert len(found.edges) == MOST + 1
    assert np.diff(found.edges) == pytest.approx(np.diff(found.edges)[0])
    assert found.middles == pytest.approx(found.edges[:-1] + np.diff(found.edges) / 2)


def test_shares_are_successes_over_trials_and_unknown_where_there_are_none():
    found = bins(Dataset(np.array([[0.0], [0.1], [0.2], [7.77]]), np.array([0, 1, 1, 1])), 4)
    assert found.shares[[0, 3]] == pytest.approx([2 / 3, 1.0])
    assert np.isnan(found.shares[[1, 2]]).all()


def test_few_trials_far_out_are_left_outside_and_counted():
    x = np.append(np.random.default_rng(3).normal(size=50_000), [1e5, -1e6, 1e7])
    found = bins(dataset(x), MOST)
    assert found.outside == 3
    assert abs(found.edges).max() < 7


@pytest.mark.parametrize("draw", ["standard_cauchy", "pareto"])
def test_never_more_than_a_hundredth_at_either_end_is_left_outside(draw):
    x = getattr(np.random.default_rng(4), draw)(*([1.2] if draw == "pareto" else []), size=20_000)
    found = bins(dataset(x), MOST)
    assert 0 < found.outside <= 2 * CENTRAL[-1][0] * len(x)
    # What is shown does not lie in one bin.
    assert found.counts.sum(axis=0).max() < 0.9 * len(x)


@pytest.mark.parametrize("draw", ["normal", "uniform", "logistic"])
def test_ordinary_features_are_shown_whole(draw):
    x = getattr(np.random.default_rng(5), draw)(size=200_000)
    found = bins(dataset(x), MOST)
    assert found.outside == 0
    assert (found.edges[0], found.edges[-1]) == (x.min(), x.max())


@pytest.mark.parametrize("step", [1.0, 0.1, 0.25, 12.0])
@pytest.mark.parametrize("points", [2, 11, 20, 21, 60, 137])
def test_values_on_a_lattice_get_bins_with_equally_many_of_its_points(step, points):
    found = bins(dataset(5 + step * np.arange(points)), MOST)
    trials = found.counts.sum(axis=0)
    assert len(trials) <= MOST
    assert len(set(trials[:-1])) <= 1
    assert trials[-1] <= trials[0]
    assert found.edges[0] == pytest.approx(5 - step / 2)


def test_one_value_has_one_bin():
    found = bins(dataset([3.0, 3.0, 3.0]), MOST)
    assert found.counts.sum() == 3
    assert found.edges[0] < 3 < found.edges[1]


def test_nearly_all_trials_at_one_value_leave_nobody_outside():
    assert bins(dataset([*[0.0] * 5000, 1.0, 2.5]), MOST).outside == 0


def test_trials_of_grouped_data_are_all_counted():
    data = builtin("menarche")
    assert bins(data, MOST).counts.sum() == data.m == 3918


def test_what_cannot_be_binned_is_refused():
    with pytest.raises(DataError, match="choose one"):
        bins(builtin("iris"), MOST)
    with pytest.raises(ValueError, match="at least one bin"):
        bins(dataset([1, 2]), 0)
