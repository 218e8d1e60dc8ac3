"""Loss: the hill and its valley over one slope, both branches of a cost, what labels cost, and the entropy below."""

from __future__ import annotations

import numpy as np
from traced._curves import across, column, dashed
from traced._profile import profile, tops
from tracing import Tracer, sigma

from scenes.kit.branches import BOX, SPAN, SURE
from scenes.kit.columns import ASIDE, PITCH, aside
from scenes.kit.entropy_floor import FAR, SOFT, TOP
from scenes.kit.shares import LEFT, LOWER_Y, RIGHT, WIDE

# How far the sticks of both labels step aside at one probability, on the frame.
BESIDE = 0.05
# As far as a place of a dashed line may be from the end of a dash.
DASH = 0.1
# The least height of a stick, on the frame.
LEAST = 1e-3


def turn(tracer: Tracer, lesson) -> None:
    slopes, logs = profile(tracer, lesson)
    upper, lower, losses = lesson.turned.upper, lesson.turned.lower, -logs / lesson.study.data.m
    tracer.stroke("the log-likelihood", upper, slopes, logs)
    tracer.stroke("J", lower, slopes, losses)
    tops(tracer, logs, slopes, ("the hill's top", upper, logs), ("the valley's lowest point", lower, losses))


def branches(tracer: Tracer, lesson) -> None:
    plot, z = lesson.branches.over_h, np.linspace(-SPAN, SPAN, 1000)
    for label in (0, 1):
        # h, or what is left of it, with all its digits.
        mass, cost = sigma((2 * label - 1) * z), -np.log(SURE if label else 1 - SURE)
        tracer.stroke("a label's cost over h", plot, sigma(z), -np.log(mass))
        x, y = plot.point(SURE, cost)[:2] + [BESIDE * (1 - 2 * label), 0]
        tracer.dot_at("the cost of being sure", [x, y])
        tracer.line_at("its stick", [[x, BOX[2]], [x, max(y, BOX[2] + LEAST)]])


def bends(tracer: Tracer, lesson) -> None:
    plot = lesson.branches.over_z
    for side in (-1, 1):
        across(tracer, "a label's cost over z", plot, lambda z, side=side: np.log1p(np.exp(side * z)))
        ends = plot.point([0, side * SPAN], [0, SPAN])[:, :2]
        dashed(tracer, "the straight line that it runs out into", ends, DASH)


def shares(tracer: Tracer, lesson) -> None:
    study, rows, plot = lesson.study, lesson.shares.rows.rows, lesson.shares.plot
    x, y = study.data.x[rows, 0], study.data.y[rows]
    upper, (intercept, slope) = lesson.shares.picture.plot, study.raw_theta
    tracer.dot("a row at its label", upper, x, y)
    across(tracer, "the curve", upper, lambda x: sigma(intercept + slope * x))
    places, floor = plot.point(x, 0)[:, 0], np.zeros(len(x), int)
    moved = aside(places, floor, WIDE)
    places = places + (moved if np.abs(moved).max() <= ASIDE else aside(places, floor, PITCH))
    costs = np.logaddexp(0, -(2 * y - 1) * study.scores[rows])
    for place, height in zip(places, plot.point(0, costs)[:, 1], strict=True):
        tracer.line_at("what a label costs", [[place, LOWER_Y[0]], [place, max(height, LOWER_Y[0] + LEAST)]])
    mean = np.logaddexp(0, -(2 * study.data.y - 1) * study.scores) @ study.data.counts / study.data.m
    level = plot.point(0, mean)[1]
    tracer.line_at("the mean of all", [[LEFT, level], [RIGHT + 0.25, level]])


def entropy(tracer: Tracer, lesson) -> None:
    """Trace the hard label 1 at the end: its entropy is 0, its cost -ln h."""
    plot = lesson.floor.plot
    h = sigma(np.linspace(-np.log(np.exp(TOP) - 1), FAR, 4000))
    tracer.stroke("the cost of h, from the frame's top on", plot, h, -np.log(h))
    tracer.dot("the cost of the guess", plot, SOFT, -np.log(SOFT))
    tracer.line("what it costs beyond the floor", plot, [SOFT, SOFT], [0, -np.log(SOFT)])
    tracer.line("the floor's edge", plot, [0, 1], [0, 0])
    column(tracer, "the floor", plot, plot.box[:2], 0, 0)


BEATS = {"turn": turn, "branches": branches, "bends": bends, "shares": shares, "entropy": entropy}
