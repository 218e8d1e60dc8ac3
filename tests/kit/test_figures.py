"""Numbers as they are written: plain where that is easily read, with a power of ten elsewhere."""

from __future__ import annotations

from fractions import Fraction

import pytest

from scenes.kit.figures import EXACT, grouped, power_of_half, power_text, scientific, scientific_text


@pytest.mark.parametrize(
    ("value", "digits", "formula", "text"),
    [
        (9.5367e-7, 2, "9.5 dot 10^(-7)", "9.5·10⁻⁷"),
        (0.25, 2, "0.25", "0.25"),
        (0.5, 2, "0.50", "0.50"),
        (0.0801, 3, "0.0801", "0.0801"),
        (0.001, 2, "0.0010", "0.0010"),
        (0.00099, 2, "9.9 dot 10^(-4)", "9.9·10⁻⁴"),
        (0.9999, 2, "1.0", "1.0"),
        (12.34, 2, "12", "12"),
        (27182.8, 3, "2.72 dot 10^(4)", "2.72·10⁴"),
    ],
)
def test_small_powers_of_ten_are_written_out(value, digits, formula, text):
    assert scientific(value, digits) == formula
    assert scientific_text(value, digits) == text


@pytest.mark.parametrize("n", range(1, EXACT + 1))
def test_a_product_of_few_halves_is_written_exactly(n):
    for write in (scientific, scientific_text):
        assert Fraction(power_of_half(n, write)) == Fraction(1, 2**n)


@pytest.mark.parametrize("n", [EXACT + 1, 24, 60])
def test_a_product_of_many_halves_is_written_with_two_digits(n):
    assert power_of_half(n, scientific) == scientific(0.5**n, 2)


def test_thousands_are_parted_by_commas_that_typst_takes_for_words():
    assert grouped(-513496.6, 2) == '-513","496.60'
    assert grouped(-13.8629, 2) == "-13.86"


@pytest.mark.parametrize(
    ("log", "text"),
    [
        (-6.020599913279624, "9.5·10⁻⁷"), (-1.0, "0.10"), (0.0, "1.0"), (-2.2, "0.0063"), (-3.487, "3.3·10⁻⁴"),
        (-1179.435523, "3.7·10⁻¹¹⁸⁰"), (-301029.9957, "1·10⁻³⁰¹⁰³⁰"), (-400.0001, "1.0·10⁻⁴⁰⁰"),
    ],
)  # fmt: skip
def test_a_number_is_written_by_its_logarithm_even_where_float64_holds_none_so_small(log, text):
    assert power_text(log, 2) == text
