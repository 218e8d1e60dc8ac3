"""Which words about the likelihood are true of a study, and the products that they quote."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mathcore import Study, factors, log_factors, log_likelihood
from scenes.kit.cast import Cast
from scenes.kit.figures import power_text, scientific, scientific_text
from scenes.kit.written import Written

# How many times as steep the curve becomes that is too sure of itself.
TOO_STEEP = 4.0
TEN = float(np.log(10))


class Products:
    """The product of all factors on the curve of t times the study's parameters, and what the words say of it."""

    def __init__(self, study: Study, rows: Cast) -> None:
        self.study, self.rows = study, rows
        steep, fitted = (factors(study.loss.data, t * study.theta)[rows.rows] for t in (TOO_STEEP, 1.0))
        self.grown = int(np.sum(steep > fitted))
        self.least = int(np.argmin(steep))
        self.least_factor = float(steep[self.least])

    def log(self, t: float) -> float:
        """Return the product's common logarithm."""
        return float(log_likelihood(self.study.loss.data, t * self.study.theta)) / TEN

    def steps(self, t: float) -> NDArray[np.float64]:
        """Return the common logarithm of each factor; of their product, as one, where not all are drawn."""
        if not self.rows.complete:
            return np.array([self.log(t)])
        return np.asarray(log_factors(self.study.loss.data, t * self.study.theta)[self.rows.rows]) / TEN

    @property
    def lowest(self) -> float:
        """The smallest common logarithm on the way; the logarithm is concave, so one end has it."""
        return min(self.log(0.0), self.log(TOO_STEEP))

    @property
    def least_source(self) -> Written:
        """The least factor on the steepest curve as Typst mathematics."""
        return scientific(self.least_factor, 2)

    def quoted(self) -> dict[str, Written | int]:
        """Return what the words quote."""
        names = {"flat": 0.0, "best": 1.0, "steep": TOO_STEEP}
        return {
            **{name: power_text(self.log(t), 2) for name, t in names.items()},
            "least": scientific_text(self.least_factor, 2),
            "grown": self.grown,
        }


def drawn(rows: Cast) -> str:
    """Return whether every trial has a bar (""), or some have one."""
    return "" if rows.complete else "some"


def sweep(study: Study, rows: Cast) -> str:
    """Return what becomes of the product on a curve that is too steep, and whether there is a bar for every trial."""
    data, theta = study.loss.data, study.theta
    if not study.fit.exists:
        higher = log_likelihood(data, TOO_STEEP * theta) > log_likelihood(data, theta)
        return "rises" if higher else "falls"
    return drawn(rows)
