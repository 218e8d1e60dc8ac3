"""Trajectory: a walk over the loss, with its ending."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathcore.arrays import Array
from mathcore.stop import Stop


@dataclass(frozen=True, eq=False)
class Trajectory:
    """The points of a walk; row 0 is the start.

    Parameters
    ----------
    points : (k + 1, p) theta after each step.
    losses : (k + 1,) J there.
    gradients : (k + 1, p) grad J there.
    stop : why it ended.
    numbers : (k + 1,) the step number of each row; omitted: 0, 1, 2 ...
    """

    points: Array
    losses: Array
    gradients: Array
    stop: Stop
    numbers: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def __post_init__(self) -> None:
        """Give the rows their numbers and freeze the arrays."""
        if len(self.numbers) == 0:
            object.__setattr__(self, "numbers", np.arange(len(self.points)))
        for array in (self.points, self.losses, self.gradients, self.numbers):
            array.flags.writeable = False

    @property
    def steps(self) -> int:
        """Number of the last step."""
        return int(self.numbers[-1])

    def at(self, t: ArrayLike) -> Array:
        """Return theta at time t, shape (..., p); t counts steps and is clamped to the walk.

        Between two rows the point moves on the straight line from one to the other; at a row it is that row, bit
        for bit.
        """
        time = np.clip(np.asarray(t, dtype=np.float64), self.numbers[0], self.numbers[-1])
        before = np.clip(np.searchsorted(self.numbers, time, side="right") - 1, 0, max(len(self.numbers) - 2, 0))
        after = np.minimum(before + 1, len(self.numbers) - 1)
        span = np.where(after > before, self.numbers[after] - self.numbers[before], 1.0)
        share = ((time - self.numbers[before]) / span)[..., None]
        between = (1.0 - share) * self.points[before] + share * self.points[after]
        return np.asarray(between)

    def thinned(self, n: int) -> "Trajectory":
        """Return at most n rows, evenly spread, the first and the last among them; each keeps its step number.

        Raises
        ------
        ValueError
            n < 2.
        """
        if n < 2:
            raise ValueError(f"A walk keeps at least its start and its end: n must be 2 or more, not {n}.")
        kept = np.unique(np.linspace(0, len(self.points) - 1, min(n, len(self.points))).round().astype(np.int64))
        return Trajectory(self.points[kept], self.losses[kept], self.gradients[kept], self.stop, self.numbers[kept])
