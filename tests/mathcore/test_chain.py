"""Chain: the links multiply to the gradient, central differences agree, and a lost minus climbs."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import (
    BUILTIN,
    Chain,
    Dataset,
    LogisticLoss,
    Study,
    builtin,
    chain,
    least_squares,
    lost_minus_step,
    residuals,
    slip,
)

THETA = st.tuples(st.floats(-4, 4), st.floats(-3, 3))
ROW = st.tuples(st.just(1.0), st.floats(-3, 3).filter(lambda x: abs(x) > 0.1))


def single(row, label, theta):
    return Chain(np.array(row), label, np.array(theta), 1)


@given(ROW, st.integers(0, 1), THETA)
def test_each_link_is_the_slope_of_its_step(row, label, theta):
    link = single(row, label, theta)
    with mpmath.workdps(40):
        z = mpmath.mpf(row[0]) * theta[0] + mpmath.mpf(row[1]) * theta[1]
        sigma = lambda s: 1 / (1 + mpmath.exp(-s))  # noqa: E731
        h = sigma(z)
        cost = (lambda p: -mpmath.log(p)) if label else (lambda p: -mpmath.log(1 - p))
        expected = (row[1], mpmath.diff(sigma, z), mpmath.diff(cost, h))
        product = expected[0] * expected[1] * expected[2]
        assert [float(e) for e in expected] == pytest.approx(link.links(theta[1]), rel=1e-9)
        assert float(product) == pytest.approx(link.slope(theta[1]), rel=1e-9)
    assert np.prod(link.links(theta[1])) == pytest.approx(link.slope(theta[1]), rel=1e-9)


@given(ROW, st.integers(0, 1), THETA)
def test_the_slope_is_a_central_difference(row, label, theta):
    link, h = single(row, label, theta), 1e-5
    difference = (link.losses(theta[1] + h) - link.losses(theta[1] - h)) / (2 * h)
    assert float(difference) == pytest.approx(link.slope(theta[1]), abs=1e-8)


@pytest.mark.parametrize("name", BUILTIN)
@pytest.mark.parametrize("theta", [(0.0, 0.0), (-1.0, 0.7), (3.0, -2.0)])
def test_the_gradient_is_the_mean_of_residual_times_input(name, theta):
    data = builtin(name)
    loss = LogisticLoss(data if data.d == 1 else data.select(data.features[0]))
    x, y, counts = loss.data.design, loss.data.y, loss.data.counts
    mean = (counts * residuals(loss, theta)) @ x / loss.data.m
    scale = float(np.abs(x).max())
    steps, here = np.eye(2) * 1e-5 / scale, np.array(theta)
    differences = [float(loss(here + step) - loss(here - step)) / 2e-5 * scale for step in steps]
    assert mean == pytest.approx(loss.gradient(theta), rel=1e-10, abs=1e-12)
    assert mean == pytest.approx(np.array(differences), rel=1e-4, abs=1e-6 * scale)
    assert residuals(loss, theta) == pytest.approx(1 / (1 + np.exp(-loss.scores(theta))) - y, abs=1e-12)


def test_residuals_keep_their_digits_where_h_rounds_to_its_label(loss):
    far = residuals(loss, (0.0, 100.0))[loss.data.y == 1]
    assert np.all(far < 0)


@pytest.mark.parametrize("name", BUILTIN)
def test_the_row_shown_moves_every_link(name):
    data = builtin(name)
    study = Study.of(data if data.d == 1 else data.select(data.features[0]))
    link = chain(study.loss, study.theta)
    z, h, _ = link.links(float(link.theta[1]))
    typical = np.sqrt(study.loss.data.counts @ study.loss.data.x[:, 0] ** 2 / study.data.m)
    assert abs(z) > 0.2 * typical
    assert h > 0.02
    rows = np.column_stack([study.loss.data.design, study.loss.data.y])
    assert np.any(np.all(rows == [*link.inputs, link.label], axis=1))


def test_a_row_far_out_is_not_the_one_shown():
    data = Dataset(np.array([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [1000.0]]), np.array([0, 0, 1, 0, 1, 1, 1]))
    loss = LogisticLoss(data)
    link = chain(loss, (-4.25, 1.21))
    assert abs(link.inputs[1]) < 10
    assert 0.2 < abs(float(link.probabilities(1.21)) - link.label) < 0.9


# -- the lost minus ----------------------------------------------------------------------------------------------


@given(THETA, st.floats(0.01, 2.0))
def test_a_lost_minus_climbs_at_least_as_much_as_convexity_says(theta, rate):
    loss = LogisticLoss(builtin("hours"))
    here = np.array(theta)
    ahead = lost_minus_step(rate)(loss, [here])
    gradient = loss.gradient(here)
    assert ahead == pytest.approx(here + rate * gradient, rel=1e-12, abs=1e-12)
    least = float(loss(here)) + rate * float(gradient @ gradient)
    assert float(loss(ahead)) >= least * (1 - 1e-12)


@pytest.mark.parametrize("name", BUILTIN)
def test_at_one_rate_one_walk_falls_and_the_other_climbs(name):
    data = builtin(name)
    loss = LogisticLoss(data if data.d == 1 else data.select(data.features[0]))
    walks = slip(loss, 10)
    assert walks.rate == pytest.approx(1 / loss.lipschitz, rel=0.05)
    assert walks.up.steps == walks.down.steps == 10
    assert np.all(np.diff(walks.down.losses) < 0)
    assert np.all(np.diff(walks.up.losses) > 0)
    assert walks.up.points[0].tolist() == walks.down.points[0].tolist() == [0.0, 0.0]


def test_a_rate_is_a_positive_number():
    with pytest.raises(ValueError, match="positive"):
        lost_minus_step(0.0)


# -- the same form -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BUILTIN)
def test_linear_regression_has_the_same_form_of_gradient(name):
    data = builtin(name)
    loss = LogisticLoss(data if data.d == 1 else data.select(data.features[0]))
    x, y, counts, m = loss.data.design, loss.data.y, loss.data.counts, loss.data.m

    def squares(theta):
        return float(counts @ (x @ theta - y) ** 2) / (2 * m)

    def form(theta):
        return (counts * (x @ theta - y)) @ x / m

    theta, step = np.array([0.3, -0.2]), 1e-4
    difference = [(squares(theta + step * e) - squares(theta - step * e)) / (2 * step) for e in np.eye(2)]
    assert form(theta) == pytest.approx(np.array(difference), rel=1e-6)
    best = least_squares(loss)
    assert np.linalg.norm(form(best)) < 1e-10 * float(np.abs(x).max())
    expanded = loss.data.expanded()
    slope, intercept = np.polyfit(expanded.x[:, 0], expanded.y, 1)
    assert best == pytest.approx(np.array([intercept, slope]), rel=1e-6, abs=1e-9)
