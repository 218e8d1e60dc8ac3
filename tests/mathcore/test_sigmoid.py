"""The sigmoid family against exact values, its own identities and two other libraries."""

import json
import warnings
from fractions import Fraction
from pathlib import Path

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, log_expit

from mathcore import log_sigmoid, logit, sigmoid, sigmoid_slope, softplus

REFERENCE = Path(__file__).parent / "reference" / "edge_cases.json"
EDGES = json.loads(REFERENCE.read_text(encoding="utf-8"))
FUNCTIONS = {"sigmoid": sigmoid, "log_sigmoid": log_sigmoid, "softplus": softplus, "dsigmoid": sigmoid_slope}
SCORES = [case["z"] for case in EDGES["functions"]]
finite = st.floats(allow_nan=False, allow_infinity=False)
moderate = st.floats(-700, 700)


def ulps(value, exact):
    """Return how many units in the last place of the nearest float64 lie between a float and an exact decimal."""
    nearest = float(exact)
    if not np.isfinite(nearest):
        return 0.0 if value == nearest or (np.isnan(value) and np.isnan(nearest)) else np.inf
    return float(abs(Fraction(value) - Fraction(exact)) / Fraction(float(np.spacing(abs(nearest)))))


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("case", EDGES["functions"], ids=SCORES)
def test_exact_to_two_ulps(case, name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        value = FUNCTIONS[name](float(case["z"]))
        mirrored = sigmoid(-float(case["z"]))
    assert ulps(value, case["exact"][name]) <= 2
    assert ulps(mirrored, case["exact"]["sigmoid_neg"]) <= 2


@pytest.mark.parametrize("name", FUNCTIONS)
def test_edge_cases_as_one_array(name):
    scores = np.array([float(z) for z in SCORES])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        values = FUNCTIONS[name](scores)
    assert all(ulps(v, case["exact"][name]) <= 2 for v, case in zip(values, EDGES["functions"], strict=True))


@pytest.mark.parametrize(("name", "exact"), [
    ("sigmoid", lambda z: 1 / (1 + mpmath.exp(-z))),
    ("log_sigmoid", lambda z: -mpmath.log1p(mpmath.exp(-z))),
    ("softplus", lambda z: mpmath.log1p(mpmath.exp(z))),
    ("dsigmoid", lambda z: mpmath.exp(-z) / (1 + mpmath.exp(-z)) ** 2),
])
def test_two_ulps_over_the_whole_line(name, exact):
    scores = np.concatenate([np.linspace(-745, 745, 400), np.linspace(-5, 5, 400)])
    with mpmath.workdps(60):
        worst = max(ulps(FUNCTIONS[name](z), mpmath.nstr(exact(mpmath.mpf(float(z))), 40)) for z in scores)
    assert worst <= 2


def test_logit_to_two_ulps():
    near_half = 0.5 + np.array([1e-16, -1e-16, 1e-9, -1e-9, 0.1, -0.1, 0.2499, 0.2501, -0.2499, -0.2501])
    p = np.concatenate([np.linspace(0.001, 0.999, 500), near_half, [5e-324, 1e-308, 1e-17, np.nextafter(1, 0)]])
    with mpmath.workdps(60):
        exact = [mpmath.nstr(mpmath.log(mpmath.mpf(float(q)) / (1 - mpmath.mpf(float(q)))), 40) for q in p]
    assert max(ulps(logit(q), e) for q, e in zip(p, exact, strict=True)) <= 2


def test_logit_at_and_outside_the_ends():
    assert logit(0.0) == -np.inf
    assert logit(1.0) == np.inf
    assert logit(0.5) == 0.0
    assert np.isnan(logit([-0.1, 1.1, np.nan])).all()


def test_thresholds_of_float64():
    limits = EDGES["thresholds"]
    one_above = float(limits["correctly_rounded_sigmoid_equals_1_for_z_above"])
    assert sigmoid(one_above + 0.01) == 1.0
    assert sigmoid(36.7) < 1.0
    zero_below = float(limits["sigmoid_underflows_to_zero_below"])
    assert sigmoid(zero_below - 0.01) == 0.0
    assert sigmoid(zero_below + 0.01) > 0.0
    assert softplus(34.0) == 34.0
    assert softplus(30.0) > 30.0


@pytest.mark.parametrize("function", [sigmoid, log_sigmoid, softplus, sigmoid_slope, logit])
class TestInputs:
    def test_number_in_number_out(self, function):
        assert isinstance(function(0.25), float)
        assert isinstance(function(1), float)

    def test_shape_is_kept(self, function):
        assert function(np.full((2, 0, 3), 0.5)).shape == (2, 0, 3)
        assert function([[0.25, 0.5]]).shape == (1, 2)

    def test_computes_in_float64(self, function):
        assert function(np.full(3, 0.5, dtype=np.float32)).dtype == np.float64
        assert function(np.array([True, False])).dtype == np.float64

    def test_input_is_left_alone(self, function):
        z = np.array([0.25, 0.5])
        function(z)
        assert z.tolist() == [0.25, 0.5]

    def test_array_equals_loop(self, function):
        z = np.linspace(0.01, 0.99, 37)
        assert function(z).tolist() == [function(v) for v in z]

    @pytest.mark.parametrize("shape", [(64_001,), (3, 40_000), (400, 401)])
    def test_blocks_of_a_large_array_equal_the_whole(self, function, shape):
        values = np.random.default_rng(0).uniform(-0.2, 1.2, shape) * (1 if function is logit else 50)
        values.flat[[5, 17_000, -1]] = [np.nan, np.inf, -np.inf]
        large = function(values)
        assert large.shape == shape
        np.testing.assert_array_equal(large[0], function(values[0]))
        np.testing.assert_array_equal(large[..., -30:], function(values[..., -30:]))
        np.testing.assert_array_equal(function(values.T), large.T)

    def test_text_is_refused(self, function):
        with pytest.raises(ValueError):
            function("score")

    def test_nan_stays_nan(self, function):
        assert np.isnan(function(np.nan))

    def test_silent_even_when_numpy_is_set_to_raise(self, function):
        with np.errstate(all="raise"):
            function(np.array([-1e308, -745.13, 0.0, 1.0, 745.13, np.inf]))


@given(finite)
def test_the_mirror_is_the_complement(z):
    assert abs(sigmoid(-z) - (1.0 - sigmoid(z))) <= 2**-52


@given(finite)
def test_softplus_is_minus_log_sigmoid_of_the_mirror(z):
    assert softplus(z) == -log_sigmoid(-z)


@given(finite)
def test_softplus_lies_above_the_hinge(z):
    assert softplus(z) >= max(z, 0.0)


@given(finite, finite)
def test_sigmoid_keeps_the_order(a, b):
    assert sigmoid(min(a, b)) <= sigmoid(max(a, b))


@given(finite)
def test_sigmoid_stays_inside(z):
    assert 0.0 <= sigmoid(z) <= 1.0
    assert 0.0 <= sigmoid_slope(z) <= 0.25


@given(st.floats(-700, 30))
def test_logit_undoes_sigmoid(z):
    # Near 1 a whole range of scores has one float64 probability, of width about 2^-53 e^z.
    assert abs(logit(sigmoid(z)) - z) <= 4e-16 * (abs(z) + np.exp(max(z, 0.0)) + 1)


@given(moderate)
def test_slope_is_sigmoid_times_its_complement(z):
    assert sigmoid_slope(z) == pytest.approx(sigmoid(z) * sigmoid(-z), rel=1e-15, abs=1e-320)


@given(finite)
def test_agrees_with_scipy(z):
    assert sigmoid(z) == pytest.approx(float(expit(z)), rel=1e-14, abs=1e-322)
    assert log_sigmoid(z) == pytest.approx(float(log_expit(z)), rel=1e-14, abs=1e-322)
    assert softplus(z) == pytest.approx(float(np.logaddexp(0.0, z)), rel=1e-14, abs=1e-322)
