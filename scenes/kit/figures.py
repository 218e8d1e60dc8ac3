"""Numbers as formulas show them."""

from __future__ import annotations

from collections.abc import Callable

# Numbers in this range are read more easily without a power of ten.
PLAIN = (1e-3, 1e3)
# A half to a power up to this is written in full; more decimals would be counted, not read.
EXACT = 7


def scientific(value: float, digits: int) -> str:
    """Write a number as Typst mathematics with so many significant digits, e.g. ``9.5 dot 10^(-7)`` or ``0.25``."""
    if _plain(value):
        return _decimals(value, digits)
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{mantissa} dot 10^({int(exponent)})"


def scientific_text(value: float, digits: int) -> str:
    """Write a number in plain text with so many significant digits, e.g. ``9.5·10⁻⁷`` or ``0.25``."""
    if _plain(value):
        return _decimals(value, digits)
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    raised = str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{mantissa}·10{raised}"


def power_of_half(n: int, write: Callable[[float, int], str]) -> str:
    """Write 0.5 to the n-th power: all its digits where they are few, else two of them as ``write`` does."""
    return f"{0.5**n:.{n}f}" if n <= EXACT else write(0.5**n, 2)


def grouped(value: float, decimals: int) -> str:
    """Write a number as Typst mathematics, its thousands parted by commas that make no room of their own."""
    return f"{value:,.{decimals}f}".replace(",", '","')


def _plain(value: float) -> bool:
    return PLAIN[0] <= abs(value) < PLAIN[1]


def _decimals(value: float, digits: int) -> str:
    exponent = int(f"{value:.{digits - 1}e}".partition("e")[2])
    return f"{value:.{max(0, digits - 1 - exponent)}f}"
