"""Threshold: the staircase is a count, the soft step becomes the step, and its slope is a derivative."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import expit

from mathcore import DataError, Dataset, builtin, misses, soft_step, staircase, total_miss, total_miss_slope

columns = arrays(np.float64, st.integers(2, 40), elements=st.integers(-9, 9).map(float))
scores = st.floats(-300, 300, allow_subnormal=False)


def dataset(x, seed):
    rng = np.random.default_rng(seed)
    return Dataset(np.asarray(x)[:, None], rng.integers(0, 2, len(x)), rng.integers(1, 5, len(x)).astype(float))


def counted(data, threshold, rising):
    """Count the wrong ones trial by trial, in plain Python."""
    wrong = 0
    for x, y, trials in zip(data.x[:, 0], data.y, data.counts, strict=True):
        predicted = (x >= threshold) if rising else (x <= threshold)
        wrong += int(trials) * (predicted != bool(y))
    return wrong


@given(columns, st.integers(0, 99), st.booleans())
def test_the_staircase_counts_one_by_one(x, seed, rising):
    data = dataset(x, seed)
    stairs = staircase(data, rising)
    places = np.concatenate([[stairs.edges[0] - 1], (stairs.edges[:-1] + stairs.edges[1:]) / 2, [stairs.edges[-1] + 1]])
    assert stairs.wrong.tolist() == [counted(data, place, rising) for place in places]
    assert stairs.at(places).tolist() == stairs.wrong.tolist()


@given(columns, st.integers(0, 99), st.floats(-11, 11), st.sampled_from([-2.0, -0.3, 0.7, 3.0]))
def test_the_misses_of_the_step_are_the_wrong_ones(x, seed, threshold, slope):
    data = dataset(x, seed)
    theta = np.array([-slope * threshold, slope])
    z = theta[0] + slope * data.x[:, 0]
    wrong = data.counts @ ((z >= 0) != (data.y == 1))
    assert total_miss(data, theta, np.inf) == wrong
    assert set(misses(data, theta, np.inf)) <= {0.0, 1.0}


@given(arrays(np.float64, 20, elements=scores), st.floats(0.01, 60))
def test_the_soft_step_is_the_sigmoid_of_k_z(z, k):
    assert soft_step(z, k) == pytest.approx(expit(k * z), abs=1e-15)


@given(st.floats(1e-3, 50) | st.floats(-50, -1e-3))
def test_the_soft_step_becomes_the_step(z):
    assert soft_step(z, 1e6) == pytest.approx(soft_step(z, np.inf), abs=1e-300)


def test_the_step_is_one_from_zero_on():
    assert soft_step([-1e-300, -0.0, 0.0, 1e-300], np.inf).tolist() == [0, 1, 1, 1]


@given(columns, st.integers(0, 99), st.floats(-3, 3), st.floats(-2, 2), st.floats(0.2, 5))
def test_the_total_is_the_sum_of_distances(x, seed, intercept, slope, k):
    data = dataset(x, seed)
    p = expit(k * (intercept + slope * data.x[:, 0]))
    assert misses(data, [intercept, slope], k) == pytest.approx(np.abs(data.y - p), abs=1e-14)
    assert total_miss(data, [intercept, slope], k) == pytest.approx(data.counts @ np.abs(data.y - p), rel=1e-12)


@given(columns, st.integers(0, 99), st.floats(-3, 3), st.floats(-1, 1), st.floats(0.2, 3))
def test_the_slope_is_that_of_the_total(x, seed, intercept, slope, k):
    data, h = dataset(x, seed), 1e-4
    ends = total_miss(data, [[intercept - h, slope], [intercept + h, slope]], k)
    expected = (ends[1] - ends[0]) / (2 * h)
    assert total_miss_slope(data, [intercept, slope], k) == pytest.approx(expected, abs=1e-6 * data.m)


def test_many_intercepts_at_once():
    data = builtin("hours")
    grid = np.stack([np.linspace(-8, 0, 7), np.full(7, 1.5)], axis=-1)
    one_by_one = [float(total_miss(data, theta, 1.0)) for theta in grid]
    assert total_miss(data, grid, 1.0) == pytest.approx(one_by_one, rel=1e-14)


def test_hours_at_the_estimates_boundary():
    assert staircase(builtin("hours")).at(2.71) == 4


def test_several_features_have_no_staircase():
    with pytest.raises(DataError, match="features"):
        staircase(builtin("vaso"))
