"""The loss surface as a space to walk in: from (theta, J) to the stage's world, and what stands there."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mathcore import Study, landscape, onto_level
from scenes.kit.plot import nice_ticks
from scenes.kit.spread import told_apart
from scenes.kit.stage import Ball, Dots, Item, LevelLines, Line, Patch, Sheet, View, ramp_colour
from scenes.kit.theme import Theme

Points = NDArray[np.float64]

# The plan is a square of this side, whatever the parameters' ranges; the cut stands this high over J = 0.
SIDE, HEIGHT, DEPTH = 6.5, 2.625, -2.1
# Zoom and place of the wide view, in the order in which they are tried: smaller and farther to the left.
SEATS = ((0.66, -0.25), (0.66, -0.55), (0.62, -0.7), (0.58, -0.85), (0.54, -1.05), (0.5, -1.2))
# So far the wide view turns at the scene's end; right of and above these places of the viewport stands the read-out,
# the gradient's line and the loss's.
TURNS, READOUT = (-5, 0, 7), ((0.6, 2.1), (1.7, 1.5))
# Level lines come from one grid, whose corners are then moved onto their level. With many rows a grid for every level
# would take longer than all the rest.
GRID = (241, 241)
# Points a step is drawn with: a straight step in theta is a curve on the surface.
CHORD = 44
FRESH = 5
BALL = 0.15
DOT_GAP = 0.05


class Valley:
    """One study's surface, path and ball in world units, in the colours of a theme."""

    def __init__(self, study: Study, theme: Theme) -> None:
        self.study, self.theme = study, theme
        self.window = study.window
        self.low = float(study.sheet.heights.min())
        self.lift = HEIGHT / self.window.cut
        x0, x1 = self.window.x_range
        y0, y1 = self.window.y_range
        self._middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2])
        self._scale = SIDE / np.array([x1 - x0, y1 - y0])

    # -- places ------------------------------------------------------------------------------------------------

    def world(self, theta: ArrayLike, height: ArrayLike) -> Points:
        """Return the world points of parameters (..., 2) at heights J; the floor is ``floor(theta)``."""
        theta = np.asarray(theta, float)
        flat = (theta - self._middle) * self._scale
        return np.concatenate(
            [flat, np.broadcast_to(np.asarray(height) * self.lift, flat.shape[:-1])[..., None]], axis=-1
        )

    def on_surface(self, theta: ArrayLike) -> Points:
        """Return where parameters lie on the surface."""
        return self.world(theta, self.study.loss(np.asarray(theta, float)))

    def on_floor(self, theta: ArrayLike) -> Points:
        """Return where parameters lie on the floor."""
        return self.world(theta, DEPTH / self.lift)

    def parameters(self, world: ArrayLike) -> Points:
        """Return (theta0, theta1, J) of a world point: the inverse of ``world``, for tests."""
        world = np.asarray(world, float)
        return np.append(world[:2] / self._scale + self._middle, world[2] / self.lift)

    @cached_property
    def azimuth(self) -> float:
        """The side, in degrees, from which one looks along the valley: the ball comes towards the viewer."""
        end = self.study.theta if self.study.fit.exists else self.study.walk.points[-1]
        away = (end - self.study.walk.points[0]) * self._scale
        return float(np.degrees(np.arctan2(away[1], away[0])))

    def from_above(self) -> View:
        """Return a view of the surface as a map."""
        return View(10, self.azimuth, 0.52, 60, target=(0, 0, 0.05), shift=(-0.25, 0.0))

    def wide(self, turn: float = 0.0) -> View:
        """Return the view of the whole surface, turned by some degrees."""
        zoom, aside = self._seat
        return View(65, self.azimuth + turn, zoom, 60, target=(0, 0, 0.05), shift=(aside, 0.0))

    @cached_property
    def _seat(self) -> tuple[float, float]:
        """The zoom and the place of the wide view: the largest at which no turn carries the surface to the read-out."""
        mesh = self.study.sheet
        surface = self.world(mesh.points, mesh.heights).reshape(-1, 3)
        for zoom, aside in SEATS:
            views = [View(65, self.azimuth + turn, zoom, 60, target=(0, 0, 0.05), shift=(aside, 0.0)) for turn in TURNS]
            seen = np.vstack([view.project(surface) for view in views])
            if not any(np.any((seen[:, 0] > x) & (seen[:, 1] > y)) for x, y in READOUT):
                return zoom, aside
        return SEATS[-1]

    def close(self, step: int) -> View:
        """Return the view of the ball and the last steps before it."""
        points = self.on_surface(self.study.walk.points[max(0, step - FRESH) : step + 2])
        extent = float(np.ptp(points[:, :2], axis=0).max())
        middle = points.mean(axis=0)
        return View(72, self.azimuth + 3, float(np.clip(6.0 / extent, 1.1, 2.6)), 10, target=tuple(middle.tolist()))

    # -- what stands still ---------------------------------------------------------------------------------------

    @cached_property
    def levels(self) -> tuple[float, ...]:
        """Round levels of J up to the cut, and two more near the lowest one."""
        ticks = nice_ticks(self.low, self.window.cut, 14)
        step = ticks[1] - ticks[0]
        near = [round(self.low + share * step, 2) for share in (0.2, 0.5)]
        return tuple(level for level in sorted({*near, *ticks}) if self.low < level < self.window.cut)

    @cached_property
    def surface(self) -> list[Item]:
        """The sheet and its rim."""
        mesh = self.study.sheet
        return self.sheet(mesh.points, mesh.heights, mesh.gradients)

    def sheet(self, points: Points, heights: Points, gradients: Points) -> list[Item]:
        """Return a polar mesh of the surface with its level lines, and the mesh's last row as its rim."""
        theme, places = self.theme, self.world(points, heights)
        slope = gradients / self._scale * self.lift
        normals = np.concatenate([-slope, np.ones_like(heights)[..., None]], axis=-1)
        lines = LevelLines(self.levels, theme.surface_line, 1.4, theme.surface_line_opacity)
        sheet = Sheet(places, heights, normals, theme.surface, (self.low, self.window.cut), lines)
        return [sheet, Line(places[-1], 2.2, theme.rim, lift=0.03)]

    @cached_property
    def floor(self) -> list[Item]:
        """The floor with its map and its edges."""
        theme = self.theme
        items: list[Item] = [Patch(self.on_floor(self.corners), theme.panel)]
        ground = landscape(self.study.loss, self.window.x_range, self.window.y_range, GRID)
        for level, lines in zip(self.levels, ground.contours(self.levels), strict=True):
            color = ramp_colour(theme.surface, (level - self.low) / (self.window.cut - self.low))
            for line in lines:
                exact = onto_level(self.study.loss, level, line, self.window.x_range, self.window.y_range)
                items.append(Line(self.on_floor(exact), 1.6, color, theme.map_opacity, lift=0.02))
        edge = self.on_floor(np.vstack([self.corners, self.corners[:1]]))
        items.append(Line(edge, 1.8, theme.line, lift=0.02))
        return items

    @cached_property
    def corners(self) -> Points:
        """The window's corners (4, 2), in order round it."""
        (x0, x1), (y0, y1) = self.window.x_range, self.window.y_range
        return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])

    # -- what moves --------------------------------------------------------------------------------------------

    @cached_property
    def _chords(self) -> Points:
        """(steps, CHORD, 3): every step, straight in theta, at its true height."""
        points = self.study.walk.points
        share = np.linspace(0, 1, CHORD)[:, None]
        return self.on_surface(points[:-1, None] * (1 - share) + points[1:, None] * share)

    @cached_property
    def _corners(self) -> Points:
        return self.on_surface(self.study.walk.points)

    @cached_property
    def _dotted(self) -> NDArray[np.bool_]:
        return told_apart(self._corners, DOT_GAP)

    def path(self, t: float, ahead: bool = False, fat: float = 1.0) -> list[Item]:
        """Return the walk up to time t: older steps thin, the last five full, the corners as dots."""
        walk, theme = self.study.walk, self.theme
        done, part = int(t), t - int(t)
        items: list[Item] = [self._shadow(t)]
        old, new = self._chords[: max(0, done - FRESH)], self._chords[max(0, done - FRESH) : done]
        if len(old):
            items.append(Line(old.reshape(-1, 3), 2.6, theme.path, 0.62, lift=0.04))
        fresh = new.reshape(-1, 3)
        if part > 0:
            start = walk.points[done]
            share = np.linspace(0, part, max(2, int(np.ceil(part * CHORD))))[:, None]
            fresh = np.vstack([fresh, self.on_surface(start + share * (walk.points[done + 1] - start))])
        if len(fresh):
            items.append(Line(fresh, 3.2 * fat, theme.path, 1.0, (theme.casing, 5.6 * fat, 0.5), lift=0.04))
        if ahead and done < walk.steps:
            items.append(Line(self._chords[done], 3.0, theme.theta_on_surface, dash=(14, 11), lift=0.04))
            goal = self.on_surface(walk.points[done + 1 : done + 2])
            items.append(Dots(goal, 4, theme.casing, theme.theta_on_surface, 2.4, lift=0.07))
        corners = self._corners[: done + 1][self._dotted[: done + 1]]
        items.append(Dots(corners, 2.6 * fat, theme.path, theme.casing, 1.3 * fat, lift=0.07))
        return items

    def _shadow(self, t: float) -> Item:
        trail = np.vstack([self.study.walk.points[: int(t) + 1], self.study.walk.at(t)])
        return Line(self.on_floor(trail), 2.4, self.theme.theta_on_floor, 0.9, lift=0.03)

    def ball(self, theta: ArrayLike, radius: float = BALL) -> list[Item]:
        """Return the ball, resting on the surface at some parameters, and its drop line to the floor."""
        theta = np.asarray(theta, float)
        contact, theme = self.on_surface(theta), self.theme
        slope = self.study.loss.gradient(theta) / self._scale * self.lift
        normal = np.append(-slope, 1.0) / np.sqrt(1 + slope @ slope)
        drop = Line(np.array([self.on_floor(theta), contact]), 1.6, theme.theta_on_floor, 0.8)
        foot = Dots(self.on_floor(theta[None]), 4, theme.theta_on_floor, None, lift=0.03)
        return [drop, foot, Ball(contact + radius * normal, radius, theme.theta_ball, (theme.ball_ring, 1.8))]

    def target(self) -> list[Item]:
        """Return the mark of the estimate on the surface."""
        place = self.on_surface(self.study.fit.theta[None])
        return [Dots(place, 6, self.theme.accent_on_surface, self.theme.casing, 2.0, lift=0.08)]
