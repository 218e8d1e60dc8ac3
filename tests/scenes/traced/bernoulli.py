"""Bernoulli: the strand parted by the curve, its pieces as bars, the switch, and the product on two rows."""

from __future__ import annotations

import numpy as np
from traced._curves import column
from traced._data import data_and_curve
from tracing import Tracer, sigma

from scenes.kit.bernoulli_story import LIKELY, UNLIKELY, tried
from scenes.kit.switchboard import BAR, RAIL, STRAND


def h_of(lesson, x: float) -> float:
    """Return the curve's height at a value of the feature."""
    intercept, slope = lesson.study.raw_theta
    return float(sigma(intercept + slope * x))


def row(lesson, label: int) -> tuple[float, float]:
    """Return feature and height of the row that the scene tries: its mass is the nearest to what is wanted."""
    data = lesson.study.data
    one = tried(lesson.study)[1 - label]
    masses = np.abs(sigma((2 * label - 1) * lesson.study.scores[data.y == label]) - (LIKELY if label else UNLIKELY))
    own = h_of(lesson, one.x) if label else 1 - h_of(lesson, one.x)
    assert abs(abs(own - (LIKELY if label else UNLIKELY)) - masses.min()) < 1e-9
    return one.x, h_of(lesson, one.x)


def board(tracer: Tracer, lesson, x: float, powers: tuple[int, int] = (1, 1)) -> None:
    """Trace the strand at a value of the feature, and both bars: masses, or 1 where the exponent is 0."""
    board, plot, h = lesson.board, lesson.curve.plot, h_of(lesson, x)
    middle = float(plot.point(x, 0)[0])
    for ends in ((0, h), (h, 1)):
        column(tracer, "a piece of the strand", plot, (middle - STRAND / 2, middle + STRAND / 2), *ends)
    for at, mass, power in zip(board.columns, (h, 1 - h), powers, strict=True):
        column(tracer, "the bar of a label", plot, (at - BAR / 2, at + BAR / 2), 0, mass**power)
    data_and_curve(tracer, lesson.curve, lesson.study.theta)


def mass(tracer: Tracer, lesson) -> None:
    board(tracer, lesson, row(lesson, 1)[0])


def formula(tracer: Tracer, lesson) -> None:
    board(tracer, lesson, row(lesson, 1)[0])
    tracer.excuse("the switch's rail, not yet switched", lesson.board.rail)


def switched(tracer: Tracer, lesson, label: int) -> None:
    """Trace the row of a label: its ring and mark, the knob at its column, its mass as the product."""
    x, h = row(lesson, label)
    plot, at = lesson.curve.plot, lesson.board.columns[1 - label]
    tracer.dot_at("the switch at the label's column", [at, plot.point(0, 0)[1] - RAIL])
    tracer.excuse("the switch's rail", lesson.board.rail)
    sides = lesson.board.whole - BAR / 2, lesson.board.whole + BAR / 2
    column(tracer, "the product", plot, sides, 0, h if label else 1 - h)
    board(tracer, lesson, x, (label, 1 - label))
    tracer.dot("the chosen row", plot, x, label)


def one(tracer: Tracer, lesson) -> None:
    switched(tracer, lesson, 1)


def zero(tracer: Tracer, lesson) -> None:
    switched(tracer, lesson, 0)


BEATS = {"mass": mass, "formula": formula, "one": one, "zero": zero}
