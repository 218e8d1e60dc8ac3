"""Factors, running products and sums, and where float64 gives out."""

import json
import math
from decimal import Decimal
from pathlib import Path

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import (
    BUILTIN,
    Dataset,
    LogisticLoss,
    builtin,
    factors,
    fit,
    halves_until_zero,
    log_factors,
    log_likelihood,
    running_log_sum,
    running_product,
    sigmoid,
    sigmoid_digits,
)

EDGES = json.loads((Path(__file__).parent / "reference" / "edge_cases.json").read_text(encoding="utf-8"))
REAL = next(case for case in EDGES["cases"] if case["id"] == "likelihood_real_sets")["exact"]


def test_factors_at_zero_are_halves(hours):
    assert factors(hours, [0, 0]).tolist() == [0.5] * 20
    assert running_product(factors(hours, [0, 0]))[-1] == 0.5**20


def test_factor_is_h_or_its_complement(hours):
    theta = [-4.0, 1.5]
    h = sigmoid(LogisticLoss(hours).scores(theta))
    assert factors(hours, theta) == pytest.approx(np.where(hours.y == 1, h, 1 - h), rel=1e-13)


def test_factors_keep_their_digits_where_a_difference_from_one_would_not():
    data = Dataset(np.array([[40.0], [40.0], [-800.0]]), np.array([0, 1, 1]))
    values = factors(data, [0.0, 1.0])
    assert values[0] == pytest.approx(4.248354255291589e-18, rel=1e-15)
    assert values[1] == 1.0
    assert values[2] == 0.0
    assert log_factors(data, [0.0, 1.0])[2] == -800.0


def test_broadcast_over_theta(hours):
    thetas = np.array([[[0.0, 0.0], [-4.0, 1.5]], [[1.0, -1.0], [2.0, 2.0]]])
    assert factors(hours, thetas).shape == (2, 2, 20)
    for i, j in np.ndindex(2, 2):
        assert factors(hours, thetas)[i, j].tolist() == factors(hours, thetas[i, j]).tolist()
        assert log_likelihood(hours, thetas)[i, j] == log_likelihood(hours, thetas[i, j])


@given(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=60))
def test_running_product_and_sum_agree_with_a_loop(values):
    product, total = 1.0, 0.0
    products, sums = running_product(values), running_log_sum(np.log(values))
    for i, value in enumerate(values):
        product, total = product * value, total + np.log(value)
        assert products[i] == product
        assert sums[i] == pytest.approx(total, abs=1e-12)
    assert np.log(products[-1]) == pytest.approx(sums[-1], abs=1e-12)


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=60))
def test_running_product_never_rises(values):
    assert (np.diff(running_product(values)) <= 0).all()


def test_halves_until_zero():
    first_subnormal, first_zero, log_sum = halves_until_zero()
    limits = EDGES["likelihood_underflow"][0]
    assert (first_subnormal, first_zero) == (limits["first_subnormal_m"], limits["first_zero_m"])
    assert log_sum == pytest.approx(-1075 * math.log(2), rel=1e-12)
    assert log_sum == pytest.approx(-745.1, abs=0.05)
    products = running_product(np.full(first_zero, 0.5))
    assert products[-1] == 0.0
    assert products[-2] == 5e-324
    assert products[1021] == np.finfo(float).smallest_normal


@pytest.mark.parametrize("case", EDGES["likelihood_underflow"][3:5], ids=lambda case: case["h"])
def test_products_of_larger_factors_stick_above_zero(case):
    products = running_product(np.full(100_000, float(case["h"])))
    tiny = np.finfo(float).smallest_normal
    assert int(np.argmax(products < tiny)) + 1 == case["first_subnormal_m_sequential"]
    assert products[-1] > 0.0


@pytest.mark.parametrize(("name", "key"), [("hours", "hours"), ("challenger", "challenger"), ("vaso", "vaso"),
                                           ("iris", "iris_vv2"), ("menarche", "menarche")])
def test_highest_likelihood_of_the_real_sets(name, key):
    data = builtin(name)
    assert data.m == REAL[key]["m"]
    highest = float(log_likelihood(data, fit(LogisticLoss(data)).theta))
    assert highest == pytest.approx(float(REAL[key]["loglik"]), rel=1e-13)
    assert (highest < math.log(5e-324)) == REAL[key]["underflows_float64"]


@pytest.mark.parametrize(("name", "features", "key"), [
    ("vaso", ["volume", "rate"], "vaso_raw"),
    ("iris", ["sepal length", "sepal width", "petal length", "petal width"], "iris_vv4"),
])
def test_highest_likelihood_of_other_columns(name, features, key):
    data = builtin(name, features)
    assert float(log_likelihood(data, fit(LogisticLoss(data)).theta)) == pytest.approx(float(REAL[key]["loglik"]),
                                                                                      rel=1e-12)


@pytest.mark.parametrize("name", BUILTIN)
def test_log_likelihood_is_minus_m_times_the_loss(name):
    data = builtin(name)
    theta = np.linspace(-1, 1, data.d + 1)
    assert float(log_likelihood(data, theta)) == pytest.approx(-data.m * float(LogisticLoss(data)(theta)), rel=1e-13)


def test_the_jar():
    """70 white and 30 black draws: the likelihood p^70 (1 - p)^30 is highest at 0.7, its logarithm too."""
    jar = next(case for case in EDGES["cases"] if case["id"] == "urn")["exact"]
    draws = Dataset(np.empty((2, 0)), np.array([0, 1]), np.array([30, 70]))
    best = fit(LogisticLoss(draws))
    assert sigmoid(best.theta[0]) == pytest.approx(0.7, rel=1e-14)
    assert float(log_likelihood(draws, best.theta)) == pytest.approx(float(jar["logL"]), rel=1e-14)


@pytest.mark.parametrize("z", [-745.0, -40.0, -3.2, -1e-9, 0.0, 0.1, 2.0, 36.8, 40.0, 700.0])
@pytest.mark.parametrize("places", [1, 5, 21, 60])
def test_sigmoid_digits_are_the_exact_ones_cut(z, places):
    text = sigmoid_digits(z, places)
    with mpmath.workdps(500):
        exact = 1 / (1 + mpmath.exp(-mpmath.mpf(z)))
        assert int(text.replace(".", "")) == int(mpmath.floor(exact * mpmath.mpf(10) ** places))
    assert len(text) == places + 2


def test_forty_is_still_inside():
    assert sigmoid_digits(40, 21) == "0.999999999999999995751"
    assert sigmoid_digits(-40, 21) == "0.000000000000000004248"
    assert sigmoid(40.0) == 1.0


@given(st.floats(0, 1e6), st.integers(1, 40))
def test_digits_never_read_one(z, places):
    assert Decimal(sigmoid_digits(z, places)) < 1


@pytest.mark.parametrize(("z", "places"), [(np.nan, 3), (np.inf, 3), (1.0, 0)])
def test_sigmoid_digits_refuses(z, places):
    with pytest.raises(ValueError, match="finite z and places"):
        sigmoid_digits(z, places)
