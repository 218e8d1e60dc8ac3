"""The loss from straight above, equal scales on both axes, so that angles are true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from manim import Arrow, Cross, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from mathcore import LogisticLoss, Trajectory, Window, fit, landscape, level_lines, sheet
from scenes.kit.clip import within
from scenes.kit.flat import FLAT, flat_stage
from scenes.kit.plot import AXIS, Plot, nice_ticks, polyline
from scenes.kit.room import Box, settle
from scenes.kit.stage import Item, LevelLines, Line, Sheet, ramp_colour
from scenes.kit.theme import contrast
from scenes.kit.trail import Trail
from scenes.kit.typeset import Typeset

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

Points = NDArray[np.float64]
BOX: Box = (-5.6, 3.25, -2.35, 2.5)
GRADIENT, CORNER = 0.75, 0.17
# Level lines come from one grid, and are straight between its lines: four pixels at 1080 lines.
GRID = (181, 301)
EDGE = 0.55
# About how far apart the ticks stand.
PITCH, DECIMALS = 0.85, 1.5
# How far below the map it is said what was done to the feature.
NOTE_DROP = 1.1
# Level names keep this far from one another.
NAMES_APART = 0.75
# The start's name keeps this far from what is drawn near it: gradients, level names and so many steps.
CLEAR, FIRST_STEPS = 0.06, 16


class MapView:
    """The map, its axes, and what moves on it, in frame units.

    Parameters
    ----------
    lesson
        The scene, with its study and its theme.
    loss, walks
        What is drawn, and the walks on it; None takes the study's.
    window
        The part of the plane that the map must hold, and the level at which it ends; None takes the study's.
    box
        (left, right, bottom, top) on the frame. The window is widened to it, at one scale for both axes.
    muted
        Whether the map steps back behind several paths in colours of their own.
    levels
        Levels of J to draw lines at; None takes round ones.
    """

    def __init__(
        self,
        lesson: Lesson,
        *,
        loss: LogisticLoss | None = None,
        walks: Sequence[Trajectory] = (),
        window: Window | None = None,
        box: Box = BOX,
        muted: bool = False,
        levels: Sequence[float] | None = None,
    ) -> None:
        self.lesson, self.theme, self.study = lesson, lesson.theme, lesson.study
        self.loss, self.walks = loss or self.study.loss, tuple(walks) or (self.study.walk,)
        self.box, self.muted = box, muted
        self.ramp = self.theme.surface_muted if muted else self.theme.surface
        self.pen, self.halo = (self.theme.ink, self.theme.ground) if muted else (self.theme.path, self.theme.casing)
        window = window or self.study.window
        x_range, y_range = same_scale(window.x_range, window.y_range, box)
        self.window = Window(x_range, y_range, window.cut)
        self.plot = Plot(x_range, y_range, box)
        self.sheet = sheet(self.loss, self.window)
        self._loss = landscape(self.loss, x_range, y_range, GRID)
        self.low = float(self.sheet.heights.min())
        ticks = nice_ticks(self.low, window.cut, 12) if levels is None else levels
        self.levels = tuple(level for level in ticks if self.low < level < window.cut)
        self.stage = flat_stage()
        self._trails = [Trail(self.theme, walk, self.place, box) for walk in self.walks]
        self.axes = self._draw_axes()

    def place(self, theta: ArrayLike) -> Points:
        """Return where parameters lie on the frame."""
        theta = np.asarray(theta, float)
        return self.plot.point(theta[..., 0], theta[..., 1])

    def ground(self) -> list[Item]:
        """Return the coloured map with its level lines and its rim, for the stage."""
        theme, mesh = self.theme, self.sheet
        points = self.place(mesh.points)
        up = np.zeros_like(points)
        up[..., 2] = 1.0
        lines = LevelLines(self.levels, theme.surface_line, 1.4, theme.surface_line_opacity)
        surface = Sheet(points, mesh.heights, up, self.ramp, (self.low, self.window.cut), lines, light=FLAT)
        rim = polyline_points(self.place(mesh.rim[:, :2]), mesh.at_cut)
        return [surface, Line(rim, 2.2, theme.rim, lift=0.01)]

    def path(
        self, t: float, number: int = 0, color: str | None = None, opacity: float = 1.0, dots: bool = True
    ) -> list[Item]:
        """Return a walk up to time t with a dot at every step, as far as it lies on the map; see ``Trail``."""
        return self._trails[number].items(t, color, opacity, dots)

    def holds(self, theta: Points) -> bool:
        """Whether parameters lie on the map."""
        return bool(within(self.place(theta), self.box))

    def _lines(self, level: float) -> list[Points]:
        """Return the lines of a level as places of the frame."""
        return [self.place(line) for line in self._loss.contours([level])[0]]

    def level_through(self, theta: Points) -> VGroup:
        """Return the level line on which a point lies."""
        color = self.theme.accent if self.muted else self.theme.accent_on_surface
        exact = level_lines(self.loss, float(self.loss(theta)), self.window.x_range, self.window.y_range)
        lines = [self.place(line) for line in exact]
        return VGroup(*(polyline(line, color, 3.0) for line in lines))

    def gradient_at(self, theta: Points) -> VGroup:
        """Return an arrow along the gradient, true in direction, with the right angle it makes to the level line."""
        gradient = self.loss.gradient(theta)
        along = np.append(gradient / np.linalg.norm(gradient), 0.0)
        start, across = self.place(theta), np.array([-along[1], along[0], 0.0])
        arrow = Arrow(
            start,
            start + GRADIENT * along,
            buff=0.1,
            stroke_width=4,
            color=self.pen,
            max_tip_length_to_length_ratio=0.3,
        )
        square = polyline(start + CORNER * np.array([across, across + along, along]), self.pen, 2.4)
        spots = [start + share * along + 0.42 * side * across for share in (0.5, 1.0, 0.0) for side in (1, -1)]
        spots.append(start + (GRADIENT + 0.36) * along)
        name = settle(self.lesson.math("nabla J", 0.4), spots, self.box, [], self._passed([]), CLEAR)
        place, ink, halo = self._readable(name.get_center())
        name.set_color(ink).set_stroke(halo, 9, background=True)
        return VGroup(square, arrow, name)

    def start(self, others: Sequence[VMobject]) -> VMobject:
        """Return the name of the start, at the side of it where neither the first steps nor ``others`` pass."""
        place = self.place(self.walks[0].points[0])
        name = self.lesson.math("(0, 0)", 0.36, self.pen)
        name.set_stroke(self.halo, 7, 0.7, background=True)
        away = name.at(float(place[0]) + 0.18, float(place[1]) + 0.26).get_center() - place
        # Up and to the right first; straight beside the start last.
        sides = [(1, 1), (1, 1.5), (-1, 1), (-1, 1.5), (1, -1), (1, -1.5), (-1, -1), (-1, -1.5), (1, 0), (-1, 0)]
        spots = [place + away * [x, y, 0] for x, y in sides]
        return settle(name, spots, self.box, _texts(others), self._passed(others), CLEAR)

    def minimum(self, others: Sequence[VMobject], steps: int = FIRST_STEPS) -> VGroup:
        """Return the cross at the estimate and its name, above it if neither the walks nor ``others`` pass there."""
        place = self.place(fit(self.loss).theta)
        cross = Cross(stroke_color=self.pen, stroke_width=3, scale_factor=0.11).move_to(place)
        name = self.lesson.math(self.lesson.symbol("hat"), 0.42, self.pen).at(place[0], place[1] + 0.3, "center")
        if self.muted:
            name.set_stroke(self.halo, 7, 0.85, background=True)
        up = name.get_center() - place
        aside = np.array([0.3, 0.0, 0.0])
        spots = [place + spot for spot in (up, up + aside, up - aside, aside, -aside, aside - up, -aside - up, -up)]
        return VGroup(cross, settle(name, spots, self.box, _texts(others), self._passed(others, steps), CLEAR))

    def _passed(self, others: Sequence[VMobject], first: int = FIRST_STEPS) -> Points:
        """Return places that the walks' first steps and ``others`` pass."""
        times = np.linspace(0, first, 40 * first)
        steps = [self.place(walk.at(times)) for walk in self.walks]
        parts = [part.points for other in others for part in other.family_members_with_points()]
        return np.vstack([*steps, *parts])

    def level_names(self, others: Sequence[VMobject]) -> VGroup:
        """Write J on some level lines, in line with them and clear of ``others``, with a halo of the map's colour."""
        names = VGroup()
        taken = [self.place(self.walks[0].points[0]), *(other.get_center() for other in others)]
        for k, level in enumerate(self._named_levels()):
            found = self._spot(level, 0.14 + 0.17 * k, [*taken, *(name.get_center() for name in names)])
            if found is None:
                continue
            place, angle = found
            place, ink, ground = self._readable(place)
            text = self.lesson.math(f"J = {level:g}" if k == 0 else f"{level:g}", 0.34, ink)
            text.set_stroke(ground, 9, background=True)
            names.add(text.rotate(angle).move_to(place))
        return names

    def _readable(self, place: Points) -> tuple[Points, str, str]:
        """Return a place with the ink that reads best there and the map's colour behind it."""
        level = min(float(self.loss(np.array(self.plot.value(place)))), self.window.cut)
        ground = ramp_colour(self.ramp, self._share(level))
        ink = max((self.pen, self.halo, self.theme.casing), key=lambda color: contrast(color, ground))
        return place, ink, ground

    def _share(self, level: float) -> float:
        """Return where a level lies between the lowest one and the cut."""
        return (level - self.low) / (self.window.cut - self.low)

    def _named_levels(self) -> list[float]:
        """Return up to three levels; on the middle tones neither light nor dark words read well."""
        low = [level for level in self.levels if self._share(level) < 0.28]
        high = [level for level in self.levels if self._share(level) > 0.6]
        return [*low[-1:], *high[:1], *high[2:3]]

    def _spot(self, level: float, share: float, taken: list[Points]) -> tuple[Points, float] | None:
        """Return a place on a level line, left of the middle and below it, and the line's angle there.

        It keeps away from places that are taken.
        """
        places = [line for line in self._lines(level) if len(line) > 8]
        if not places:
            return None
        left, right, foot, top = self.box
        aim = np.array([left + share * (right - left), foot, 0])
        walk = self._passed([])
        best: tuple[float, Points, float] | None = None
        for line in places:
            for k in range(4, len(line) - 4):
                x, y, _ = line[k]
                if not (left + EDGE < x < right - EDGE and foot + EDGE < y < top - EDGE):
                    continue
                if any(np.linalg.norm(line[k] - other) < NAMES_APART for other in taken):
                    continue
                run = line[k + 4] - line[k - 4]
                angle = float(np.arctan2(run[1], run[0]))
                angle -= np.pi * np.round(angle / np.pi)
                # Near the aim, and level rather than steep: words are read from left to right.
                cost = float(np.linalg.norm(line[k] - aim)) + 9 * max(0.0, abs(angle) - 0.6)
                # Rather elsewhere than where the walk would run through it.
                cost += 9 * max(0.0, NAMES_APART - float(np.linalg.norm(walk - line[k], axis=1).min()))
                if best is None or cost < best[0]:
                    best = (cost, line[k], angle)
        return None if best is None else best[1:]

    def _draw_axes(self) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.plot
        left, right, foot, top = self.box
        x_ticks = nice_ticks(*plot.x_range, max(2, round((right - left) / PITCH)))
        if x_ticks[1] - x_ticks[0] < 1:
            # Decimals need more room.
            x_ticks = nice_ticks(*plot.x_range, max(2, round((right - left) / DECIMALS)))
        y_ticks = nice_ticks(*plot.y_range, max(2, round((top - foot) / PITCH)))
        frame = polyline(np.array([[left, top, 0], [left, foot, 0], [right, foot, 0]]), theme.line, AXIS)
        axes = VGroup(frame, plot.x_ticks(x_ticks, theme.line), plot.y_ticks(y_ticks, theme.line))
        first = lesson.math(lesson.symbol("intercept"), 0.42).at(right + 0.2, foot - 0.1)
        second = lesson.math(lesson.symbol("slope"), 0.42).at(left - 0.25, top - 0.15, "right")
        high = [tick for tick in y_ticks if plot.point(0, tick)[1] < top - 0.5]
        axes.add(plot.x_labels(x_ticks, lesson.tick, drop=0.46), plot.y_labels(high, lesson.tick), first, second)
        return axes

    def scaling_note(self) -> VGroup:
        """Say below the map what was done to the feature; nothing where it is raw."""
        note = self.lesson.scaling_note(self.box[2])
        return VGroup(note.at(self.box[0], self.box[2] - NOTE_DROP)) if self.study.scaled else VGroup()


def _texts(mobjects: Sequence[VMobject]) -> list[VMobject]:
    """Return the words and formulas among mobjects and their parts."""
    return [part for mobject in mobjects for part in mobject.get_family() if isinstance(part, Typeset)]


def polyline_points(points: Points, shown: NDArray[np.bool_]) -> Points:
    """Return the outline with the pen lifted where it is not shown."""
    lifted = points.copy()
    lifted[~shown] = np.nan
    return lifted


def same_scale(
    x_range: tuple[float, float], y_range: tuple[float, float], box: Box
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Widen one range about its middle until both have the box's scale."""
    left, right, foot, top = box
    unit = max((x_range[1] - x_range[0]) / (right - left), (y_range[1] - y_range[0]) / (top - foot))
    wide, high = unit * (right - left) / 2, unit * (top - foot) / 2
    x, y = sum(x_range) / 2, sum(y_range) / 2
    return (x - wide, x + wide), (y - high, y + high)
