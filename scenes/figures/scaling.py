"""One loss by two rulers: level lines and walks over the raw and over the standardised feature."""

from __future__ import annotations

from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathcore import Array, Reshaping, Stop, Study, landscape
from scenes.figures.contours import GRID, draw_lines, draw_minimum, draw_walk, fill_bands
from scenes.figures.labels import settled
from scenes.figures.mathematics import rate
from scenes.figures.paper import Paper, few_ticks
from scenes.kit.scaling_story import left_out as worse
from scenes.kit.story import Story

HEIGHT = 69.0
# Bands between the lowest level and the cut.
BANDS = 8
# A set that at true scale would be thinner than this share of its length is stretched.
THINNEST = 0.2
# Room about the set, as a share of it.
MARGIN = 0.06
SYMBOLS = (("intercept", "slope"), ("intercept_scaled", "slope_scaled"))


@cache
def reshaping_of(study: Study) -> Reshaping:
    """Return the study's data by both rulers."""
    return Reshaping(study.data)


def left_out(study: Study) -> str:
    """Return why standardising cannot be shown, as a key of words; "" where it can."""
    return Story(study).nowhere_to_go() or worse(reshaping_of(study))


def draw(study: Study, paper: Paper) -> Figure:
    """Draw both sets of parameters side by side, the same models at the same levels, each with its walk."""
    figure, found = paper.figure(HEIGHT), reshaping_of(study)
    panels = figure.subplots(1, 2, width_ratios=(7, 6))
    rim = found.mesh.rim[:, :2]
    room = MARGIN * np.ptp(rim, axis=0)
    (x0, y0), (x1, y1) = (rim.min(axis=0) - room).tolist(), (rim.max(axis=0) + room).tolist()
    ground = landscape(found.scaled, (x0, x1), (y0, y1), GRID)
    levels = np.linspace(ground.heights.min(), found.cut, BANDS + 1)[1:].tolist()
    for k, axes in enumerate(panels):
        fill_bands(axes, found.between(ground.points, float(k)), ground.heights, levels, paper)
        lines = [[found.between(line, float(k)) for line in some] for some in ground.contours(levels)]
        draw_lines(axes, lines, paper)
        to_scale = _frame(axes, found.between(rim, float(k)))
        name = paper.say(("raw" if to_scale else "raw_stretched", "standardised")[k])
        axes.set_title(f"{name}\n{_went(found, k, paper)}", linespacing=1.5, pad=20)
        intercept, slope = (f"${paper.symbol(symbol)}$" for symbol in SYMBOLS[k])
        axes.set_xlabel(intercept)
        axes.annotate(slope, (0, 1), (-2, 4), "axes fraction", "offset points", ha="right", va="bottom")
    settled(panels[0])
    for k, axes in enumerate(panels):
        axes.autoscale(False)
        draw_walk(axes, found.walks[2 * k].points, paper)
        draw_minimum(axes, found.theta[k], paper)
    return figure


def _went(found: Reshaping, k: int, paper: Paper) -> str:
    """Return how a panel's walk went."""
    walk = found.walks[2 * k]
    key = "arrives" if walk.stop is Stop.CONVERGED else "over"
    return paper.say(key, rate=rate(found.rates[2 * k]), steps=f"{walk.steps:,}")


def _frame(axes: Axes, rim: Array) -> bool:
    """Frame a set, and return whether both axes have one scale."""
    low, high = rim.min(axis=0), rim.max(axis=0)
    few_ticks(axes, 3, 5)
    axes.margins(MARGIN)
    axes.dataLim.set_points(np.array([low, high]))
    axes.autoscale_view()
    to_scale = bool(min(high - low) > THINNEST * max(high - low))
    if to_scale:
        axes.set_aspect("equal", adjustable="datalim")
    return to_scale
