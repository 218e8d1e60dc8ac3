"""Odds: e to the score; a ladder of round places multiplies them by one factor."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from mathcore import builtin, odds, odds_ladder
from mathcore.odds import CLEAR, STEPS

slopes = st.floats(1e-4, 1e4) | st.floats(-1e4, -1e-4)


@st.composite
def ladders(draw):
    slope, middle = draw(slopes), draw(st.floats(-50, 50))
    span = draw(st.floats(0.5, 30)) / abs(slope)
    low = middle - draw(st.floats(0.1, 0.9)) * span
    return np.array([-slope * middle, slope]), low, low + span


@given(st.floats(-36, 36))
def test_odds_are_p_over_the_rest(z):
    p = 1 / (1 + np.exp(-z))
    assert odds(z) == pytest.approx(p / (1 - p), rel=3e-16 * (1 + np.exp(abs(z))))


def test_odds_at_the_ends_of_float64():
    assert odds([0.0, -800.0, 800.0]).tolist() == [1.0, 0.0, np.inf]


@given(ladders())
def test_every_step_multiplies_the_odds_by_the_factor(made):
    theta, low, high = made
    ladder = odds_ladder(theta, low, high)
    with np.errstate(over="ignore", under="ignore"):
        ratios = np.diff(ladder.log_odds)
    scale = np.abs(theta[0]) + np.abs(theta[1] * ladder.x).max()
    assert ratios == pytest.approx(np.full(STEPS - 1, np.log(ladder.factor)), abs=1e-13 * scale + 1e-13)
    assert ladder.factor == pytest.approx(np.exp(theta[1] * ladder.unit))


@given(ladders())
def test_places_are_multiples_of_a_round_unit(made):
    theta, low, high = made
    ladder = odds_ladder(theta, low, high)
    digits = f"{ladder.unit:.12e}".partition("e")[0]
    assert float(digits) in (1.0, 2.0, 5.0)
    numbers = ladder.x / ladder.unit
    assert numbers == pytest.approx(np.rint(numbers), abs=1e-9 * max(1, np.abs(numbers).max()))
    assert np.diff(ladder.x) == pytest.approx(np.full(STEPS - 1, ladder.unit))


@given(ladders())
def test_the_places_lie_among_the_data_where_they_can(made):
    theta, low, high = made
    ladder = odds_ladder(theta, low, high)
    assume(ladder.unit * STEPS <= high - low)
    slack = 1e-6 * ladder.unit
    assert low - slack <= ladder.x[0] and ladder.x[-1] <= high + slack


@given(ladders())
def test_a_unit_is_taken_where_it_is_clear_and_fits(made):
    theta, low, high = made
    ladder = odds_ladder(theta, low, high)
    if CLEAR[0] <= abs(theta[1]) <= CLEAR[1] and high - low >= STEPS - 1:
        assert ladder.unit == 1


def test_hours_against_another_library():
    data = builtin("hours")
    model = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(data.x, data.y)
    theta = np.array([model.intercept_[0], model.coef_[0, 0]])
    ladder = odds_ladder(theta, 0.5, 5.5)
    assert ladder.x.tolist() == [2, 3, 4, 5]
    p = model.predict_proba(ladder.x[:, None])[:, 1]
    assert ladder.p == pytest.approx(p)
    assert ladder.odds == pytest.approx(p / (1 - p))
    assert f"{ladder.factor:.2f} {ladder.step:.2f}" == "4.50 1.50"


def test_a_falling_slope_is_read_along_the_axis():
    ladder = odds_ladder([15.0429, -0.232163], 53, 81)
    assert ladder.x.tolist() == [55, 60, 65, 70]
    assert np.all(np.diff(ladder.odds) < 0)
    assert ladder.factor == pytest.approx(np.exp(5 * -0.232163))


def test_without_a_slope_there_is_no_ladder():
    with pytest.raises(ValueError, match="same everywhere"):
        odds_ladder([1.0, 0.0], 0, 1)
