"""Profile: likelihood and log-likelihood along one parameter, the intercept held."""

from dataclasses import dataclass

import numpy as np

from mathcore.arrays import Array
from mathcore.data import Dataset
from mathcore.likelihood import log_likelihood

WIDTH = 5.0


@dataclass(frozen=True, eq=False)
class Profile:
    """Both curves over theta_1 with theta_0 held.

    Parameters
    ----------
    theta1 : (n,) rising; the estimate is the middle one.
    likelihood : (n,) the likelihood, or as a share of its highest value where `relative`.
    log_likelihood : (n,) its logarithm, in nats.
    relative : whether the likelihood itself is too small for float64.
    """

    theta1: Array
    likelihood: Array
    log_likelihood: Array
    relative: bool

    @property
    def peak(self) -> int:
        """Index of the top, the same for both curves."""
        return int(self.log_likelihood.argmax())


def profile(data: Dataset, theta: Array, curvature: float, n: int) -> Profile:
    """Walk theta_1 through `theta`, 5 / sqrt(m curvature) to either side; `curvature` is H_11 there.

    Raises
    ------
    ValueError
        n is not an odd number of 3 or more: the estimate itself must be among the points.
    """
    if n < 3 or n % 2 == 0:
        raise ValueError(f"A profile needs an odd number of points, 3 or more, not {n}.")
    theta1 = theta[1] + np.linspace(-WIDTH, WIDTH, n) / np.sqrt(data.m * curvature)
    logs = log_likelihood(data, np.stack([np.full(n, theta[0]), theta1], axis=-1))
    relative = bool(logs.max() < np.log(np.finfo(np.float64).smallest_normal))
    with np.errstate(under="ignore"):
        likelihood = np.exp(logs - logs.max() if relative else logs)
    return Profile(theta1, likelihood, logs, relative)
