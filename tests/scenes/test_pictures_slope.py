"""Slope: the tangent, the bell and the parabola, read back through their axes, are the sigmoid's derivative."""

from __future__ import annotations

import itertools

import mpmath
import numpy as np
import pytest
from scipy.special import expit

from scenes.kit.derivation import DONE
from scenes.kit.slope_walk import LEFT, MIDDLE, REACH

EDITIONS = ("hours", "hours-zh", "hours-light", "challenger", "many")
everywhere = pytest.mark.parametrize("edition", EDITIONS)
SCORES = (-7.0, -6.0, -2.3, 0.0, 0.7, 4.1, 6.0)


def derivative(z):
    """Return the slope of the sigmoid, differentiated with many digits."""
    with mpmath.workdps(30):
        return float(mpmath.diff(lambda t: 1 / (1 + mpmath.exp(-t)), z))


@pytest.fixture
def played(edition, perform):
    return perform("slope", edition)


@pytest.fixture
def walk(played):
    walk = played.lesson.walk
    before = walk.z.get_value()
    yield walk
    walk.z.set_value(before)
    walk.place()


@everywhere
@pytest.mark.parametrize("z", SCORES)
def test_the_tangent_has_the_slope_of_the_curve(walk, z):
    walk.z.set_value(z)
    walk.place()
    (a, low), (b, high) = (walk.upper.plot.value(end) for end in walk.tangent.get_start_and_end())
    assert (high - low) / (b - a) == pytest.approx(derivative(z), abs=1e-6)
    assert low + (z - a) * (high - low) / (b - a) == pytest.approx(expit(z), abs=1e-6)
    assert walk.tangent.get_left()[0] >= LEFT - 0.05 and walk.tangent.get_right()[0] <= MIDDLE + 0.05


@everywhere
@pytest.mark.parametrize("z", SCORES)
def test_the_same_slope_stands_below_and_beside(walk, z):
    walk.z.set_value(z)
    walk.place()
    assert walk.upper.plot.value(walk.dot.get_center()) == pytest.approx((z, expit(z)), abs=1e-6)
    assert walk.lower.value(walk.bell_dot.get_center()) == pytest.approx((z, derivative(z)), abs=1e-6)
    assert walk.side.value(walk.side_dot.get_center()) == pytest.approx((derivative(z), expit(z)), abs=1e-6)
    # Straight down and straight across.
    assert walk.bell_dot.get_x() == pytest.approx(walk.dot.get_x())
    assert walk.side_dot.get_y() == pytest.approx(walk.dot.get_y())


@everywhere
@pytest.mark.parametrize("z", SCORES)
def test_the_numbers_are_those_of_the_score(walk, z):
    walk.z.set_value(z)
    walk.place()
    shown = [float(number.text.replace("−", "-")) for number in walk.values]
    assert shown == pytest.approx([z, expit(z), derivative(z)], abs=5.1e-5 if z == round(z, 2) else 5.1e-3)


@everywhere
def test_the_bell_is_the_derivative(walk):
    drawn = np.array([walk.lower.value(point) for point in walk.bell.get_anchors()])
    assert drawn[:, 1] == pytest.approx([derivative(z) for z in drawn[:, 0]], abs=1e-6)
    assert (drawn[0, 0], drawn[-1, 0]) == pytest.approx((-REACH, REACH), abs=1e-6)


@everywhere
def test_the_parabola_is_p_times_the_rest(walk):
    drawn = np.array([walk.side.value(point) for point in walk.parabola.get_anchors()])
    assert drawn[:, 0] == pytest.approx(drawn[:, 1] * (1 - drawn[:, 1]), abs=1e-6)
    assert drawn[:, 0].max() == pytest.approx(0.25, abs=1e-3)


@everywhere
def test_equals_signs_stand_under_one_another(played):
    rows = played.lesson.derivation.rows
    assert [row.part("eq").get_x() for row in rows] == pytest.approx([rows[0].part("eq").get_x()] * len(rows))
    for above, below in itertools.pairwise(rows):
        assert above.get_bottom()[1] > below.get_top()[1]
    assert [row.submobjects[0].get_fill_opacity() for row in rows] == pytest.approx([DONE] * 4 + [1.0])


@everywhere
def test_no_copy_of_a_line_is_left_behind(played):
    """What came down to the next line is gone again: each line stands once."""
    derived = played.ends["derive"]
    formulas = [shown for shown in derived if "eq|" in shown.source]
    assert len(formulas) == len(played.lesson.derivation.rows)


def test_every_line_of_the_derivation_is_the_same_function():
    """The four ways in which the derivation writes the slope, in numbers."""
    with mpmath.workdps(30):
        for z in map(mpmath.mpf, ("-6", "-1.3", "0", "0.4", "5")):
            e = mpmath.exp(-z)
            s = 1 / (1 + e)
            lines = [-((1 + e) ** -2) * -e, e / (1 + e) ** 2, 1 / (1 + e) * (e / (1 + e)), s * (1 - s)]
            assert all(abs(line - mpmath.diff(lambda t: 1 / (1 + mpmath.exp(-t)), z)) < 1e-15 for line in lines)
