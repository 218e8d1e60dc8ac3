"""Jar: a hundred notes, their likelihood with its top and tangent, and the pile of estimates about the truth."""

from __future__ import annotations

from functools import cache

import numpy as np
from traced._curves import tangent
from tracing import Tracer

from mathcore.urn import Urn
from scenes.jar import DRAWS, FOUND, ROUNDS
from scenes.kit.balls import BallRow, ball_fill
from scenes.kit.estimates import DOT, DRAWN_Y, JAR_Y, STEP
from scenes.kit.jar_draws import COLUMNS, GRID, PITCH
from scenes.kit.jar_likelihood import BOX, INSIDE, ROW_Y, SHARE_Y, TANGENT
from scenes.kit.plot import Plot

# The lowest dot of a pile, over the axis.
LOWEST = DOT + 0.02


@cache
def drawn() -> np.ndarray:
    """Return (rounds, draws) what was white, as the core draws it."""
    urn = Urn()
    return urn.draws(ROUNDS + 1, DRAWS, urn.first_seed(DRAWS, FOUND))


def white(tracer: Tracer, lesson, balls, wanted: np.ndarray) -> None:
    """Trace which balls are white: their colour is what they tell."""
    colors = {ball_fill(lesson.theme, kind).upper(): kind for kind in (False, True)}
    tracer.near("which balls are white", [colors[one.fill_color.to_hex().upper()] for one in balls], wanted, 0)


def row(tracer: Tracer, lesson, balls: BallRow, plot: Plot, y: float, share: float) -> None:
    """Trace a row of a hundred balls along the axis of shares: the white ones first, up to their share."""
    places = (np.arange(100) + 0.5) / 100
    tracer.dot_at("a ball of the row", [[plot.point(place, 0)[0], y] for place in places])
    white(tracer, lesson, balls.group, places < share)


def draws(tracer: Tracer, lesson) -> None:
    k = np.arange(DRAWS)
    places = np.stack([GRID[0] + PITCH * (k % COLUMNS), GRID[1] - PITCH * (k // COLUMNS)], axis=1)
    tracer.dot_at("a note, in the order of the draws", places)
    white(tracer, lesson, lesson.drawing.notes, drawn()[0])
    tracer.excuse("the jar, the balls back in it, and those beside the counts", lesson.drawing.jar)
    tracer.excuse("balls back in the jar", lesson.drawing.balls)
    tracer.excuse("one ball of each colour beside the counts", lesson.drawing.names)


def likelihood(tracer: Tracer, lesson) -> None:
    plot, found = lesson.likelihood.plot, int(drawn()[0].sum())
    best = found / DRAWS

    def of(p: np.ndarray) -> np.ndarray:
        """Return the likelihood by its logarithm."""
        with np.errstate(divide="ignore"):
            return np.exp(found * np.log(p) + (DRAWS - found) * np.log1p(-np.asarray(p, float)))

    reached = np.linspace(0, 1 - INSIDE, 1000)
    tracer.stroke("the likelihood up to the last share tried", plot, reached, of(reached))
    tracer.bar("the area below it, as far as it reaches", plot, (0, 0), (1 - INSIDE, of(best)))
    corners = np.array([plot.value(corner) for corner in lesson.likelihood.area.get_vertices()])
    off = np.minimum(np.abs(corners[:, 1] - of(corners[:, 0])), np.abs(corners[:, 1]))
    tracer.near("the corners of the area", off, 0.0, 1e-9 * of(best))
    tracer.dot("the share with the highest likelihood", plot, best, of(best))
    tangent(tracer, "its tangent is level", plot, (best, float(of(best))), 0.0, TANGENT)
    x, y = plot.point(best, of(best))[:2]
    tracer.line_at("the way from the top down to the share", [[x, y], [x, BOX[2] + SHARE_Y + 0.42]])
    row(tracer, lesson, lesson.row, plot, ROW_Y, best)


def truth(tracer: Tracer, lesson) -> None:
    plot, found = lesson.estimates.plot, drawn().sum(axis=1)
    row(tracer, lesson, lesson.estimates.jar, plot, JAR_Y, Urn().share)
    row(tracer, lesson, lesson.estimates.row, plot, DRAWN_Y, found[0] / DRAWS)
    below = [np.count_nonzero(found[:k] == found[k]) for k in range(len(found))]
    x = plot.point(found / DRAWS, 0)[:, 0]
    tracer.dot_at("an estimate on its pile", np.stack([x, BOX[2] + LOWEST + STEP * np.array(below)], axis=1))
    share = plot.point(Urn().share, 0)[0]
    tracer.line_at("the share in the jar", [[share, JAR_Y - 0.12], [share, BOX[2]]])


BEATS = {"draws": draws, "likelihood": likelihood, "truth": truth}
