"""Newton: parabolas as ellipses on the map and along a step, and the walks from bottom to bottom."""

from __future__ import annotations

import numpy as np
from traced._maps import SAMPLES, axes, claim, cross, ground, off_dots, off_line, walk
from tracing import Tracer

from mathcore import Bowl, bowl
from scenes.kit.bowl_marks import RINGS
from scenes.kit.clip import clipped
from scenes.kit.stage import Dots, Line


def on_map(tracer: Tracer, lesson, view, points: np.ndarray, t: float) -> None:
    """What every map shows: its ground and axes, the minimum, and a walk."""
    ground(tracer, view.plot, view.stage, lesson.study.loss, view.window.cut)
    axes(tracer, view.box)
    cross(tracer, view.plot, lesson.study.fit.theta)
    walk(tracer, "the walk", view.plot, points, t)


def jumps(tracer: Tracer, lesson) -> np.ndarray:
    """Newton's points from zeros, once each is the bottom of the parabola at the one before."""
    points, loss = lesson.runs.plain.points, lesson.study.loss
    for here, ahead in zip(points[:-1], points[1:], strict=True):
        step = np.linalg.solve(loss.hessian(here), -loss.gradient(here))
        tracer.near("Newton's step", ahead - here, step, 1e-9 * (1 + np.abs(step).max()))
    return points


def ellipses(tracer: Tracer, plot, touching: Bowl) -> None:
    """Level lines of the parabola about its bottom, by Cholesky's factor of its Hessian."""
    factor = np.linalg.cholesky(touching.hessian)
    bottom = touching.point - np.linalg.solve(touching.hessian, touching.gradient)
    radius = np.linalg.norm(factor.T @ (touching.point - bottom))
    turn = np.linspace(0, 2 * np.pi, 4 * SAMPLES)
    circle = np.linalg.solve(factor.T, np.stack([np.cos(turn), np.sin(turn)])).T
    for ring in RINGS:
        path = plot.point(*(bottom + ring * radius * circle).T)[:, :2]
        claim(tracer, "an ellipse", Line, lambda line, path=path: off_line(line, path, path[::3], plot.box))
    place = plot.point(*bottom)[None, :2]
    claim(tracer, "the parabola's bottom", Dots, lambda found: off_dots(found, place, plot.box))


def profile(tracer: Tracer, lesson, touching: Bowl, tangent: bool) -> None:
    """Along the step: J, the parabola, and both bottoms; both curves as far as they lie in the plot."""
    loss, plot = lesson.study.loss, lesson.profile.plot()
    step = -np.linalg.solve(touching.hessian, touching.gradient)
    share = np.linspace(*plot.x_range, 321)
    slope, curved = touching.gradient @ step, step @ touching.hessian @ step
    axes(tracer, plot.box)
    heights = {
        "J along the step": loss(touching.point + share[:, None] * step),
        "the parabola": touching.value + slope * share + curved * share**2 / 2,
    }
    if tangent:
        heights["the slope"] = touching.value + slope * share
    for name, values in heights.items():
        path = clipped(plot.point(share, values), plot.box)
        tracer.stroke_at(name, path[np.isfinite(path).all(axis=1), :2])
    tracer.dot("the parabola's bottom", plot, 1, touching.value + slope / 2)
    tracer.dot("J there", plot, 1, loss(touching.point + step))


def first(tracer: Tracer, lesson) -> None:
    view, points = lesson.near, jumps(tracer, lesson)
    touching = bowl(lesson.study.loss, np.zeros(2))
    on_map(tracer, lesson, view, points, 1)
    ellipses(tracer, view.plot, touching)
    profile(tracer, lesson, touching, tangent=True)


def digits(tracer: Tracer, lesson) -> None:
    view, points = lesson.near, jumps(tracer, lesson)
    ellipses(tracer, view.plot, bowl(lesson.study.loss, points[-2]))
    on_map(tracer, lesson, view, points, len(points) - 1)


def leap(tracer: Tracer, lesson) -> None:
    touching = bowl(lesson.study.loss, lesson.runs.leap.point)
    ends = np.array([touching.point, touching.point - np.linalg.solve(touching.hessian, touching.gradient)])
    on_map(tracer, lesson, lesson.far.view, ends, lesson.t.get_value())
    profile(tracer, lesson, touching, tangent=False)


def search(tracer: Tracer, lesson) -> None:
    """The step's halves lead along it: each step of the walk is Newton's, halved so often that J is low enough."""
    points, loss = lesson.runs.searched.points, lesson.study.loss
    for here, ahead in zip(points[:-1], points[1:], strict=True):
        step = np.linalg.solve(loss.hessian(here), -loss.gradient(here))
        halved = np.log2(np.linalg.norm(step) / np.linalg.norm(ahead - here))
        tracer.near("a halved step", ahead - here, step / 2 ** np.round(halved), 1e-7 * np.abs(ahead - here).max())
    tracer.near("the start", points[0], lesson.runs.leap.point, 0)
    on_map(tracer, lesson, lesson.far.view, points, len(points) - 1)


def solve(tracer: Tracer, lesson) -> None:
    points = lesson.runs.learned.points
    tracer.near("its end", points[-1], lesson.study.fit.theta, 1e-8)
    on_map(tracer, lesson, lesson.near, points, len(points) - 1)


BEATS = {"bowl": first, "digits": digits, "leap": leap, "search": search, "solve": solve}
