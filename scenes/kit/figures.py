"""Numbers as formulas show them."""

from __future__ import annotations

import math
from collections.abc import Callable

from scenes.kit.written import Written, figure

# Numbers in this range are read more easily without a power of ten.
PLAIN = (1e-3, 1e3)
# A half to a power up to this is written in full; more decimals would be counted, not read.
EXACT = 7
# Exponents from here on are long.
LONG = 100_000
# Common logarithms between these are of numbers that float64 holds with all their digits.
LEAST, MOST = -307.0, 308.0
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def scientific(value: float, digits: int) -> Written:
    """Write a number as Typst mathematics with so many significant digits, e.g. ``9.5 dot 10^(-7)`` or ``0.25``."""
    plain = scientific_text(value, digits)
    if _plain(value):
        return plain
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return Written(f"{mantissa} dot 10^({int(exponent)})", plain.numbers)


def scientific_text(value: float, digits: int) -> Written:
    """Write a number in plain text with so many significant digits, e.g. ``9.5·10⁻⁷`` or ``0.25``."""
    if _plain(value):
        return _decimals(value, digits)
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return Written.of(value, f"{mantissa}·10{str(int(exponent)).translate(RAISED)}")


def power_text(log: float, digits: int) -> Written:
    """Write the number with a common logarithm in plain text: also one that float64 cannot hold.

    An exponent so long that the number would not be read leaves the mantissa one digit.
    """
    if log > -300 and _plain(10**log):
        return _decimals(10**log, digits)
    exponent = math.floor(log)
    decimals = digits - 1 if exponent > -LONG else 0
    mantissa = f"{10 ** (log - exponent):.{decimals}f}"
    if float(mantissa) >= 10:
        mantissa, exponent = f"{1:.{decimals}f}", exponent + 1
    # Of a number that float64 cannot hold, its logarithm is known.
    value = 10**log if LEAST < log < MOST else f"10^{log!r}"
    return Written.of(value, f"{mantissa}·10{str(exponent).translate(RAISED)}")


def power_of_half(n: int, write: Callable[[float, int], Written]) -> Written:
    """Write 0.5 to the n-th power: all its digits where they are few, else two of them as ``write`` does."""
    return figure(0.5**n, f".{n}f") if n <= EXACT else write(0.5**n, 2)


def grouped(value: float, decimals: int) -> Written:
    """Write a number as Typst mathematics, its thousands parted by commas that make no room of their own."""
    return figure(value, f",.{decimals}f").replace(",", '","')


def value_math(value: float) -> Written:
    """Write a rate as Typst mathematics: as it is, or with a power of ten where it would be long."""
    return _rate(value) if 1e-3 <= value < 1e4 else scientific(value, 2)


def value_text(value: float) -> Written:
    """Write a rate in plain text: as it is, or with a power of ten where it would be long."""
    return _rate(value) if 1e-3 <= value < 1e4 else scientific_text(value, 2)


def bound_text(value: float) -> Written:
    """Write the bound of a rate in plain text, with three significant digits at most."""
    # Rounded up, the largest floats are infinite.
    return Written.of(value, value_text(float(f"{value:.3g}") if value < 1e4 else value))


def _rate(value: float) -> Written:
    """Write a number as it is; a whole number of one figure with a decimal, as its neighbours have one."""
    return figure(value, ".1f" if value < 10 and value == int(value) else "g")


def _plain(value: float) -> bool:
    return PLAIN[0] <= abs(value) < PLAIN[1]


def _decimals(value: float, digits: int) -> Written:
    exponent = int(f"{value:.{digits - 1}e}".partition("e")[2])
    return figure(value, f".{max(0, digits - 1 - exponent)}f")
