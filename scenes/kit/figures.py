"""Numbers as formulas show them."""

from __future__ import annotations


def scientific(value: float, digits: int) -> str:
    """Write a number as Typst mathematics with so many significant digits, e.g. ``9.5 dot 10^(-7)``."""
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{mantissa} dot 10^({int(exponent)})"


def scientific_text(value: float, digits: int) -> str:
    """Write a number in plain text with so many significant digits, e.g. ``9.5·10⁻⁷``."""
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    raised = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{mantissa}·10{raised}"
