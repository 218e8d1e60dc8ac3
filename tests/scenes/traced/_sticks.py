"""Straight strokes that show values: sticks, columns and bars drawn as lines, from one value to another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Line
from numpy.typing import ArrayLike
from tracing import PIXEL, Tracer, seen

from scenes.kit.plot import Plot


def sticks(tracer: Tracer, name: str, lines: Sequence[Line], starts: ArrayLike, ends: ArrayLike) -> None:
    """Hold the lines of a group, all on the frame, against the places (n, 2) where they must begin and end."""
    shown = {id(part) for part in tracer.lesson.get_mobject_family_members()}
    if not all(id(line) in shown and seen(line) for line in lines):
        tracer.findings.append(f"{name}: not all of them are on the frame")
    drawn = [[line.get_start()[:2], line.get_end()[:2]] for line in lines]
    wanted = np.stack([np.asarray(starts, float)[:, :2], np.asarray(ends, float)[:, :2]], axis=1)
    if len(drawn) != len(wanted):
        tracer.findings.append(f"{name}: {len(drawn)} are drawn, not {len(wanted)}")
    else:
        tracer.near(name, drawn, wanted, PIXEL)


def upright(plot: Plot, x: ArrayLike, low: ArrayLike, high: ArrayLike, aside: ArrayLike = 0.0) -> tuple:
    """Return where upright sticks begin and end that step aside from their values on the frame."""
    step = np.stack([np.asarray(aside) + np.zeros(np.shape(x)), np.zeros(np.shape(x)), np.zeros(np.shape(x))], axis=-1)
    return plot.point(x, low) + step, plot.point(x, high) + step
