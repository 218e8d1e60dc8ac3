"""Surface: the tour's stops on plane and surface, the sheet and its rim, both principal sections, the chord."""

from __future__ import annotations

import numpy as np
from traced._data import data_and_curve
from traced.descent import ball as ball_on_surface
from traced.descent import space
from tracing import Tracer, gap, thinned

from mathcore import principal_sections, tour
from scenes.kit.bending import HAIRS, TRAVEL
from scenes.kit.rising import LEVEL
from scenes.kit.stage import Ball, Dots, Line, Sheet
from scenes.kit.valley import DEPTH
from scenes.surface import WALLS


def sections(lesson) -> tuple:
    """Return the core's principal sections, and the level at which walls are visited and the chord hangs."""
    study = lesson.study
    low = float(study.sheet.heights.min())
    level = low + LEVEL * (study.window.cut - low)
    centre = study.fit.theta if study.fit.exists else lesson.rising.centre
    return *principal_sections(study.loss, centre, study.window), level


def curve(tracer: Tracer, lesson) -> None:
    """Seen from above: the stops so far on the plane, the ball over the last of them, and its curve."""
    valley, floor = lesson.valley, DEPTH / lesson.valley.lift
    stops = np.column_stack([tour(np.zeros(2), *sections(lesson)), np.full(5, floor)])[: WALLS + 1]
    tracer.on_stage("the stops", Dots, valley.parameters, stops)
    tracer.on_stage("the drop line", Line, valley.parameters, stops[[-1, -1]])
    (ball,) = [item for item in tracer.items if isinstance(item, Ball)]
    under = ball.point - [0, 0, ball.radius]
    tracer.near("the plane under the ball", valley.parameters(under), stops[-1], 1e-9)
    tracer.excuse_items("the ball, traced above", [ball])
    unseen = [item for item in tracer.items if isinstance(item, Line) and not np.any(item.opacity)]
    tracer.excuse_items("level lines, not drawn yet", unseen)
    tracer.excuse_items("ticks and the plane's edge", [*lesson.labels.items, valley.floor[-1]])
    data_and_curve(tracer, lesson.curve, stops[-1, :2])


def surface(tracer: Tracer, lesson) -> None:
    """The floor's map, the rim, the sheet: each place of it as high as J there; and the ball at the tour's end."""
    tracer.excuse_items("the height's axis and ticks", lesson.labels.items)
    space(tracer, lesson)
    ball_on_surface(tracer, lesson, tour(np.zeros(2), *sections(lesson))[-1])
    (sheet,) = [item for item in lesson.stage.items if isinstance(item, Sheet)]
    found = np.array([lesson.valley.parameters(point) for point in thinned(sheet.points.reshape(-1, 3))])
    tracer.near("the sheet", found[:, 2], lesson.study.loss(found[:, :2]), 1e-7)


def height(tracer: Tracer, lesson) -> None:
    surface(tracer, lesson)
    data_and_curve(tracer, lesson.curve, tour(np.zeros(2), *sections(lesson))[-1])


def convex(tracer: Tracer, lesson) -> None:
    loss, back, plot = lesson.study.loss, lesson.valley.parameters, lesson.bending.plot
    steep, flat, level = sections(lesson)
    surface(tracer, lesson)
    for section in (steep, flat):

        def off(found: np.ndarray, ends: np.ndarray = section.points[[0, -1]]) -> float:
            """A section is on the surface, straight seen from above, and goes from end to end."""
            way = found[:, :2]
            return max(gap(way, ends), gap(ends, way), np.abs(found[:, 2] - loss(way)).max())

        tracer.stage_where("a section", Line, back, off, 1e-6)
        inside = section.distances[np.abs(section.distances) <= plot.x_range[1]]
        x = np.linspace(inside[0], inside[-1], 500)
        tracer.stroke("a section in the plot", plot, x, loss(section.centre + x[:, None] * section.direction))
    tracer.dot("where both are cut", plot, 0, loss(steep.centre))
    ends = [(1 - TRAVEL) * steep.reached(level, side) + TRAVEL * flat.reached(level, side) for side in (-1, 1)]
    chord(tracer, lesson, np.array(ends))


def chord(tracer: Tracer, lesson, ends: np.ndarray) -> None:
    """The chord is straight from J to J, its hairs come down from it to the surface."""
    loss, back = lesson.study.loss, lesson.valley.parameters
    both = np.column_stack([ends, loss(ends)])
    tracer.on_stage("the chord", Line, back, both[0] + CHORD[:, None] * (both[1] - both[0]))
    tracer.on_stage("the chord's ends", Dots, back, both)
    for share in CHORD[np.linspace(0, len(CHORD) - 1, HAIRS + 2).astype(int)[1:-1]]:
        top = both[0] + share * (both[1] - both[0])
        tracer.on_stage("a hair", Line, back, [top, [*top[:2], loss(top[:2])]])


# The chord has so many points.
CHORD = np.linspace(0, 1, 41)
BEATS = {"curve": curve, "height": height, "convex": convex}
