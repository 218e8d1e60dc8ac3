"""Which words are true of a run of the program, and how long the program has to run for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mathcore import Study

# As many steps as a study allows a walk; a walk that ends for another reason than its gradient says how many it took.
LONGEST = 20_000
GTOL = 1e-6
MOST_DECIMALS = 4


@dataclass(frozen=True, eq=False)
class Run:
    """A study's walk as the program makes it.

    Parameters
    ----------
    study
        The numbers.
    builtin
        Whether the data ship with the project, so that a library has been tried on them.
    """

    study: Study
    builtin: bool

    @property
    def arrives(self) -> bool:
        """Whether the program's own test ends it."""
        return bool(np.linalg.norm(self.study.walk.gradients[-1]) < GTOL)

    @property
    def limit(self) -> int:
        """How many steps the program is allowed."""
        return LONGEST if self.arrives else self.study.walk.steps

    @property
    def last(self) -> int:
        """The last pass: at its test the program stops, or after it there is none left."""
        return self.study.walk.steps - (0 if self.arrives else 1)

    @property
    def slope(self) -> float:
        """The gradient's length in the last pass."""
        return float(np.linalg.norm(self.study.walk.gradients[self.last]))

    @property
    def digits(self) -> int:
        """To how many decimals, four at most, the program's result and the minimum round to the same."""
        ours, best = self.study.walk.points[-1], self.study.fit.theta
        same = (k for k in range(MOST_DECIMALS, -1, -1) if rounded(ours, k) == rounded(best, k))
        return next(same, 0)

    def ending(self) -> str:
        """Return how the run ends."""
        if not self.study.fit.exists:
            return "endless"
        return "" if self.arrives else "unfinished"

    def verdict(self) -> str:
        """Return what can be said of a library."""
        if not self.study.fit.exists:
            return "endless"
        if not self.arrives:
            return "elsewhere"
        return "" if self.builtin else "own"


def rounded(theta: NDArray[np.float64], decimals: int) -> list[str]:
    """Write parameters with so many decimals."""
    return [f"{value + 0.0:.{decimals}f}" for value in theta]
