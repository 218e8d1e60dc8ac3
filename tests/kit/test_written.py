"""Text that remembers its numbers: in full precision, whatever is done to it."""

from __future__ import annotations

import copy
import json
import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.kit import figures
from scenes.kit.notation import formula
from scenes.kit.words import Words
from scenes.kit.written import Number, Written, figure, filled, numbers_in

floats = st.floats(allow_nan=False, allow_infinity=False)


def test_a_number_is_written_short_and_remembered_whole():
    text = figure(2 / 3, ".2f")
    assert text == "0.67"
    assert text.numbers == (Number("", 2 / 3, "0.67"),)


def test_words_remember_what_was_filled_in_and_under_which_name():
    words = Words.load("en", {"steps": 456, "feature": "hours", "flag": True})
    text = words.get("descent.far.caption")
    assert text == "456 steps until the slope is gone"
    assert text.numbers == (Number("steps", 456, "456"),)


def test_text_within_text_keeps_its_own_names():
    inner = filled("{m:,} cases in {bins}", {"m": 12_345, "bins": np.int64(20)})
    outer = filled(
        "Here are {drawn}, about {slope}; {name}.", {"drawn": inner, "slope": figure(-0.25, ".1f"), "name": "x"}
    )
    assert outer == "Here are 12,345 cases in 20, about -0.2; x."
    assert outer.numbers == (Number("m", 12_345, "12,345"), Number("bins", 20, "20"), Number("slope", -0.25, "−0.2"))
    assert type(outer.numbers[1].value) is int


def test_a_formula_calls_its_numbers_after_itself():
    source = formula("theta", "loss_at_hat", value=figure(0.4014939, ".4f"))
    assert numbers_in(source) == (Number("loss_at_hat.value", 0.4014939, "0.4015"),)


def test_what_stands_around_a_number_changes_nothing():
    text = figure(-2.5, ",.1f")
    assert text.replace("-", "−").between("(", ")") == "(−2.5)"
    assert text.replace("-", "−").between("(", ")").numbers == text.numbers == (Number("", -2.5, "−2.5"),)


def test_text_without_numbers_and_truth_values_have_none():
    assert filled("{a} {b}", {"a": "text", "b": True}).numbers == ()
    assert numbers_in("0.5") == numbers_in(0.5) == ()


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_it_can_be_copied_and_sent(again):
    text = Written("0.7", (Number("p", 0.7, "0.7"),))
    assert (again(text), again(text).numbers) == (text, text.numbers)


@given(floats)
def test_a_value_comes_back_from_json_to_the_last_bit(value: float):
    found = json.loads(json.dumps(figure(value, "g").numbers[0].plain, allow_nan=False))
    assert found == value and math.copysign(1, found) == math.copysign(1, value)


@pytest.mark.parametrize(("value", "plain"), [(math.nan, "nan"), (math.inf, "inf"), (-math.inf, "-inf"), (3, 3)])
def test_what_json_cannot_hold_is_text(value: float, plain: object):
    assert figure(np.float64(value) if isinstance(value, float) else value, "g").numbers[0].plain == plain


@given(floats)
def test_every_way_to_write_a_number_remembers_it(value: float):
    for write in (figures.scientific, figures.scientific_text):
        assert write(value, 3).numbers[0].value == value
    assert figures.grouped(value, 1).numbers[0].value == value
    if value > 0:
        assert figures.value_math(value).numbers[0].value == value
        assert figures.value_text(value).numbers[0].value == value
        assert figures.bound_text(value).numbers[0].value == value


def test_mathematics_and_plain_text_say_the_same():
    (number,) = figures.scientific(1.234e-7, 3).numbers
    assert number == Number("", 1.234e-7, "1.23·10⁻⁷")


def test_a_power_that_no_float_holds_is_remembered_by_its_logarithm():
    assert figures.power_text(-400.5, 2).numbers == (Number("", "10^-400.5", "3.2·10⁻⁴⁰¹"),)
    assert figures.power_text(-3.5, 2).numbers == (Number("", 10**-3.5, "3.2·10⁻⁴"),)
