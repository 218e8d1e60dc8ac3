"""Urn: draws with replacement, their likelihood and its slope, against scipy, mpmath and exact fractions."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mathcore.urn import Urn, sample_likelihood, sample_slope

JAR = Urn()
shares = st.floats(0.01, 0.99)
counts = st.integers(0, 60)


def test_the_lectures_jar():
    assert (JAR.white, JAR.balls, JAR.share) == (65, 100, 0.65)


def test_every_round_has_its_draws_and_the_same_seed_the_same_ones():
    assert JAR.draws(3, 100, 5).shape == (3, 100)
    assert np.array_equal(JAR.draws(3, 100, 5), JAR.draws(3, 100, 5))
    assert np.array_equal(JAR.draws(1, 100, 5)[0], JAR.draws(3, 100, 5)[0])
    assert not np.array_equal(JAR.draws(1, 100, 5), JAR.draws(1, 100, 6))


def test_white_balls_are_counted_as_a_binomial_counts_them():
    white = JAR.draws(4000, 100, 11).sum(axis=1)
    assert stats.binomtest(int(white.sum()), 400_000, JAR.share).pvalue > 0.01
    # Not the hypergeometric: every ball goes back, so a hundred draws of a hundred balls differ.
    assert white.var() == pytest.approx(100 * 0.65 * 0.35, rel=0.1)


def test_the_first_seed_is_the_first():
    seed = JAR.first_seed(100, 70)
    found = [int(JAR.draws(1, 100, k).sum()) for k in range(seed + 1)]
    assert found[-1] == 70
    assert 70 not in found[:-1]


def test_a_sample_that_no_jar_gives_is_refused():
    with pytest.raises(ValueError, match="No seed"):
        Urn(1, 1).first_seed(2, 1)


@given(shares, counts, counts)
def test_the_likelihood_is_a_product_of_factors(p, white, black):
    with mpmath.workdps(40):
        exact = mpmath.mpf(p) ** white * (1 - mpmath.mpf(p)) ** black
    assert float(sample_likelihood(p, white, black)) == pytest.approx(float(exact), rel=1e-11)


@given(shares, counts, counts)
def test_the_slope_is_the_derivative(p, white, black):
    with mpmath.workdps(60):
        exact = mpmath.diff(lambda q: q**white * (1 - q) ** black, mpmath.mpf(p))
    scale = float(sample_likelihood(p, white, black)) * (white / p + black / (1 - p))
    assert float(sample_slope(p, white, black)) == pytest.approx(float(exact), abs=1e-9 * scale + 1e-300)


def test_seventy_of_a_hundred_peak_at_seven_tenths():
    p = np.linspace(0, 1, 100_001)
    values = sample_likelihood(p, 70, 30)
    assert p[values.argmax()] == pytest.approx(0.7, abs=1e-9)
    exact = Fraction(7, 10) ** 70 * Fraction(3, 10) ** 30
    assert values.max() == pytest.approx(float(exact), rel=1e-12)
    assert f"{values.max():.2e}" == "2.95e-27"
    assert abs(float(sample_slope(0.7, 70, 30))) < 1e-12 * values.max() * 100
    assert values[0] == values[-1] == 0.0


def test_it_rises_before_its_top_and_falls_after():
    assert np.all(sample_slope(np.linspace(0.01, 0.69, 69), 70, 30) > 0)
    assert np.all(sample_slope(np.linspace(0.71, 0.99, 29), 70, 30) < 0)
