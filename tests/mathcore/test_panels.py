"""Panels hold the sums over all rows: against the direct way, on every kind of data, near separation too."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mathcore import Dataset, LogisticLoss, blocks, landscape, sigmoid
from mathcore.panels import NODES, ROW_BY_ROW, VALUE_BY_VALUE, condensed, panels_of
from mathcore.weighted import Weighted

ROWS = 20_000
WINDOW = (-5.0, 5.0), (-3.0, 3.0)


def labels(x, middle, slope, rng):
    return rng.random(len(x)) < sigmoid(slope * (x - middle))


def features(kind, rng):
    normal = rng.normal(3.0, 1.5, ROWS)
    match kind:
        case "normal":
            return normal
        case "outlier":
            return np.append(normal[1:], 1e3)
        case "far outlier":
            return np.append(normal[1:], -1e9)
        case "repeated":
            return normal.round(1)
        case "half repeated":
            return np.where(rng.random(ROWS) < 0.5, 2.0, normal)
        case "few values":
            return rng.integers(0, 7, ROWS).astype(float)
        case "clusters":
            return np.where(rng.random(ROWS) < 0.5, 1e-7 * normal, 100.0 + normal)
        case "scales apart":
            return normal * 10.0 ** rng.choice([-300, -200, -100, 0], ROWS)
        case "heavy tails":
            return rng.standard_cauchy(ROWS)
        case _:
            return rng.exponential(size=ROWS)


KINDS = ["normal", "outlier", "far outlier", "repeated", "half repeated", "few values", "clusters", "scales apart",
         "heavy tails", "exponential"]  # fmt: skip


@pytest.fixture(scope="module", params=KINDS)
def data(request):
    rng = np.random.default_rng(0)
    x = features(request.param, rng)
    return Dataset(x[:, None], labels(x, np.median(x), 1.5, rng))


def thetas(n=60):
    return np.random.default_rng(1).normal(size=(n, 2)) * [3.0, 1.0] * 10.0 ** np.linspace(-2, 1, n)[:, None]


def test_values_agree_to_every_digit(data):
    loss = LogisticLoss(data)
    direct = np.array([blocks.value(data, theta) for theta in thetas()])
    assert loss(thetas()) == pytest.approx(direct, rel=2e-14)


def test_gradients_and_hessians_agree(data):
    loss = LogisticLoss(data)
    for theta, gradient, hessian in zip(thetas(), loss.gradient(thetas()), loss.hessian(thetas()), strict=True):
        size = np.array([1.0, np.abs(data.x).mean()])
        assert (np.abs(gradient - blocks.gradient(data, theta)) <= 2e-14 * size).all()
        squares = np.array([[1.0, size[1]], [size[1], np.mean(data.x**2)]])
        assert (np.abs(hessian - blocks.hessian(data, theta)) <= 2e-14 * squares).all()


def test_a_surface_agrees_to_a_million_millionth(data):
    surface = landscape(LogisticLoss(data), *WINDOW, (9, 11))
    direct = [blocks.value(data, theta) for theta in surface.points.reshape(-1, 2)]
    assert np.abs(surface.heights.ravel() - direct).max() <= 1e-12 * max(1.0, np.abs(data.x).mean())


def test_no_more_values_than_nodes_in_a_panel(data):
    """All trials are still there, and the panels that serve the film's slopes are far fewer than the rows."""
    panels = panels_of(data)
    if panels.finest is None:
        assert len(panels.at(VALUE_BY_VALUE).x) == len(np.unique(data.x))
        return
    for k in range(panels.finest, panels.finest + 4):
        weighted = panels.at(k)
        assert np.unique(np.floor(weighted.x / 2.0**k), return_counts=True)[1].max() <= NODES
        assert weighted.weights.sum(axis=1) == pytest.approx([ROWS - data.positives, data.positives], rel=1e-13)
        assert (np.diff(weighted.x) > 0).all()
    assert len(panels.at(int(panels.serving(np.array([[0.0, 1.5]]))[0])).x) < 0.2 * ROWS


@pytest.mark.parametrize("theta", [[0.0, 3.0], [-1.0, 10.0], [0.5, 40.0], [0.0, 100.0], [0.0, 700.0]])
def test_near_separation_a_tiny_loss_keeps_its_digits(theta):
    """Down to J = 1e-300: the error is relative, where the sums with and without labels would cancel."""
    rng = np.random.default_rng(0)
    x = rng.choice([-1.0, 1.0], ROWS) * rng.uniform(1.0, 1.05, ROWS)
    data = Dataset(x[:, None], x > 0)
    loss = LogisticLoss(data)
    assert panels_of(data).serving(np.array([theta]))[0] != ROW_BY_ROW
    assert float(loss(theta)) == pytest.approx(blocks.value(data, np.array(theta)), rel=1e-12)
    assert loss.gradient(theta) == pytest.approx(blocks.gradient(data, np.array(theta)), rel=1e-12)


def test_a_feature_far_from_zero():
    """Years: z itself is only known to 1e-13 there, in either way."""
    rng = np.random.default_rng(0)
    x = rng.normal(2000.0, 15.0, ROWS)
    data = Dataset(x[:, None], labels(x, 2000.0, 0.1, rng))
    theta = np.array([[-200.0, 0.1], [-2000.0, 1.0], [-1000.0, 0.5]])
    direct = [blocks.value(data, row) for row in theta]
    assert LogisticLoss(data)(theta) == pytest.approx(np.array(direct), rel=1e-12)


def test_slopes_too_steep_for_panels_are_summed_directly(data):
    theta = np.array([[1.0, 1e12]])
    how = panels_of(data).serving(theta)[0]
    few = len(np.unique(data.x)) < ROWS / 4
    assert how == (VALUE_BY_VALUE if few else ROW_BY_ROW)
    assert float(LogisticLoss(data)(theta)[0]) == pytest.approx(blocks.value(data, theta[0]), rel=1e-14)


def test_a_flat_slope_needs_one_panel_on_either_side_of_zero():
    data = Dataset(np.random.default_rng(0).normal(size=(ROWS, 1)), np.arange(ROWS) % 2)
    loss = LogisticLoss(data)
    assert float(loss([0.0, 0.0])) == pytest.approx(np.log(2), rel=1e-15)
    panels = panels_of(data)
    assert len(panels.at(int(panels.serving(np.zeros((1, 2)))[0])).x) == 2 * NODES


def test_counts_are_weights():
    rng = np.random.default_rng(0)
    x, y, counts = rng.normal(size=(ROWS, 1)), rng.integers(0, 2, ROWS), rng.integers(1, 9, ROWS)
    data = Dataset(x, y, counts)
    for theta in ([0.5, -1.0], [3.0, 2.0]):
        assert float(LogisticLoss(data)(theta)) == pytest.approx(blocks.value(data, np.array(theta)), rel=1e-14)


@pytest.mark.parametrize(
    "extremes",
    [
        (1e300, 1.7e308),
        (-1.7e308, 1.7e308),
        (1e-300, 1e-310),
        (1e-310, 1.0),
        (1e200, 1e-200),
        (1e20, 1.0),
    ],
)
def test_extreme_features(extremes):
    x = np.repeat(extremes, ROWS // 2) * np.random.default_rng(0).uniform(0.5, 1.0, ROWS)
    data = Dataset(x[:, None], np.arange(ROWS) % 2)
    for theta in ([0.5, 1e-300], [0.5, 1.0], [0.0, 1e300]):
        assert float(LogisticLoss(data)(theta)) == pytest.approx(blocks.value(data, np.array(theta)), rel=1e-13)


def test_one_theta_gives_the_same_bits_alone_and_among_others(data):
    loss, some = LogisticLoss(data), thetas(12)
    together = loss(some), loss.gradient(some), loss.hessian(some)
    for i, theta in enumerate(some):
        assert float(loss(theta)) == together[0][i]
        assert loss.gradient(theta).tolist() == together[1][i].tolist()
        assert loss.hessian(theta).tolist() == together[2][i].tolist()


def test_results_do_not_depend_on_what_was_asked_before():
    x = np.random.default_rng(0).normal(size=(ROWS, 1))
    there, back = Dataset(x, np.arange(ROWS) % 2), Dataset(x, np.arange(ROWS) % 2)
    forward = [float(LogisticLoss(there)(theta)) for theta in thetas()]
    backward = [float(LogisticLoss(back)(theta)) for theta in thetas()[::-1]]
    assert forward == backward[::-1]


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.floats(-40, 40), st.sampled_from([0.1, 1.0, 30.0]))
def test_condensing_keeps_the_sums_of_smooth_functions(seed, offset, spread):
    """Polynomials below degree NODES exactly, which the trials, the mean and the variance are."""
    rng = np.random.default_rng(seed)
    x = np.sort(offset + spread * rng.normal(size=1000))
    dense = Weighted(x, rng.integers(0, 4, (2, 1000)).astype(float))
    sparse = condensed(dense, 2.0 ** np.ceil(np.log2(spread)))
    assert len(sparse.x) < len(x)
    for power in range(4):
        exact = dense.weights @ (dense.x - offset) ** power
        size = dense.weights @ np.abs(dense.x - offset) ** power + 1e-300
        assert (np.abs(sparse.weights @ (sparse.x - offset) ** power - exact) <= 1e-12 * size).all()
