"""The loss surface in the making: a point of the plane, the heights that points earn, the skin through all of them."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mathcore import landscape, principal_sections, tour
from scenes.kit.stage import Ball, Dots, Item, Line, ramp_colour
from scenes.kit.valley import BALL, DEPTH, Valley

Points = NDArray[np.float64]

# The walls are visited, and the chord begins, at this share of the way from the lowest height shown to the cut.
LEVEL = 0.72
# Points whose heights are shown before the skin: so many along each axis.
LATTICE = (15, 15)
# Their colours are those of the surface, in so many tones.
TONES = 10
STICK, DASH = 2.4, (6, 6)


class Rising:
    """What stands on a valley's plane before there is a surface, and how the surface comes about."""

    def __init__(self, valley: Valley) -> None:
        self.valley, self.theme, self.study = valley, valley.theme, valley.study
        self.level = valley.low + LEVEL * (valley.window.cut - valley.low)
        # At the estimate; where there is none, at the last point of the walk.
        self.steep, self.flat = principal_sections(self.study.loss, self.centre, valley.window)
        self.stops = tour(np.zeros(2), self.steep, self.flat, self.level)

    @property
    def centre(self) -> Points:
        """(2,) the estimate, or the walk's last point that the window shows."""
        study = self.study
        if study.fit.exists:
            return study.fit.theta
        low, high = np.sort([self.valley.window.x_range, self.valley.window.y_range], axis=1).T
        inside = (study.walk.losses <= self.valley.window.cut) & np.all(
            (study.walk.points >= low) & (study.walk.points <= high), axis=1
        )
        last: Points = study.walk.points[np.flatnonzero(inside)[-1]]
        return last

    def at(self, t: float) -> Points:
        """Return the parameters at time t of the tour, which reaches the k-th stop at t = k."""
        stops = np.arange(len(self.stops))
        return np.array([np.interp(t, stops, self.stops[:, k]) for k in (0, 1)])

    # -- the plane ---------------------------------------------------------------------------------------------

    @property
    def plane(self) -> list[Item]:
        """The plane and its edges, with nothing on it."""
        return [self.valley.floor[0], self.valley.floor[-1]]

    def level_map(self, share: float) -> list[Item]:
        """Return the level lines on the plane, as strong as a share says."""
        lines = self.valley.floor[1:-1]
        if share >= 1:
            return lines
        return [
            Line(line.points, line.width_px, line.color, share * self.theme.map_opacity, lift=line.lift)
            for line in lines
            if isinstance(line, Line)
        ]

    def raised(self, theta: Points, lift: float) -> Points:
        """Return where points (n, 2) of the plane stand on their way up to their heights, a share of it done."""
        heights = np.asarray(self.study.loss(theta))
        floor = DEPTH / self.valley.lift
        return self.valley.world(theta, floor + lift * (heights - floor))

    # -- what rises ----------------------------------------------------------------------------------------------

    def visited(self, t: float, lift: float) -> list[Item]:
        """Return the stops reached by time t on sticks as high as J: dashed below J = 0, full above it."""
        stops = self.stops[: int(t + 1e-9) + 1]
        theme, tops = self.theme, self.raised(stops, lift)
        items: list[Item] = [Dots(self.valley.on_floor(stops), 3.6, theme.ink, None, lift=0.03)]
        if lift > 0:
            zero = self.valley.world(stops, 0.0)
            knees = np.where(tops[:, 2:] < zero[:, 2:], tops, zero)
            items.append(_strokes(self.valley.on_floor(stops), knees, 1.8, theme.line, DASH))
            items.append(_strokes(knees, tops, STICK, theme.ink))
            items.append(Dots(tops, 4.0, theme.path, theme.casing, 1.4, lift=0.07))
        return items

    def ball(self, theta: Points, lift: float) -> list[Item]:
        """Return the ball over a point of the plane, and under it a line to the plane."""
        if lift >= 1:
            return self.valley.ball(theta)
        theme, contact = self.theme, self.raised(theta[None], lift)[0]
        drop = Line(np.array([self.valley.on_floor(theta), contact]), 1.6, theme.theta_on_floor, 0.8)
        return [drop, Ball(contact + [0, 0, BALL], BALL, theme.theta_ball, (theme.ball_ring, 1.8))]

    @cached_property
    def lattice_points(self) -> Points:
        """(n, 2) points spread over the plane, those whose heights lie below the cut."""
        window = self.valley.window
        spread = landscape(self.study.loss, window.x_range, window.y_range, LATTICE)
        points: Points = spread.points[spread.heights <= window.cut]
        return points

    def lattice(self, lift: float, opacity: float = 1.0) -> list[Item]:
        """Return many points at once on their way up to their heights."""
        if not lift * opacity:
            return []
        low, high = self.valley.low, self.valley.window.cut
        shares = (np.asarray(self.study.loss(self.lattice_points)) - low) / (high - low)
        tones = np.clip((shares * TONES).astype(int), 0, TONES - 1)
        places = self.raised(self.lattice_points, lift)
        return [
            Dots(
                places[tones == tone],
                3.2,
                ramp_colour(self.theme.surface, (tone + 0.5) / TONES),
                self.theme.rim,
                1.0,
                opacity,
                lift=0.07,
            )
            for tone in np.unique(tones).tolist()
        ]

    # -- the skin ------------------------------------------------------------------------------------------------

    def skin(self, share: float) -> list[Item]:
        """Return the surface as far as a share of the way from its centre to its rim: all that is drawn is true."""
        if share <= 0:
            return []
        if share >= 1:
            return self.valley.surface
        mesh = self.study.sheet
        rings = len(mesh.points) - 1
        done = int(share * rings)
        rim = mesh.points[0] + share * (mesh.points[-1] - mesh.points[0])
        # Rings farther out wait on the present rim: the mesh keeps its shape.
        points, heights, gradients = mesh.points.copy(), mesh.heights.copy(), mesh.gradients.copy()
        points[done + 1 :] = rim
        heights[done + 1 :] = self.study.loss(rim)
        gradients[done + 1 :] = self.study.loss.gradient(rim)
        return self.valley.sheet(points, heights, gradients)


def _strokes(starts: Points, ends: Points, width: float, color: str, dash: tuple[float, float] | None = None) -> Line:
    """Return separate strokes as one line, the pen lifted between them."""
    pen = np.full_like(starts, np.nan)
    return Line(np.stack([starts, ends, pen], axis=1).reshape(-1, 3), width, color, dash=dash, lift=0.02)
