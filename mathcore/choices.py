"""Choices: a sure amount against a fair coin for a prize, by expectation, by simulation and by the log of wealth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array

HEADS = 0.5


@dataclass(frozen=True)
class Choice:
    """A sure amount, or a fair coin: heads pays the prize, tails nothing; all in units of money.

    Parameters
    ----------
    sure, prize : what is certain, and what heads pays.

    Raises
    ------
    ValueError
        The sure amount is not positive, or so large that nobody would toss: then no wealth divides the choosers.
    """

    sure: float = 1e6
    prize: float = 1e8

    def __post_init__(self) -> None:
        if not 0 < self.sure < HEADS * self.prize:
            raise ValueError(f"A sure {self.sure:g} leaves no choice beside half of {self.prize:g}.")

    @property
    def expectation(self) -> float:
        """The coin's expected pay: half of the prize, as tails pays nothing."""
        return HEADS * self.prize

    @property
    def sd(self) -> float:
        """The standard deviation of one toss's pay."""
        return self.prize * float(np.sqrt(HEADS * (1 - HEADS)))

    def tosses(self, n: int, seed: int) -> Array:
        """(n,) what each of n tosses pays, drawn with the seed."""
        heads: Array = np.random.default_rng(seed).integers(2, size=n).astype(np.float64)
        return self.prize * heads

    def band(self, n: ArrayLike, errors: float = 2.0) -> tuple[Array, Array]:
        """(...,) the expectation less and plus so many standard errors sd / sqrt(n) of a mean of n tosses."""
        reach = errors * self.sd / np.sqrt(np.asarray(n, float))
        return self.expectation - reach, self.expectation + reach

    def worth(self, wealth: ArrayLike) -> Array:
        """(...,) the sure amount that log utility holds as good as the coin, for somebody with this wealth w > 0.

        ln(w + worth) is the mean of ln w and ln(w + prize), hence worth = sqrt(w (w + prize)) - w; written as a
        quotient, so that the difference of two large numbers loses no digits.
        """
        w = np.asarray(wealth, float)
        worth: Array = w * self.prize / (np.sqrt(w * (w + self.prize)) + w)
        return worth

    @property
    def indifference(self) -> float:
        """The wealth at which both are worth the same: sure^2 / (prize - 2 sure); below, the sure amount is better."""
        return self.sure**2 / (self.prize - 2 * self.sure)


def running_means(values: Array) -> Array:
    """(n,) the mean of the first 1, 2, ..., n values."""
    means: Array = np.cumsum(values) / np.arange(1, len(values) + 1)
    return means
