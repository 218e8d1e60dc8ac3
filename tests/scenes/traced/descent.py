"""Descent: ball, path and dots at the walk's iterates, the curve of their parameters, the loss of every step."""

from __future__ import annotations

import numpy as np
from traced._data import data_and_curve
from tracing import Tracer, gap

from scenes.kit.stage import Ball, Dots, Line
from scenes.kit.valley import DEPTH


def everywhere(tracer: Tracer, lesson) -> None:
    """Trace what all beats share, for the time of the walk that the scene has come to."""
    t = lesson.walk_t.get_value()
    tracer.excuse_items("numbers and ticks of the space", lesson.labels.items)
    path(tracer, lesson, t)
    ball(tracer, lesson, lesson.study.walk.at(t))
    space(tracer, lesson)
    data_and_curve(tracer, lesson.curve, lesson.study.walk.at(t))


def space(tracer: Tracer, lesson) -> None:
    """Lines on the floor run where J is one of the levels; the rim is the sheet's last row, at its own J."""
    study, valley = lesson.study, lesson.valley
    for item in valley.floor[1:-1]:
        heights = study.loss(np.array([valley.parameters(point)[:2] for point in item.points]))
        levels = np.array(valley.levels)
        level = levels[np.abs(levels - heights[0]).argmin()]
        tracer.near("a level line of the floor", heights, level, 1e-9)
    tracer.excuse_items("the floor's lines, traced above, and its edge", valley.floor)

    def off(found: np.ndarray) -> float:
        return float(np.abs(found[:, 2] - study.loss(found[:, :2])).max())

    tracer.stage_where("the surface's rim", Line, valley.parameters, off, 1e-9)


def path(tracer: Tracer, lesson, t: float) -> None:
    """Lines through the iterates up to now, on the surface and on the floor, and a dot at iterates told apart."""
    walk, loss, back = lesson.study.walk, lesson.study.loss, lesson.valley.parameters
    trail = np.vstack([walk.points[: int(t) + 1], walk.at(t)])
    floor = DEPTH / lesson.valley.lift
    tracer.on_stage("the path's shadow", Line, back, np.column_stack([trail, np.full(len(trail), floor)]))

    def off(found: np.ndarray) -> float:
        """Each point of the line is on the surface, and on the way from iterate to iterate."""
        return max(np.abs(found[:, 2] - loss(found[:, :2])).max(), gap(found[:, :2], trail))

    for _ in range(int(t > 5) + int(t > 0)):
        tracer.stage_where("the path", Line, back, off, 1e-9)

    def astray(found: np.ndarray) -> float:
        nearest = np.abs(walk.points[None, : int(t) + 1] - found[:, None, :2]).sum(axis=2).argmin(axis=1)
        here = np.column_stack([walk.points[nearest], walk.losses[nearest]])
        return max(np.abs(found - here).max(), np.any(np.diff(nearest) <= 0))

    tracer.stage_where("the dots of the path", Dots, back, astray, 1e-9)


def ball(tracer: Tracer, lesson, theta: np.ndarray) -> None:
    """The drop line ends on the surface, its foot on the floor, and the sphere touches the surface there."""
    study, valley = lesson.study, lesson.valley
    loss, floor = float(study.loss(theta)), DEPTH / valley.lift
    ends = [[*theta, floor], [*theta, loss]]
    tracer.on_stage("the drop line", Line, valley.parameters, ends)
    tracer.on_stage("its foot", Dots, valley.parameters, ends[:1])
    (sphere,) = [item for item in tracer.items if isinstance(item, Ball)]
    slope = np.append(study.loss.gradient(theta) / valley._scale * valley.lift, -1.0)
    contact = sphere.point + sphere.radius * slope / np.linalg.norm(slope)
    tracer.near("the ball's point of contact", valley.parameters(contact), [*theta, loss], 1e-9)
    tracer.excuse_items("the ball, traced above", [sphere])


def plot(tracer: Tracer, lesson) -> None:
    """The dot of the loss's plot, and the losses before it."""
    study, t, top = lesson.study, lesson.walk_t.get_value(), 1.08 * lesson.plot.top
    axes = lesson.plot.plot(t)
    steps = np.append(np.arange(int(t) + 1), t)
    losses = np.minimum(study.loss(study.walk.at(steps)), top)
    tracer.dot("the loss now", axes, steps[-1:], losses[-1:])
    tracer.stroke("the losses so far", axes, steps, losses)


def walking(tracer: Tracer, lesson) -> None:
    """Trace a beat in which the loss's plot stands on the frame."""
    plot(tracer, lesson)
    tracer.excuse("brackets of the update rule", lesson.rule.group)
    everywhere(tracer, lesson)


def end(tracer: Tracer, lesson) -> None:
    """Trace the last beat: the minimum has a mark of its own."""
    study = lesson.study
    if study.fit.exists:
        place = [[*study.fit.theta, float(study.loss(study.fit.theta))]]
        tracer.on_stage("the estimate", Dots, lesson.valley.parameters, place)
    plot(tracer, lesson)
    everywhere(tracer, lesson)


BEATS = {"surface": everywhere, "step": walking, "close": walking, "far": walking, "end": end}
