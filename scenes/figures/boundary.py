"""The fitted curve over the data, and the value of the feature where it says one half."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from mathcore import Study, sigmoid
from mathcore.bins import Bins, bins
from scenes.figures.labels import around, label, settled
from scenes.figures.mathematics import number
from scenes.figures.paper import HAIR, Paper, few_ticks, note_the_ending

HEIGHT = 62.0
# More rows than this at one value, or more in all, are counted in so many bins.
MOST_AT_ONE, MOST, MOST_BINS = 5, 60, 20
# How far one mark stands from the next at the same value, and the highest bar, as shares of the range of p.
PITCH, HIGHEST = 0.055, 0.3
# Room beside the data, as a share of their range.
MARGIN, SAMPLES = 0.06, 401
SIZE = 4.2
# The width of a bar as a share of its bin; that of a class's name in millimetres, and how many points off it stands.
BAR, NAME, UNDER = 0.86, 26.0, 6.0


def draw(study: Study, paper: Paper) -> Figure:
    """Draw the rows at 0 and 1, or bars and shares where they are many, and the curve with its boundary."""
    theme, figure = paper.theme, paper.figure(HEIGHT)
    axes = figure.subplots()
    found = counted(study)
    ends = study.data.x[:, 0] if found is None else found.edges
    room = MARGIN * float(np.ptp(ends))
    x = np.linspace(ends.min() - room, ends.max() + room, SAMPLES)
    for level in (0, 1):
        axes.axhline(level, color=theme.line, linewidth=HAIR)
    if found is None:
        _rows(axes, study, paper)
    else:
        _bars(axes, found, paper)
    axes.plot(x, curve(study, x), color=theme.theta, label="curve", zorder=3)
    deep = PITCH * MOST_AT_ONE if found is None else 0.03
    axes.set(xlim=(x[0], x[-1]), ylim=(-deep, 1 + deep), yticks=(0, 0.5, 1), yticklabels=("0", "0.5", "1"))
    axes.spines["bottom"].set_visible(False)
    few_ticks(axes, 6)
    axes.set_yticks((0, 0.5, 1), ("0", "0.5", "1"))
    axes.set_title(f"${paper.symbol('h')}$")
    axes.set_xlabel(paper.name("feature"), parse_math=False)
    note_the_ending(axes, study, paper)
    settled(axes)
    _name(axes, study, paper)
    return figure


def curve(study: Study, x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the fitted probability at values of the feature, in its own units."""
    intercept, slope = study.raw_theta
    return np.asarray(sigmoid(intercept + slope * x))


def counted(study: Study) -> Bins | None:
    """Return the rows counted in bins; None where every one can have a mark of its own."""
    data = study.data
    if len(data.y) == data.m <= MOST:
        _, alike = np.unique(np.column_stack([data.x[:, 0], data.y]), axis=0, return_counts=True)
        if alike.max() <= MOST_AT_ONE:
            return None
    return bins(data, MOST_BINS)


def _rows(axes: Axes, study: Study, paper: Paper) -> None:
    """Draw class 0 as rings at 0 and class 1 as discs at 1; rows at one value stand outwards one behind the other."""
    data = study.data
    for y in (0, 1):
        values, many = np.unique(data.x[data.y == y, 0], return_counts=True)
        behind = np.concatenate([np.arange(k) for k in many])
        heights = y + (2 * y - 1) * PITCH * behind
        style = paper.mark(y, SIZE)
        axes.plot(np.repeat(values, many), heights, linestyle="", label=f"class {y}", clip_on=False, **style)


def _bars(axes: Axes, found: Bins, paper: Paper) -> None:
    """Draw the counts as bars, up from 0 and down from 1 on one scale, and each bin's share of class 1 as a dot."""
    theme, scale = paper.theme, HIGHEST / float(found.counts.max())
    width = BAR * np.diff(found.edges)
    fills: list[dict[str, Any]] = [{"color": "none", "hatch": "/////"}, {"color": theme.class1}]
    for y, color in enumerate((theme.class0, theme.class1)):
        heights = (1 - 2 * y) * scale * found.counts[y]
        style = {"edgecolor": color, "linewidth": 0.5, "label": f"class {y}", **fills[y]}
        axes.bar(found.middles, heights, width, bottom=y, **style)
    axes.plot(found.middles, found.shares, "o", color=theme.ink, markersize=3, zorder=4, label="shares")


def _name(axes: Axes, study: Study, paper: Paper) -> None:
    """Mark the boundary where it lies within the axes, and name the classes where the curve is far from them."""
    theme, boundary, (x0, x1) = paper.theme, study.boundary, axes.get_xlim()
    if x0 < boundary < x1:
        dashes = (0, (5, 2))
        axes.plot([boundary] * 2, axes.get_ylim(), color=theme.ink, linewidth=0.9, linestyle=dashes, label="boundary")
        axes.plot([x0, boundary], [0.5, 0.5], color=theme.line, linewidth=HAIR, linestyle=":")
        axes.plot(boundary, 0.5, "o", color=theme.theta, zorder=4)
        label(axes, f"$x={number(boundary, 3)}$", around(boundary, 0.5), color=theme.ink)
    for y, color in enumerate((theme.class0, theme.class1)):
        ends = [(x0, 3.0), (x1, -3.0)] if bool(y) == (study.raw_theta[1] >= 0) else [(x1, -3.0), (x0, 3.0)]
        spots = [((x, float(y)), (way, -UNDER if y else UNDER)) for x, way in ends]
        label(axes, paper.name(f"class{y}", NAME), spots, plain=True, color=color)
