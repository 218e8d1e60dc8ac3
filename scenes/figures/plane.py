"""Two features: the line along which the fitted probability is one half, among the trials."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathcore import PlaneStudy, Study, builtin
from scenes.figures.labels import settled
from scenes.figures.paper import SMALL, Paper, few_ticks
from scenes.kit.boundary_story import DATA

HEIGHT = 74.0
# Lines of equal probability besides that of one half, and those that are named.
LEVELS, NAMED = (0.1, 0.3, 0.7, 0.9), (0.1, 0.5, 0.9)
SIZE = 4.4
# A trial far out stands so far inside the edge, as a share of the range, with an arrow of so many points.
FOOT, ARROW = 0.07, 11.0
# Where the classes are named, as shares of the axes: where their probabilities are high.
CORNERS = ((0.06, 0.05), (0.72, 0.94))


@cache
def plane_study() -> PlaneStudy:
    """Return the trials with two features, whatever the edition's own data."""
    return PlaneStudy.of(builtin(DATA))


def draw(study: Study, paper: Paper) -> Figure:
    """Draw the trials, lines of equal probability, and the one of one half."""
    theme, found, figure = paper.theme, plane_study(), paper.figure(HEIGHT)
    axes = figure.subplots()
    axes.set(xlim=found.ranges[0], ylim=found.ranges[1], xlabel=paper.words.get("boundary.labels.first"))
    axes.set_title(paper.words.get("boundary.labels.second"))
    few_ticks(axes, 6, 5)
    quiet: dict[str, Any] = {"color": theme.line, "linewidth": 0.7, "linestyle": (0, (4, 2))}
    for p in (*LEVELS, 0.5):
        ends = found.line(found.walk.points[-1], p)
        axes.plot(*ends.T, label=f"p={p}", **(quiet if p != 0.5 else {"color": theme.theta, "linewidth": 1.8}))
        if p in NAMED:
            text = f"${paper.symbol('h_bare')}={p}$" if p == max(NAMED) else f"${p}$"
            way: dict[str, Any] = {"textcoords": "offset points", "va": "center", "annotation_clip": False}
            color = theme.theta if p == 0.5 else theme.quiet
            axes.annotate(text, ends[1], (3, 0), color=color, fontsize=SMALL, **way)
    _trials(axes, found, paper)
    settled(axes)
    _classes(axes, paper)
    return figure


def _trials(axes: Axes, found: PlaneStudy, paper: Paper) -> None:
    """Draw discs for label 1 and rings for label 0; one far out inside the edge, with an arrow and its value."""
    theme, data = paper.theme, found.data
    low, high = np.array(found.ranges).T
    foot = FOOT * (high - low)
    seats = np.where(found.near[:, None], data.x, np.clip(data.x, low + foot, high - foot))
    for y in (0, 1):
        axes.plot(*seats[data.y == y].T, linestyle="", zorder=3, label=f"class {y}", **paper.mark(y, SIZE))
    for row in np.flatnonzero(~found.near):
        way = (data.x[row] - seats[row]) / (high - low)
        axis = int(np.argmax(np.abs(way)))
        tip = np.zeros(2)
        tip[axis] = ARROW * np.sign(way[axis])
        arrow = {"arrowstyle": "<-", "color": theme.class1 if data.y[row] else theme.class0, "shrinkA": 0, "shrinkB": 3}
        axes.annotate("", seats[row], (tip[0], tip[1]), textcoords="offset points", arrowprops=arrow)
        value = f"{data.x[row, axis]:.1f}".replace("-", "−")
        axes.annotate(value, seats[row], (5, 0), textcoords="offset points", va="center", fontsize=SMALL)


def _classes(axes: Axes, paper: Paper) -> None:
    """Name both classes, each with its mark, where its probability is high."""
    for y, color in enumerate((paper.theme.class0, paper.theme.class1)):
        axes.plot(*CORNERS[y], transform=axes.transAxes, **paper.mark(y, SIZE))
        word = paper.words.get(f"boundary.labels.class{y}")
        axes.annotate(word, CORNERS[y], (5, 0), "axes fraction", "offset points", va="center", color=color)
