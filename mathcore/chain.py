"""Chain: the links from a parameter to the loss of one row, and what a lost minus does to the gradient."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array
from mathcore.descent import descend
from mathcore.loss import LogisticLoss
from mathcore.ranges import significant
from mathcore.rules import Rule, gradient_step
from mathcore.sigmoid import sigmoid, sigmoid_slope, softplus
from mathcore.trajectory import Trajectory

# The size of residual at which every link can be seen to move; the input's is its median's.
RESIDUAL = 0.6
# An input counts as no smaller than this share of that.
LEAST = 1e-3


@dataclass(frozen=True, eq=False)
class Chain:
    """One row's z = theta . (1, x), h = sigmoid(z) and loss, over theta_j with the other parameters held.

    Parameters
    ----------
    inputs : (p,) the row (1, x).
    label : y, 0 or 1.
    theta : (p,) the parameters.
    j : which of them turns.
    """

    inputs: Array
    label: int
    theta: Array
    j: int

    def scores(self, turned: ArrayLike) -> Array:
        """Return z, shape (...), where theta_j is `turned` (...)."""
        rest = float(self.inputs @ self.theta - self.inputs[self.j] * self.theta[self.j])
        return np.asarray(rest + self.inputs[self.j] * np.asarray(turned, dtype=np.float64))

    def probabilities(self, turned: ArrayLike) -> Array:
        """Return h, shape (...)."""
        return sigmoid(self.scores(turned))

    def losses(self, turned: ArrayLike) -> Array:
        """Return -y ln h - (1 - y) ln(1 - h) in nats, shape (...)."""
        return softplus((1 - 2 * self.label) * self.scores(turned))

    def links(self, turned: float) -> tuple[float, float, float]:
        """Return dz/dtheta_j, dh/dz and dJ_i/dh; the last is (h - y) / (h (1 - h)), -1/h or 1/(1 - h)."""
        z = float(self.scores(turned))
        certain = float(sigmoid(-z if self.label == 0 else z))
        return float(self.inputs[self.j]), float(sigmoid_slope(z)), (1 - 2 * self.label) / certain

    def slope(self, turned: float) -> float:
        """Return dJ_i/dtheta_j = (h - y) x_j: the product of the links, with nothing divided."""
        z = float(self.scores(turned))
        residual = float(sigmoid(-z)) * -1 if self.label else float(sigmoid(z))
        return residual * float(self.inputs[self.j])


def chain(loss: LogisticLoss, theta: ArrayLike, j: int = 1) -> Chain:
    """Return the chain of a row whose links can all be seen: neither residual nor input is extreme."""
    point = np.array(theta, dtype=np.float64)
    inputs = np.abs(loss.data.design[:, j])
    # The median, as a row far out must not pass for typical.
    typical = float(np.median(inputs[inputs > 0]))
    ratio = np.log(np.maximum(inputs / typical, LEAST))
    far = (np.abs(residuals(loss, point)) - RESIDUAL) ** 2 + ratio**2 / 4
    row = int(far.argmin())
    return Chain(loss.data.design[row], int(loss.data.y[row]), point, j)


def residuals(loss: LogisticLoss, theta: ArrayLike) -> Array:
    """Return h - y of every row, shape (n,), exact where h rounds to its label."""
    z, y = loss.scores(theta), loss.data.y
    return np.asarray(np.where(y == 1, -sigmoid(-z), sigmoid(z)))


def lost_minus_step(alpha: float) -> Rule:
    """Gradient descent on a gradient that lost its minus: theta + alpha grad J(theta), which climbs.

    J(theta + alpha grad J) >= J(theta) + alpha |grad J|^2, as J is convex.
    """
    downhill = gradient_step(alpha)

    def step(loss: LogisticLoss, path: Sequence[Array]) -> Array:
        return 2 * path[-1] - downhill(loss, path)

    return step


@dataclass(frozen=True, eq=False)
class Slip:
    """Two walks from zeros at one rate: `down` the gradient, and `up` the one that lost its minus."""

    rate: float
    down: Trajectory
    up: Trajectory


def slip(loss: LogisticLoss, steps: int) -> Slip:
    """Walk so many steps each way at about 1/L, to two digits: there every step of the right sign goes down."""
    rate = significant(1 / loss.lipschitz, 2)
    zeros = np.zeros(loss.p)
    down = descend(loss, zeros, gradient_step(rate), max_steps=steps, gtol=0.0)
    up = descend(loss, zeros, lost_minus_step(rate), max_steps=steps, gtol=0.0)
    return Slip(rate, down, up)


def least_squares(loss: LogisticLoss) -> Array:
    """Return the parameters (p,) of the line through the labels that least squares finds, of least norm.

    There the gradient of the mean of (h - y)^2 / 2 with h = theta . (1, x), (1/m) sum_i (h_i - y_i) (1, x_i), is 0.
    """
    data = loss.data
    weights = np.sqrt(data.counts)
    return np.asarray(np.linalg.lstsq(weights[:, None] * data.design, weights * data.y)[0])
