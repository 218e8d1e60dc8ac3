"""Axes of a space, drawn flat: ticks and numbers that stand where the camera puts their points."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from scenes.kit.plot import nice_ticks, tick_text
from scenes.kit.stage import Item, Line, Stage, View
from scenes.kit.valley import DEPTH, TURNS, Valley

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

Points = NDArray[np.float64]
NUMBER_OUT, NAME_OUT = 0.34, 0.92
TICK = 0.13
# Numbers whose middles are less far apart, across and up, run into one another.
APART = (0.5, 0.32)


class SpaceLabels:
    """Numbers along the two front edges of the floor and along the height, for one side of view.

    The edges are those nearest to a viewer at the valley's azimuth; J stands at the corner farthest left.
    """

    def __init__(self, lesson: Lesson, valley: Valley) -> None:
        self.lesson, self.valley, window = lesson, valley, valley.window
        angle = np.radians(valley.azimuth)
        front_x = window.x_range[0] if np.cos(angle) < 0 else window.x_range[1]
        front_y = window.y_range[1] if np.sin(angle) > 0 else window.y_range[0]
        self.ticks = {
            "intercept": [(np.array([v, front_y]), v) for v in _inner(window.x_range)],
            "slope": [(np.array([front_x, v]), v) for v in _inner(window.y_range)],
        }
        self._outward = {
            "intercept": np.array([0, np.sign(np.sin(angle)), 0]),
            "slope": np.array([np.sign(np.cos(angle)), 0, 0]),
        }
        self.post = self._left_corner(valley.wide())
        self.heights = self._clear_of_the_floor(nice_ticks(0, window.cut, 3))
        self._places: list[tuple[VMobject, Points, Points, float]] = []
        self._seen: object = None
        self.group = self._draw()

    @cached_property
    def items(self) -> list[Item]:
        """The height's axis and all ticks, for the stage."""
        theme, valley = self.lesson.theme, self.valley
        foot, zero = valley.world(self.post, DEPTH / valley.lift), valley.world(self.post, 0.0)
        top = valley.world(self.post, valley.window.cut)
        items: list[Item] = [
            Line(np.array([zero, top]), 2.4, theme.line),
            Line(np.array([foot, zero]), 1.8, theme.line, dash=(7, 7)),
        ]
        for name, ticks in self.ticks.items():
            ends = np.array([valley.on_floor(place) for place, _ in ticks])
            edge = ends[[0, -1]].copy()
            outward = self._outward[name] * TICK
            pen = np.full((1, 3), np.nan)
            marks = np.vstack([np.vstack([end, end + outward, pen]) for end in ends])
            items += [Line(marks, 2.0, theme.quiet), Line(edge, 2.4, theme.quiet, lift=0.03)]
        return items

    def follow(self, stage: Stage) -> None:
        """Move every number to where the stage's camera puts its point."""
        seen = stage.view, stage.viewport
        if seen == self._seen:
            return
        self._seen = seen
        labels, places, aways, outs = (list(column) for column in zip(*self._places, strict=True))
        goals = _beside(stage.project, np.array(places), np.array(aways), np.array(outs))
        for label, goal in zip(labels, goals, strict=True):
            label.move_to(goal)

    def _draw(self) -> VGroup:
        lesson, valley, group = self.lesson, self.valley, VGroup()
        for name, ticks in self.ticks.items():
            step = ticks[1][1] - ticks[0][1]
            for place, value in ticks:
                self._add(group, lesson.tick(tick_text(value, step)), valley.on_floor(place), self._outward[name])
            middle = np.mean([valley.on_floor(place) for place, _ in ticks], axis=0)
            self._add(group, lesson.math(lesson.symbol(name), 0.42), middle, self._outward[name], NAME_OUT)
        spaced = nice_ticks(0, valley.window.cut, 3)
        for height in self.heights:
            label = lesson.tick(tick_text(height, spaced[1] - spaced[0]))
            self._add(group, label, valley.world(self.post, height), self._leftward)
        top = valley.world(self.post, valley.window.cut)
        self._add(group, lesson.math("J", 0.42), top, np.array([0.0, 0.0, 1.0]))
        return group

    def _add(self, group: VGroup, label: VMobject, place: Points, away: Points, out: float = NUMBER_OUT) -> None:
        group.add(label)
        self._places.append((label, place, away, out))

    @property
    def _leftward(self) -> Points:
        """The direction of the world that a viewer sees as left."""
        angle = np.radians(self.valley.azimuth)
        return np.array([np.sin(angle), -np.cos(angle), 0.0])

    def _clear_of_the_floor(self, heights: list[float]) -> list[float]:
        """Leave out heights whose numbers would stand on those of the floor, however far the view is turned."""
        valley, clear = self.valley, np.ones(len(heights), dtype=bool)
        feet = np.array([valley.on_floor(place) for ticks in self.ticks.values() for place, _ in ticks])
        aways = np.array([self._outward[name] for name, ticks in self.ticks.items() for _ in ticks])
        posts = valley.world(np.broadcast_to(self.post, (len(heights), 2)), heights)
        for turn in TURNS:
            project = valley.wide(turn).project
            taken = _beside(project, feet, aways, NUMBER_OUT)
            mine = _beside(project, posts, self._leftward, NUMBER_OUT)
            off = np.abs(mine[:, None] - taken)
            clear &= np.all((off[..., 0] > APART[0]) | (off[..., 1] > APART[1]), axis=1)
        return [height for height, kept in zip(heights, clear, strict=True) if kept]

    def _left_corner(self, view: View) -> Points:
        corners = self.valley.corners
        return corners[np.argmin(view.project(self.valley.on_floor(corners))[:, 0])]


def _beside(project: Callable[[Points], Points], places: Points, aways: Points, outs: ArrayLike) -> Points:
    """Return where on the frame labels stand that lie so far off places of the world, in directions of the world."""
    at = project(places)
    toward = project(places + aways) - at
    length = np.linalg.norm(toward, axis=1, keepdims=True)
    return np.asarray(at + toward / np.where(length > 0, length, 1.0) * np.broadcast_to(outs, len(at))[:, None])


def _inner(span: tuple[float, float]) -> list[float]:
    """Return round values within a range but not at its corners, where two axes' numbers would meet."""
    margin = 0.04 * (span[1] - span[0])
    ticks = nice_ticks(*span, 7)
    if any(tick != round(tick) for tick in ticks):
        # Decimals take more room: fewer of them.
        ticks = nice_ticks(*span, 4)
    return [tick for tick in ticks if span[0] + margin < tick < span[1] - margin]
