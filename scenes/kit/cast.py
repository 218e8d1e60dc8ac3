"""Which rows stand on the stage: all of them where they can be told apart, a spread of them otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mathcore import Study

# Two rows of marks on the small plot hold so many side by side, and as many links can be followed with the eye.
MOST = 40
STRAND = 0.022


@dataclass(frozen=True)
class Cast:
    """Rows of the data in the order of the feature.

    Attributes
    ----------
    rows
        Their indices in the data.
    x, z, p, y
        Feature, score at the study's parameters, probability and label of each.
    paired
        Whether a row of the other label stands at the same place, beyond the line's ends too.
    complete
        Whether these are all the rows.
    """

    rows: NDArray[np.intp]
    x: NDArray[np.float64]
    z: NDArray[np.float64]
    p: NDArray[np.float64]
    y: NDArray[np.intp]
    paired: NDArray[np.bool_]
    complete: bool

    @property
    def aside(self) -> NDArray[np.float64]:
        """How far each row's strand steps aside, so that two at one place run parallel; in frame units."""
        return np.where(self.paired, np.where(self.y == 1, STRAND, -STRAND), 0.0)

    @property
    def size(self) -> int:
        """How many rows stand on the stage."""
        return len(self.rows)


def cast(study: Study, most: int = MOST, far: float = np.inf) -> Cast:
    """Choose at most ``most`` rows for a line of scores that ends at ±far.

    Of more rows, each one chosen stands in the middle of an equal share of the ordered data: the first and the last of
    a million lie so far out that a line which holds them presses all others together.
    """
    order = np.asarray(study.order)
    chosen = order if len(order) <= most else order[((np.arange(most) + 0.5) * len(order) / most).astype(int)]
    z, y = study.scores[chosen], study.data.y[chosen].astype(int)
    places = np.clip(z, -far, far)
    paired = np.array([bool(np.any((places == a) & (y != b))) for a, b in zip(places, y, strict=True)])
    x = study.data.x[chosen, 0]
    return Cast(chosen, x, z, study.probabilities[chosen], y, paired, len(order) <= most)
