"""Algorithm: scores and probabilities of a pass as bars, J of every pass, and the curves of both answers."""

from __future__ import annotations

import numpy as np
from traced._data import data_and_curve
from traced._sticks import upright
from tracing import PIXEL, Tracer, gap, only_words, sigma

from scenes.kit.code_view import BAND
from scenes.kit.listing import LOSS, PROBABILITIES, SCORES, START
from scenes.kit.plot import Plot
from scenes.kit.watch import FEWEST, HIGH, LEFT, MIDDLE, REACH, RIGHT, TRACE


def columns(tracer: Tracer, lesson, k: int) -> None:
    """A column a case: its label, and after k passes its score and its probability; below them J of each pass."""
    study, code, rows = lesson.study, lesson.code, lesson.watch.rows.rows
    x = np.arange(len(rows)) + 0.5
    theta = study.walk.points[k]
    scores = theta[0] + theta[1] * study.loss.data.x[rows, 0]
    across = (0, len(rows)), (LEFT, RIGHT)
    head = code.y(START) + MIDDLE
    tracer.dot("a case", Plot(across[0], (0, 1), (*across[1], head, head + 1)), x, 0)
    middle, reach = code.y(SCORES) + MIDDLE, lesson.watch.reach
    box = (*across[1], middle - REACH, middle + REACH)
    upright(tracer, "a score", Plot(across[0], (-reach, reach), box), x, 0, scores)
    foot = code.y(PROBABILITIES) + MIDDLE - HIGH / 2
    upright(tracer, "a probability", Plot(across[0], (0, 1), (*across[1], foot, foot + HIGH)), x, 0, sigma(scores))
    losses = study.loss(study.walk.points)
    ground = code.y(LOSS) + BAND[0] + 0.08
    plot = Plot((0, max(k, FEWEST)), (0, losses.max()), (*TRACE, ground, ground + HIGH))
    if k:
        tracer.stroke("J of every pass", plot, np.arange(k + 1), losses[: k + 1])
    tracer.dot("J of the last pass", plot, k, losses[k])
    tracer.excuse("the band and the cursor", code.band, code.cursor)


def one(tracer: Tracer, lesson) -> None:
    columns(tracer, lesson, min(1, lesson.run.last))


def run(tracer: Tracer, lesson) -> None:
    columns(tracer, lesson, lesson.run.last)


def library(tracer: Tracer, lesson) -> None:
    """The loop's curve, and the minimum's as dashes along it."""
    study, curve = lesson.study, lesson.answers.curve
    data_and_curve(tracer, curve, study.walk.points[-1])
    if not study.fit.exists:
        return
    raw = study.scaling.to_raw_theta(study.fit.theta)
    x = np.linspace(*curve.plot.x_range, 1000)
    path = curve.plot.point(x, sigma(raw[0] + raw[1] * x))[:, :2]
    dashes, tracer.strokes = tracer.strokes, []
    tracer.near("the minimum's curve", [gap(dash, path) for dash in dashes], 0, PIXEL)
    ends = [dashes[0][0], dashes[-1][-1]]
    tracer.near("the ends of its dashes", ends, path[[0, -1]], LONGEST_DASH)


# The last dash may be followed by a gap: so long at most is one of thirty, with its gap.
LONGEST_DASH = 0.25
BEATS = {"code": only_words, "pass": one, "run": run, "library": library}
