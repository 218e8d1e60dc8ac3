"""Reshaping: what standardising the feature does to the loss and to the walk over it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mathcore.arrays import Array
from mathcore.data import Dataset
from mathcore.descent import descend
from mathcore.fit import fit
from mathcore.loss import LogisticLoss
from mathcore.ranges import significant
from mathcore.rates import short_rate
from mathcore.rules import gradient_step
from mathcore.scaling import Scaling
from mathcore.sheet import Sheet, sheet
from mathcore.trajectory import Trajectory
from mathcore.window import Window

# 1 / L of one standardised feature: the columns 1 and x are orthonormal over the trials, so L is 1/4 exactly.
STANDARD_RATE = 4.0
# How far above the start the set of parameters reaches, as a share of the start's height above the minimum.
ABOVE_START = 1.3


@dataclass(frozen=True, eq=False)
class Reshaping:
    """One loss twice: over the parameters of the raw feature, and over those of the standardised one.

    Parameters
    ----------
    data : the feature in its own units.
    max_steps : a walk that has not arrived is stopped there.

    Raises
    ------
    DataError
        The feature is constant, or there is one class only; on first use.
    """

    data: Dataset
    max_steps: int = 10_000

    @cached_property
    def scaling(self) -> Scaling:
        """To mean 0 and standard deviation 1."""
        return Scaling.standard(self.data)

    @cached_property
    def raw(self) -> LogisticLoss:
        """J over the raw parameters."""
        return LogisticLoss(self.data)

    @cached_property
    def scaled(self) -> LogisticLoss:
        """J over the parameters of the standardised feature."""
        return LogisticLoss(self.scaling.apply(self.data))

    @cached_property
    def theta(self) -> tuple[Array, Array]:
        """The minimum (2,) over the raw parameters and over the others; NaN where there is none."""
        best = fit(self.scaled).theta
        return self.scaling.to_raw_theta(best), best

    @cached_property
    def conditions(self) -> tuple[float, float]:
        """lambda_max / lambda_min of the Hessian at the minimum, raw and standardised."""
        raw, scaled = (np.linalg.eigvalsh(loss.hessian(theta))
                       for loss, theta in zip((self.raw, self.scaled), self.theta, strict=True))
        return float(raw[-1] / raw[0]), float(scaled[-1] / scaled[0])

    @cached_property
    def rates(self) -> tuple[float, float, float]:
        """A short rate on the raw feature, its 1 / L to three digits, and 4 = 1 / L on the standardised one."""
        return short_rate(self.raw), significant(1 / self.raw.lipschitz, 3), STANDARD_RATE

    @cached_property
    def walks(self) -> tuple[Trajectory, Trajectory, Trajectory]:
        """Gradient descent from zeros at these rates, until the gradient is shorter than 1e-6."""
        losses = (self.raw, self.raw, self.scaled)
        first, second, third = (descend(loss, np.zeros(2), gradient_step(rate), max_steps=self.max_steps)
                                for loss, rate in zip(losses, self.rates, strict=True))
        return first, second, third

    @cached_property
    def cut(self) -> float:
        """A level of J a little above the start's."""
        low, start = float(self.scaled(self.theta[1])), float(self.scaled(np.zeros(2)))
        return low + ABOVE_START * (start - low)

    @cached_property
    def mesh(self) -> Sheet:
        """The set {J <= cut} over the standardised parameters, as a mesh; its points are theirs."""
        best, hessian = self.theta[1], self.scaled.hessian(self.theta[1])
        reach = np.sqrt(2 * (self.cut - float(self.scaled(best))) * np.diag(np.linalg.inv(hessian)))
        for _ in range(2):
            # A parabola's reach is too short where J flattens out: widen the box until the set lies inside it.
            while sheet(self.scaled, self._window(best, reach), rays=64, rings=2).at_cut.sum() < 65:
                reach = 1.5 * reach
            rim = sheet(self.scaled, self._window(best, reach), rays=256, rings=2).rim[:, :2]
            reach = 1.02 * np.abs(rim - best).max(axis=0)
        return sheet(self.scaled, self._window(best, reach))

    def places(self, share: float) -> Array:
        """Return the mesh's points between raw (0) and standardised (1) parameters, each kind linear in the other."""
        return self.between(self.mesh.points, share)

    def between(self, scaled: Array, share: float) -> Array:
        """Return parameters (..., 2) of the standardised feature as raw ones (0), themselves (1), or between."""
        return np.asarray((1 - share) * self.scaling.to_raw_theta(scaled) + share * scaled)

    def _window(self, best: Array, reach: Array) -> Window:
        (x0, y0), (x1, y1) = best - reach, best + reach
        return Window((float(x0), float(x1)), (float(y0), float(y1)), self.cut)
