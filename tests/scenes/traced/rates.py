"""Rates: four walks on the map and as J above its minimum; over every rate where walks stand, and both bounds."""

from __future__ import annotations

import numpy as np
from manim import DashedLine
from traced._maps import axes, cross, gradient, ground, level, walk
from tracing import PIXEL, Tracer, thinned

from mathcore import bounds as both_bounds
from mathcore import period, standing
from scenes.kit.rate_line import BOUND_Y, BOX, LAST, RATES, SAME
from scenes.kit.rate_walks import LEAST
from scenes.kit.stage import Dots
from scenes.rates import STOPS, SWINGING

# Of the rates on the axis so many are walked again.
AGAIN = 9


def descends(tracer: Tracer, lesson, k: int) -> np.ndarray:
    """Return a walk's points, once they are the gradient's steps from zeros at its rate."""
    points = lesson.told.walks[k].points
    some = thinned(np.arange(len(points) - 1))
    steps = -lesson.rates[k] * lesson.study.loss.gradient(points[some])
    tracer.near("the start", points[0], 0, 0)
    tracer.near("the walk's steps", points[some + 1], points[some] + steps, 1e-9 * np.abs(points).max())
    return points


def on_the_map(tracer: Tracer, lesson) -> None:
    """One walk, some steps of it; the level line and the gradient where it stands."""
    loss, view = lesson.study.loss, lesson.map
    points = descends(tracer, lesson, SWINGING)
    stops = [step for step in STOPS if step < len(points) - 1 and view.holds(points[step])]
    ground(tracer, view.plot, view.stage, loss, lesson.window.cut)
    walk(tracer, "the walk", view.plot, points, stops[-1])
    axes(tracer, view.box)
    cross(tracer, view.plot, lesson.study.fit.theta)
    level(tracer, view.plot, loss, points[stops[-1]])
    gradient(tracer, view.plot, loss, points[stops[-1]], lesson.gradients[stops[-1]])


def walks(tracer: Tracer, lesson) -> None:
    study, crowd = lesson.study, lesson.crowd
    ground(tracer, crowd.map.plot, crowd.map.stage, study.loss, lesson.window.cut)
    longest = max(len(each.points) - 1 for each in lesson.told.walks)
    for k, each in enumerate(lesson.told.walks):
        points = descends(tracer, lesson, k)
        walk(tracer, f"walk {k}", crowd.map.plot, points, len(points) - 1)
        # The scene chooses the steps that it draws: the first of them all, the last one always.
        drawn = np.array([crowd.plot.value(place)[0] for place in crowd.curves[k].get_anchors()])
        steps = np.unique(10**drawn)
        last = longest if period(each) else len(points) - 1
        tracer.near("the steps drawn", steps[[0, -1]], [1, max(last, 1.01)], 1e-6 * longest)
        heights = np.log10(np.maximum(study.loss(standing_at(each, steps)) - study.fit.loss, LEAST))
        tracer.stroke(f"J of walk {k}", crowd.plot, np.log10(steps), heights)
        tracer.dot(f"J of walk {k} in the end", crowd.plot, np.log10(steps[-1]), heights[-1])
    axes(tracer, crowd.map.box)
    axes(tracer, crowd.plot.box)
    cross(tracer, crowd.map.plot, study.fit.theta)


def standing_at(each, steps: np.ndarray) -> np.ndarray:
    """Return where a walk stands after whole steps: past its end where it is, or again where its cycle was."""
    last, length = len(each.points) - 1, period(each)
    steps = np.round(steps).astype(int)
    round_again = last - length + (steps - last) % length if length else np.full_like(steps, last)
    return each.points[np.where(steps > last, round_again, steps)]


def bounds(tracer: Tracer, lesson) -> None:
    study, line = lesson.study, lesson.line
    found, (low, high) = both_bounds(study.loss), line.plot.y_range
    ends = (0.0, found.safe, found.local, line.plot.x_range[1])
    for left, right in zip(ends[:-1], ends[1:], strict=True):
        tracer.bar("a zone", line.plot, (left, low), (right, high))
    for rate in ends[1:3]:
        x = line.plot.point(rate, 0)[0]
        tracer.line_at("a bound", [(x, BOX[2]), (x, BOUND_Y - 0.08)])
    shown = int(np.abs(np.linalg.eigh(study.loss.hessian(study.fit.theta))[1][:, -1]).argmax())
    (dashed,) = [part for part in line.axes if isinstance(part, DashedLine)]
    heights = [line.plot.value(end)[1] for end in (dashed.get_start(), dashed.get_end())]
    tracer.near("the estimate's line", heights, study.fit.theta[shown], PIXEL * (high - low) / (BOX[3] - BOX[2]))
    stands(tracer, lesson, shown)
    fork(tracer, lesson, shown)


def stands(tracer: Tracer, lesson, shown: int) -> None:
    """Each of the four rates has a line, and dots where its walk stands."""
    line = lesson.line
    low, high = line.plot.y_range
    for rate in lesson.rates:
        x = line.plot.point(rate, 0)[0]
        tracer.line_at("a rate", [(x, BOX[2] - 0.14), (x, BOX[3])])
        values = standing(lesson.study.loss, [rate], lesson.told.steps, LAST)[:, 0, shown]
        tracer.dot("where its walk stands", line.plot, rate, values[(values >= low) & (values <= high)])


def fork(tracer: Tracer, lesson, shown: int) -> None:
    """Dots over the axis of rates: at some of them, walked again, every dot is a place, and every place has a dot."""
    plot = lesson.line.plot
    (dots,) = [item for item in tracer.items if isinstance(item, Dots)]
    found = np.array([plot.value(place) for place in dots.points])
    rates = np.linspace(0, plot.x_range[1], RATES + 1)[1:]
    gaps = np.abs(found[:, :1] - rates)
    tracer.near("the rates of the dots", gaps.min(axis=1), 0, 1e-9 * rates[-1])
    some = np.linspace(0, RATES - 1, AGAIN).astype(int)
    unit = (plot.y_range[1] - plot.y_range[0]) / (BOX[3] - BOX[2])
    for k, values in zip(
        some, standing(lesson.study.loss, rates[some], lesson.told.steps, LAST)[..., shown].T, strict=True
    ):
        seen = values[(values >= plot.y_range[0]) & (values <= plot.y_range[1])]
        drawn = found[gaps.argmin(axis=1) == k, 1]
        off = np.abs(seen[:, None] - drawn)
        tracer.near("a dot is where a walk stands", off.min(axis=0, initial=np.inf), 0, PIXEL * unit)
        tracer.near("a walk stands where a dot is", off.min(axis=1, initial=np.inf), 0, SAME * unit)
    tracer.excuse_items("the dots, traced above", [dots])


BEATS = {"map": on_the_map, "walks": walks, "bounds": bounds}
