"""Labels beside what they name: the first place that is free of curves, of marks and of other labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

Points: TypeAlias = NDArray[np.float64]
# A place in the axes' numbers, and the way from there in points, which also tells to which side the label turns.
Spot: TypeAlias = tuple[tuple[float, float], tuple[float, float]]

# What labels may rather cover: level lines; and what they may cover at all: fillings.
LEVEL, GROUND = "level", "ground"
# Points that a label keeps from everything, and that lie between two places of a curve that are looked at.
CLEAR, APART, MOST = 1.0, 0.7, 20_000
# How much worse than a covered place a covered label is, and a label beyond the axes; and one on a level line.
LABEL, BEYOND, LIGHT = 1e4, 1e5, 0.1
RIM = 2.0
# How far off a place its labels stand, in points.
AWAY = (5.0, 10.0)


def label(
    axes: Axes,
    text: str,
    spots: Sequence[Spot],
    *,
    halo: Any = None,
    off: Points | None = None,
    plain: bool = False,
    **style: Any,
) -> Annotation:
    """Write a label at the first of the spots where nothing lies, else where least does.

    What is drawn must stand already: axes in their final place, curves and earlier labels.

    Parameters
    ----------
    halo
        The colour of a rim that parts the letters from what they stand on.
    off
        More pixels (k, 2) that the label should not cover.
    plain
        Whether dollar signs are meant as such: the words are a user's.
    """
    style["path_effects"] = [withStroke(linewidth=RIM, foreground=halo)] if halo is not None else []
    way: dict[str, Any] = {"textcoords": "offset points", "annotation_clip": False, "parse_math": not plain}
    note = axes.annotate(text, spots[0][0], (0, 0), **way, **style)
    boxes, frame = _labels(axes, note), _frame(axes)
    places, lines = (_drawn(axes, level) for level in (False, True))
    places = places if off is None else np.vstack([places, off])
    costs = []
    for spot in spots:
        _move(note, spot)
        box = note.get_window_extent().padded(CLEAR * axes.figure.dpi / 72)
        costs.append(_cost(box, frame, places, boxes) + LIGHT * _covered(box, lines))
        if costs[-1] == 0:
            return note
    _move(note, spots[int(np.argmin(costs))])
    return note


def around(x: float, y: float) -> list[Spot]:
    """Return the eight spots about a place, those to the right and above first, and as many farther off."""
    ways = ((1, 1), (1, -1), (-1, 1), (-1, -1), (0, 1.4), (0, -1.4), (1.4, 0), (-1.4, 0))
    return [((x, y), (away * a, away * b)) for away in AWAY for a, b in ways]


def at_the_top(axes: Axes) -> list[Spot]:
    """Return the spots in the left and in the right upper corner of the axes."""
    top = axes.get_ylim()[1]
    return [((x, top), (way, -3.0)) for x, way in zip(axes.get_xlim(), (3.0, -3.0), strict=True)]


def settled(axes: Axes) -> None:
    """Lay the figure out now, and keep it so: labels inside the axes must not move them."""
    figure = axes.figure.get_figure(root=True)
    figure.draw_without_rendering()
    figure.set_layout_engine(None)


def dense(points: Points, apart: float) -> Points:
    """Return places (k, 2) along a polyline, about so far apart."""
    points = points[np.isfinite(points).all(axis=1)]
    if len(points) < 2:
        return points
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    places = np.linspace(0, length[-1], min(int(length[-1] / apart) + 2, MOST))
    return np.column_stack([np.interp(places, length, points[:, k]) for k in (0, 1)])


def _move(note: Annotation, spot: Spot) -> None:
    note.xy, note.xyann = spot
    across, up = spot[1]
    note.set_horizontalalignment("center" if across == 0 else "left" if across > 0 else "right")
    note.set_verticalalignment("center" if up == 0 else "bottom" if up > 0 else "top")


def _cost(box: Bbox, frame: Bbox, places: Points, boxes: list[Bbox]) -> float:
    inside = Bbox.intersection(box, frame)
    beyond = 1.0 if inside is None else 1.0 - (inside.width * inside.height) / (box.width * box.height)
    return _covered(box, places) + LABEL * sum(box.overlaps(other) for other in boxes) + BEYOND * round(beyond, 3)


def _covered(box: Bbox, places: Points) -> float:
    return float(((places > box.min) & (places < box.max)).all(axis=1).sum())


def _labels(axes: Axes, but: Annotation) -> list[Bbox]:
    return [text.get_window_extent() for text in axes.texts if text is not but and text.get_text()]


def _frame(axes: Axes) -> Bbox:
    """Return the pixels of the axes that lie on the paper."""
    paper = axes.figure.get_figure(root=True).bbox
    return Bbox.intersection(axes.bbox, paper) or Bbox.from_extents(*paper.extents)


def _drawn(axes: Axes, level: bool) -> Points:
    """Return pixels that level lines cover, or else curves and marks of the axes."""
    lines = [line for line in axes.lines if (line.get_gid() == LEVEL) == level]
    apart = APART * axes.figure.dpi / 72
    parts = [_seen(dense(line.get_transform().transform(line.get_xydata()), apart), axes) for line in lines]
    for bars in axes.patches if not level else ():
        parts.append(_filled(bars.get_window_extent(), apart))
    return np.vstack([np.zeros((0, 2)), *parts])


def _seen(points: Points, axes: Axes) -> Points:
    """Return the points that are not cut off at the edges of the axes."""
    low, high = np.array(axes.bbox.min) - 1, np.array(axes.bbox.max) + 1
    return points[((points >= low) & (points <= high)).all(axis=1)]


def _filled(box: Bbox, apart: float) -> Points:
    """Return places all over a rectangle."""
    across, up = (np.arange(low, high, 4 * apart) for low, high in zip(box.min, box.max, strict=True))
    return np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
