"""Odds: p, the odds and their logarithm over the feature, the ladder's bars and stairs, the sigmoid and its mirror."""

from __future__ import annotations

import numpy as np
from traced._curves import across
from tracing import Tracer, sigma

from mathcore import odds_ladder
from scenes.kit.mirror import REACH
from scenes.kit.odds_panels import THINNEST

# Half the length of the cuts that show how often the smaller bar goes into the larger one, on the frame.
CUT = 0.07
# p, its odds and their logarithm at a score.
HEIGHTS = (sigma, np.exp, lambda z: z)
# The score at which the mirror's pair of points comes to rest.
PAIR = 2.0


def places(lesson) -> np.ndarray:
    """Return the four places of the ladder, as the core chooses them."""
    x = lesson.study.data.x[:, 0]
    return odds_ladder(lesson.study.raw_theta, x.min(), x.max()).x


def score(lesson, x: np.ndarray) -> np.ndarray:
    """Return the score at values of the feature."""
    intercept, slope = lesson.study.raw_theta
    return intercept + slope * np.asarray(x, float)


def panels(tracer: Tracer, lesson, shown: int) -> None:
    """Trace so many panels: each its curve and the dot on it, in the first the height split into p and 1 - p."""
    last = places(lesson)[-1]
    for plot, height in list(zip(lesson.panels.plots, HEIGHTS, strict=True))[:shown]:
        across(tracer, "a panel's curve", plot, lambda x, height=height: height(score(lesson, x)))
        tracer.dot("the feature's value on the curve", plot, last, height(score(lesson, last)))
    plot, p = lesson.panels.plots[0], float(sigma(score(lesson, last)))
    tracer.dot("the open ends of the axis of p", plot, plot.x_range[0], [0, 1])
    for ends in ((0, p), (p, 1)):
        tracer.line("the parts p and 1 - p", plot, [last, last], ends)


def bars(tracer: Tracer, lesson) -> None:
    """Trace the odds at the places: each bar is cut into as many as the smaller one beside it goes into it."""
    plot, x = lesson.panels.plots[1], places(lesson)
    odds = np.exp(score(lesson, x))
    for place, height in zip(x, odds, strict=True):
        tracer.line("the odds at a place", plot, [place, place], [0, height])
    smaller, larger = (slice(None, -1), slice(1, None)) if odds[-1] > odds[0] else (slice(1, None), slice(None, -1))
    for place, less, more in zip(x[larger], odds[smaller], odds[larger], strict=True):
        if np.ptp(plot.point(0, [0, less])[:, 1]) <= THINNEST:
            continue
        for middle in plot.point(place, less * np.arange(1, int(more / less) + 1))[:, :2]:
            tracer.line_at("a cut as high as the smaller bar", [middle - [CUT, 0], middle + [CUT, 0]])


def stairs(tracer: Tracer, lesson) -> None:
    """Trace the steps on the line of the log-odds: across, then up or down."""
    plot, x = lesson.panels.plots[2], places(lesson)
    z = score(lesson, x)
    for a, b, before, after in zip(x[:-1], x[1:], z[:-1], z[1:], strict=True):
        tracer.line("a step's way across", plot, [a, b], [before, before])
        tracer.line("a step's way up", plot, [b, b], [before, after])


def odds(tracer: Tracer, lesson) -> None:
    panels(tracer, lesson, 2)


def factor(tracer: Tracer, lesson) -> None:
    panels(tracer, lesson, 2)
    bars(tracer, lesson)


def log(tracer: Tracer, lesson) -> None:
    panels(tracer, lesson, 3)
    bars(tracer, lesson)
    stairs(tracer, lesson)


def inverse(tracer: Tracer, lesson) -> None:
    plot, z = lesson.mirror.plot, np.linspace(-REACH, REACH, 1000)
    tracer.stroke("the sigmoid", plot, z, sigma(z))
    # By another road: ln(p / (1 - p)), where it fits into the square.
    p = np.linspace(*sigma([-REACH, REACH]), 1000)
    tracer.stroke("its inverse", plot, p, np.log(p / (1 - p)))
    ends = np.array([PAIR, 1 / (1 + np.exp(-PAIR))])
    tracer.dot("a score and its probability, both ways", plot, ends, ends[::-1])
    tracer.line("what joins them", plot, ends, ends[::-1])


BEATS = {"odds": odds, "factor": factor, "log": log, "inverse": inverse}
