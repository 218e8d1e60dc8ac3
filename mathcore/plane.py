"""PlaneStudy: the numbers of one data set with two features, whose p = 1/2 is a line in their plane."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathcore.arrays import Array
from mathcore.data import DataError, Dataset, require_two_classes
from mathcore.descent import descend
from mathcore.fit import Fit, fit
from mathcore.loss import LogisticLoss
from mathcore.rules import gradient_step
from mathcore.sigmoid import logit, sigmoid
from mathcore.trajectory import Trajectory

Range = tuple[float, float]

# Shares of the rows' spread: beside the outermost row, and where others lie beyond the edge.
MARGIN, ROOM = 0.08, 0.4
# What lies this many interquartile ranges beyond the quartiles is far out: Tukey, Exploratory Data Analysis (1977).
FAR_OUT = 3.0


@dataclass(frozen=True, eq=False)
class PlaneStudy:
    """Gradient descent on the loss of two features; made by `PlaneStudy.of`.

    Parameters
    ----------
    data : two features, in their own units.
    loss : J over three parameters.
    fit : its minimum.
    rate : the learning rate alpha.
    walk : gradient descent from zeros at this rate.
    """

    data: Dataset
    loss: LogisticLoss
    fit: Fit
    rate: float
    walk: Trajectory

    @staticmethod
    def of(data: Dataset, *, rate: float | None = None, max_steps: int = 20_000) -> "PlaneStudy":
        """Compute the walk; without a rate at the largest power of two that is not above 1 / L: J never climbs.

        Raises
        ------
        DataError
            The data do not have two features, or have one class only.
        """
        if data.d != 2:
            raise DataError(f"A line in a plane needs two features; {data.name} has {data.d}.")
        require_two_classes(data)
        loss = LogisticLoss(data)
        chosen = 2.0 ** float(np.floor(np.log2(1 / loss.lipschitz))) if rate is None else rate
        walk = descend(loss, np.zeros(3), gradient_step(chosen), max_steps=max_steps)
        return PlaneStudy(data, loss, fit(loss), chosen, walk)

    @cached_property
    def near(self) -> NDArray[np.bool_]:
        """(n,) which rows are not far out, by Tukey's outer fences of either feature."""
        low, high = np.quantile(self.data.x, (0.25, 0.75), axis=0)
        reach = FAR_OUT * (high - low)
        return np.asarray(((self.data.x >= low - reach) & (self.data.x <= high + reach)).all(axis=1))

    @cached_property
    def ranges(self) -> tuple[Range, Range]:
        """The ranges of both features over the rows that are not far out, with more room toward rows that are."""
        x = self.data.x[self.near]
        low, high = x.min(axis=0), x.max(axis=0)
        below = np.where((self.data.x < low).any(axis=0), ROOM, MARGIN)
        above = np.where((self.data.x > high).any(axis=0), ROOM, MARGIN)
        ends = zip((low - below * (high - low)).tolist(), (high + above * (high - low)).tolist(), strict=True)
        first, second = ends
        return first, second

    def probabilities(self, theta: ArrayLike, x: ArrayLike) -> Array:
        """Return h = sigmoid(theta . (1, x)) at places x (..., 2) of the plane."""
        intercept, *slopes = np.asarray(theta, dtype=np.float64)
        scores: Array = intercept + np.asarray(x, dtype=np.float64) @ np.array(slopes)
        return sigmoid(scores)

    def line(self, theta: ArrayLike, p: float = 0.5) -> Array:
        """Return the ends of the line h = p inside `ranges`, shape (2, 2); shape (0, 2) where it passes outside.

        The ends stand in the order in which one meets them with the larger probabilities on the left. There is no
        line where both slopes are 0.
        """
        intercept, *slopes = np.asarray(theta, dtype=np.float64)
        normal = np.array(slopes)
        steepness = float(normal @ normal)
        if steepness == 0:
            return np.zeros((0, 2))
        # x = foot + s along; kept is the range of s in which both features are inside.
        foot = (float(logit(p)) - intercept) * normal / steepness
        along = np.array([normal[1], -normal[0]])
        kept = np.array([-np.inf, np.inf])
        for k, (low, high) in enumerate(self.ranges):
            if along[k] == 0:
                if not low <= foot[k] <= high:
                    return np.zeros((0, 2))
                continue
            crossings = np.sort((np.array([low, high]) - foot[k]) / along[k])
            kept = np.array([max(kept[0], crossings[0]), min(kept[1], crossings[1])])
        if kept[0] >= kept[1]:
            return np.zeros((0, 2))
        return np.asarray(foot + kept[:, None] * along)

    def sides(self, theta: ArrayLike) -> NDArray[np.bool_]:
        """Return (n,) whether each row's label is the one its probability lies nearer to; 1 from exactly 1/2 on."""
        return np.asarray((self.loss.scores(theta) >= 0) == (self.data.y == 1))

    def right(self, theta: ArrayLike) -> int:
        """Return the number of trials on their own side of one half."""
        return int(self.data.counts @ self.sides(theta))
