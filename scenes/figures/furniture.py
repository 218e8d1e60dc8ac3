"""What stands about a surface: the floor with its numbers, and a post with heights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.ticker import MaxNLocator
from mpl_toolkits.mplot3d.art3d import Poly3DCollection

from mathcore import Array
from scenes.figures.paper import HAIR, SMALL, Paper
from scenes.figures.space import Space

# Points from an edge to the end of a tick, to the middle of its number and to the axis's name.
TICK, NUMBER, NAME = 2.5, 8.0, 17.0
# Numbers at the corners, where two edges meet, would stand on one another.
CORNER = 0.05


def furnish(space: Space, paper: Paper) -> None:
    """Draw the floor, number its two near edges, and set a post at its left corner."""
    theme, axes = paper.theme, space.axes
    corners = np.array([space.low, [space.high[0], space.low[1]], space.high, [space.low[0], space.high[1]]])
    floor = [[(x, y, 0.0) for x, y in corners]]
    colors = {"facecolor": theme.panel, "edgecolor": theme.line}
    axes.add_collection3d(Poly3DCollection(floor, linewidth=HAIR, zorder=0, **colors))
    for k, name in enumerate(("intercept", "slope")):
        _edge(space, paper, k, paper.symbol(name))
    _post(space, paper)


def _edge(space: Space, paper: Paper, k: int, name: str) -> None:
    """Put numbers at the near edge along a parameter, and name it between two numbers."""
    near = np.where(space.viewer > 0, space.high, space.low)
    low, high = space.low[k], space.high[k]
    margin = CORNER * (high - low)
    values = [value for value in _round(low, high, 5) if low + margin < value < high - margin]
    places = np.repeat(near[None], len(values), axis=0)
    places[:, k] = values
    ends = np.array([near, near])
    ends[:, k] = low, high
    out = _outward(space.pixels(ends, 0.0), space.pixels((space.low + space.high) / 2, 0.0)[0])
    _ticks(space, paper, space.place(places, 0.0), out, values)
    middle = places[(len(places) - 1) // 2 :][:2].mean(axis=0)
    _write(space, f"${name}$", space.place(middle, 0.0)[0], NAME * out, color=paper.theme.ink)


def _post(space: Space, paper: Paper) -> None:
    """Draw the axis of heights."""
    foot, cut = space.left, space.window.cut
    space.axes.plot(*np.repeat(foot[:, None], 2, axis=1), [0, cut], color=paper.theme.line, linewidth=HAIR, zorder=0)
    heights = [height for height in _round(0, cut, 3) if 0 < height <= cut]
    places = space.place(np.repeat(foot[None], len(heights), axis=0), np.array(heights))
    _ticks(space, paper, places, np.array([-1.0, 0.0]), heights)
    _write(space, "$J$", space.place(foot, cut)[0], np.array([0.0, NUMBER]), color=paper.theme.ink)


def _ticks(space: Space, paper: Paper, places: Array, out: Array, values: Sequence[float]) -> None:
    """Draw a tick at each place, in a direction on the paper, with its number beyond."""
    line = {"arrowstyle": "-", "color": paper.theme.line, "linewidth": HAIR, "shrinkA": 0, "shrinkB": 0}
    for place, value in zip(places, values, strict=True):
        _write(space, "", place, TICK * out, arrowprops=line)
        text = f"{value:g}".replace("-", "−")
        _write(space, text, place, NUMBER * out, color=paper.theme.quiet, fontsize=SMALL)


def _write(space: Space, text: str, place: Array, way: Array, **style: object) -> None:
    middle = {"ha": "center", "va": "center", "annotation_clip": False}
    space.axes.annotate(text, place, way, textcoords="offset points", **middle, **style)


def _outward(ends: Array, centre: Array) -> Array:
    """Return the direction on the paper that leads straight away from an edge."""
    along = ends[1] - ends[0]
    across = np.array([-along[1], along[0]]) / np.linalg.norm(along)
    return np.asarray(across * np.sign(across @ (ends.mean(axis=0) - centre)))


def _round(low: float, high: float, most: int) -> list[float]:
    return [float(value) for value in MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)]
