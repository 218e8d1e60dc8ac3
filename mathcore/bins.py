"""Bins: how many trials of each class lie where, in bins of the feature that are equally wide."""

from dataclasses import dataclass

import numpy as np

from mathcore.arrays import Array
from mathcore.data import Dataset

# The quantiles between which nearly all and most trials lie. All are shown, or nearly all, unless they reach more than
# FAR times as far as the next fewer: those of a normal or a uniform feature do not, up to 10^9 of them.
CENTRAL, FAR = ((0.001, 0.999), (0.01, 0.99)), 2.2
# Bins end this far beyond a pair of quantiles, in units of the way from one to the other.
BEYOND = 0.25
# Values on a lattice of up to so many points are told from values that lie anywhere.
FINEST = 1000


@dataclass(frozen=True, eq=False)
class Bins:
    """Trials of both classes in equally wide bins, one beside the other.

    Parameters
    ----------
    edges : (k + 1,) rising and evenly spaced, in the units of the feature.
    counts : (2, k) trials with label 0 and with label 1; a bin holds its left edge, the last one both.
    outside : number of trials below the first edge or above the last.
    """

    edges: Array
    counts: Array
    outside: int

    @property
    def middles(self) -> Array:
        """(k,) the middle of each bin."""
        return (self.edges[:-1] + self.edges[1:]) / 2

    @property
    def shares(self) -> Array:
        """(k,) the share of label 1 among the trials of each bin; NaN in an empty one."""
        trials = self.counts.sum(axis=0)
        shares: Array = np.divide(self.counts[1], trials, out=np.full_like(trials, np.nan), where=trials > 0)
        return shares


def bins(data: Dataset, most: int) -> Bins:
    """Count the trials of a data set with one feature in at most `most` bins.

    Values that lie on a lattice, as whole numbers do, get bins that hold equally many of its points each, so that no
    bin is higher only because one more value falls into it. A few trials far out would press all others into one bin:
    they are left outside, and counted.

    Raises
    ------
    DataError
        There are several features.
    ValueError
        There is to be no bin at all.
    """
    if most < 1:
        raise ValueError(f"Trials are counted in at least one bin, not {most}.")
    values, trials, successes = data.groups()
    low, high = _range(values, trials)
    inside = (values >= low) & (values <= high)
    edges = _edges(values[inside], most)
    place = np.clip(np.searchsorted(edges, values[inside], side="right") - 1, 0, len(edges) - 2)
    ones, both = (np.bincount(place, weights[inside], len(edges) - 1) for weights in (successes, trials))
    return Bins(edges, np.stack([both - ones, ones]), int(trials[~inside].sum()))


def _range(values: Array, trials: Array) -> tuple[float, float]:
    """Return how far the bins reach: to the ends of the data, or to where only a few trials lie beyond."""
    below = np.cumsum(trials) / trials.sum()
    low, high = float(values[0]), float(values[-1])
    for quantiles in CENTRAL:
        first, last = values[np.searchsorted(below, quantiles)]
        # So many trials at one value: nothing tells how far is far.
        if first == last or high - low <= FAR * (last - first):
            break
        reach = BEYOND * (last - first)
        low, high = max(float(values[0]), first - reach), min(float(values[-1]), last + reach)
    return low, high


def _edges(values: Array, most: int) -> Array:
    """Return the edges of at most `most` bins over rising values."""
    low, span = values[0], values[-1] - values[0]
    if span == 0:
        return np.array([low - 0.5, low + 0.5])
    finest = float(np.diff(values).min())
    if span <= FINEST * finest:
        points = (values - low) / finest
        if np.abs(points - points.round()).max() < 1e-3:
            count = round(points[-1]) + 1
            each = -(-count // most)
            return np.asarray(low + finest * (each * np.arange(-(-count // each) + 1) - 0.5))
    return np.linspace(low, values[-1], most + 1)
