"""Odds along the feature: equal steps multiply them by equal factors, and add equal amounts to their logarithm."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array
from mathcore.sigmoid import sigmoid

STEPS = 4
# A step of one unit is taken where it changes the log-odds by this much; else one that changes it by about WANTED.
CLEAR = (0.7, 2.2)
WANTED = 1.5
DUST = 1e-9
# About so many steps before the place where the odds are even comes the first place on the side of label 0.
BEFORE = 0.9


def odds(z: ArrayLike) -> Array:
    """Return e^z = p / (1 - p), the odds of label 1 at the score z, any shape; inf where float64 ends."""
    with np.errstate(over="ignore", under="ignore"):
        return np.asarray(np.exp(np.asarray(z, dtype=np.float64)))


@dataclass(frozen=True, eq=False)
class OddsLadder:
    """Places at equal distances on the feature's axis, in its own units, and what they do to the odds.

    Parameters
    ----------
    theta : (2,) intercept and slope, for the feature in its own units.
    unit : the distance of two places.
    x : (4,) the places, rising: multiples of the unit about the place where the odds are even.
    """

    theta: Array
    unit: float
    x: Array

    @property
    def log_odds(self) -> Array:
        """(4,) ln p / (1 - p) at the places: the score."""
        return self.score(self.x)

    @property
    def odds(self) -> Array:
        """(4,) p / (1 - p) at the places."""
        return odds(self.log_odds)

    @property
    def p(self) -> Array:
        """(4,) the probability of label 1 at the places."""
        return np.asarray(sigmoid(self.log_odds))

    @property
    def step(self) -> float:
        """What a unit adds to the log-odds."""
        return float(self.theta[1]) * self.unit

    @property
    def factor(self) -> float:
        """What a unit multiplies the odds by: the odds ratio of a unit."""
        return float(odds(self.step))

    def score(self, x: ArrayLike) -> Array:
        """Return the score at values of the feature, any shape."""
        return np.asarray(self.theta[0] + self.theta[1] * np.asarray(x, dtype=np.float64))


def odds_ladder(theta: ArrayLike, low: float, high: float) -> OddsLadder:
    """Choose four places about the boundary of `theta`, most of them on the side of label 1.

    They lie within `low` and `high`, the ends of the data, where four of them do.

    Raises
    ------
    ValueError
        The slope is 0: the odds are the same everywhere.
    """
    intercept, slope = np.asarray(theta, dtype=np.float64)
    if slope == 0:
        raise ValueError("theta_1 is 0: the odds are the same everywhere.")
    most = (high - low) / (STEPS - 1)
    unit = 1.0 if CLEAR[0] <= abs(slope) <= CLEAR[1] else _unit(WANTED / abs(slope))
    if unit > most:
        unit = _unit_below(most)
    middle = -intercept / slope / unit
    first = np.rint(middle - BEFORE) if slope > 0 else np.rint(middle + BEFORE) - STEPS + 1
    lowest, highest = np.ceil(low / unit - DUST), np.floor(high / unit + DUST) - STEPS + 1
    if lowest <= highest:
        first = np.clip(first, lowest, highest)
    numbers = first + np.arange(STEPS)
    # Division by a whole number leaves less dust than multiplication by its inverse.
    places = numbers * unit if unit >= 1 else numbers / round(1 / unit)
    return OddsLadder(np.array([intercept, slope]), unit, places)


def _unit(wanted: float) -> float:
    """Return the number 1, 2 or 5 times a power of ten that is nearest in ratio to one that is wanted."""
    return min(_units(wanted), key=lambda unit: abs(np.log(unit / wanted)))


def _unit_below(most: float) -> float:
    """Return the largest number 1, 2 or 5 times a power of ten that is not above `most`."""
    return max(unit for unit in _units(most) if unit <= most * (1 + DUST))


def _units(size: float) -> list[float]:
    power = int(np.floor(np.log10(size)))
    return [float(f"{digit}e{power + shift}") for shift in (-1, 0, 1) for digit in (1, 2, 5)]
