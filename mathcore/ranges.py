"""Nice numbers: ends of ranges and levels that a reader can name."""

import math


def nice_step(span: float, parts: int) -> float:
    """Return the number 1, 2, 2.5 or 5 times a power of ten that is nearest in ratio to span / parts."""
    wanted = span / parts
    power = 10.0 ** math.floor(math.log10(wanted))
    return min((f * power for f in (1.0, 2.0, 2.5, 5.0, 10.0)), key=lambda step: abs(math.log(step / wanted)))


def rounded(value: float, step: float) -> float:
    """Return the multiple of `step` nearest to `value`, without the dust of binary fractions."""
    return float(f"{round(value / step) * step:.12g}")


def rounded_up(value: float, step: float) -> float:
    """Return the smallest multiple of `step` that is not below `value`."""
    return float(f"{math.ceil(value / step - 1e-9) * step:.12g}")


def significant(value: float, digits: int) -> float:
    """Return `value` rounded to so many significant digits."""
    return float(f"{value:.{digits - 1}e}")
