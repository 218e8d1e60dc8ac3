"""The rate in the update rule keeps clear of its neighbours, however long it is."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

from scenes.kit.rehearsal import lesson_class
from scenes.kit.room import box_of, shared
from scenes.kit.update_formula import UpdateFormula
from scenes.playlist import PLAYLIST

LEFT, RIGHT = -6.36, -1.85
RATES = (1.5, 9.7, 0.1, 0.12, 0.012, 0.0012, 0.000123, 1e-5, 100.0, 1234.0, 12345.0, 1e4, 1e5, 123456789.0)


@pytest.fixture(scope="module")
def rule_at(study_of, settings_of):
    """Return a function that sets the rule of the hours' study at a rate."""
    entry = next(entry for entry in PLAYLIST if entry.slug == "descent")
    study = study_of("hours")

    def rule(rate):
        lesson = lesson_class(entry)(settings=settings_of("hours"), study=replace(study, rate=rate))
        return UpdateFormula(lesson, LEFT, RIGHT, 0.0)

    return rule


def written(rule):
    """Return what the rate's parts say, one after the other."""
    return " ".join(part.typst_code.strip("$ ") for part in rule.rate)


def value(text):
    """Read a number such as 1.5, 10^(4) or 1.23 dot 10^(-4)."""
    factor, power = re.fullmatch(r"(?:([0-9.]+)(?: dot )?)?(?:10\^\((-?\d+)\))?", text).groups()
    return float(factor or 1) * 10.0 ** int(power or 0)


@pytest.mark.parametrize("rate", RATES)
def test_the_rate_touches_none_of_its_neighbours(rule_at, rate):
    rule = rule_at(rate)
    boxes = [box_of(part, 0.02) for part in rule.signs]
    assert all(shared(a, b) == 0 for a, b in itertools.combinations(boxes, 2))
    left = min(box[0] for box in boxes)
    right = max(box[1] for box in boxes)
    assert left > LEFT - 0.05 and right < RIGHT + 0.05


@pytest.mark.parametrize("rate", RATES)
def test_the_rate_stands_under_its_symbol(rule_at, rate):
    rule = rule_at(rate)
    assert rule.rate.get_x() == pytest.approx(rule.formula.part("alpha").get_x(), abs=1e-6)


@pytest.mark.parametrize("rate", RATES)
def test_the_rate_is_the_one_of_the_walk(rule_at, rate):
    assert value(written(rule_at(rate))) == pytest.approx(rate, rel=0.005)


def test_ten_thousand_is_a_power_of_ten(rule_at):
    assert written(rule_at(1e4)) == "10^(4)"
    assert written(rule_at(1.5)) == "1.5"
    assert written(rule_at(0.000123)) == "1.23 dot 10^(-4)"
