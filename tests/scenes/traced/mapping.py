"""Mapping: rows at their scores and probabilities, the line bent into the interval, scores of ±40 beside its ends."""

from __future__ import annotations

import mpmath
import numpy as np
from tracing import Tracer, sigma

from scenes.kit.extremes import FOOT, HALF_WIDTH, TOP
from scenes.kit.magnifier import BEYOND, INTERVAL
from scenes.kit.plot import Plot
from scenes.mapping import FAR, PROBABILITY


def clipped(plot: Plot, z: np.ndarray) -> np.ndarray:
    """Return places on a line of scores; those beyond its ends stand together, just off them, as the words say."""
    end = plot.x_range[1]
    off = np.where(np.abs(z) > end, np.sign(z) * BEYOND, 0.0)
    return plot.point(np.clip(z, -end, end), 0)[:, :2] + np.stack([off, 0 * off], axis=1)


def line(tracer: Tracer, lesson) -> None:
    rows = lesson.cast.rows
    tracer.dot_at("rows on the magnified line", clipped(lesson.magnifier.near, lesson.study.scores[rows]))
    ends = lesson.magnifier.near.point([0, 1], 0)
    tracer.dot_at("the interval's open ends", np.stack([ends[:, 0], [INTERVAL, INTERVAL]], axis=1))
    tracer.excuse("the beam between the two lines", lesson.magnifier.wedge)


def bend(tracer: Tracer, lesson) -> None:
    z = lesson.study.scores[lesson.cast.rows]
    tracer.dot("rows on the probability axis", PROBABILITY, 0, sigma(z))
    tracer.dot("the axis' open ends", PROBABILITY, 0, [0, 1])
    tracer.stroke("the bent line", PROBABILITY, [0, 0], sigma([-FAR, FAR]))
    tracer.excuse("the way there, said to be interpolated", lesson.bend.trails, lesson.bend.end_trails)


def students(tracer: Tracer, lesson) -> None:
    z = lesson.study.scores[lesson.cast.rows]
    x, y = lesson.line.x(z), PROBABILITY.point(0, sigma(z))[:, 1]
    tracer.dot_at("rows on the line of scores", np.stack([x, np.full_like(x, lesson.line.y)], axis=1))
    tracer.dot_at("rows on the curve", np.stack([x, y], axis=1))
    tracer.dot("the axis' open ends", PROBABILITY, 0, [0, 1])
    # The curve ends where the scale does, or runs on to the rows beyond it.
    ends = [side * (np.inf if np.any(side * z > lesson.span) else lesson.span) for side in (-1, 1)]
    x = np.linspace(*lesson.line.x(np.array(ends)), 500)
    tracer.stroke_at("the sigmoid", np.stack([x, PROBABILITY.point(0, sigma(lesson.line.z(x)))[:, 1]], axis=1))


def extremes(tracer: Tracer, lesson) -> None:
    with mpmath.workdps(40):
        away = float(2 * HALF_WIDTH * mpmath.mpf(10) ** lesson.extremes.last / (1 + mpmath.exp(FAR)))
    places = [(side * (HALF_WIDTH - away), FOOT) for side in (-1, 1)]
    tracer.dot_at("scores of 40 beside the ends", places)
    tracer.dot_at("the open ends", [(side * HALF_WIDTH, y) for side in (-1, 1) for y in (TOP, FOOT)])
    tracer.excuse("the beams of the zoom", lesson.extremes.wedges)


BEATS = {"line": line, "bend": bend, "students": students, "extremes": extremes}
