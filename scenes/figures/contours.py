"""The loss from above: level lines, and gradient descent step by step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from mathcore import Array, Stop, Study, landscape
from scenes.figures.labels import GROUND, LEVEL, around, label, settled
from scenes.figures.levels import name_levels, round_levels
from scenes.figures.mathematics import rate
from scenes.figures.paper import Paper, few_ticks
from scenes.kit.spread import told_apart

HEIGHT = 70.0
# Level lines are straight between the lines of the grid: a quarter of a millimetre.
GRID = (241, 301)
# Points between the dots of steps.
DOT_GAP = 2.6


def draw(study: Study, paper: Paper) -> Figure:
    """Draw the level lines up to the cut, and the walk with a dot at every step that can be told apart."""
    figure, window = paper.figure(HEIGHT), study.window
    axes = figure.subplots()
    ground = landscape(study.loss, window.x_range, window.y_range, GRID)
    levels = round_levels(float(study.sheet.heights.min()), window.cut)
    fill_bands(axes, ground.points, ground.heights, levels, paper)
    draw_lines(axes, ground.contours(levels), paper)
    axes.set(xlim=window.x_range, ylim=window.y_range)
    few_ticks(axes, 6, 5)
    axes.set_xlabel(paper.parameter("intercept", study))
    axes.set_title(f"${paper.symbol('slope')}$")
    axes.set_title(went(study, paper), loc="right", color=paper.theme.theta)
    settled(axes)
    draw_walk(axes, study.walk.points, paper)
    _name(axes, study, paper)
    name_levels(axes, ground.contours(levels), levels, paper)
    return figure


def went(study: Study, paper: Paper) -> str:
    """Return how the study's walk went."""
    key = "arrives" if study.walk.stop is Stop.CONVERGED else "stopped"
    return paper.say(key, rate=rate(study.rate), steps=f"{study.walk.steps:,}")


def fill_bands(axes: Axes, places: Array, heights: Array, levels: Sequence[float], paper: Paper) -> None:
    """Fill the bands below each level, the lowest first in the palette, at the places where the heights were taken."""
    bands = [float(heights.min()), *levels]
    ramp = paper.ramp(paper.theme.surface_muted)
    axes.contourf(places[..., 0], places[..., 1], heights, bands, cmap=ramp).set_gid(GROUND)


def draw_lines(axes: Axes, lines: Sequence[Sequence[Array]], paper: Paper) -> None:
    """Draw level lines, that of the cut, the last, a little heavier."""
    for k, some in enumerate(lines):
        for line in some:
            width = 0.8 if k == len(lines) - 1 else 0.45
            axes.plot(*line.T, color=paper.theme.quiet, linewidth=width, gid=LEVEL)


def draw_walk(axes: Axes, points: Array, paper: Paper) -> None:
    """Draw a walk and its start: a line with a halo, and dots at steps that can be told apart at this size."""
    theme, halo = paper.theme, [withStroke(linewidth=2.0, foreground=paper.ground)]
    axes.plot(*points.T, color=theme.theta, linewidth=0.8, path_effects=halo, zorder=3, label="walk")
    marked = told_apart(axes.transData.transform(points), DOT_GAP * axes.figure.dpi / 72)
    axes.plot(*points[marked].T, "o", color=theme.theta, markersize=2.4, zorder=3.1, label="steps")
    axes.plot(*points[0], "o", color=theme.ink, zorder=4, label="start")


def draw_minimum(axes: Axes, theta: Array, paper: Paper) -> None:
    """Draw a cross at the minimum."""
    axes.plot(*theta, "x", color=paper.theme.ink, markersize=5, markeredgewidth=1.3, zorder=4, label="minimum")


def _name(axes: Axes, study: Study, paper: Paper) -> None:
    """Name the start, and the minimum where there is one."""
    style: dict[str, Any] = {"halo": paper.ground, "color": paper.theme.ink}
    if study.fit.exists:
        draw_minimum(axes, study.fit.theta, paper)
        label(axes, f"${paper.symbol('hat')}$", around(*study.fit.theta), **style)
    label(axes, "$(0,\\,0)$", around(*study.walk.points[0]), **style)
