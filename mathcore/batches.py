"""Batches: all the data, a handful or one trial at a time, from one start and with one seed."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mathcore.arrays import Array
from mathcore.data import Dataset
from mathcore.descent import descend
from mathcore.loss import LogisticLoss
from mathcore.rates import short_rate
from mathcore.rules import minibatch_step
from mathcore.trajectory import Trajectory

# Of more trials than MOST, SAMPLE are drawn; single steps are about MOST_STEPS in all.
MOST, SAMPLE = 250, 200
MOST_STEPS, MOST_EPOCHS = 2_000, 100
SEED = 1


@dataclass(frozen=True, eq=False)
class Batches:
    """Three walks over one loss at one rate: batches of all m trials, of a handful, of one.

    Parameters
    ----------
    loss : J of the data, or of a sample of their trials.
    of : number of trials the sample was drawn from; m where it holds them all.
    rate : alpha, the same for all three; short, as single trials curve more than their mean.
    seed : decides the sample and the order of the trials.
    """

    loss: LogisticLoss
    of: int
    rate: float
    seed: int

    @staticmethod
    def over(loss: LogisticLoss, seed: int = SEED) -> "Batches":
        """Use a loss as it is, or that of 200 of its trials, drawn without replacement, where they are over 250."""
        data = loss.data.expanded() if loss.data.m <= MOST else _sample(loss.data, seed)
        drawn = LogisticLoss(data)
        return Batches(drawn, loss.data.m, short_rate(drawn), seed)

    @property
    def m(self) -> int:
        """Number of trials."""
        return self.loss.data.m

    @cached_property
    def sizes(self) -> tuple[int, int, int]:
        """(m, a handful, 1); the handful divides m if it can, and is about its square root."""
        root = int(np.ceil(np.sqrt(self.m)))
        handful = next((size for size in range(root, 2 * root) if self.m % size == 0 and size < self.m), root)
        return self.m, handful, 1

    @property
    def epochs(self) -> int:
        """How many times each walk goes through the trials."""
        return int(np.clip(MOST_STEPS // self.m, 1, MOST_EPOCHS))

    def per_epoch(self, number: int) -> int:
        """Return the steps of a walk in an epoch."""
        return -(-self.m // self.sizes[number])

    @cached_property
    def walks(self) -> tuple[Trajectory, Trajectory, Trajectory]:
        """The three walks from zeros, each through all epochs; J and its gradient are those of all the trials."""
        first, second, third = (descend(self.loss, np.zeros(2), minibatch_step(self.rate, size, self.seed), gtol=0.0,
                                        max_steps=self.epochs * self.per_epoch(k))
                                for k, size in enumerate(self.sizes))
        return first, second, third

    def first_moves(self, number: int) -> Array:
        """Return the step (k, 2) that each batch of the first epoch would take from the start."""
        rule, start = minibatch_step(self.rate, self.sizes[number], self.seed), np.zeros(2)
        return np.array([rule(self.loss, [start] * (k + 1)) for k in range(self.per_epoch(number))])

    def noise(self, number: int) -> float:
        """Return how far the first moves of a walk's batches lie from their mean: root mean square, in theta."""
        moves = self.first_moves(number)
        return float(np.sqrt(np.mean(np.sum((moves - moves.mean(axis=0)) ** 2, axis=1))))

    def late(self, number: int) -> slice:
        """Return the steps of the last quarter of a walk's epochs, with the one before them."""
        return slice(-max(1, self.epochs // 4) * self.per_epoch(number) - 1, None)

    def tail(self, number: int) -> Trajectory:
        """Return the last quarter of a walk as a walk of its own."""
        walk, late = self.walks[number], self.late(number)
        return Trajectory(walk.points[late].copy(), walk.losses[late].copy(), walk.gradients[late].copy(), walk.stop)

    def spread(self, number: int) -> Array:
        """Return the standard deviation (2,) of a walk's points in its last quarter."""
        return np.asarray(self.walks[number].points[self.late(number)].std(axis=0))


def _sample(data: Dataset, seed: int) -> Dataset:
    """Return some of the trials, drawn without replacement."""
    return data.trials(np.sort(np.random.default_rng(seed).choice(data.m, SAMPLE, replace=False)))
