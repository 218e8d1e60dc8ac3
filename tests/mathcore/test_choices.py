"""Choices: expectation, its simulation, and log utility against definitions and other roads to the same numbers."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from mathcore.choices import Choice, running_means

LECTURE = Choice()
amounts = st.floats(1e-3, 1e9)
wealths = st.floats(1e-2, 1e12)


def choices(sure: float, ratio: float) -> Choice:
    return Choice(sure, sure * ratio)


made = st.builds(choices, amounts, st.floats(2.001, 1e6))


def test_the_lectures_choice():
    assert (LECTURE.sure, LECTURE.prize) == (1e6, 1e8)
    assert LECTURE.expectation == 5e7 == 50 * LECTURE.sure
    assert LECTURE.sd == 5e7


@given(made)
def test_moments_are_those_of_a_scaled_bernoulli(choice):
    coin = stats.bernoulli(0.5)
    assert choice.expectation == pytest.approx(choice.prize * coin.mean(), rel=1e-12)
    assert choice.sd == pytest.approx(choice.prize * coin.std(), rel=1e-12)


def test_tosses_pay_the_prize_or_nothing_about_equally_often():
    tosses = LECTURE.tosses(10_000, 1738)
    assert set(tosses.tolist()) == {0.0, 1e8}
    assert stats.binomtest(int((tosses > 0).sum()), 10_000, 0.5).pvalue > 0.01


def test_the_same_seed_tosses_the_same_coins_and_another_others():
    assert np.array_equal(LECTURE.tosses(100, 7), LECTURE.tosses(100, 7))
    assert not np.array_equal(LECTURE.tosses(100, 7), LECTURE.tosses(100, 8))
    assert np.array_equal(LECTURE.tosses(100, 7), LECTURE.tosses(200, 7)[:100])


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_running_means_are_means_of_the_first_values(values):
    means = running_means(np.array(values))
    for k in range(len(values)):
        assert means[k] == pytest.approx(np.mean(values[: k + 1]), abs=1e-6)


def test_the_band_is_two_standard_errors_to_either_side():
    low, high = LECTURE.band([4, 100, 10_000])
    assert low == pytest.approx([0, 4e7, 4.9e7])
    assert high == pytest.approx([1e8, 6e7, 5.1e7])


def test_about_nineteen_means_in_twenty_lie_in_the_band():
    low, high = LECTURE.band(10_000)
    heads = stats.binom(10_000, 0.5)
    inside = heads.cdf(float(high) / 1e8 * 10_000) - heads.cdf(float(low) / 1e8 * 10_000 - 1)
    assert inside == pytest.approx(0.955, abs=0.003)


@given(made, wealths)
def test_log_utility_holds_the_worth_as_good_as_the_coin(choice, wealth):
    with mpmath.workdps(60):
        w, prize = mpmath.mpf(wealth), mpmath.mpf(choice.prize)
        coin = (mpmath.log(w) + mpmath.log(w + prize)) / 2
        worth = mpmath.exp(coin) - w
    assert float(choice.worth(wealth)) == pytest.approx(float(worth), rel=1e-12)


@given(made, wealths)
def test_the_cautious_never_hold_the_coin_for_more_than_its_expectation(choice, wealth):
    worth = float(choice.worth(wealth))
    assert 0 < worth <= choice.expectation * (1 + 1e-12)
    assert worth <= float(choice.worth(2 * wealth))


def test_the_rich_come_near_the_expectation():
    assert LECTURE.worth(1e15) == pytest.approx(5e7, rel=1e-6)


def test_indifference_is_where_a_root_finder_finds_it():
    root = optimize.brentq(lambda w: float(LECTURE.worth(w)) - LECTURE.sure, 1.0, 1e9, xtol=1e-9)
    assert LECTURE.indifference == pytest.approx(root, rel=1e-9)
    assert LECTURE.indifference == pytest.approx(1e12 / 9.8e7)
    assert round(LECTURE.indifference) == 10_204


@given(made)
def test_below_indifference_the_sure_amount_is_worth_more(choice):
    wealth = choice.indifference
    assert float(choice.worth(wealth)) == pytest.approx(choice.sure, rel=1e-9)
    assert float(choice.worth(0.9 * wealth)) < choice.sure < float(choice.worth(1.1 * wealth))


@pytest.mark.parametrize(("sure", "prize"), [(0, 1), (-1, 1), (1, 2), (3, 2)])
def test_a_sure_amount_that_leaves_no_choice_is_refused(sure, prize):
    with pytest.raises(ValueError, match="choice"):
        Choice(sure, prize)
