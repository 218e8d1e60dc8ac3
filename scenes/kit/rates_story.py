"""Which words are true of walks at several rates."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mathcore import Bounds, Stop, Trajectory, period
from scenes.kit.figures import bound_text, value_text

# The steps that are watched one by one, for each walk alone.
FIRST = 40
# Walks are looked at after so many steps, or some times as many.
THOUSAND, MOST = 1000, 5


def ending(walk: Trajectory) -> str:
    """Return the key of how a walk ends."""
    if walk.stop is Stop.OSCILLATING and period(walk):
        return "cycle"
    return walk.stop.name.lower()


@dataclass(frozen=True, eq=False)
class RatesStory:
    """Words about four walks, the last of them at a rate above both bounds."""

    rates: tuple[float, ...]
    walks: tuple[Trajectory, ...]
    found: Bounds

    def numbers(self, say: Callable[[str, dict[str, Any]], str]) -> dict[str, Any]:
        """Return what the sentences quote: each rate, and how its walk ends, in words of the language."""
        quoted: dict[str, Any] = {"safe": bound_text(self.found.safe), "local": bound_text(self.found.local)}
        for k, (rate, walk) in enumerate(zip(self.rates, self.walks, strict=True)):
            quoted[f"rate{k}"] = value_text(rate)
            quoted[f"end{k}"] = say(f"ends.{ending(walk)}", {"count": walk.steps, "period": period(walk)})
        return quoted

    @property
    def steps(self) -> int:
        """After how many steps it is looked where walks stand: enough for those near the second bound to get there."""
        longest = max(walk.steps for walk in self.walks[-2:] if walk is self.walks[-2] or period(walk))
        return THOUSAND * min(MOST, max(1, math.ceil(1.5 * longest / THOUSAND)))

    def swings(self, hessian: NDArray[np.float64]) -> str:
        """Return whether the third walk swings across the valley, by the slope across it, while it is watched."""
        seen = self.walks[2].gradients[: FIRST + 1] @ np.linalg.eigh(hessian)[1][:, -1]
        return "" if len(seen) > 1 and np.mean(seen[:-1] * seen[1:] < 0) > 0.5 else "calm"

    def bounds(self) -> str:
        """Return whether the walk above both bounds ends jumping between two points."""
        return "" if period(self.walks[-1]) == 2 else "restless"
