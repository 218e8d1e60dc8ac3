"""Urn: balls drawn with replacement, the likelihood of the share of white ones, and how estimates scatter."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathcore.arrays import Array

MOST_SEEDS = 10_000


@dataclass(frozen=True)
class Urn:
    """A jar with white and black balls; every ball drawn goes back.

    Parameters
    ----------
    white, balls : how many are white, of how many.
    """

    white: int = 65
    balls: int = 100

    @property
    def share(self) -> float:
        """The share of white balls: the truth that draws can only estimate."""
        return self.white / self.balls

    def draws(self, rounds: int, size: int, seed: int) -> NDArray[np.bool_]:
        """Return (rounds, size) whether each draw of each round was white: any ball is as likely as any other."""
        balls = np.random.default_rng(seed).integers(self.balls, size=(rounds, size))
        return np.asarray(balls < self.white)

    def first_seed(self, size: int, white: int) -> int:
        """Return the first seed, from 0 on, whose first round of so many draws has so many white ones.

        Raises
        ------
        ValueError
            None of the first 10,000 has.
        """
        for seed in range(MOST_SEEDS):
            if int(self.draws(1, size, seed).sum()) == white:
                return seed
        raise ValueError(f"No seed below {MOST_SEEDS:,} draws {white} white balls in {size}.")


def sample_likelihood(p: ArrayLike, white: int, black: int) -> Array:
    """(...,) p^white (1 - p)^black: the probability of one row of draws, in its order, where the share is p."""
    p = np.asarray(p, float)
    likelihood: Array = p**white * (1 - p) ** black
    return likelihood


def sample_slope(p: ArrayLike, white: int, black: int) -> Array:
    """(...,) the derivative of `sample_likelihood` for 0 < p < 1: itself times white / p - black / (1 - p)."""
    p = np.asarray(p, float)
    slope: Array = sample_likelihood(p, white, black) * (white / p - black / (1 - p))
    return slope
