"""A map of the loss from straight above: its ground, walks on it, the cross at the minimum, lines of a level."""

from __future__ import annotations

import numpy as np
from tracing import PIXEL, Tracer, gap, thinned

from mathcore import LogisticLoss
from scenes.kit.clip import within
from scenes.kit.map_view import CORNER, GRADIENT
from scenes.kit.plot import Plot
from scenes.kit.room import Box
from scenes.kit.spread import told_apart
from scenes.kit.stage import Dots, Line, Sheet, Stage
from scenes.kit.trail import DOT_GAP

# So many places of a walk are looked at, and as many of its first steps; a few at first.
SAMPLES, EACH, GLANCE = 120, 40, 12
CROSS = 0.11


def ground(tracer: Tracer, plot: Plot, stage: Stage, loss: LogisticLoss, cut: float, number: int = 0) -> None:
    """A stage's sheet has the height J wherever it lies, and its rim, where it is drawn, the level of the cut."""
    sheet, rim = ground_of(stage, number)
    found = parameters(plot, thinned(sheet.points.reshape(-1, 3)))
    tracer.near("the map", thinned(sheet.values.reshape(-1)), loss(found), 1e-7 * cut)
    drawn = thinned(rim.points[np.isfinite(rim.points).all(axis=1)])
    if len(drawn):
        tracer.near("the map's rim", loss(parameters(plot, drawn)), cut, 1e-6 * cut)
    tracer.excuse_items("the rim, traced above", [rim])


def ground_of(stage: Stage, number: int) -> tuple[Sheet, Line]:
    """Return one of a stage's sheets and the line after it."""
    k = [k for k, item in enumerate(stage.items) if isinstance(item, Sheet)][number]
    return stage.items[k], stage.items[k + 1]


def parameters(plot: Plot, places: np.ndarray) -> np.ndarray:
    """Map places of the frame back through a map's axes."""
    return np.array([plot.value(place) for place in places])


def walk(tracer: Tracer, name: str, plot: Plot, points: np.ndarray, t: float, dots: bool = True) -> None:
    """Trace a walk of the core's points up to time t: its line, as far as the map reaches, dots at steps, its end."""
    now = np.array([np.interp(t, np.arange(len(points)), points[:, j]) for j in (0, 1)])
    corners = plot.point(*np.vstack([points[: int(t) + 1], now]).T)[:, :2]
    claim(tracer, name, Line, lambda line: off_line(line, corners, way_past(corners), plot.box))
    if dots:
        claim(tracer, f"{name}: a dot a step", Dots, lambda found: off_dots(found, corners[:-1], plot.box))
    claim(tracer, f"{name}: its end", Dots, lambda found: off_dots(found, corners[-1:], plot.box))


def claim(tracer: Tracer, name: str, kind: type, off) -> None:
    """Take out the first item of a stage whose places are no more than a pixel off."""
    tracer.traced += 1
    least = np.inf
    for item in [item for item in tracer.items if isinstance(item, kind)]:
        far = off(item.points[:, :2])
        if far <= PIXEL:
            tracer.excuse_items(name, [item])
            return
        least = min(least, far)
    tracer.findings.append(f"{name}: nothing is drawn there; the nearest is {least} off")


def way_past(corners: np.ndarray) -> np.ndarray:
    """Return places on the way past the corners, most of them on its first stretches."""
    last = len(corners) - 1
    times = np.unique(np.append(np.linspace(0, min(last, EACH), SAMPLES), np.geomspace(1, max(last, 1), SAMPLES)))
    return np.stack([np.interp(times, np.arange(last + 1), corners[:, j]) for j in (0, 1)], axis=1)


def off_line(line: np.ndarray, path: np.ndarray, way: np.ndarray, box: Box) -> float:
    """How far a line is from a path, and places of that path, where they are on the map, from the line."""
    drawn = line[np.isfinite(line).all(axis=1)]
    # Another walk's line is told from this one's by a few places.
    glance = gap(drawn[:: max(1, len(drawn) // GLANCE)], path)
    return glance if glance > PIXEL else max(gap(drawn, path), gap(way[within(way, box)], line))


def off_dots(found: np.ndarray, places: np.ndarray, box: Box) -> float:
    """How far dots are from the first, and those that can be told apart after it, of the places on the map."""
    wanted = places[told_apart(places, DOT_GAP)]
    wanted = wanted[within(wanted, box)]
    return float(np.abs(found - wanted).max(initial=0)) if found.shape == wanted.shape else np.inf


def cross(tracer: Tracer, plot: Plot, theta: np.ndarray, size: float = CROSS) -> None:
    """The two strokes of the cross meet at a pair of parameters."""
    place = plot.point(*theta)[:2]
    for slant in (1, -1):
        tracer.line_at("the cross", [place - size * np.array([1, slant]), place + size * np.array([1, slant])])


def axes(tracer: Tracer, box: Box) -> None:
    """The two axes are one stroke round a corner of the box."""
    left, right, foot, top = box
    tracer.stroke_at("both axes", [(left, top), (left, foot), (right, foot)])


def level(tracer: Tracer, plot: Plot, loss: LogisticLoss, theta: np.ndarray) -> None:
    """A stroke runs through a place, and all along it J is the same, to a pixel."""
    tracer.traced += 1
    here, height = plot.point(*theta)[:2], float(loss(theta))
    unit = (plot.x_range[1] - plot.x_range[0]) / (plot.box[1] - plot.box[0])
    nearest = np.inf
    for stroke in list(tracer.strokes):
        found = parameters(plot, thinned(stroke))
        slopes = np.linalg.norm(loss.gradient(found), axis=1) * unit
        if np.all(np.abs(loss(found) - height) <= PIXEL * slopes):
            nearest = min(nearest, gap(here[None], stroke))
            tracer.strokes = [other for other in tracer.strokes if other is not stroke]
    if not nearest <= PIXEL:
        tracer.findings.append(f"the level line: the nearest is {nearest} away from its step")


def gradient(tracer: Tracer, plot: Plot, loss: LogisticLoss, theta: np.ndarray, drawn) -> None:
    """The arrow has the gradient's direction; its length says nothing. The corner stands across it."""
    slope = loss.gradient(theta)
    along = slope / np.linalg.norm(slope)
    across, start = np.array([-along[1], along[0]]), plot.point(*theta)[:2]
    tracer.stroke_at("the right angle", start + CORNER * np.array([across, across + along, along]))
    _, arrow, _ = drawn
    ends = [arrow.get_start()[:2], arrow.get_end()[:2]]
    tracer.near("the gradient's arrow", ends, [start + 0.1 * along, start + (GRADIENT - 0.1) * along], PIXEL)
    tracer.excuse("the arrow's tip", arrow)
