"""Logarithm: halves with their product and log sum, where float64 ends, and both curves over the slope."""

from __future__ import annotations

import numpy as np
from manim import Rectangle
from traced._curves import column, dashed
from traced._profile import profile, tops
from tracing import Tracer

from scenes.kit.cast import cast
from scenes.kit.float_floor import LAST, X_BOX, ZERO_Y
from scenes.kit.ladder import DEEPEST, FACTORS, LEFT, PRODUCT, RIGHT, SUM, UNIT
from scenes.kit.peaks import UPPER_Y
from scenes.kit.plot import Plot
from scenes.kit.typeset import Typeset
from scenes.logarithm import MOST_FACTORS

# A bar's share of its column, and the least height of one, on the frame.
SHARE, LEAST = 0.68, 1e-3
# As far as a place of a dashed line may be from the end of a dash.
PITCH = 0.1
# The numbers of halves whose product is the first with fewer digits, and the first that is 0: as Python counts.
SUBNORMAL = next(m for m in range(1, LAST) if 0.5**m < 2.0**-1022)
ZERO = next(m for m in range(1, LAST) if 0.5**m == 0)


def scale(base: float, unit: float) -> Plot:
    """Return an axis whose 0 is at one height of the frame and whose 1 is a unit above it."""
    return Plot((0, 1), (0, 1), (0, 1, base, base + unit))


def product(tracer: Tracer, lesson) -> None:
    n = cast(lesson.study, MOST_FACTORS).size
    unit = DEEPEST / (n * np.log(2))
    pitch = (RIGHT - LEFT) / n
    for k in range(n):
        middle = LEFT + (k + 0.5) * pitch
        sides = middle - SHARE * pitch / 2, middle + SHARE * pitch / 2
        column(tracer, "a factor", scale(FACTORS, UNIT), sides, 0, 0.5)
        column(tracer, "the product so far", scale(PRODUCT, UNIT), sides, 0, 0.5 ** (k + 1))
        before, after = -k * np.log(2), -(k + 1) * np.log(2)
        column(tracer, "a brick of the log sum", scale(SUM, unit), sides, after, before)
        top = 0 if k else LEAST / unit
        column(tracer, "what the brick hangs from", scale(SUM, unit), sides, before, top)


def underflow(tracer: Tracer, lesson) -> None:
    upper, lower = floors()
    last, half = np.log10(0.5) * (ZERO - 1), np.log(0.5)
    tracer.stroke("the product", upper, [0, ZERO - 1], [0, last])
    places = [(upper.point(m, 0)[0], ZERO_Y) for m in (ZERO, LAST)]
    tracer.stroke_at("the product that is 0", places)
    tracer.dot_at("its end", places[1:])
    tracer.dot("the last product that is not 0", upper, ZERO - 1, last)
    tracer.stroke("the log sum", lower, [0, LAST], [0, LAST * half])
    tracer.dot("its end, and where the product has become 0", lower, [LAST, ZERO], [LAST * half, ZERO * half])
    smallest = np.log10(np.array([2.0**-1074, 2.0**-1022]))
    tracer.bar("numbers with fewer digits", upper, (0, smallest[0]), (LAST, smallest[1]))
    foot = upper.point(SUBNORMAL, SUBNORMAL * np.log10(0.5))[:2]
    tracer.line_at("the pointer to the first of them", [[foot[0], 1.3], foot + [0, 0.08]])
    fall = upper.point(ZERO - 1, last)[:2]
    dashed(tracer, "the fall to 0", np.array([fall - [0, 0.1], [fall[0], ZERO_Y + 0.1]]), PITCH)
    to = lower.point(ZERO, ZERO * half)[:2]
    dashed(tracer, "the way to the log sum there", np.array([[to[0], lower.box[3]], to + [0, 0.12]]), PITCH)
    tracer.excuse("the plate behind words that cross the line of 0", *plates(lesson))


def floors() -> tuple[Plot, Plot]:
    """Return the axes of product and log sum: from float64's last number to 1, and down to a sum of -850."""
    lowest = float(np.log10(2.0**-1074))
    return Plot((0, LAST), (lowest, 0), (*X_BOX, 0.28, 2.35)), Plot((0, LAST), (-850, 0), (*X_BOX, -2.75, -1.06))


def plates(lesson) -> list[Rectangle]:
    """Return what is filled with the ground, to keep lines away from words."""
    family = [part for mobject in lesson.mobjects for part in mobject.get_family() if isinstance(part, Rectangle)]
    return [part for part in family if part.fill_color.to_hex().upper() == lesson.theme.ground.upper()]


def formula(tracer: Tracer, lesson) -> None:
    """Trace the strands: each ties a base or an exponent to where the same letters have gone in the sum."""
    letters = "base1", "base0", "exp1", "exp0"
    formulas = [one for one in lesson.mobjects if isinstance(one, Typeset) and "exp0" in one.labels]
    above, below = sorted(formulas, key=lambda one: -one.baseline)
    for name in letters:
        start, end = above.part(name).get_bottom() + [0, -0.12, 0], below.part(name).get_top() + [0, 0.14, 0]
        tracer.stroke_at("a strand", [start[:2], end[:2]])


def peaks(tracer: Tracer, lesson) -> None:
    upper, lower = lesson.peaks.upper, lesson.peaks.lower
    slopes, logs = profile(tracer, lesson)
    # A likelihood that float64 does not hold is shown as a share of its top.
    relative = logs.max() < -1022 * np.log(2)
    likelihood = np.exp(logs - (logs.max() if relative else 0.0))
    tracer.stroke("the likelihood", upper, slopes, likelihood)
    tracer.stroke("the log-likelihood", lower, slopes, logs)
    marked = ("the likelihood's top", upper, likelihood), ("the log-likelihood's top", lower, logs)
    tops(tracer, logs, slopes, *marked)
    tracer.bar("the area, as far as it reaches", upper, (slopes[0], 0), (slopes[-1], likelihood.max()))
    corners = lesson.peaks.area.get_vertices()
    x, y = np.transpose([upper.value(corner) for corner in corners])
    off = np.minimum(np.abs(y - np.interp(x, slopes, likelihood)), np.abs(corners[:, 1] - UPPER_Y[0]))
    tracer.near("the corners of the area", off, 0.0, 1e-9 * likelihood.max())


BEATS = {"product": product, "underflow": underflow, "formula": formula, "peaks": peaks}
