"""Sums in blocks of rows against the exact sum of single rows."""

from math import fsum

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import Dataset, LogisticLoss, blocks, sigmoid, softplus

ROWS = 12_345


def many(d, *, counts=None, seed=0, rows=ROWS):
    rng = np.random.default_rng(seed)
    return Dataset(rng.normal(size=(rows, d)), rng.integers(0, 2, rows), np.empty(0) if counts is None else counts)


def signed_scores(data, theta):
    z = theta[0] + np.array([fsum(row) for row in data.x * theta[1:]])
    return (1 - 2 * data.y) * z


@pytest.mark.parametrize("d", [0, 1, 3, 10, 100])
@pytest.mark.parametrize("grouped", [False, True])
def test_value_and_gradient_are_the_sums_over_the_rows(d, grouped):
    counts = np.random.default_rng(1).integers(1, 5, ROWS) if grouped else None
    data = many(d, counts=counts)
    theta = np.random.default_rng(2).normal(size=d + 1)
    z = signed_scores(data, theta)
    residuals = data.counts * (1 - 2 * data.y) * sigmoid(z)
    exact = [fsum(column) / data.m for column in (residuals[:, None] * data.design).T]
    value, gradient = blocks.value_and_gradient(data, theta)
    assert value == pytest.approx(fsum(data.counts * softplus(z)) / data.m, rel=2e-15)
    assert gradient == pytest.approx(np.array(exact), rel=1e-13, abs=1e-15)
    assert blocks.value(data, theta) == value
    assert blocks.gradient(data, theta).tolist() == gradient.tolist()


@pytest.mark.parametrize("d", [0, 1, 10])
def test_hessian(d):
    data = many(d, counts=np.random.default_rng(1).integers(1, 5, ROWS))
    theta = np.random.default_rng(2).normal(size=d + 1)
    h = sigmoid(data.design @ theta)
    exact = data.design.T @ ((data.counts * h * (1 - h))[:, None] * data.design) / data.m
    found = blocks.hessian(data, theta)
    assert found == pytest.approx(exact, rel=1e-12, abs=1e-15)
    assert found == pytest.approx(found.T, rel=1e-13)


@pytest.mark.parametrize("score", [0.0, 1e-8, 5.0, 30.0, 37.0, 300.0, 700.0, 745.0])
def test_the_digits_of_a_tiny_loss_are_kept(score):
    """Every row on its own side by the same score: J = softplus(-score)."""
    y = np.arange(ROWS) % 2
    data = Dataset((2.0 * y - 1)[:, None] * score, y)
    assert blocks.value(data, np.array([0.0, 1.0])) == pytest.approx(softplus(-score), rel=1e-15, abs=5e-324)
    slope = -score * sigmoid(-score)
    assert blocks.gradient(data, np.array([0.0, 1.0]))[1] == pytest.approx(slope, rel=2e-14, abs=5e-321)


@given(st.lists(st.floats(-750, 750), min_size=1, max_size=200))
def test_any_scores(scores):
    data = Dataset(np.array(scores)[:, None], np.zeros(len(scores)))
    exact = fsum(softplus(np.array(scores))) / len(scores)
    assert blocks.value(data, np.array([0.0, 1.0])) == pytest.approx(exact, rel=1e-14, abs=1e-322)


@pytest.mark.parametrize("rows", [1, 31, 32, 33, 16_383, 16_384, 16_385, 40_000])
def test_any_number_of_rows(rows):
    data, theta = many(2, rows=rows), np.array([0.3, -1.0, 2.0])
    exact = fsum(softplus(signed_scores(data, theta))) / rows
    assert blocks.value(data, theta) == pytest.approx(exact, rel=2e-15)


def test_scores_that_overflow():
    x = np.where(np.arange(ROWS) % 2, 1e200, -1e200)[:, None]
    right, wrong = Dataset(x, x[:, 0] > 0), Dataset(x, x[:, 0] < 0)
    theta = np.array([0.0, 1e200])
    for data, exact in ((right, 0.0), (wrong, np.inf)):
        assert blocks.value(data, theta) == float(LogisticLoss(data)(theta)) == exact
        assert np.isfinite(blocks.gradient(data, theta)).all()


def test_the_loss_of_many_rows_and_features_is_taken_in_blocks():
    data = many(3)
    loss, thetas = LogisticLoss(data), np.random.default_rng(3).normal(size=(2, 4))
    for theta, value, gradient in zip(thetas, loss(thetas), loss.gradient(thetas), strict=True):
        assert (value, gradient.tolist()) == (blocks.value(data, theta), blocks.gradient(data, theta).tolist())
        both = loss.value_and_gradient(theta)
        assert (both[0], both[1].tolist()) == (value, gradient.tolist())
