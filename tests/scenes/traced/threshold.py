"""Threshold: rows at labels and scores, the step and the stairs of its mistakes, the soft curve and its total."""

from __future__ import annotations

import numpy as np
from traced._curves import across, tangent
from tracing import Tracer, sigma

from scenes.kit.cast import cast
from scenes.kit.general_form import HALF as PANEL_HALF
from scenes.kit.general_form import REACH, RIDE
from scenes.kit.soft_step import HALF
from scenes.threshold import MOST_ROWS


def drawn(lesson) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return feature, label and count of the rows that the scene has chosen to count."""
    data, rows = lesson.study.data, cast(lesson.study, MOST_ROWS).rows
    return data.x[rows, 0], data.y[rows], data.counts[rows]


def shown(lesson) -> tuple[np.ndarray, np.ndarray]:
    """Return feature and label of the rows that stand on the axis."""
    data, rows = lesson.study.data, lesson.stage.seen.rows
    return data.x[rows, 0], data.y[rows]


def zero(lesson) -> float:
    """Return where the score is 0."""
    intercept, slope = lesson.study.raw_theta
    return float(-intercept / slope)


def wrong(lesson, places: np.ndarray) -> np.ndarray:
    """Count the mistakes of thresholds at such places, row by row."""
    x, y, counts = drawn(lesson)
    ahead = np.sign(lesson.study.raw_theta[1]) * (x - np.asarray(places, float)[..., None]) >= 0
    return (ahead != (y == 1)) @ counts


def score(tracer: Tracer, lesson) -> None:
    (intercept, slope), above, below = lesson.study.raw_theta, lesson.above.plot, lesson.stage.plot
    x, y = shown(lesson)
    tracer.dot("a row at its label", below, x, y)
    tracer.dot("a row at its score", above, x, lesson.study.scores[lesson.stage.seen.rows])
    across(tracer, "the line of scores", above, lambda x: intercept + slope * x)
    ends = [plot.point(zero(lesson), 0)[:2] for plot in (above, below)]
    tracer.line_at("the drop from the score's zero to the feature", ends)


def step(tracer: Tracer, lesson) -> None:
    stage, place = lesson.stage, zero(lesson)
    (low, high), rising = stage.plot.x_range, lesson.study.raw_theta[1] > 0
    x, y = shown(lesson)
    tracer.dot("a row at its label", stage.plot, x, y)
    for ends, p in (((low, place), not rising), ((place, high), rising)):
        tracer.stroke("a tread of the step", stage.plot, ends, [p, p])
    tracer.dot("the step's open and closed end", stage.plot, place, [0, 1])
    stairs(tracer, lesson)
    tracer.dot("the mistakes now", stage.upper, place, wrong(lesson, place))
    sticks(tracer, lesson, ((x >= place) == rising).astype(float))


def stairs(tracer: Tracer, lesson) -> None:
    """Trace the number of mistakes over the place of the threshold, from row to row, where it changes."""
    plot = lesson.stage.upper
    (low, high), x = plot.x_range, drawn(lesson)[0]
    edges = np.unique(np.concatenate([[low], x[(x > low) & (x < high)], [high]]))
    levels = wrong(lesson, (edges[:-1] + edges[1:]) / 2)
    jumps = np.flatnonzero(np.diff(levels)) + 1
    starts, ends = np.concatenate([[0], jumps]), np.concatenate([jumps, [len(levels)]])
    for a, b in zip(starts, ends, strict=True):
        tracer.line("a tread of the stairs", plot, edges[[a, b]], levels[[a, a]])
    for k in jumps:
        tracer.line("a jump of the stairs", plot, edges[[k, k]], levels[[k - 1, k]])


def sticks(tracer: Tracer, lesson, heights: np.ndarray) -> None:
    """Trace what each row is missed by: a stick from its label to what is predicted."""
    for x, y, p in zip(*shown(lesson), heights, strict=True):
        tracer.line("a stick from a label to the prediction", lesson.stage.plot, [x, x], [y, p])


def smooth(tracer: Tracer, lesson) -> None:
    stage, slope, place = lesson.stage, lesson.study.raw_theta[1], zero(lesson)
    x, y = shown(lesson)
    tracer.dot("a row at its label", stage.plot, x, y)
    across(tracer, "the sigmoid", stage.plot, lambda x: sigma(slope * (x - place)))
    sticks(tracer, lesson, sigma(slope * (x - place)))
    xs, ys, counts = drawn(lesson)

    def total(places: np.ndarray) -> np.ndarray:
        return np.abs(ys - sigma(slope * (xs - np.asarray(places, float)[..., None]))) @ counts

    across(tracer, "all misses over the place of the boundary", stage.upper, total)
    tracer.dot("all misses now", stage.upper, place, total(place))
    # |y - p| falls with p for y = 1 and rises for y = 0; p falls as the boundary moves on along a rising curve.
    p = sigma(slope * (xs - place))
    by_place = -slope * (p * (1 - p) * (1 - 2 * ys)) @ counts
    tangent(tracer, "the tangent", stage.upper, (place, float(total(place))), by_place, HALF)


def general(tracer: Tracer, lesson) -> None:
    step, line, curve = (panel.plot for panel in lesson.form.panels)
    for sign in (-1, 1):
        tracer.stroke("a tread of the step", step, [0, sign * REACH], [sign > 0, sign > 0])
    tracer.dot("its ends", step, 0, [0, 1])
    across(tracer, "the line", line, lambda z: z)
    across(tracer, "the sigmoid", curve, sigma)
    p = float(sigma(RIDE))
    for plot, y, slope in ((step, 1.0, 0.0), (line, RIDE, 1.0), (curve, p, p * (1 - p))):
        tracer.dot("the place of the tangent", plot, RIDE, y)
        tangent(tracer, "the tangent", plot, (RIDE, y), slope, PANEL_HALF)


BEATS = {"score": score, "step": step, "smooth": smooth, "general": general}
