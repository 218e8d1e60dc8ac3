"""Holds every frame of the fast renderer against Manim's own, painted from the same scene at the same moment."""

# Numba finds the types of kernels itself.
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import av
import numpy as np
from manim import Camera, Mobject
from manim.renderer.cairo_renderer import CairoRenderer
from numpy.typing import NDArray

from scenes.kit.fast.planes import Planes
from scenes.kit.fast.region import Region
from scenes.kit.fast.renderer import NOTHING, FastRenderer
from scenes.kit.stage.compiled import compiled

# Constants of Wang et al. (2004), Image quality assessment: from error visibility to structural similarity.
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
# Windows of 8 by 8 pixels at every fourth, as FFmpeg's and x264's measures take them.
WINDOW, STRIDE = 8, 4


class WatchedRenderer(FastRenderer):
    """A fast renderer that has Manim paint every frame once more and keeps how alike the two are.

    Parameters
    ----------
    film
        A film of the same scene that the fast renderer made: every frame of it is compared as well.

    Attributes
    ----------
    painted, shown
        The structural similarity of luma, at most 1, of every frame that was painted, and of every frame of the film
        as it is decoded, to Manim's painting.
    """

    def __init__(self, camera_class: type[Camera], film: str | None = None) -> None:
        super().__init__(camera_class)
        self.manim = CairoRenderer(camera_class=camera_class)
        self.painted: list[float] = []
        self.shown: list[float] = []
        self._film = _luma_of(film) if film else None

    def save_static_frame_data(self, scene: Any, static_mobjects: Iterable[Mobject]) -> None:
        """Let both take note of what stands still."""
        self.manim.camera.background_color = self.camera.background_color
        self.manim.camera.init_background()
        self.manim.save_static_frame_data(scene, list(static_mobjects))
        super().save_static_frame_data(scene, static_mobjects)

    def update_frame(self, scene: Any, mobjects: Iterable[Mobject] | None = None, **kwargs: Any) -> None:  # type: ignore[override]
        """Paint twice and compare."""
        mobjects = list(mobjects or ())
        super().update_frame(scene, mobjects, **kwargs)
        if self._standing is not NOTHING:
            self.manim.update_frame(scene, mobjects)
            self.painted.append(ssim(luma(self.camera.pixel_array), luma(self.manim.camera.pixel_array)))

    def add_frame(self, frame: Any, num_frames: int = 1) -> None:
        """Compare the film's next frames with what Manim painted, instead of writing any."""
        self.time += num_frames / self.camera.frame_rate
        if self._film is not None:
            expected = luma(self.manim.camera.pixel_array)
            self.shown += [ssim(next(self._film), expected) for _ in range(num_frames)]


def luma(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the brightness of RGBA pixels as films hold it."""
    height, width = pixels.shape[:2]
    planes, whole = Planes(height, width), Region(height, width)
    whole.add((0, width, 0, height))
    planes.take_in(pixels, whole)
    return planes.y


def _luma_of(film: str) -> Iterator[NDArray[np.uint8]]:
    with av.open(film) as container:
        for frame in container.decode(video=0):
            yield np.ascontiguousarray(frame.to_ndarray()[: frame.height])


@compiled
def ssim(a, b):
    """Return the mean structural similarity of two pictures (height, width) with values from 0 to 255."""
    total, count, n = 0.0, 0, WINDOW * WINDOW
    for y in range(0, a.shape[0] - WINDOW + 1, STRIDE):
        for x in range(0, a.shape[1] - WINDOW + 1, STRIDE):
            sa, sb, saa, sbb, sab = 0.0, 0.0, 0.0, 0.0, 0.0
            for j in range(WINDOW):
                for i in range(WINDOW):
                    p, q = float(a[y + j, x + i]), float(b[y + j, x + i])
                    sa, sb, saa, sbb, sab = sa + p, sb + q, saa + p * p, sbb + q * q, sab + p * q
            ma, mb = sa / n, sb / n
            va, vb, cov = saa / n - ma * ma, sbb / n - mb * mb, sab / n - ma * mb
            total += (2 * ma * mb + C1) * (2 * cov + C2) / ((ma * ma + mb * mb + C1) * (va + vb + C2))
            count += 1
    return total / count
