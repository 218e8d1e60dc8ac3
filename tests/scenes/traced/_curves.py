"""What several scenes draw: a curve over its whole axis, a tangent of a fixed length, rows at their labels."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike
from tracing import PIXEL, Tracer, gap

from scenes.kit.plot import Plot

SAMPLES = 1000


def across(tracer: Tracer, name: str, plot: Plot, heights: Callable[[np.ndarray], np.ndarray]) -> None:
    """Trace a curve that runs from one end of its axis to the other."""
    x = np.linspace(*plot.x_range, SAMPLES)
    tracer.stroke(name, plot, x, heights(x))


def tangent(tracer: Tracer, name: str, plot: Plot, at: tuple[float, float], slope: float, half: float) -> None:
    """Trace a straight piece about a place, of a slope in the axes' numbers and half as long as told on the frame."""
    on, way = plot.point(*at)[:2], (plot.point(1, slope) - plot.point(0, 0))[:2]
    step = half * way / np.hypot(*way)
    tracer.line_at(name, [on - step, on + step])


def dashed(tracer: Tracer, name: str, path: np.ndarray, pitch: float) -> None:
    """Trace dashes along a path (n, 2) of the frame: no place of it is farther than a pitch from the end of a dash."""
    for drawn in (tracer.strokes, tracer.lines):
        mine = [dash for dash in drawn if gap(dash, path) <= PIXEL]
        if not mine:
            continue
        way = along(path, pitch / 5)
        far = max(float(np.abs(np.concatenate(mine) - place).max(axis=1).min()) for place in way)
        tracer.near(name, far, 0.0, pitch)
        drawn[:] = [dash for dash in drawn if not any(dash is one for one in mine)]
        return
    tracer.near(f"{name}: no dashes", np.inf, 0.0, 0.0)


def along(path: np.ndarray, step: float) -> np.ndarray:
    """Return places (k, 2) along a path, its corners among them, no farther apart than a step."""
    pieces = [np.linspace(a, b, 2 + int(np.hypot(*(b - a)) / step)) for a, b in zip(path[:-1], path[1:], strict=True)]
    return np.concatenate(pieces)


def column(tracer: Tracer, name: str, plot: Plot, sides: tuple[float, float], low: ArrayLike, high: ArrayLike) -> None:
    """Trace a column between two numbers of the upright axis; where it stands across is the frame's own business."""
    left, right = (plot.value([side, 0])[0] for side in sides)
    tracer.bar(name, plot, (left, float(low)), (right, float(high)))


def boxes(tracer: Tracer) -> None:
    """Take closed strokes with four upright corners for the bars that they are drawn as."""
    for stroke in tracer.strokes:
        if is_box(stroke):
            tracer.bars.append(np.array([stroke.min(axis=0), stroke.max(axis=0)]))
    tracer.strokes[:] = [stroke for stroke in tracer.strokes if not is_box(stroke)]


def is_box(stroke: np.ndarray) -> bool:
    """Whether a stroke goes once around a box."""
    steps = np.diff(stroke, axis=0)
    return len(stroke) == 5 and np.allclose(stroke[0], stroke[-1]) and np.allclose(steps.prod(axis=1), 0)


def badge(tracer: Tracer, name: str, place: ArrayLike) -> None:
    """Trace a small sign whose middle alone tells something."""
    middles = [np.abs((sign.min(axis=0) + sign.max(axis=0)) / 2 - place).max() for sign in tracer.strokes]
    tracer.near(name, min(middles, default=np.inf), 0.0, PIXEL)
    if min(middles, default=np.inf) <= PIXEL:
        tracer.strokes.pop(int(np.argmin(middles)))
