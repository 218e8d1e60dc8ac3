"""Slope: the sigmoid with its tangent, the slope over the score and over the probability, all at one score."""

from __future__ import annotations

import numpy as np
from traced._curves import across
from tracing import Tracer, only_words, sigma

from scenes.kit.slope_walk import CLEAR, HALF, REACH, TAIL, TOP


def steepness(z: np.ndarray) -> np.ndarray:
    """Return the sigmoid's slope by another road than the core's: with hyperbolic functions."""
    return 1 / (4 * np.cosh(np.asarray(z, float) / 2) ** 2)


def at(tracer: Tracer, lesson, z: float) -> None:
    """Trace sigmoid and bell with the dots on them at a score, the tangent and what joins the dots."""
    upper, lower, p = lesson.walk.upper.plot, lesson.walk.lower, float(sigma(z))
    across(tracer, "the sigmoid", upper, sigma)
    tracer.dot("the open ends of the axis of p", upper, upper.x_range[0], [0, 1])
    tracer.dot("the score on the sigmoid", upper, z, p)
    across(tracer, "the bell of slopes", lower, steepness)
    tracer.dot("the score on the bell", lower, z, steepness(z))
    tracer.line_at("the way down", [upper.point(z, p)[:2], lower.point(z, steepness(z))[:2]])
    # The tangent is as long as it says, or ends a little beyond the plot's ends.
    on, way = upper.point(z, p)[:2], (upper.point(1, steepness(z)) - upper.point(0, 0))[:2]
    left, right = upper.box[0] - CLEAR, upper.box[1] + CLEAR
    steps = [max(-HALF * way[0] / np.hypot(*way), left - on[0]), min(HALF * way[0] / np.hypot(*way), right - on[0])]
    tracer.line_at("the tangent", [on + step * way / way[0] for step in steps])


def beside(tracer: Tracer, lesson) -> None:
    """Trace the parabola p (1 - p), from the last score to the first, and its top."""
    p = np.linspace(*sigma([-REACH, REACH]), 1000)
    tracer.stroke("the parabola", lesson.walk.side, p * (1 - p), p)
    tracer.dot("the parabola's top", lesson.walk.side, TOP, 0.5)


def across_to(tracer: Tracer, lesson, z: float) -> None:
    """Trace the dot on the parabola at a score, and the way to it from the sigmoid."""
    p, upper, side = float(sigma(z)), lesson.walk.upper.plot, lesson.walk.side
    tracer.dot("the score on the parabola", side, steepness(z), p)
    tracer.line_at("the way across", [upper.point(z, p)[:2], side.point(steepness(z), p)[:2]])


def ride(tracer: Tracer, lesson) -> None:
    at(tracer, lesson, REACH)


def parabola(tracer: Tracer, lesson) -> None:
    at(tracer, lesson, 0.0)
    across_to(tracer, lesson, 0.0)
    beside(tracer, lesson)


def tails(tracer: Tracer, lesson) -> None:
    at(tracer, lesson, -TAIL)
    across_to(tracer, lesson, -TAIL)
    beside(tracer, lesson)


BEATS = {"derive": only_words, "ride": ride, "parabola": parabola, "tails": tails}
