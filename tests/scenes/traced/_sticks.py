"""Straight strokes that show values: sticks and columns, from one value to another."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from tracing import Tracer

from scenes.kit.plot import Plot


def upright(
    tracer: Tracer, name: str, plot: Plot, x: ArrayLike, low: ArrayLike, high: ArrayLike, aside: ArrayLike = 0.0
) -> None:
    """Trace upright sticks between two heights; those of values side by side step aside on the frame."""
    starts, ends = plot.point(x, low)[:, :2], plot.point(x, high)[:, :2]
    for pair in np.stack([starts, ends], axis=1) + np.stack(np.broadcast_arrays(aside, 0.0), axis=-1)[..., None, :]:
        tracer.line_at(name, pair)
