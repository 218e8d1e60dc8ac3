"""Which words are true of a loss before and after standardising."""

from __future__ import annotations

from typing import Any

from mathcore import Reshaping, Stop
from scenes.kit.figures import scientific, value_text
from scenes.kit.written import Written, figure

# Curvatures that differ by less than this make a bowl, by more than that a valley.
BOWL, VALLEY = 5.0, 10.0
ROUNDING = 1e-12


def left_out(reshaping: Reshaping) -> str:
    """Return why standardising cannot be shown on these data; "" where it can."""
    before, after = reshaping.conditions
    return "" if after < before else "worse"


def shape(reshaping: Reshaping) -> str:
    """Return whether a valley becomes a bowl, or only a rounder valley."""
    before, after = reshaping.conditions
    return "" if before > VALLEY and after < BOWL else "rounder"


def walks(reshaping: Reshaping) -> str:
    """Return which of the raw walks arrive: both, only the one at 1/L, or neither."""
    short, longer, _ = (walk.stop is Stop.CONVERGED for walk in reshaping.walks)
    if short and longer:
        return ""
    return "late" if longer else "never"


def numbers(reshaping: Reshaping) -> dict[str, Any]:
    """Return what the sentences quote."""
    before, after = reshaping.conditions
    short, longer, scaled = (walk.steps for walk in reshaping.walks)
    return {
        "before": figure(before, ",.0f" if before >= VALLEY else ".1f"),
        "after": figure(after, ".1f" if after < VALLEY else ",.0f"),
        "rate_short": value_text(reshaping.rates[0]),
        "rate_raw": value_text(reshaping.rates[1]),
        "steps_short": short,
        "steps_raw": longer,
        "steps_scaled": scaled,
    }


def three(value: float) -> Written:
    """Write a number with three significant digits as Typst mathematics; what is only rounding is 0."""
    if abs(value) < ROUNDING:
        return Written.of(value, "0")
    return Written.of(value, f"{value:#.3g}".rstrip(".")) if 1e-3 <= abs(value) < 1e3 else scientific(value, 3)


def sign(value: float) -> str:
    """Return the sign that stands between two terms."""
    return "+" if value >= 0 else "-"
