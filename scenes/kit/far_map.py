"""The map around a start from which Newton's step leaps off it, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from manim import Mobject, Rectangle
from numpy.typing import NDArray

from mathcore import Bowl, Stop, Trajectory, frame
from scenes.kit.clip import clipped
from scenes.kit.figures import grouped
from scenes.kit.map_view import MapView
from scenes.kit.room import Box, box_of, roomiest
from scenes.kit.slice_plot import height_text
from scenes.kit.stage import ramp_colour
from scenes.kit.theme import contrast
from scenes.kit.typeset import Typeset

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# The numbers of the walks on the map.
SEARCHED, LEAP = 0, 1
# How far names keep from what they name, and from one another.
AWAY, CLEAR = 0.18, 0.08
# Where along the way out the name of its goal may stand, as shares of that way from the map's rim.
BACK = (0.12, 0.25, 0.4, 0.55)


class FarMap:
    """A map that holds the walk of the line search, with the undamped step that leaves it."""

    def __init__(self, lesson: Lesson, bowl: Bowl, searched: Trajectory, box: Box) -> None:
        self.lesson, self.theme, self.bowl, loss, fit = lesson, lesson.theme, bowl, lesson.study.loss, lesson.study.fit
        ends = np.array([bowl.point, bowl.bottom])
        leap = Trajectory(ends, np.asarray(loss(ends)), loss.gradient(ends), Stop.DIVERGED)
        window = frame(searched, fit.theta, fit.hessian)
        self.view = MapView(lesson, walks=(searched, leap), window=window, box=box)
        self.below, self.above = float(bowl(bowl.bottom)), float(leap.losses[1])

    def numbers(self) -> dict[str, Any]:
        """Return what the words say about the leap: from where, to where, and the heights there."""
        (a, b), (far_a, far_b) = self.bowl.point, self.bowl.bottom
        heights = {"below": height_text(self.below), "above": height_text(self.above)}
        return {"a": a, "b": b, "far_a": far_a, "far_b": far_b, **heights}

    def way_out(self) -> NDArray[np.float64]:
        """Return where the step begins and where it leaves the map, (2, 3) on the frame."""
        path = clipped(self.view.place(self.view.walks[LEAP].points), self.view.box)
        return path[np.isfinite(path).all(axis=1)][[0, -1]]

    def share_out(self) -> float:
        """Return the share of the step at which it leaves the map."""
        start, end = self.view.place(self.view.walks[LEAP].points)
        begin, out = self.way_out()
        return float(np.linalg.norm(out - begin) / np.linalg.norm(end - start))

    def names(self, others: Sequence[Mobject]) -> list[Mobject]:
        """Name the start, and on the way out where the step leads, clear of the walks and of ``others``."""
        start, out = self.way_out()
        back = (start - out) / np.linalg.norm(start - out)
        length = float(np.linalg.norm(start - out))
        placed: list[Mobject] = []
        for name, theta, anchors in (
            ("place", self.bowl.point, [start]),
            ("goal", self.bowl.bottom, [out + share * length * back for share in BACK]),
        ):
            text = self.lesson.formula(f"newton_{name}", em=0.38, values=self._written(theta))
            spots = [anchor + aside for anchor in anchors for aside in _asides(text)]
            inside = [spot for spot in spots if self._holds(box_of(text.move_to(spot), CLEAR))] or spots
            boxes = [box_of(text.move_to(spot), CLEAR) for spot in inside]
            taken = [box_of(other, CLEAR) for other in [*others, *placed]]
            text.move_to(inside[roomiest(boxes, taken, self._passed())])
            placed.append(self._legible(text))
        return placed

    def _written(self, theta: NDArray[np.float64]) -> dict[str, str]:
        first, second = (grouped(float(value), 0) for value in theta)
        return {"first": first, "second": second}

    def _legible(self, text: Typeset) -> Typeset:
        """Colour words for the ground that they stand on: the map, or the frame's where the map is cut."""
        view, theme = self.view, self.theme
        level = float(view.loss(np.array(view.plot.value(text.get_center()))))
        share = (min(level, view.window.cut) - view.low) / (view.window.cut - view.low)
        ground = theme.ground if level > view.window.cut else ramp_colour(view.ramp, share)
        ink = max((theme.path, theme.casing, theme.ink), key=lambda color: contrast(color, ground))
        return text.paint(ink, {}).set_stroke(ground, 5, 0.9, background=True)

    def _holds(self, box: Box) -> bool:
        left, right, foot, top = self.view.box
        return box[0] >= left and box[1] <= right and box[2] >= foot and box[3] <= top

    def _passed(self) -> NDArray[np.float64]:
        """Return places along the walk of the line search and along the way out."""
        walk = self.view.walks[SEARCHED]
        steps = self.view.place(walk.at(np.linspace(0, walk.steps, 40 * walk.steps + 1)))
        begin, out = self.way_out()
        return np.vstack([steps, begin + np.linspace(0, 1, 60)[:, None] * (out - begin)])

    def near_frame(self, near: MapView) -> Rectangle:
        """Return the outline of another map on this one."""
        x, y = near.plot.x_range, near.plot.y_range
        low, high = self.view.plot.point(x[0], y[0]), self.view.plot.point(x[1], y[1])
        outline = Rectangle(width=high[0] - low[0], height=high[1] - low[1], color=self.theme.ink, stroke_width=2.4)
        return outline.move_to((low + high) / 2)


def _asides(text: Typeset) -> list[NDArray[np.float64]]:
    """Return the ways from a point to the middle of words beside it, above it and below it."""
    across, up = text.width / 2 + AWAY, text.height / 2 + AWAY
    ways = [
        (0.0, up),
        (across, 0.0),
        (-across, 0.0),
        (0.0, -up),
        (across, up),
        (-across, up),
        (across, -up),
        (-across, -up),
    ]
    return [np.array([x, y, 0.0]) for x, y in ways]
