"""Holds every frame of the fast renderer against Manim's own, painted from the same scene at the same moment."""

# Numba finds the types of kernels itself.
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from manim import Camera, Mobject
from manim.renderer.cairo_renderer import CairoRenderer
from numpy.typing import NDArray

from scenes.kit.fast.renderer import FastRenderer
from scenes.kit.stage.compiled import compiled

# Constants of Wang et al. (2004), Image quality assessment: from error visibility to structural similarity.
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
# Windows of 8 by 8 pixels at every fourth, as FFmpeg's and x264's measures take them.
WINDOW, STRIDE = 8, 4


class WatchedRenderer(FastRenderer):
    """A fast renderer that has Manim paint every frame once more and keeps how alike the two are.

    Attributes
    ----------
    likeness
        The structural similarity of luma, at most 1, of every frame that was painted.
    """

    def __init__(self, camera_class: type[Camera]) -> None:
        super().__init__(camera_class)
        self.manim = CairoRenderer(camera_class=camera_class)
        self.likeness: list[float] = []

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
        if self._standing is not None:
            self.manim.update_frame(scene, mobjects)
            self.likeness.append(ssim(luma(self.camera.pixel_array), luma(self.manim.camera.pixel_array)))


def luma(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the brightness of RGBA pixels, 0 to 255 (ITU-R BT.709)."""
    return pixels[..., :3].astype(np.float32) @ np.array([0.2126, 0.7152, 0.0722], np.float32)


@compiled
def ssim(a, b):
    """Return the mean structural similarity of two pictures (height, width) with values from 0 to 255."""
    total, count, n = 0.0, 0, WINDOW * WINDOW
    for y in range(0, a.shape[0] - WINDOW + 1, STRIDE):
        for x in range(0, a.shape[1] - WINDOW + 1, STRIDE):
            sa, sb, saa, sbb, sab = 0.0, 0.0, 0.0, 0.0, 0.0
            for j in range(WINDOW):
                for i in range(WINDOW):
                    p, q = a[y + j, x + i], b[y + j, x + i]
                    sa, sb, saa, sbb, sab = sa + p, sb + q, saa + p * p, sbb + q * q, sab + p * q
            ma, mb = sa / n, sb / n
            va, vb, cov = saa / n - ma * ma, sbb / n - mb * mb, sab / n - ma * mb
            total += (2 * ma * mb + C1) * (2 * cov + C2) / ((ma * ma + mb * mb + C1) * (va + vb + C2))
            count += 1
    return total / count
