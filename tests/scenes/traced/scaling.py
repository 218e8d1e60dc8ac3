"""Scaling: the ruler slid to the mean and stretched to the deviation, one loss over both kinds of parameters."""

from __future__ import annotations

import numpy as np
from manim import DoubleArrow
from traced._data import data_and_curve
from traced._maps import axes, cross, ground, walk
from tracing import PIXEL, Tracer, seen, thinned

from mathcore import LogisticLoss, Scaling
from scenes.kit.ruler import NUMBERS, TICK

CROSS = 0.1


def moments(lesson) -> tuple[float, float]:
    """Return mean and standard deviation of the feature over all trials."""
    data = lesson.study.data
    mean = data.counts @ data.x[:, 0] / data.m
    return mean, np.sqrt(data.counts @ (data.x[:, 0] - mean) ** 2 / data.m)


def ruler(tracer: Tracer, lesson) -> None:
    """Every tick that is seen stands its number of deviations from the mean."""
    (mean, sd), drawn, plot = moments(lesson), lesson.ruler, lesson.curve.plot
    ticks = {value: tick for value, tick in (drawn.units or drawn.ticks).items() if seen(tick[0])}
    places = plot.point(mean + sd * np.array(list(ticks)), 0)[:, 0]
    for x in places:
        tracer.line_at("a tick", [(x, drawn.y), (x, drawn.y - TICK)])
    if not ticks:
        tracer.findings.append("the ruler has no ticks")
    x, foot = plot.point(mean, 0)[:2]
    tracer.line_at("the mean", [(x, foot), (x, foot - TICK)])
    tracer.line_at("the mean", [(x, foot - NUMBERS), (x, drawn.y)])
    family = [part for mobject in lesson.mobjects for part in mobject.get_family()]
    (arrow,) = {id(part): part for part in family if isinstance(part, DoubleArrow)}.values()
    ends = [arrow.get_start()[0], arrow.get_end()[0]]
    tracer.near("the deviation", ends, plot.point(mean + sd * np.arange(2), 0)[:, 0], PIXEL)
    tracer.excuse("the arrow's tips", arrow)
    data_and_curve(tracer, lesson.curve, lesson.study.theta)


def both(lesson) -> tuple[LogisticLoss, LogisticLoss]:
    """Return J over the raw parameters and over those of the standardised feature."""
    data = lesson.study.data
    return LogisticLoss(data), LogisticLoss(Scaling.standard(data).apply(data))


def shape(tracer: Tracer, lesson) -> None:
    """Both maps show J of their own parameters, up to one level, to one scale on both axes."""
    bowls = lesson.bowls
    for k, (plot, loss) in enumerate(zip(bowls.plots, both(lesson), strict=True)):
        ground(tracer, plot, bowls.stage, loss, lesson.reshaping.cut, k)
        axes(tracer, plot.box)
        unit = plot.point(1, 1) - plot.point(0, 0)
        tracer.near("one scale", unit[0], unit[1], 1e-9 * unit[0])


def walks(tracer: Tracer, lesson) -> None:
    """Two walks, once they are the gradient's steps, and the minimum on either map."""
    shape(tracer, lesson)
    again, (mean, sd) = lesson.reshaping, moments(lesson)
    scaled = again.theta[1]
    raw = np.array([scaled[0] - scaled[1] * mean / sd, scaled[1] / sd])
    for k, (plot, loss) in enumerate(zip(lesson.bowls.plots, both(lesson), strict=True)):
        points, rate = again.walks[2 * k].points, again.rates[2 * k]
        some = thinned(np.arange(len(points) - 1))
        ahead = points[some] - rate * loss.gradient(points[some])
        tracer.near("a step", points[some + 1], ahead, 1e-9 * np.abs(points).max())
        walk(tracer, f"walk {k}", plot, points, len(points) - 1)
        cross(tracer, plot, (raw, scaled)[k], CROSS)


BEATS = {"ruler": ruler, "shape": shape, "walks": walks}
