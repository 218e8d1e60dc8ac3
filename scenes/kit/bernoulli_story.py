"""Which rows the Bernoulli formula is tried on, and how far along the curve there is something to see."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mathcore import Study, nearest_row
from scenes.kit.figures import scientific
from scenes.kit.written import Written, figure

# What P(y | x) should rather be: one row that the curve is right about, one that it is not.
LIKELY, UNLIKELY = 0.85, 0.25
# Both masses show from here on; a row farther out is told in more decimals, up to so many.
SMALLEST, MOST_DECIMALS = 0.002, 6


@dataclass(frozen=True)
class Tried:
    """One row: its feature in its own units, its label, and h there."""

    x: float
    label: int
    h: float

    @property
    def column(self) -> int:
        """Which of the two factors its label keeps: 0 for h, 1 for 1 - h."""
        return 1 - self.label

    @property
    def decimals(self) -> int:
        """How many decimals both masses need so that neither reads 0 or 1."""
        return max(3, int(np.ceil(-np.log10(max(min(self.h, 1 - self.h), 1e-300)))))

    @property
    def readable(self) -> bool:
        """Whether these are few enough to be read."""
        return self.decimals <= MOST_DECIMALS

    @property
    def value(self) -> Written:
        """The feature as Typst mathematics."""
        plain = figure(self.x, ".4g")
        return scientific(self.x, 3) if "e" in plain else plain

    def text(self, label: int) -> Written:
        """Return P(label | x) in decimals."""
        return figure(self.h if label else 1 - self.h, f".{self.decimals}f")


def tried(study: Study) -> tuple[Tried, Tried]:
    """Return one row with label 1 and one with label 0."""
    rows = (nearest_row(study.loss.data, study.theta, label, mass) for label, mass in ((1, LIKELY), (0, UNLIKELY)))
    one, zero = (
        Tried(float(study.data.x[row, 0]), int(study.data.y[row]), float(study.probabilities[row])) for row in rows
    )
    return one, zero


def view(study: Study, x_range: tuple[float, float]) -> tuple[float, float]:
    """Return the part of an axis where neither mass is too small to be seen."""
    intercept, slope = study.raw_theta
    far = np.log((1 - SMALLEST) / SMALLEST)
    ends = sorted(float((z - intercept) / slope) for z in (-far, far)) if slope else list(x_range)
    return max(ends[0], x_range[0]), min(ends[1], x_range[1])
