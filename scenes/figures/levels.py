"""Levels of the loss to draw lines at, and their numbers on the lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from scenes.figures.labels import LEVEL, dense
from scenes.figures.paper import SMALL, Paper

Points = NDArray[np.float64]

MOST, NAMED = 12, 4
# Two more levels near the lowest point, as shares of a step; none so close to the next that the lines would touch.
NEAR, CLOSE = (0.2, 0.5), 0.3
# Points that a number keeps from the edge, and beyond which it does not matter how far off curves and lines are.
INSIDE, FAR = 14.0, 16.0
# How much a slanting number costs, in points for each radian.
SLANT = 12.0


def round_levels(low: float, cut: float) -> list[float]:
    """Return round levels between the lowest one and the cut, which is the last, and two near the lowest."""
    every = MaxNLocator(nbins=MOST, steps=[1, 2, 2.5, 5, 10]).tick_values(low, cut)
    step = float(every[1] - every[0])
    ticks = [float(tick) for tick in every if low < tick < cut - 1e-9]
    near = [round(low + share * step, 2) for share in NEAR]
    first = ticks[0] if ticks else cut
    return [*(level for level in near if low < level < first - CLOSE * step), *ticks, cut]


def name_levels(axes: Axes, lines: Sequence[Sequence[Points]], levels: Sequence[float], paper: Paper) -> None:
    """Write J on some of the lines, where these run level and apart from one another, and nothing else is near.

    Parameters
    ----------
    lines
        The lines of each level, each (k, 2).
    """
    scale = axes.figure.dpi / 72
    pixels = [[axes.transData.transform(line) / scale for line in some if len(line) > 8] for some in lines]
    others = [line for line in axes.lines if line.get_gid() != LEVEL]
    taken = [dense(axes.transData.transform(line.get_xydata()) / scale, 1.0) for line in others]
    taken += [np.array(text.get_window_extent().get_points()) / scale for text in axes.texts]
    chosen = range(0, len(levels), max(1, round(len(levels) / NAMED)))
    for k in chosen:
        lines_near = [line for j, some in enumerate(pixels) for line in some if j != k]
        spot = _spot(axes, pixels[k], np.vstack(taken), np.vstack([np.full((1, 2), np.inf), *lines_near]))
        if spot is None:
            continue
        place, angle = spot
        text = f"$J={levels[k]:g}$" if k == 0 else f"${levels[k]:g}$"
        x, y = axes.transData.inverted().transform(place * scale)
        note = axes.text(x, y, text, ha="center", va="center", rotation=np.degrees(angle), rotation_mode="anchor")
        ground = paper.ramp(paper.theme.surface_muted)(k / max(1, len(levels) - 1))
        note.set(fontsize=SMALL, color=paper.theme.ink)
        # The line is broken off at the number.
        note.set_bbox({"facecolor": ground, "edgecolor": "none", "boxstyle": "square,pad=0.08"})
        taken.append(place[None])


def _spot(axes: Axes, lines: Sequence[Points], taken: Points, others: Points) -> tuple[Points, float] | None:
    """Return the best vertex of some lines, in points, and the line's angle there; None where none is inside."""
    scale = axes.figure.dpi / 72
    low, high = np.array(axes.bbox.min) / scale + INSIDE, np.array(axes.bbox.max) / scale - INSIDE
    best, found = -np.inf, None
    for line in lines:
        run = np.gradient(line, axis=0)
        angles = np.arctan2(run[:, 1], run[:, 0])
        angles -= np.pi * np.round(angles / np.pi)
        for vertex, angle in zip(line, angles.tolist(), strict=True):
            if not ((vertex > low) & (vertex < high)).all():
                continue
            worth = min(_away(vertex, taken), FAR) + min(2 * _away(vertex, others), FAR) - SLANT * abs(angle)
            if worth > best:
                best, found = worth, (vertex, angle)
    return found


def _away(vertex: Points, points: Points) -> float:
    return float(np.linalg.norm(points - vertex, axis=1).min())
