"""Batches: each batch's move from the start, an epoch filled, three walks on the map and as J over epochs."""

from __future__ import annotations

import numpy as np
from manim import DashedLine
from traced._maps import axes, claim, cross, ground, walk
from tracing import PIXEL, Tracer

from mathcore import Batches, fit
from scenes.kit.batch_fan import BAR, HEIGHT, LEFT, MOST
from scenes.kit.batch_walks import DOTTED
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.plot import Plot
from scenes.kit.stage import Dots, Line


def step(tracer: Tracer, lesson) -> None:
    """Each batch of the first epoch: its move from zeros, and its part of the bar."""
    batches, plot = Batches.over(lesson.study.loss), lesson.fan.plot
    moves = [batches.first_moves(k) for k in range(3)]
    tracer.near("the batch of all", moves[0], -batches.rate * batches.loss.gradient(np.zeros((1, 2))), 1e-12)
    places = [plot.point(*move.T)[:, :2] for move in moves]
    start = plot.point(0, 0)[:2]
    for ends in places:
        claim(tracer, "the ends of moves", Dots, lambda found, ends=ends: apart(found, ends))
    claim(tracer, "the start", Dots, lambda found: apart(found, start[None]))
    lines = [item for item in tracer.items if isinstance(item, Line)]
    ends = np.vstack(places[::-1])
    wanted = np.stack([np.broadcast_to(start, ends.shape), ends], axis=1)
    drawn = [item.points[:, :2] for item in lines]
    if len(drawn) == len(wanted):
        tracer.near("the moves", drawn, wanted, PIXEL)
        tracer.excuse_items("the moves, traced above", lines)
    for y, size in zip(BAR, batches.sizes, strict=True):
        bar = Plot((0, batches.m), (0, 1), (LEFT, RIGHT_EDGE, y - HEIGHT / 2, y + HEIGHT / 2))
        for name in ("an epoch, filled", "its frame"):
            tracer.bar(name, bar, (0, 0), (batches.m, 1))
        for seen in np.arange(size, batches.m, size) if batches.m / size <= MOST else ():
            tracer.line("where a batch ends", bar, [seen, seen], [0, 1])


def apart(found: np.ndarray, places: np.ndarray) -> float:
    """How far dots are from places, in their order."""
    return float(np.abs(found - places).max(initial=0)) if found.shape == places.shape else np.inf


def losses(tracer: Tracer, lesson) -> None:
    """J after every step of each walk, over the logarithm of the epochs gone through; above the plot along its top."""
    batches, plot = lesson.epochs, lesson.crowd.plot
    low, high = plot.x_range[0], plot.y_range[1]
    for k, each in enumerate(batches.walks):
        steps = np.arange(1, len(each.points))
        x = np.append(low, np.log10(steps * batches.epochs / steps[-1]))
        y = np.minimum(batches.loss(each.points), high)
        tracer.stroke(f"J of walk {k}", plot, x, y)
        tracer.dot(f"J of walk {k} in the end", plot, x[-1], y[-1])
    axes(tracer, plot.box)
    (dashed,) = [part for part in lesson.crowd.axes if isinstance(part, DashedLine)]
    ends = [dashed.get_start()[1], dashed.get_end()[1]]
    tracer.near("the least J", ends, plot.point(0, fit(batches.loss).loss)[1], PIXEL)


def epochs(tracer: Tracer, lesson) -> None:
    batches, view = lesson.epochs, lesson.crowd.map
    ground(tracer, view.plot, view.stage, batches.loss, view.window.cut)
    for k, each in enumerate(batches.walks):
        last = len(each.points) - 1
        tracer.near("the first step", each.points[1], batches.first_moves(k)[0], 1e-12)
        walk(tracer, f"walk {k}", view.plot, each.points, last, dots=last <= DOTTED)
    axes(tracer, view.box)
    cross(tracer, view.plot, fit(batches.loss).theta)
    losses(tracer, lesson)


def tremble(tracer: Tracer, lesson) -> None:
    """The last quarter of each walk, close up."""
    batches, view = lesson.epochs, lesson.close
    ground(tracer, view.plot, view.stage, batches.loss, view.window.cut)
    for k, each in enumerate(batches.walks):
        late = each.points[-max(1, batches.epochs // 4) * -(-batches.m // batches.sizes[k]) - 1 :]
        walk(tracer, f"the end of walk {k}", view.plot, late, len(late) - 1, dots=False)
    axes(tracer, view.box)
    cross(tracer, view.plot, fit(batches.loss).theta)
    losses(tracer, lesson)


BEATS = {"step": step, "epochs": epochs, "tremble": tremble}
