"""Trials that can stand side by side as columns over the feature: few enough, and none pressed into another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mathcore import Study
from scenes.kit.cast import Cast

# So many columns can be told apart.
MOST = 24
# A trial that reaches this many times as far as all others presses those together; so few remain at least.
FAR, FEWEST = 3.0, 3
# Two columns of one class stand so far apart, and none so far from its place, in frame units.
PITCH, ASIDE = 0.1, 0.16


def columns(study: Study, width: float, most: int = MOST) -> Cast:
    """Choose trials that can stand as columns on an axis of a width: all where they can, otherwise a spread of them.

    A row that stands for many trials may be chosen several times. A trial far out, next to which all others would
    stand at one place, is not among them.
    """
    rows = _near(_spread_of_trials(study, most))
    while True:
        scale = width / (float(np.ptp(rows.x)) or 1.0)
        moved = np.abs(aside(rows.x * scale, rows.y))
        if moved.max() <= ASIDE or rows.size <= FEWEST:
            return rows
        # The one pressed most gives way; of several, one in their middle.
        worst = np.flatnonzero(moved >= moved.max() - 1e-9)
        rows = _without(rows, int(worst[len(worst) // 2]))


def aside(places: NDArray[np.float64], labels: NDArray[np.intp], pitch: float = PITCH) -> NDArray[np.float64]:
    """Return how far each column steps aside, so that those of one class keep a pitch.

    Columns of different classes have different halves: one stands on the floor, the other hangs from the ceiling.
    """
    moved = np.zeros(len(places))
    for label in (0, 1):
        chosen = np.flatnonzero(labels == label)
        chosen = chosen[np.argsort(places[chosen], kind="stable")]
        moved[chosen] = _apart(places[chosen], pitch) - places[chosen]
    return moved


def _apart(places: NDArray[np.float64], pitch: float) -> NDArray[np.float64]:
    """Return rising places a pitch apart or more, each run of crowded ones centred on where it was."""
    runs: list[list[float]] = []
    for place in places.tolist():
        runs.append([place, 1.0])
        while len(runs) > 1 and runs[-1][0] - runs[-2][0] < pitch * (runs[-1][1] + runs[-2][1]) / 2 - 1e-12:
            middle, size = runs.pop()
            before, others = runs.pop()
            runs.append([(before * others + middle * size) / (others + size), others + size])
    offsets = [middle + pitch * (k - (size - 1) / 2) for middle, size in runs for k in range(int(size))]
    return np.array(offsets)


def _spread_of_trials(study: Study, most: int) -> Cast:
    """Return at most so many trials, each in the middle of an equal share of all in the order of the feature."""
    data, order = study.data, study.order
    size = int(min(data.m, most))
    ends = np.cumsum(data.counts[order])
    middles = (np.arange(size) + 0.5) * data.m / size
    rows = order[np.searchsorted(ends, np.floor(middles), side="right")]
    x, y = data.x[rows, 0], data.y[rows].astype(int)
    paired = np.array([bool(np.any((x == a) & (y != b))) for a, b in zip(x, y, strict=True)])
    return Cast(rows, x, study.scores[rows], study.probabilities[rows], y, paired, data.m <= most)


def _near(rows: Cast) -> Cast:
    """Leave out the rows that reach so far that the others would stand at one place."""
    while rows.size > FEWEST:
        by_place = np.argsort(rows.x, kind="stable")
        x = rows.x[by_place]
        fewer, last = min((float(x[-2] - x[0]), by_place[-1]), (float(x[-1] - x[1]), by_place[0]))
        if fewer == 0 or float(np.ptp(x)) <= FAR * fewer:
            break
        rows = _without(rows, int(last))
    return rows


def _without(rows: Cast, k: int) -> Cast:
    kept = np.arange(rows.size) != k
    parts = {name: getattr(rows, name)[kept] for name in ("rows", "x", "z", "p", "y", "paired")}
    return replace(rows, **parts, complete=False)
