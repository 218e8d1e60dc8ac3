"""Dataset: labelled rows, grouped or not, checked once so that nothing downstream has to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathcore.arrays import Array


class DataError(ValueError):
    """Something is wrong with the data; the message says what, where and what to do."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """Rows of features with a label 0 or 1; row i stands for counts[i] trials.

    Parameters
    ----------
    x : (n, d) features, in the units of their columns.
    y : (n,) labels, 0 or 1.
    counts : (n,) whole numbers >= 1, the trials each row stands for; omitted: one each.
    features : d names of the columns of x.
    outcome : what a label 1 means, the label's column name.
    classes : the names of label 0 and of label 1.
    name : what to call the data.
    source : where the data come from.
    units : the unit of each feature, "" where it has none.

    Raises
    ------
    DataError
        Wrong shapes, no rows, NaN or infinity, labels other than 0 and 1, impossible counts.

    Notes
    -----
    One class only and constant features are allowed here, as the loss is defined for them; see
    `require_two_classes` and `require_varying`. The arrays are float64 copies and read-only.
    """

    x: Array
    y: Array
    counts: Array = field(default_factory=lambda: np.empty(0))
    features: tuple[str, ...] = ()
    outcome: str = "y"
    classes: tuple[str, str] = ("0", "1")
    name: str = "data"
    source: str = ""
    units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check everything, then freeze float64 copies."""
        x, y = _numbers(self.x, "x"), _numbers(self.y, "y")
        if x.ndim != 2:
            raise DataError(f"x must have the shape (rows, features), not {x.shape}: for one feature use x[:, None].")
        if x.shape[0] == 0:
            raise DataError("There are no rows: a data set needs at least one.")
        if y.shape != x.shape[:1]:
            raise DataError(f"y must have the shape ({len(x)},), one label a row of x, not {y.shape}: try y.ravel().")
        counts = np.ones(len(x)) if np.size(self.counts) == 0 else _numbers(self.counts, "counts")
        _check_values(x, y, counts)
        features = tuple(self.features) or tuple(f"x{j + 1}" for j in range(x.shape[1]))
        units = tuple(self.units) or ("",) * x.shape[1]
        if len(features) != x.shape[1] or len(units) != x.shape[1]:
            raise DataError(f"x has {x.shape[1]} columns, but the names are {features} and the units {units}.")
        for key, array in (("x", x), ("y", y), ("counts", counts)):
            array.flags.writeable = False
            object.__setattr__(self, key, array)
        object.__setattr__(self, "features", features)
        object.__setattr__(self, "units", units)

    @cached_property
    def m(self) -> int:
        """Number of trials: the sum of the counts."""
        return int(self.counts.sum())

    @property
    def d(self) -> int:
        """Number of features."""
        return int(self.x.shape[1])

    @property
    def positives(self) -> int:
        """Number of trials with label 1."""
        return int(self.counts @ self.y)

    @cached_property
    def design(self) -> Array:
        """(n, d + 1) features with a leading column of ones, for the intercept theta_0."""
        design = np.column_stack([np.ones(len(self.x)), self.x])
        design.flags.writeable = False
        return design

    def select(self, feature: str) -> "Dataset":
        """Return the same rows with one feature only.

        Raises
        ------
        DataError
            There is no such feature.
        """
        if feature not in self.features:
            raise DataError(f"{self.name} has no feature {feature!r}; it has {', '.join(self.features)}.")
        j = self.features.index(feature)
        return self._with(self.x[:, [j]], self.y, self.counts, features=(feature,), units=(self.units[j],))

    def expanded(self) -> "Dataset":
        """Return the ungrouped form: m rows of one trial each, in the order of the rows."""
        rows = np.repeat(np.arange(len(self.y)), self.counts.astype(np.int64))
        return self._with(self.x[rows], self.y[rows], np.ones(len(rows)))

    def trials(self, numbers: ArrayLike) -> "Dataset":
        """Return single trials by their numbers (k,) in the order of `expanded`, which need not be built."""
        rows = np.searchsorted(np.cumsum(self.counts), numbers, side="right")
        return self._with(self.x[rows], self.y[rows], np.ones(len(rows)))

    def groups(self) -> tuple[Array, Array, Array]:
        """Return the distinct x in rising order, the trials at each and the successes; for one feature.

        Raises
        ------
        DataError
            There are several features.
        """
        if self.d != 1:
            raise DataError(f"{self.name} has {self.d} features; choose one with .select(name).")
        values, where = np.unique(self.x[:, 0], return_inverse=True)
        trials, successes = np.zeros_like(values), np.zeros_like(values)
        np.add.at(trials, where, self.counts)
        np.add.at(successes, where, self.counts * self.y)
        return values, trials, successes

    def _with(self, x: Array, y: Array, counts: Array, *, features: Sequence[str] | None = None,
              units: Sequence[str] | None = None) -> "Dataset":
        names = self.features if features is None else tuple(features)
        measured = self.units if units is None else tuple(units)
        return Dataset(x, y, counts, names, self.outcome, self.classes, self.name, self.source, measured)


def require_two_classes(data: Dataset) -> None:
    """Refuse data with one class only.

    Raises
    ------
    DataError
        Every label is the same.
    """
    if data.positives in (0, data.m):
        only = data.classes[int(data.positives > 0)]
        raise DataError(f"{data.name}: every row of {data.outcome!r} says {only!r}; both outcomes are needed.")


def require_varying(data: Dataset) -> None:
    """Refuse data with a feature that never varies.

    Raises
    ------
    DataError
        A feature has one value only.
    """
    for name, column in zip(data.features, data.x.T, strict=True):
        if column.max() == column.min():
            raise DataError(f"{data.name}: the feature {name!r} is {column[0]:g} in every row; choose one that varies.")


def _numbers(values: ArrayLike, what: str) -> Array:
    raw: NDArray[np.generic] = np.asarray(values)
    if raw.dtype.kind not in "biuf":
        raise DataError(f"{what} must hold numbers, not {raw.dtype}: labels are 0 and 1.")
    return np.array(raw, dtype=np.float64, order="C")


def _check_values(x: Array, y: Array, counts: Array) -> None:
    for what, array in (("x", x), ("y", y), ("counts", counts)):
        wrong = np.argwhere(~np.isfinite(array))
        if len(wrong):
            place = ", ".join(str(int(i)) for i in wrong[0])
            raise DataError(f"{what}[{place}] is {array[tuple(wrong[0])]}: remove the row or fill in the value.")
    other = np.unique(y[(y != 0) & (y != 1)])
    if len(other):
        raise DataError(f"Labels are 0 and 1, but y holds {', '.join(f'{v:g}' for v in other[:3])}: recode them.")
    if counts.shape != y.shape:
        raise DataError(f"counts must have the shape {y.shape}, one a row, not {counts.shape}.")
    wrong = np.argwhere((counts < 1) | (counts != np.floor(counts)))
    if len(wrong):
        i = int(wrong[0, 0])
        raise DataError(f"counts[{i}] is {counts[i]:g}: a row stands for 1, 2, 3 ... trials; drop rows without any.")
