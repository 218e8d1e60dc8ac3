"""Newton: the parabola that a loss has at a point, and walks that jump to its bottom."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from mathcore.arrays import Array
from mathcore.descent import descend
from mathcore.landscape import Landscape, Range
from mathcore.loss import LogisticLoss
from mathcore.rules import Rule, backtracking, gradient_step, newton_direction, newton_step
from mathcore.stop import Stop
from mathcore.trajectory import Trajectory

# A parabola's level lines bend little: straight chords on a grid so fine cannot be told from them.
GRID = 201
# How near to the minimum a walk has arrived.
ARRIVED = 1e-8
# A step leaps off when it multiplies the loss by so much.
LEAP = 10.0
# Where a walk may stop: flat to the last digits.
MOST_STEPS, FLAT = 100, 1e-13
RADII = (2, 3, 4, 6, 8, 12, 16, 24, 32, 48)
CORNERS = ((1, 1), (1, -1), (-1, 1), (-1, -1))


@dataclass(frozen=True, eq=False)
class Bowl:
    """The second-order Taylor polynomial q of a loss at a point: its height, slope and curvature there.

    Parameters
    ----------
    point : (p,) theta where q touches J.
    value : J there.
    gradient : (p,) grad J there.
    hessian : (p, p) of J there.
    """

    point: Array
    value: float
    gradient: Array
    hessian: Array

    def __call__(self, theta: ArrayLike) -> Array:
        """Return q, shape (...), for theta (..., p)."""
        away = np.asarray(theta, dtype=np.float64) - self.point
        curved = np.einsum("...i,ij,...j->...", away, self.hessian, away)
        return np.asarray(self.value + away @ self.gradient + curved / 2)

    @cached_property
    def step(self) -> Array:
        """(p,) the way from the point to the bottom, -H^-1 grad J: Newton's step."""
        return -newton_direction(self.hessian, self.gradient)

    @property
    def bottom(self) -> Array:
        """(p,) where q is lowest: Newton's next point."""
        return self.point + self.step

    def along(self, shares: ArrayLike) -> Array:
        """Return theta at shares of the step, (..., p): 0 is the point, 1 the bottom."""
        return self.point + np.asarray(shares, dtype=np.float64)[..., None] * self.step

    def lines(self, levels: Sequence[float], x_range: Range, y_range: Range) -> list[list[Array]]:
        """Return for each level the lines q = level inside a box, each (k, 2), wherever the bottom lies."""
        axes = [np.linspace(*ends, GRID) for ends in (x_range, y_range)]
        points = np.stack(np.meshgrid(*axes), axis=-1)
        return Landscape(points, self(points)).contours(levels)

    def ellipse(self, share: float = 1.0, n: int = 181) -> Array:
        """Return a closed level line of q, (n, 2); share 1 passes through the point, 0 is the bottom.

        Raises
        ------
        ValueError
            There are other than two parameters, or q has no bottom: its Hessian is not positive definite.
        """
        if len(self.point) != 2:
            raise ValueError(f"An ellipse needs two parameters, not {len(self.point)}.")
        curvatures, axes = np.linalg.eigh(self.hessian)
        if curvatures[0] <= 0:
            raise ValueError(f"The parabola has no bottom: its curvatures are {curvatures.tolist()}.")
        # Begun at the point itself, so that it is one of the vertices.
        toward = np.sqrt(curvatures) * (axes.T @ -self.step)
        turn = np.arctan2(toward[1], toward[0]) + np.linspace(0.0, 2 * np.pi, n)
        circle = np.hypot(*toward) * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
        return np.asarray(self.bottom + share * (circle / np.sqrt(curvatures)) @ axes.T)


def bowl(loss: LogisticLoss, theta: ArrayLike) -> Bowl:
    """Return the parabola of `loss` at theta (p,)."""
    point = np.array(theta, dtype=np.float64)
    value, gradient = loss.value_and_gradient(point)
    return Bowl(point, value, gradient, loss.hessian(point))


def arrival(walk: Trajectory, theta: ArrayLike, tolerance: float = ARRIVED) -> int | None:
    """Return the step from which on a walk stays within `tolerance` of theta (p,), or None where it never does."""
    outside = np.flatnonzero(np.linalg.norm(walk.points - np.asarray(theta), axis=1) >= tolerance)
    first = int(outside[-1]) + 1 if len(outside) else 0
    return int(walk.numbers[first]) if first < len(walk.points) else None


def leaping_start(loss: LogisticLoss) -> Array | None:
    """Return a start (2,) from which Newton's first step multiplies the loss by ten, and its walk never comes back.

    Tried are (2, 2), the other corners of that square, and the corners of larger ones; None where all of them settle.

    Raises
    ------
    ValueError
        The loss has other than two parameters.
    """
    if loss.p != 2:
        raise ValueError(f"A start in the plane needs a loss of two parameters, not {loss.p}: choose one feature.")
    for start in (np.array(corner, dtype=np.float64) * radius for radius in RADII for corner in CORNERS):
        ahead = bowl(loss, start).bottom
        if not np.isfinite(ahead).all() or float(loss(ahead)) < LEAP * float(loss(start)):
            continue
        if descend(loss, start, newton_step(), max_steps=100).stop is Stop.DIVERGED:
            return start
    return None


@dataclass(frozen=True, eq=False)
class NewtonRuns:
    """Newton's walks on one loss, from zeros and from a start where they need help; made by `newton_runs`.

    Parameters
    ----------
    plain : undamped, from zeros until within 1e-8 of the minimum for good.
    learned : quasi-Newton with a line search, from zeros, as far.
    downhill : steps of gradient descent, from zeros, to come as near; None where it does not within 20,000.
    leap : the parabola at a start from which the undamped walk leaps off; None where no such start was found.
    searched : Newton with a line search from that start, as far; None with it.
    """

    plain: Trajectory
    learned: Trajectory
    downhill: int | None
    leap: Bowl | None
    searched: Trajectory | None


def newton_runs(loss: LogisticLoss, theta_hat: ArrayLike, rate: float) -> NewtonRuns | None:
    """Return Newton's walks on a loss of two parameters with its minimum at theta_hat (2,), and what `rate` takes.

    None where a walk from zeros does not arrive: then only a line search would help.
    """
    zeros, search = np.zeros(loss.p), backtracking(newton_step())
    plain = _arrived(descend(loss, zeros, newton_step(), max_steps=MOST_STEPS, gtol=FLAT), theta_hat)
    learned = _arrived(descend(loss, zeros, backtracking(secant_step()), max_steps=MOST_STEPS, gtol=FLAT), theta_hat)
    if plain is None or learned is None:
        return None
    start = leaping_start(loss)
    flat = ARRIVED * float(np.linalg.eigvalsh(loss.hessian(theta_hat))[0]) / 2
    downhill = arrival(descend(loss, zeros, gradient_step(rate), gtol=flat), theta_hat)
    if start is None:
        return NewtonRuns(plain, learned, downhill, None, None)
    searched = _arrived(descend(loss, start, search, max_steps=MOST_STEPS, gtol=FLAT), theta_hat)
    return NewtonRuns(plain, learned, downhill, None if searched is None else bowl(loss, start), searched)


def _arrived(walk: Trajectory, theta_hat: ArrayLike) -> Trajectory | None:
    """Return a walk as far as its arrival, or None where it does not arrive."""
    last = arrival(walk, theta_hat)
    if last is None:
        return None
    kept = slice(0, last + 1)
    return Trajectory(walk.points[kept], walk.losses[kept], walk.gradients[kept], Stop.CONVERGED)


def halvings(loss: LogisticLoss, walk: Trajectory) -> list[int]:
    """Return how many times a line search halved Newton's step, for each step of its walk."""
    counts = []
    for here, ahead in zip(walk.points[:-1], walk.points[1:], strict=True):
        whole = bowl(loss, here).step
        counts.append(round(float(np.log2(np.linalg.norm(whole) / np.linalg.norm(ahead - here)))))
    return counts


def secant_step() -> Rule:
    """Quasi-Newton (BFGS): theta - B grad J, where B stands for H^-1 and is learned from the gradients met so far.

    B begins as 1/L and is updated by every step s and the change y of the gradient over it, so that B y = s (Nocedal
    and Wright, Numerical Optimization, 2nd ed. 2006, eq. 6.17). No second derivative is asked for.
    """

    def step(loss: LogisticLoss, path: Sequence[Array]) -> Array:
        gradients = loss.gradient(np.array(path))
        inverse = learned_inverse(np.array(path), gradients, 1 / loss.lipschitz)
        return np.asarray(path[-1] - inverse @ gradients[-1])

    return step


def learned_inverse(points: Array, gradients: Array, first: float) -> Array:
    """Return BFGS's inverse Hessian (p, p) after points and gradients (k, p), begun as `first` times the identity."""
    unit = np.eye(points.shape[1])
    inverse = first * unit
    for step, change in zip(np.diff(points, axis=0), np.diff(gradients, axis=0), strict=True):
        curvature = float(step @ change)
        # Within the rounding of the minimum nothing more can be learned.
        if curvature <= np.finfo(np.float64).eps * np.linalg.norm(step) * np.linalg.norm(change):
            continue
        across = unit - np.outer(step, change) / curvature
        inverse = across @ inverse @ across.T + np.outer(step, step) / curvature
    return np.asarray(inverse)
