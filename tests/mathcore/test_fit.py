"""The fit: published estimates, a second and a third opinion, and data that have none or many."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from mathcore import BUILTIN, DataError, Dataset, LogisticLoss, Scaling, Stop, builtin, fit, log_likelihood

FOLDER = Path(__file__).parent / "reference"
PUBLISHED = json.loads((FOLDER / "published_fits.json").read_text(encoding="utf-8"))["datasets"]
EDGES = {case["id"]: case for case in json.loads((FOLDER / "edge_cases.json").read_text(encoding="utf-8"))["cases"]}
KEYS = dict(zip(BUILTIN, ["hours", "challenger", "vaso", "iris_vv2", "menarche"], strict=True))


def numbers(texts):
    return np.array([float(text) for text in texts])


@pytest.mark.parametrize("name", BUILTIN)
class TestPublished:
    @pytest.fixture
    def published(self, name):
        return PUBLISHED[KEYS[name]]

    @pytest.fixture
    def best(self, name):
        return fit(LogisticLoss(builtin(name)))

    def test_coefficients_to_ten_digits(self, best, published):
        assert best.theta == pytest.approx(numbers(published["theta_hat"]), rel=1e-11)

    def test_printed_coefficients(self, best, published):
        for value, printed in zip(best.theta, published["published"]["coef"], strict=True):
            assert f"{value:.{len(printed.split('.')[1])}f}" == printed

    def test_standard_errors(self, best, published):
        assert best.standard_errors == pytest.approx(numbers(published["se"]), rel=1e-10)

    def test_loss(self, best, published):
        assert best.loss == pytest.approx(float(published["loss_at_hat"]), rel=1e-14)

    def test_log_likelihood_and_deviance(self, name, best, published):
        value = float(log_likelihood(builtin(name), best.theta))
        assert value == pytest.approx(float(published["loglik"]), rel=1e-13)
        assert -2 * value == pytest.approx(float(published["deviance_ungrouped"]), rel=1e-13)

    def test_hessian(self, best, published):
        assert best.hessian == pytest.approx(np.array([numbers(row) for row in published["hessian_at_hat"]]), rel=1e-10)

    def test_eigenvalues(self, best, published):
        assert best.eigenvalues == pytest.approx(numbers(published["hessian_eigenvalues_at_hat"]), rel=1e-9)

    def test_the_last_rate_that_settles(self, best, published):
        assert 2 / best.eigenvalues[-1] == pytest.approx(float(published["local_lr_limit_2_over_lmax_Hhat"]), rel=1e-11)

    def test_gradient_vanishes(self, name, best):
        loss = LogisticLoss(builtin(name))
        assert np.abs(loss.gradient(best.theta)).max() <= 1e-15 * np.abs(loss.data.design).max()

    def test_exists_and_is_unique(self, best):
        assert best.exists
        assert best.unique
        assert best.stop is Stop.CONVERGED
        assert best.steps < 15

    def test_standardised(self, name, published):
        data, standard = builtin(name), published["standardised"]
        scaling = Scaling.standard(data)
        assert scaling.mean == pytest.approx(numbers(standard["mean"])[1:], rel=1e-14)
        assert scaling.sd == pytest.approx(numbers(standard["sd_population"])[1:], rel=1e-14)
        loss = LogisticLoss(scaling.apply(data))
        best = fit(loss)
        assert best.theta == pytest.approx(numbers(standard["theta_hat"]), rel=1e-11)
        assert best.eigenvalues == pytest.approx(numbers(standard["hessian_eigenvalues_at_hat"]), rel=1e-11)
        assert loss.lipschitz == pytest.approx(float(standard["L"]), rel=1e-14)
        assert scaling.to_raw_theta(best.theta) == pytest.approx(numbers(published["theta_hat"]), rel=1e-10)

    def test_scipy_finds_the_same_minimum(self, name, best):
        data = builtin(name)
        scaling = Scaling.standard(data)
        loss = LogisticLoss(scaling.apply(data))
        found = minimize(loss, np.zeros(loss.p), jac=loss.gradient, hess=loss.hessian, method="trust-exact",
                         options={"gtol": 1e-12})
        assert scaling.to_raw_theta(found.x) == pytest.approx(best.theta, rel=1e-7)
        assert found.fun == pytest.approx(best.loss, rel=1e-13)

    def test_scikit_learn_finds_the_same_minimum(self, name, best):
        data = builtin(name)
        scaling = Scaling.standard(data)
        model = LogisticRegression(C=np.inf, tol=1e-10, solver="newton-cholesky", max_iter=1000)
        model.fit(scaling.apply(data).x, data.y, sample_weight=data.counts)
        theta = scaling.to_raw_theta(np.append(model.intercept_, model.coef_))
        assert theta == pytest.approx(best.theta, rel=1e-6)


def test_intercept_only_is_the_log_odds():
    challenger = builtin("challenger")
    best = fit(LogisticLoss(Dataset(np.empty((23, 0)), challenger.y)))
    assert best.theta == pytest.approx([float(EDGES["intercept_only"]["exact"])], rel=1e-14)
    assert best.loss == pytest.approx(0.614503320310728258700651745835, rel=1e-14)


def test_a_two_by_two_table_has_a_closed_solution():
    """Titanic: 367 of 1731 men and 344 of 470 women survived."""
    data = Dataset(np.array([[0.0], [0.0], [1.0], [1.0]]), np.array([0, 1, 0, 1]), np.array([1364, 367, 126, 344]))
    best = fit(LogisticLoss(data))
    assert best.theta == pytest.approx(numbers(EDGES["saturated_2x2"]["exact"]), rel=1e-13)
    assert best.standard_errors[1] == pytest.approx(0.119588536870943370350615609165, rel=1e-12)


@pytest.mark.parametrize("unit", [1e-150, 1e-6, 1e6, 1e150])
def test_the_unit_of_the_feature_does_not_matter(hours, unit):
    best = fit(LogisticLoss(Dataset(hours.x * unit, hours.y)))
    assert best.theta * [1, unit] == pytest.approx(numbers(PUBLISHED["hours"]["theta_hat"]), rel=1e-12)
    assert best.standard_errors * [1, unit] == pytest.approx(numbers(PUBLISHED["hours"]["se"]), rel=1e-11)
    assert best.unique


def test_a_feature_far_from_zero(hours):
    """Such as a time stamp: the slope keeps its digits, the loss too."""
    best = fit(LogisticLoss(Dataset(hours.x + 2.0**30, hours.y)))
    assert best.unique
    assert best.theta[1] == pytest.approx(1.50464542837333345606, rel=1e-9)


def test_values_too_large_for_the_curvature(hours):
    with pytest.raises(DataError, match="rescale"):
        fit(LogisticLoss(Dataset(hours.x * 1e160, hours.y)))


class TestDependentFeatures:
    @pytest.mark.parametrize(("extra", "expected"), [
        (lambda x: x, EDGES["collinear_duplicate"]["exact"]["min_norm"]),
        (lambda x: np.zeros_like(x), ["-4.07771343108763067", "1.50464542837333345", "0"]),
    ], ids=["repeated", "zero"])
    def test_least_norm(self, hours, extra, expected):
        best = fit(LogisticLoss(Dataset(np.hstack([hours.x, extra(hours.x)]), hours.y)))
        assert best.theta == pytest.approx(numbers(expected), rel=1e-10, abs=1e-12)
        assert best.exists
        assert not best.unique
        assert best.rank == 2
        assert np.isnan(best.standard_errors).all()
        assert best.loss == pytest.approx(0.401493923217233714632, rel=1e-14)

    @pytest.mark.parametrize(("value", "key"), [(1.0, "min_norm_c1"), (5.0, "min_norm_c5")])
    def test_constant_feature(self, hours, value, key):
        best = fit(LogisticLoss(Dataset(np.column_stack([np.full(20, value), hours.x]), hours.y)))
        assert best.theta == pytest.approx(numbers(EDGES["constant_feature"]["exact"][key]), rel=1e-10)
        assert best.rank == 2


class TestNoMinimum:
    @pytest.mark.parametrize("labels", [[0, 0, 0], [1, 1, 1]])
    def test_one_class_is_an_error(self, labels):
        with pytest.raises(DataError, match="both outcomes are needed"):
            fit(LogisticLoss(Dataset(np.array([[1.0], [2.0], [3.0]]), labels)))

    def test_separated(self, separated):
        best = fit(LogisticLoss(separated))
        assert best.stop is Stop.SEPARABLE
        assert not best.exists
        assert not best.unique
        assert np.isnan(best.theta).all()
        assert np.isnan(best.eigenvalues).all()

    def test_touching(self, touching):
        assert fit(LogisticLoss(touching)).stop is Stop.SEPARABLE

    def test_more_columns_than_rows(self):
        rng = np.random.default_rng(0)
        best = fit(LogisticLoss(Dataset(rng.normal(size=(5, 8)), np.array([0, 1, 0, 1, 1]))))
        assert best.stop is Stop.SEPARABLE

    def test_the_iris_that_stand_apart(self):
        """Petal lengths of setosa end at 1.9, of versicolor begin at 3.0."""
        data = Dataset(np.array([[1.4], [1.9], [3.0], [4.7]]), np.array([0, 0, 1, 1]))
        assert fit(LogisticLoss(data)).stop is Stop.SEPARABLE


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 3), st.integers(8, 60))
def test_every_fit_is_a_minimum_or_says_why_not(seed, d, n):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, d)) * 10.0 ** rng.integers(-3, 4, size=d) + rng.normal(size=d)
    y = (rng.random(n) < 0.5).astype(float)
    y[:2] = 0, 1
    loss = LogisticLoss(Dataset(x, y))
    best = fit(loss)
    assert best.stop in (Stop.CONVERGED, Stop.SEPARABLE)
    if best.exists:
        assert np.abs(loss.gradient(best.theta) / np.abs(loss.data.design).max(axis=0)).max() < 1e-12
        assert best.eigenvalues[0] > 0
