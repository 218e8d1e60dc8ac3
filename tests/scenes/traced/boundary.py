"""Boundary: trials at both features, probabilities behind them, the line of one half, J along the walk, strays."""

from __future__ import annotations

from functools import cache

import numpy as np
from manim import Circle, DashedLine
from tracing import PIXEL, Tracer, sigma, thinned

from mathcore import PlaneStudy, builtin
from scenes.kit.frontier import FOOT
from scenes.kit.stage import Line, Sheet


@cache
def vaso() -> PlaneStudy:
    """Return the trials of every edition, and their walk."""
    return PlaneStudy.of(builtin("vaso"))


def trials(tracer: Tracer, lesson) -> PlaneStudy:
    """Every trial at its features, those far out just inside the edge that they lie beyond, as their numbers say."""
    plane, plot = vaso(), lesson.frontier.plot
    tracer.excuse("the words' marks", *(part for part in lesson.mobjects if is_class(part)))
    x = plane.data.x
    tracer.dot("a trial", plot, *x[plane.near].T)
    left, right, foot, top = plot.box
    low, high = np.array([left, foot]) + FOOT, np.array([right, top]) - FOOT
    tracer.dot_at("a trial far out", np.clip(plot.point(*x[~plane.near].T)[:, :2], low, high))
    (x0, x1), (y0, y1) = plot.x_range, plot.y_range
    tracer.bar("the frame", plot, (x0, y0), (x1, y1))
    return plane


def is_class(mobject) -> bool:
    """Whether a group is a class's word with the mark before it."""
    return len(mobject.submobjects) == 2 and hasattr(mobject.submobjects[1], "typst_code")


def ground(tracer: Tracer, lesson, theta: np.ndarray) -> None:
    """The shading is the probability of each place, and the line runs where it is one half, from edge to edge."""
    plot = lesson.frontier.plot
    (sheet,) = [item for item in lesson.frontier.stage.items if isinstance(item, Sheet)]
    places = np.array([plot.value(place) for place in thinned(sheet.points.reshape(-1, 3))])
    tracer.near("the shading", thinned(sheet.values.reshape(-1)), sigma(theta[0] + places @ theta[1:]), 1e-9)
    if not np.any(theta):
        return
    # Where the line meets the lines of the four edges; two of these places are on the frame.
    edges = plot.x_range, plot.y_range
    meets = [(x, -(theta[0] + theta[1] * x) / theta[2]) for x in plot.x_range]
    meets += [(-(theta[0] + theta[2] * y) / theta[1], y) for y in plot.y_range]
    ends = [end for end in meets if all(a - 1e-9 <= v <= b + 1e-9 for v, (a, b) in zip(end, edges, strict=True))]
    if ends:

        def off(found: np.ndarray) -> float:
            return float(np.abs(np.array(sorted(found.tolist())) - sorted(ends)).max())

        tracer.stage_where("the line", Line, plot.value, off, 1e-9)


def plane(tracer: Tracer, lesson) -> None:
    trials(tracer, lesson)
    ground(tracer, lesson, np.zeros(3))


def sweep(tracer: Tracer, lesson) -> PlaneStudy:
    study = trials(tracer, lesson)
    points = study.walk.points
    tracer.near("the walk", points[1:], points[:-1] - study.rate * study.loss.gradient(points[:-1]), 1e-9)
    ground(tracer, lesson, points[-1])
    last = len(points) - 1
    plot = lesson.losses.plot(last)
    losses = study.loss(points)
    tracer.stroke("J of every step", plot, np.arange(last + 1), losses)
    tracer.dot("J in the end", plot, last, losses[-1])
    dashed = [part for part in lesson.losses.still if isinstance(part, DashedLine)][0]
    ends = [dashed.get_start()[1], dashed.get_end()[1]]
    tracer.near("the least J", ends, plot.point(0, study.loss(study.fit.theta))[1], PIXEL)
    return study


def end(tracer: Tracer, lesson) -> None:
    """Rings stand round the trials whose probability is nearer to the other label."""
    study, plot = sweep(tracer, lesson), lesson.frontier.plot
    theta, (x, y) = study.walk.points[-1], (study.data.x, study.data.y)
    wrong = x[(sigma(theta[0] + x @ theta[1:]) >= 0.5) != (y == 1)]
    family = [part for mobject in lesson.mobjects for part in mobject.get_family() if isinstance(part, Circle)]
    accent = lesson.theme.accent.upper()
    rings = {id(part): part.get_center()[:2] for part in family if part.stroke_color.to_hex().upper() == accent}
    drawn = np.array(sorted(map(tuple, rings.values())))
    tracer.near("the strays", drawn, sorted(map(tuple, plot.point(*wrong.T)[:, :2].tolist())), PIXEL)


BEATS = {"plane": plane, "sweep": sweep, "end": end}
