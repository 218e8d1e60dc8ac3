"""A walk drawn on a map: the path so far, a dot at every step, and the point where it is now."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mathcore import Trajectory
from scenes.kit.clip import clipped, within
from scenes.kit.room import Box
from scenes.kit.spread import told_apart
from scenes.kit.stage import Dots, Item, Line
from scenes.kit.theme import Theme

Points = NDArray[np.float64]
# Dots nearer to one another than this run together; vertices nearer than half a pixel are one.
DOT_GAP, SAME_PLACE = 0.06, 1 / 270


class Trail:
    """The path of one walk.

    Parameters
    ----------
    theme
        The colours.
    walk
        Whose steps are drawn.
    place
        Where parameters (..., 2) lie on the frame.
    box
        What lies outside is not drawn.
    """

    def __init__(self, theme: Theme, walk: Trajectory, place: Callable[[Points], Points], box: Box) -> None:
        self.theme, self.walk, self.place, self.box = theme, walk, place, box
        places = place(walk.points)
        self.vertices, self.dotted = told_apart(places, SAME_PLACE), told_apart(places, DOT_GAP)

    def items(self, t: float, color: str | None = None, opacity: float = 1.0, dots: bool = True) -> list[Item]:
        """Return the walk up to time t, as far as it lies in the box.

        Steps that lie within half a pixel of one another are one vertex. A path of a colour of its own ends in a
        point of that colour; else the point is the parameters' ball.
        """
        walk, theme = self.walk, self.theme
        t = min(t, float(walk.steps))
        done = int(t) + 1
        now = np.vstack([walk.points[done - 1], walk.at(t)])
        trail = self.place(np.vstack([walk.points[:done][self.vertices[:done]], now]))
        marks = self.place(walk.points[:done][self.dotted[:done]])
        shade, ball = color or theme.path, color or theme.theta_ball
        halo, ring = (theme.ground, theme.ground) if color else (theme.casing, theme.ball_ring)
        end = trail[-1:][within(trail[-1:], self.box)]
        return [
            Line(clipped(trail, self.box), 2.4, shade, opacity, (halo, 4.6, 0.5 * opacity), lift=0.02),
            *([Dots(marks[within(marks, self.box)], 2.8, shade, halo, 1.4, opacity, lift=0.03)] if dots else []),
            Dots(end, 8.0, ball, ring, 2.0, opacity, lift=0.04),
        ]
