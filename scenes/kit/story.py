"""Which words are true of a study: the variants of captions and narrations that its numbers choose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mathcore import Stop, Study, separating_direction

# Steps taken one by one, and the last step that is watched from close by.
SLOW, CLOSE = 4, 15
# More rings than this would hide what they point at.
MOST_RINGS = 8
# A valley is called long from this ratio of the curvatures on.
LONG = 10.0
# The steps that must still swing for the narration to speak of swings that die down.
SWINGS = slice(CLOSE, CLOSE + 30)


@dataclass(frozen=True, eq=False)
class Story:
    """The endings of keys in the words files, each the one whose claims hold.

    Parameters
    ----------
    study
        The numbers that the words are about.
    rate_chosen
        Whether the learning rate was asked for; otherwise the study chose it.
    """

    study: Study
    rate_chosen: bool = False

    # -- the walk ----------------------------------------------------------------------------------------------

    def step(self) -> str:
        """Return whether the first steps overshoot, all climb, or never do."""
        rises = np.diff(self.study.walk.losses) > 0
        if not rises.any():
            return "calm"
        if not rises[0]:
            return "later"
        return "climbs" if rises[:SLOW].all() else ""

    def close(self) -> str:
        """Return whether the steps seen from close by leap across a long valley, follow one, or neither."""
        if self.leaps:
            return ""
        return "calm" if self.in_sight and self.long else "plain"

    def far(self) -> str:
        """Return how the rest of the walk goes and ends."""
        stop = self.study.walk.stop
        if stop is Stop.CONVERGED:
            return "" if self.leaps and np.mean(self.crossings[SWINGS]) > 0.8 else "calm"
        if stop is Stop.SEPARABLE:
            return "uphill" if self.study.facts["uphill"] else "separable"
        if stop is Stop.OSCILLATING:
            return "cycle" if self.study.facts["period"] else "restless"
        return "crawls" if stop is Stop.MAX_STEPS and self.crawls else stop.name.lower()

    def end(self) -> str:
        """Return how it is known where the minimum is, or that there is none."""
        if not self.study.fit.exists:
            return self.split()
        if self.study.walk.stop is not Stop.CONVERGED:
            return "elsewhere" if self.rate_to_blame else "unfinished"
        return "" if self.study.newton.stop is Stop.CONVERGED else "newton_fails"

    def nowhere_to_go(self) -> str:
        """Return why no walk can arrive: there is no minimum, or the start is it; "" where one can."""
        if not self.study.fit.exists:
            return "separable"
        return "" if self.study.walk.steps else "arrived"

    # -- the data ----------------------------------------------------------------------------------------------

    def split(self) -> str:
        """Return how the feature sets the classes apart: cleanly, touching at one value, or not at all ("")."""
        data = self.study.loss.data
        direction = separating_direction(data)
        if direction is None:
            return ""
        margins = (2 * data.y - 1) * (data.design @ direction)
        return "separable" if margins.min() > 0 else "touching"

    def drawn(self, shown: int) -> str:
        """Return how so many marks stand for the data: one a case, a group or some of either."""
        data = self.study.data
        grouped = data.m > len(data.y)
        if shown < len(data.y):
            return "groups" if grouped else "shown"
        return "grouped" if grouped else "count"

    def students(self, rows: NDArray[np.intp]) -> str:
        """Return whether all rows land on their own side, or the rings among some rows mark all that do not."""
        study = self.study
        if study.right == study.data.m:
            return "all"
        strays = rows[~study.sides[rows]]
        whole = int(study.data.counts[strays].sum()) == study.data.m - study.right
        return "" if whole and len(strays) <= MOST_RINGS else "many"

    # -- what they rest on ---------------------------------------------------------------------------------------

    @cached_property
    def leaps(self) -> bool:
        """Whether the steps seen from close by cross a long valley mostly, and gain little along it."""
        if not (self.in_sight and self.long):
            return False
        across = np.abs(np.diff(self.study.walk.points[SLOW : CLOSE + 1], axis=0) @ self._axes)
        return bool(np.mean(self.crossings[SLOW:CLOSE]) > 0.5 and across[:, 0].mean() < across[:, 1].mean() / 2)

    @property
    def in_sight(self) -> bool:
        """Whether there are steps to see from close by, all of them on the surface that is drawn."""
        seen = self.study.walk.losses[SLOW : CLOSE + 1]
        return len(seen) > CLOSE - SLOW and bool(np.all(seen <= self.study.window.cut))

    @property
    def long(self) -> bool:
        """Whether the valley curves far less along than across."""
        low, high = np.linalg.eigvalsh(self._hessian)
        return bool(high > LONG * low)

    @cached_property
    def crossings(self) -> NDArray[np.bool_]:
        """(steps,) whether each step ends on the other side of the bottom: the slope across changes its sign."""
        across = self.study.walk.gradients @ self._axes[:, 1]
        return np.asarray(across[:-1] * across[1:] < 0)

    @property
    def crawls(self) -> bool:
        """Whether a larger step, the study's own choice, would have arrived."""
        return self.rate_to_blame and self.study.rate < self._by_default.rate

    @property
    def rate_to_blame(self) -> bool:
        """Whether the same walk arrives at the rate that the study chooses."""
        return self.rate_chosen and self._by_default.walk.stop is Stop.CONVERGED

    @cached_property
    def _by_default(self) -> Study:
        return Study.of(self.study.data)

    @cached_property
    def _hessian(self) -> NDArray[np.float64]:
        """The curvature at the minimum; where there is none, its mean at the points seen from close by."""
        study = self.study
        if study.fit.exists:
            return study.fit.hessian
        return np.mean([study.loss.hessian(point) for point in study.walk.points[SLOW : CLOSE + 1]], axis=0)

    @cached_property
    def _axes(self) -> NDArray[np.float64]:
        """(2, 2) the directions along the valley and across it, as columns."""
        return np.asarray(np.linalg.eigh(self._hessian)[1])
