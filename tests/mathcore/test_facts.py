"""Facts that describe how a walk ends."""

import numpy as np
import pytest

from mathcore import Stop, Study, builtin


def at_rate(rate):
    return Study.of(builtin("hours"), rate=rate)


@pytest.mark.parametrize("rate", [1.9, 2.0, 3.0, 5.0])
def test_a_cycle_has_as_many_points_as_its_period(rate):
    study = at_rate(rate)
    period = study.facts["period"]
    assert study.walk.stop is Stop.OSCILLATING
    assert len({tuple(point) for point in study.walk.points[-3 * period:].round(6)}) == period >= 2


def test_a_walk_that_leaps_about_without_a_cycle_has_no_period():
    study = at_rate(100.0)
    assert study.walk.stop is Stop.OSCILLATING
    assert study.facts["period"] == 0
    assert len(np.unique(study.walk.points[-100:].round(6), axis=0)) > 8


@pytest.mark.parametrize("rate", [None, 0.1, 1e4])
def test_a_walk_that_ends_otherwise_has_no_period(rate):
    assert at_rate(rate).facts["period"] == 0
