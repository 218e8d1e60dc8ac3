"""What several scenes draw: a curve over its whole axis, a tangent of a fixed length, rows at their labels."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from tracing import Tracer

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
