"""Study: every number that the film shows, computed once for one data set."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mathcore.arrays import Array
from mathcore.cutoff import boundary_at
from mathcore.data import DataError, Dataset, require_two_classes, require_varying
from mathcore.descent import descend
from mathcore.facts import Fact, facts
from mathcore.fit import Fit, fit
from mathcore.likelihood import factors, log_factors, log_likelihood, running_log_sum, running_product
from mathcore.loss import LogisticLoss
from mathcore.profile import Profile, profile
from mathcore.ranges import significant
from mathcore.rules import gradient_step, newton_step
from mathcore.scaling import Scaling
from mathcore.sheet import Sheet, sheet
from mathcore.shown import table
from mathcore.sigmoid import sigmoid
from mathcore.stop import Stop
from mathcore.trajectory import Trajectory
from mathcore.window import Window, frame, too_high

LONGEST_VALLEY = 300.0
NEWTON_GTOL = 1e-9
ENDLESS_STEPS = 1000


@dataclass(frozen=True, eq=False)
class Study:
    """The numbers of one data set with one feature; made by `Study.of`.

    Parameters
    ----------
    data : as given, the feature in its own units.
    scaling : what was done to the feature before the walk; see `scaled`.
    loss : J of the (perhaps scaled) data: what is minimised and drawn. theta without "raw" is for this loss.
    fit : its minimum.
    rate : the learning rate alpha of the walk.
    walk : gradient descent from zeros at this rate.
    """

    data: Dataset
    scaling: Scaling
    loss: LogisticLoss
    fit: Fit
    rate: float
    walk: Trajectory

    @staticmethod
    def of(data: Dataset, *, rate: float | None = None, max_steps: int = 20_000) -> "Study":
        """Compute the walk for `data`.

        The feature stays raw unless the valley of the loss is more than 300 times as long as wide (in curvature);
        then it is standardised. The default rate is 5/6 of 2 / lambda_max(H(theta_hat)), the last rate that settles,
        to two digits, halved until the walk arrives without leaping above 4 J(start). Where there is no minimum it is
        3/2 of 1/L, for 1,000 steps.

        Raises
        ------
        DataError
            Several features, one class only, or a constant feature.
        ValueError
            The rate is not a positive number.
        """
        if data.d != 1:
            raise DataError(f"{data.name} has {data.d} features ({', '.join(data.features)}); the film is about one: "
                            "choose a feature.")
        require_two_classes(data)
        require_varying(data)
        scaling = _scaling(data)
        loss = LogisticLoss(scaling.apply(data))
        best = fit(loss)
        steps = max_steps if best.exists else min(max_steps, ENDLESS_STEPS)
        chosen = _default_rate(loss, best) if rate is None else rate
        walk = descend(loss, np.zeros(2), gradient_step(chosen), max_steps=steps)
        while rate is None and (walk.stop in (Stop.OSCILLATING, Stop.DIVERGED) or too_high(walk)):
            chosen = significant(chosen / 2, 2)
            walk = descend(loss, np.zeros(2), gradient_step(chosen), max_steps=steps)
        return Study(data, scaling, loss, best, chosen, walk)

    def _repr_html_(self) -> str:
        """Return the main numbers as a table, for notebooks."""
        return table(self)

    @property
    def scaled(self) -> bool:
        """Whether the feature was standardised."""
        return not self.scaling.identity

    @property
    def separable(self) -> bool:
        """Whether the feature sets the classes apart, so that the loss has no minimum."""
        return self.fit.stop is Stop.SEPARABLE

    @cached_property
    def theta(self) -> Array:
        """(2,) the estimate, or the last point of the walk where there is none."""
        return self.fit.theta if self.fit.exists else self.walk.points[-1]

    @cached_property
    def raw_theta(self) -> Array:
        """(2,) theta for the feature in its own units."""
        return self.scaling.to_raw_theta(self.theta)

    @cached_property
    def raw_standard_errors(self) -> Array:
        """(2,) standard errors of `raw_theta`; NaN where there is no estimate."""
        if not self.scaled or not self.fit.exists:
            return self.fit.standard_errors
        return fit(LogisticLoss(self.data)).standard_errors

    @cached_property
    def newton(self) -> Trajectory:
        """Newton's method, undamped, from zeros until the gradient's norm is below 1e-9."""
        return descend(self.loss, np.zeros(2), newton_step(), max_steps=100, gtol=NEWTON_GTOL)

    @cached_property
    def rate_bounds(self) -> tuple[float, float]:
        """2 / L, below which no step climbs, and 2 / lambda_max(H(theta)), above which no walk settles.

        The second is infinite where the curvature has underflowed.
        """
        steepest = float(np.linalg.eigvalsh(self.loss.hessian(self.theta))[-1])
        return 2 / self.loss.lipschitz, 2 / steepest if steepest > 0 else float("inf")

    @cached_property
    def window(self) -> Window:
        """The part of the parameter plane to show."""
        return frame(self.walk, self.fit.theta, self.fit.hessian)

    @cached_property
    def sheet(self) -> Sheet:
        """The surface in the window."""
        return sheet(self.loss, self.window)

    @cached_property
    def scores(self) -> Array:
        """(n,) z = theta . (1, x) of each row."""
        return self.loss.scores(self.theta)

    @cached_property
    def probabilities(self) -> Array:
        """(n,) h = sigmoid(z) of each row."""
        return sigmoid(self.scores)

    @cached_property
    def sides(self) -> NDArray[np.bool_]:
        """(n,) whether each row's label is the one its probability lies nearer to; 1 from exactly 1/2 on."""
        return np.asarray((self.scores >= 0) == (self.data.y == 1))

    @cached_property
    def right(self) -> int:
        """Number of trials on their own side of one half."""
        return int(self.data.counts @ self.sides)

    @cached_property
    def boundary(self) -> float:
        """The feature's value where p = 1/2, in its own units; NaN where theta_1 is 0."""
        return boundary_at(self.raw_theta, 0.5)

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """(n,) row numbers by rising feature."""
        return np.argsort(self.data.x[:, 0], kind="stable")

    @cached_property
    def trials(self) -> Dataset:
        """The m single trials by rising feature, scaled as the loss is: one factor of the likelihood each."""
        single = self.loss.data.expanded()
        order = np.argsort(single.x[:, 0], kind="stable")
        return Dataset(single.x[order], single.y[order], features=single.features, outcome=single.outcome,
                       classes=single.classes, name=single.name)

    @cached_property
    def factors_start(self) -> Array:
        """(m,) P(y | x) of each trial at theta = 0: halves."""
        return factors(self.trials, np.zeros(2))

    @cached_property
    def log_factors_start(self) -> Array:
        """(m,) their logarithms."""
        return log_factors(self.trials, np.zeros(2))

    @cached_property
    def factors_end(self) -> Array:
        """(m,) P(y | x) of each trial at `theta`."""
        return factors(self.trials, self.theta)

    @cached_property
    def log_factors_end(self) -> Array:
        """(m,) their logarithms."""
        return log_factors(self.trials, self.theta)

    @cached_property
    def products_start(self) -> Array:
        """(m,) running product of `factors_start`."""
        return running_product(self.factors_start)

    @cached_property
    def log_sums_start(self) -> Array:
        """(m,) running sum of `log_factors_start`."""
        return running_log_sum(self.log_factors_start)

    @cached_property
    def products_end(self) -> Array:
        """(m,) running product of `factors_end`."""
        return running_product(self.factors_end)

    @cached_property
    def log_sums_end(self) -> Array:
        """(m,) running sum of `log_factors_end`."""
        return running_log_sum(self.log_factors_end)

    @cached_property
    def log_likelihood(self) -> float:
        """The logarithm of P(all labels) at `theta`, in nats."""
        return float(log_likelihood(self.loss.data, self.theta))

    @cached_property
    def likelihood(self) -> float:
        """P(all labels) at `theta`; 0.0 where float64 holds no number so small (see `underflows`)."""
        with np.errstate(under="ignore"):
            return float(np.exp(self.log_likelihood))

    @property
    def underflows(self) -> bool:
        """Whether the likelihood at `theta` is too small for float64 to hold with all its digits."""
        return self.likelihood < float(np.finfo(np.float64).smallest_normal)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Every number that a sentence may quote, by name; what does not exist is NaN."""
        return facts(self)

    def profile(self, n: int = 401) -> Profile:
        """Return likelihood and log-likelihood over theta_1, theta_0 held at its estimate; n odd."""
        return profile(self.loss.data, self.theta, float(self.loss.hessian(self.theta)[1, 1]), n)


def _scaling(data: Dataset) -> Scaling:
    """Standardise where the valley is too long for a walk to be watched."""
    raw = LogisticLoss(data)
    best = fit(raw)
    low, high = np.linalg.eigvalsh(raw.hessian(best.theta if best.exists else np.zeros(2)))
    return Scaling.none(data) if high <= LONGEST_VALLEY * low else Scaling.standard(data)


def _default_rate(loss: LogisticLoss, best: Fit) -> float:
    if best.exists:
        return significant(5 / 6 * 2 / float(best.eigenvalues[-1]), 2)
    return significant(1.5 / loss.lipschitz, 2)
