"""Entropy, cross-entropy and divergence against scipy, mpmath and one another."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from mathcore import cross_entropy, divergence, entropy, sigmoid, softplus

share = st.floats(0, 1)
inner = st.floats(1e-12, 1 - 1e-12)


def exact(y: float, h: float) -> tuple[float, float, float]:
    """Return entropy, cross-entropy and divergence in 50 digits."""
    with mpmath.workdps(50):
        y, h = mpmath.mpf(y), mpmath.mpf(h)
        pairs = [(y, h), (1 - y, 1 - h)]
        own, cross, extra = (
            mpmath.fsum(term(a, b) for a, b in pairs if a)
            for term in (
                lambda a, b: -a * mpmath.log(a),
                lambda a, b: -a * mpmath.log(b),
                lambda a, b: a * mpmath.log(a / b),
            )
        )
        return float(own), float(cross), float(extra)


@given(inner, inner)
def test_digits_against_mpmath(y, h):
    own, cross, extra = exact(y, h)
    assert entropy(y) == pytest.approx(own, rel=1e-13)
    assert cross_entropy(y, h) == pytest.approx(cross, rel=1e-13)
    assert divergence(y, h) == pytest.approx(extra, rel=1e-12, abs=1e-30)


@pytest.mark.parametrize("gap", [1e-3, 1e-6, 1e-9])
def test_the_divergence_keeps_its_digits_where_both_are_close(gap):
    # The difference of cross-entropy and entropy has lost them all.
    assert divergence(0.7, 0.7 + gap) == pytest.approx(exact(0.7, 0.7 + gap)[2], rel=1e-6)


@given(share, inner)
def test_scipy_agrees(y, h):
    assert entropy(y) == pytest.approx(stats.entropy([y, 1 - y]), abs=1e-12)
    assert divergence(y, h) == pytest.approx(special.rel_entr(y, h) + special.rel_entr(1 - y, 1 - h), abs=1e-12)


@given(share, inner)
def test_the_cost_is_divergence_plus_entropy(y, h):
    assert cross_entropy(y, h) == pytest.approx(divergence(y, h) + entropy(y), rel=1e-12, abs=1e-14)


@given(share, share)
def test_nothing_is_negative_and_the_best_guess_is_the_label(y, h):
    assert divergence(y, h) >= 0
    assert divergence(y, y) == 0
    assert cross_entropy(y, y) == entropy(y)
    assert 0 <= entropy(y) <= np.log(2) + 1e-15


@given(share, share)
def test_both_outcomes_are_treated_alike(y, h):
    # 1 - 0.1 is not exactly 0.9: only labels and guesses whose complements are exact are compared to all digits.
    y, h = round(y * 1024) / 1024, round(h * 1024) / 1024
    assert cross_entropy(y, h) == pytest.approx(cross_entropy(1 - y, 1 - h), rel=1e-14)
    assert divergence(y, h) == pytest.approx(divergence(1 - y, 1 - h), rel=1e-14)


@given(st.floats(-30, 30))
def test_hard_labels_cost_the_softplus_of_the_score(z):
    # 1 - sigmoid(z) is rounded: its relative error grows with z.
    assert cross_entropy(1, sigmoid(z)) == pytest.approx(softplus(-z), rel=1e-12, abs=1e-15)
    assert cross_entropy(0, sigmoid(z)) == pytest.approx(softplus(z), rel=1e-3)


@pytest.mark.parametrize("y", [0, 1])
def test_hard_labels_have_no_entropy_and_no_sign(y):
    assert entropy(y) == 0
    assert not np.signbit(entropy(y))
    assert divergence(y, 0.3) == pytest.approx(cross_entropy(y, 0.3), rel=1e-15)


def test_a_guess_that_rules_out_what_happens_costs_without_limit():
    assert cross_entropy(1, 0) == cross_entropy(0, 1) == cross_entropy(0.5, 0) == np.inf
    assert divergence(1, 0) == divergence(0.5, 1) == np.inf


def test_arrays_broadcast():
    labels, guesses = np.array([[0.0], [0.7], [1.0]]), np.array([0.25, 0.5])
    for function in (cross_entropy, divergence):
        assert function(labels, guesses).shape == (3, 2)
        assert function(labels, guesses)[1, 0] == function(0.7, 0.25)
    assert entropy(labels).shape == (3, 1)


@pytest.mark.parametrize("bad", [-0.1, 1.1, np.nan, [0.5, 2]])
def test_what_is_no_probability_is_refused(bad):
    for call in (lambda: entropy(bad), lambda: cross_entropy(bad, 0.5), lambda: divergence(0.5, bad)):
        with pytest.raises(ValueError, match="lies between 0 and 1"):
            call()
