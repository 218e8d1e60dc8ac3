"""A view of a surface over two parameters: where its points lie on paper, and which of them it hides."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from mpl_toolkits.mplot3d.axes3d import Axes3D
from mpl_toolkits.mplot3d.proj3d import proj_transform
from numpy.typing import ArrayLike, NDArray

from mathcore import LogisticLoss, Window

Points = NDArray[np.float64]

# One looks down at so many degrees on a box that is so high for a base of one.
ELEVATION, TALL = 38.0, 0.66


class Space:
    """Axes over a window's parameters and the losses from 0 to its cut, seen from a side.

    Parameters
    ----------
    figure
        Where the axes are put; they fill it but for the margins.
    azimuth
        The side, in degrees: towards larger first (0) or second parameters (90).
    solid
        Points (k, 3) that are to be seen, parameters and heights; the floor is in any case.
    margins
        What is kept free at the left, the right, the foot and the head, as shares of the figure.
    """

    def __init__(
        self,
        figure: Figure,
        loss: LogisticLoss,
        window: Window,
        azimuth: float,
        solid: Points,
        margins: tuple[float, float, float, float],
    ) -> None:
        self.loss, self.window = loss, window
        self.low, self.high = (np.array([window.x_range[k], window.y_range[k]]) for k in (0, 1))
        turn, tilt = np.radians([azimuth, ELEVATION])
        self.viewer = np.array([np.cos(turn), np.sin(turn)]) * np.cos(tilt)
        self.climb = np.sin(tilt)
        # The corner of the floor that one sees farthest to the left.
        self.left = np.where(np.array([-np.sin(turn), np.cos(turn)]) > 0, self.low, self.high)
        self.axes = self._axes(figure, azimuth)
        self._fill(figure, solid, margins)

    def place(self, theta: ArrayLike, heights: ArrayLike) -> Points:
        """Return where parameters (k, 2) at heights lie, in the axes' flat coordinates (k, 2)."""
        theta = np.atleast_2d(np.asarray(theta, float))
        heights = np.broadcast_to(heights, len(theta))
        x, y, _ = proj_transform(theta[:, 0], theta[:, 1], heights, self.axes.get_proj())
        return np.column_stack([x, y])

    def pixels(self, theta: ArrayLike, heights: ArrayLike) -> Points:
        """Return where parameters (k, 2) at heights lie, in pixels."""
        return np.asarray(self.axes.transData.transform(self.place(theta, heights)))

    def seen(self, theta: Points, heights: Points) -> NDArray[np.bool_]:
        """Return which points (k, 2) of the surface lie on it as it is cut, with no nearer part of it before them.

        J is convex and a line of sight straight: where the line leaves the box above the surface, it was above it all
        the way.
        """
        inside = ((theta >= self.low) & (theta <= self.high)).all(axis=1) & (heights <= self.window.cut * (1 + 1e-9))
        flat, climb = self.viewer * (self.high - self.low), self.climb * self.window.cut / TALL
        with np.errstate(divide="ignore", invalid="ignore"):
            walls = (np.where(flat > 0, self.high, self.low) - theta) / flat
        reach = np.minimum(np.nanmin(walls, axis=1), (self.window.cut - heights) / climb)
        reach = np.where(inside, np.maximum(reach, 0.0), 0.0)
        leaving = np.where(inside[:, None], theta + reach[:, None] * flat, self.low)
        # A hair's breadth is rounding.
        return inside & (self.loss(leaving) <= heights + reach * climb + 1e-6 * self.window.cut)

    def line(self, theta: Points, heights: Points, **style: Any) -> None:
        """Draw a line on the surface as far as it is seen."""
        shown = np.where(self.seen(theta, heights), heights, np.nan)
        self.axes.plot(theta[:, 0], theta[:, 1], shown, **style)

    def _axes(self, figure: Figure, azimuth: float) -> Axes3D:
        width, height = figure.get_size_inches()
        # A square as wide as the figure, about its middle: that is the room that the axes take in any case.
        square = (0.0, (height - width) / 2 / height, 1.0, width / height)
        axes: Any = figure.add_axes(square, projection="3d", computed_zorder=False)
        axes.set_proj_type("ortho")
        axes.set_axis_off()
        axes.view_init(elev=ELEVATION, azim=azimuth)
        axes.set(xlim=self.window.x_range, ylim=self.window.y_range, zlim=(0, self.window.cut))
        return axes

    def _fill(self, figure: Figure, solid: Points, margins: tuple[float, float, float, float]) -> None:
        """Zoom and shift the axes so that what is to be seen fills the figure within its margins."""
        axes, (left, right, foot, head) = self.axes, margins
        corners = [(x, y, 0.0) for x in (self.low[0], self.high[0]) for y in (self.low[1], self.high[1])]
        points = np.vstack([corners, [(*self.left, self.window.cut)], solid])
        room = np.array(figure.bbox.size) * [1 - left - right, 1 - foot - head]
        zoom = 1.0
        for _ in range(2):
            axes.set_box_aspect((1, 1, TALL), zoom=zoom)
            figure.draw_without_rendering()
            seen = self.pixels(points[:, :2], points[:, 2])
            zoom = zoom * float(np.min(room / np.ptp(seen, axis=0)))
        goal = np.array(figure.bbox.size) * [(1 + left - right) / 2, (1 + foot - head) / 2]
        across, up = (goal - (seen.min(axis=0) + seen.max(axis=0)) / 2) / figure.bbox.size
        x, y, width, height = axes.get_position(original=True).bounds
        axes.set_position((x + across, y + up, width, height))
        figure.draw_without_rendering()
