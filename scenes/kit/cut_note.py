"""The note at the surface's rim that it goes on above the cut."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from manim import Line, Mobject, VGroup

from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.room import Box, box_of, roomiest
from scenes.kit.stage import Stage
from scenes.kit.valley import Valley

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

AWAY, GAP = 0.42, 0.08
# The note's middle under (or over) the point it is tied to, in the order in which they are tried.
DROPS = (-0.5, -0.25, 0.0, 0.25, 0.5, -0.85, -1.2)
ANCHORS = 24
# Words and numbers near the note keep this far from it.
MARGIN = 0.1
# Where the plots of the left column end.
COLUMN: Box = (-7.2, -1.75, -4.0, 2.9)


def cut_note(lesson: Lesson, valley: Valley, stage: Stage, others: list[Mobject]) -> VGroup:
    """Return the note where it covers neither ``others`` nor the surface; nothing where no rim is at the cut."""
    mesh = lesson.study.sheet
    rim = stage.project(valley.world(mesh.rim[:, :2], mesh.rim[:, 2]))[mesh.at_cut]
    if not len(rim):
        return VGroup()
    note = lesson.label("cut", em=0.33, color=lesson.theme.quiet)
    # The rightmost point first.
    rim = rim[np.argsort(-rim[:, 0], kind="stable")]
    anchors = rim[np.linspace(0, len(rim) - 1, min(ANCHORS, len(rim))).astype(int)]
    spots = list(product(anchors, (1, -1), DROPS))
    surface = stage.project(valley.world(mesh.points, mesh.heights)).reshape(-1, 3)
    best = roomiest(
        [_beside(anchor, side, drop, note.width, note.height) for anchor, side, drop in spots],
        [COLUMN, *(box_of(other, MARGIN) for other in others)],
        surface[np.isfinite(surface).all(axis=1)],
    )
    anchor, side, drop = spots[best]
    left, right, bottom, top = _beside(anchor, side, drop, note.width, note.height)
    note.move_to([(left + right) / 2, (bottom + top) / 2, 0])
    near = left - GAP if side > 0 else right + GAP
    leader = Line(anchor, [near, anchor[1] + drop + 0.2, 0], color=lesson.theme.line, stroke_width=1.8)
    return VGroup(leader, note)


def _beside(anchor: np.ndarray, side: int, drop: float, width: float, height: float) -> Box:
    """Return the box of a note to the right (1) or left (-1) of a point, no farther than the frame's edge."""
    x, y = float(anchor[0]) + side * (AWAY + width / 2), float(anchor[1]) + drop
    x = min(x, RIGHT_EDGE - width / 2)
    return x - width / 2, x + width / 2, y - height / 2, y + height / 2
