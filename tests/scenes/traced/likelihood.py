"""Likelihood: two factors on a square, every row's factor as a bar to the curve, their product's powers of ten."""

from __future__ import annotations

import numpy as np
from manim import Circle
from traced._curves import across, badge, boxes, column
from tracing import Tracer, sigma

from scenes.kit.columns import aside
from scenes.kit.joint_square import CLEAR, WIDTH
from scenes.kit.likelihood_story import TOO_STEEP
from scenes.kit.product_gauge import LEFT, RIGHT, SEAM
from scenes.likelihood import SQUARE_LEFT

# The accent frame around a step keeps this far from it.
MARGIN = 0.05
# The tip of the peg stands so far right of the column.
PEG = 0.12
# A thread of a factor of 1 still has a length.
SHORT = 1e-4


def rows(lesson) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return feature, label and score of the trials that the scene has chosen."""
    study, chosen = lesson.study, lesson.bars.rows.rows
    return study.data.x[chosen, 0], study.data.y[chosen], study.scores[chosen]


def columns_at(lesson) -> np.ndarray:
    """Return where the bars stand across: at their feature, or aside so that those of one label keep a pitch."""
    x, y, _ = rows(lesson)
    places = lesson.bars.plot.point(x, 0)[:, 0]
    return places + aside(places, y.astype(int))


def picture(tracer: Tracer, lesson, t: float) -> None:
    """Trace the rows at their labels and the curve of t times the study's parameters."""
    x, y, _ = rows(lesson)
    intercept, slope = t * lesson.study.raw_theta
    tracer.dot("a row at its label", lesson.bars.plot, x, y)
    across(tracer, "the curve", lesson.bars.plot, lambda x: sigma(intercept + slope * x))


def pair(tracer: Tracer, lesson) -> None:
    square, plot = lesson.square, lesson.bars.plot
    _, y, z = rows(lesson)
    factors, places = sigma((2 * y - 1) * z), columns_at(lesson)
    half, (_, _, foot, top) = lesson.bars.width / 2, plot.box
    clearest = [np.abs(factors[y == label] - CLEAR).min() for label in (0, 1)]
    tracer.near("the factors nearest to three quarters", np.abs(factors[list(square.pair)] - CLEAR), clearest, 1e-9)
    across_, up = factors[list(square.pair)]
    for label, k in enumerate(square.pair):
        low, high = (0, factors[k]) if label else (1 - factors[k], 1)
        column(tracer, "a row's factor", plot, (places[k] - half, places[k] + half), low, high)
    side = top - foot
    left, right, above = SQUARE_LEFT, SQUARE_LEFT + across_ * side, foot + up * side
    column(tracer, "the square, as high as the plot", plot, (left, left + side), 0, 1)
    column(tracer, "the area of both", plot, (left, right), 0, up)
    column(tracer, "the factor up the square", plot, (left - 0.12 - WIDTH / 2, left - 0.12 + WIDTH / 2), 0, up)
    below = [plot.value([0, foot - 0.12 + shift])[1] for shift in (-WIDTH / 2, WIDTH / 2)]
    column(tracer, "the factor along the square", plot, (left, right), *below)
    tracer.line_at("the cut across", [[right, foot], [right, top]])
    tracer.line_at("the cut up", [[left, above], [left + side, above]])
    picture(tracer, lesson, 1.0)
    tracer.excuse("the marks of both rows beside their numbers", square.numbers)


def product(tracer: Tracer, lesson, t: float) -> None:
    """Trace every row's factor on a curve, and the column of their product on its scale."""
    boxes(tracer)
    plot, half = lesson.bars.plot, lesson.bars.width / 2
    _, y, z = rows(lesson)
    factors = sigma(t * (2 * y - 1) * z)
    for place, label, factor in zip(columns_at(lesson), y, factors, strict=True):
        low, high = (0, factor) if label else (1 - factor, 1)
        column(tracer, "a row's factor", plot, (place - half, place + half), low, high)
        end = 1 - min(factor, 1 - SHORT)
        heights = plot.point(0, [1, 1 - end] if label else [0, end])[:, 1]
        tracer.line_at("the thread from a row to its factor", [[place, height] for height in heights])
    tops = np.concatenate([[0.0], np.cumsum(logs(lesson, t))])
    for top, low in zip(tops[:-1], tops[1:], strict=True):
        column(tracer, "a step of the product", lesson.gauge.plot, (LEFT, RIGHT), low + seam(lesson, top, low), top)
    picture(tracer, lesson, t)


def logs(lesson, t: float) -> np.ndarray:
    """Return the common logarithm of every factor, or of the product of all trials where not all are drawn."""
    study = lesson.study
    each = -np.logaddexp(0, -t * (2 * study.data.y - 1) * study.scores) / np.log(10)
    if lesson.bars.rows.complete:
        return each[lesson.bars.rows.rows]
    return np.array([each @ study.data.counts])


def seam(lesson, top: float, low: float) -> float:
    """Return how much a step ends short, in powers of ten, so that it is told from the next."""
    if not lesson.bars.rows.complete:
        return 0.0
    a_unit = np.ptp(lesson.gauge.plot.point(0, [0, 1])[:, 1])
    return min(SEAM / a_unit, (top - low) / 3)


def all_factors(tracer: Tracer, lesson) -> None:
    product(tracer, lesson, 1.0)


def sweep(tracer: Tracer, lesson) -> None:
    best = lesson.gauge.plot.point(0, logs(lesson, 1.0).sum())[1]
    badge(tracer, "the estimate's product", [RIGHT + PEG, best])
    if lesson.study.fit.exists:
        least(tracer, lesson)
    product(tracer, lesson, TOO_STEEP)


def least(tracer: Tracer, lesson) -> None:
    """Trace the ring around the row with the least factor, and the frame around its step."""
    x, y, z = rows(lesson)
    k = int(np.argmin((2 * y - 1) * z))
    tracer.dot("the row with the least factor", lesson.bars.plot, x[k], y[k])
    if not lesson.bars.rows.complete:
        accent = lesson.theme.accent.upper()
        circles = [part for mobject in lesson.mobjects for part in mobject.get_family() if isinstance(part, Circle)]
        rings = [ring for ring in circles if ring.stroke_color.to_hex().upper() == accent and ring is not lesson.ring]
        tracer.excuse("the ring again, beside the words about it", *rings)
        return
    tops = np.concatenate([[0.0], np.cumsum(logs(lesson, TOO_STEEP))])
    top, low = lesson.gauge.plot.point(0, [tops[k], tops[k + 1] + seam(lesson, *tops[k : k + 2])])[:, 1]
    sides = LEFT - MARGIN, RIGHT + MARGIN
    low, top = (lesson.gauge.plot.value([0, y])[1] for y in (low - MARGIN, top + MARGIN))
    column(tracer, "the frame around its step", lesson.gauge.plot, sides, low, top)


BEATS = {"pair": pair, "factors": all_factors, "sweep": sweep}
