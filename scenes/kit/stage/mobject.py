"""The stage as a mobject of a plain 2-D scene."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from manim import ORIGIN, Camera, Mobject, config
from numpy.typing import ArrayLike, NDArray

from .blend import between
from .colour import rgb
from .items import Item
from .place import Place
from .view import View

if TYPE_CHECKING:
    from .painter import Painter

# Buffers by frame size, for so many sizes. They live here and not in the mobject, which manim copies and hashes.
KEPT = 2
_painters: OrderedDict[tuple[int, int], Painter] = OrderedDict()


class Stage(Mobject):
    """A window on a space of its own, with one camera and one depth buffer for all that stands in it.

    Seen by a StageCamera only. What stands still is best put first: while the camera rests, the items with which
    two frames both begin are not painted again.

    Parameters
    ----------
    items
        What is painted, in that order; change the list at will, also while an animation runs.
    view
        The camera; replace it to move it.
    viewport
        (x0, x1, y0, y1) on the frame, in frame units. It is the bounding box of the mobject.
    background
        Colour behind everything, or None to show what the scene has there.
    fade_px
        Width over which the picture fades out at the viewport's edges, in px of a frame 1080 pixels high.
    """

    def __init__(
        self,
        items: Iterable[Item],
        view: View,
        viewport: tuple[float, float, float, float],
        background: str | None = None,
        fade_px: float = 0.0,
        **kwargs: Any,
    ) -> None:
        x0, x1, y0, y1 = viewport
        if not (x0 < x1 and y0 < y1):
            raise ValueError(f"A viewport is (x0, x1, y0, y1) with x0 < x1 and y0 < y1, not {viewport}.")
        super().__init__(**kwargs)
        self.items = list(items)
        self.view = view
        self.background = background
        self.fade_px = fade_px
        self.opacity = 1.0
        self.points = np.array([[x0, y0, 0], [x1, y0, 0], [x1, y1, 0], [x0, y1, 0]], dtype=np.float64)
        self.built_width = x1 - x0

    @property
    def viewport(self) -> tuple[float, float, float, float]:
        """(x0, x1, y0, y1) on the frame, in frame units."""
        (x0, y0, _), (x1, y1, _) = self.points.min(axis=0), self.points.max(axis=0)
        return float(x0), float(x1), float(y0), float(y1)

    def set_view(self, view: View) -> Self:
        """Set the camera; `stage.animate.set_view(view)` moves it there."""
        self.view = view
        return self

    def project(self, point: ArrayLike) -> NDArray[np.float64]:
        """Return where world points (..., 3) fall on the frame, as manim points (..., 3) with z = 0."""
        x0, x1, y0, y1 = self.viewport
        out = self.view.project(point) * ((x1 - x0) / self.built_width)
        out[..., 0] += (x0 + x1) / 2
        out[..., 1] += (y0 + y1) / 2
        out[..., 2] = 0
        return out

    def set_opacity(self, opacity: float) -> Self:
        """Set the opacity of the picture as a whole."""
        self.opacity = opacity
        return self

    def fade(self, darkness: float = 0.5, family: bool = True) -> Self:
        """Take that share of the opacity away."""
        self.opacity *= 1 - darkness
        return super().fade(darkness, family)

    def interpolate_color(self, mobject1: Stage, mobject2: Stage, alpha: float) -> Self:
        """Blend the opacity, the view and the items: what FadeIn, Transform and `animate` call."""
        self.opacity = (1 - alpha) * mobject1.opacity + alpha * mobject2.opacity
        if mobject1.view != mobject2.view:
            self.view = View.between(mobject1.view, mobject2.view, alpha)
        if mobject1.items != mobject2.items:
            self.items = between(mobject1.items, mobject2.items, alpha)
        return self

    def depth_visible(self, point: ArrayLike) -> bool:
        """Whether nothing on the stage hides a world point (x, y, z), at the resolution of the render."""
        shape = (config.pixel_height, config.pixel_width)
        painter = painter_for(shape)
        place = Place.of(self, shape, config.frame_width, config.frame_height, ORIGIN)
        return painter.shows(self.items, place, np.asarray(point, dtype=np.float64))

    def place(self, camera: Camera) -> Place:
        """Return where the stage lies on a camera's frame."""
        shape = (camera.pixel_height, camera.pixel_width)
        return Place.of(self, shape, camera.frame_width, camera.frame_height, camera.frame_center)

    def paint_on(self, frame: NDArray[np.uint8], camera: Camera, box: tuple[int, int, int, int] | None = None) -> None:
        """Paint the stage, or the box (x0, x1, y0, y1) of its pixels, over a frame, RGBA (height, width, 4)."""
        shape = frame.shape[:2]
        place = Place.of(self, shape, camera.frame_width, camera.frame_height, camera.frame_center)
        if self.opacity <= 0 or place.empty:
            return
        x0, x1, y0, y1 = box or place[:4]
        window = frame[y0:y1, x0:x1]
        before = None if self.opacity >= 1 and self.fade_px <= 0 else window.copy()
        if self.background:
            window[..., :3], window[..., 3] = rgb(self.background), 255
        painter = painter_for(shape)
        painter.paint(self.items, place, frame, (x0, x1, y0, y1))
        if before is not None:
            across, down = place.edge_weights(self.fade_px, shape)
            across, down = across[x0 - place.x0 : x1 - place.x0], down[y0 - place.y0 : y1 - place.y0]
            painter.lay_over(before, window, across, down, self.opacity)


class StageCamera(Camera):
    """A camera that can also paint stages: pass it to a Scene as `camera_class`."""

    def type_or_raise(self, mobject: Mobject) -> Any:
        """Return the class by which a mobject is painted."""
        kind = super().type_or_raise(mobject)
        self.display_funcs[Stage] = self.display_stages
        return Stage if isinstance(mobject, Stage) else kind

    def display_stages(self, stages: list[Stage], pixel_array: NDArray[np.uint8]) -> None:
        """Paint stages on the frame."""
        for stage in stages:
            stage.paint_on(pixel_array, self)


def painter_for(shape: tuple[int, int]) -> Painter:
    """Return the painter for frames of (height, width) px; numba is imported only when there is a stage to paint."""
    from .painter import Painter

    if shape not in _painters:
        _painters[shape] = Painter(*shape)
        while len(_painters) > KEPT:
            _painters.popitem(last=False)
    return _painters[shape]
