"""How time runs: rate functions for walks of many steps."""

from __future__ import annotations

from collections.abc import Callable

from manim import smooth

Rate = Callable[[float], float]


def step_by_step(steps: int) -> Rate:
    """Return a rate that starts and stops at every step."""

    def rate(share: float) -> float:
        done = min(int(share * steps), steps - 1)
        return float((done + smooth(share * steps - done)) / steps)

    return rate


def hurry(steps: float) -> Rate:
    """Return a rate that begins at a watchable pace and gets through many steps faster and faster."""
    power = 1.0 if steps < 30 else 2.4

    def rate(share: float) -> float:
        return float(share**power)

    return rate
