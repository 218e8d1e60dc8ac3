"""Where a stage lies on the pixels of a frame."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .canvas import Lens

if TYPE_CHECKING:
    from .mobject import Stage
    from .view import View

# Pixels a frame unit at 1080p in manim's frame of 8 units: what sizes in px refer to.
PX_PER_UNIT = 135

F32 = NDArray[np.float32]


class Place(NamedTuple):
    """The pixels x0 to x1 and y0 to y1 of a stage, its edges between pixels, px to a unit and the camera.

    `px` is how many pixels of this frame make one of a frame 1080 pixels high.
    """

    x0: int
    x1: int
    y0: int
    y1: int
    edges: tuple[float, float, float, float]
    unit: float
    magnified: float
    view: View

    @staticmethod
    def of(stage: Stage, shape: tuple[int, int], width: float, height: float, centre: ArrayLike) -> Place:
        """Return the place of a stage on a frame of (height, width) px that shows so many units round a centre."""
        rows, columns = shape
        unit = columns / width
        middle = np.asarray(centre)
        left, right, bottom, top = stage.viewport
        x = [columns / 2 + (e - middle[0]) * unit for e in (left, right)]
        y = [rows / 2 - (e - middle[1]) * rows / height for e in (top, bottom)]
        x0, x1 = (min(max(math.floor(e + 0.5), 0), columns) for e in x)
        y0, y1 = (min(max(math.floor(e + 0.5), 0), rows) for e in y)
        magnified = (right - left) / stage.built_width
        return Place(x0, x1, y0, y1, (x[0], x[1], y[0], y[1]), unit, magnified, stage.view)

    @property
    def empty(self) -> bool:
        """Whether no pixel of the frame belongs to the stage."""
        return self.x0 >= self.x1 or self.y0 >= self.y1

    @property
    def px(self) -> float:
        """Pixels of this frame that make one of a frame 1080 pixels high."""
        return self.unit / PX_PER_UNIT

    @property
    def lens(self) -> Lens:
        """The camera in px of the frame."""
        view, unit = self.view, self.unit * self.magnified
        left, right, top, bottom = self.edges
        return Lens(
            matrix=np.ascontiguousarray(view.matrix),
            target=np.array(view.target, dtype=np.float64),
            focal=float(view.focal_distance),
            scale=float(unit * view.zoom * view.focal_distance),
            cx=(left + right) / 2 + unit * view.shift[0],
            cy=(top + bottom) / 2 - unit * view.shift[1],
            near=float(view.near),
        )

    def edge_weights(self, fade_px: float, shape: tuple[int, int]) -> tuple[F32, F32]:
        """Return the weight of each column and row: 0 to 1 over the fading width, except at the frame's edge."""
        wide = max(fade_px * self.px, 1e-9)
        left, right, top, bottom = self.edges

        def ramp(first: int, end: int, low: float, high: float, size: int) -> F32:
            at = np.arange(first, end) + 0.5
            inside = np.minimum(at - low if low > 0.5 else np.inf, high - at if high < size - 0.5 else np.inf)
            t = np.clip(np.broadcast_to(inside, at.shape) / wide, 0, 1)
            return np.asarray(t * t * (3 - 2 * t), dtype=np.float32)

        return ramp(self.x0, self.x1, left, right, shape[1]), ramp(self.y0, self.y1, top, bottom, shape[0])
