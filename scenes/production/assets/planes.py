"""Pictures in a film's own planes: cropped, scaled, laid out and written on without a way through red, green, blue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import av
import numpy as np
from av.video.reformatter import Interpolation
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Planes:
    """A picture as yuv420p: brightness (h, w), and two colours, each (h/2, w/2); h and w are even."""

    y: Pixels
    u: Pixels
    v: Pixels

    @classmethod
    def of(cls, pixels: Pixels) -> Planes:
        """Take over the planes of one array (3h/2, w), as PyAV gives it."""
        rows, width = pixels.shape
        height, flat = rows * 2 // 3, pixels.reshape(-1)
        large, small = height * width, height * width // 4
        half = (height // 2, width // 2)
        u, v = flat[large : large + small], flat[large + small : large + 2 * small]
        return cls(flat[:large].reshape(height, width), u.reshape(half), v.reshape(half))

    @classmethod
    def filled(cls, width: int, height: int, color: str) -> Planes:
        """Return a picture of one colour."""
        planes = cls.of(np.empty((height * 3 // 2, width), np.uint8))
        planes.fill(color, 0, width, 0, height)
        return planes

    @property
    def frame(self) -> Any:
        """The picture as an encoder takes it."""
        height, width = self.y.shape
        pixels = np.concatenate([plane.ravel() for plane in (self.y, self.u, self.v)])
        return av.VideoFrame.from_ndarray(pixels.reshape(height * 3 // 2, width), format="yuv420p")

    def part(self, left: float, right: float, top: float, bottom: float) -> Planes:
        """Return the part between four edges, in pixels; it is moved out to even ones."""
        rows = slice(int(top) // 2, -(-int(bottom) // 2))
        columns = slice(int(left) // 2, -(-int(right) // 2))
        wide, high = (slice(2 * half.start, 2 * half.stop) for half in (columns, rows))
        return Planes(self.y[high, wide], self.u[rows, columns], self.v[rows, columns])

    def scaled(self, width: float, height: float) -> Planes:
        """Return the picture in another size, to an even number of pixels."""
        size = (2 * max(1, round(side / 2)) for side in (width, height))
        return Planes.of(self.frame.reformat(*size, interpolation=Interpolation.BICUBIC).to_ndarray())

    def put(self, other: Planes, left: float, top: float) -> None:
        """Lay another picture over this one."""
        x, y = round(left / 2), round(top / 2)
        for mine, its, step in ((self.y, other.y, 2), (self.u, other.u, 1), (self.v, other.v, 1)):
            high, wide = its.shape
            mine[y * step : y * step + high, x * step : x * step + wide] = its

    def fill(self, color: str, left: float, right: float, top: float, bottom: float) -> None:
        """Paint one colour over a part."""
        part = self.part(left, right, top, bottom)
        for plane, value in zip((part.y, part.u, part.v), yuv(color), strict=True):
            plane[:] = round(value)

    def write(self, alpha: NDArray[np.floating], color: str, left: float, top: float) -> None:
        """Paint a colour through a mask (h, w) of 0 to 1."""
        high, wide = (side + side % 2 for side in alpha.shape)
        mask = np.pad(alpha, ((0, high - alpha.shape[0]), (0, wide - alpha.shape[1])))
        half = mask.reshape(high // 2, 2, wide // 2, 2).mean(axis=(1, 3))
        x, y = 2 * round(left / 2), 2 * round(top / 2)
        part = self.part(x, x + wide, y, y + high)
        for plane, strength, value in zip((part.y, part.u, part.v), (mask, half, half), yuv(color), strict=True):
            seen = strength[: plane.shape[0], : plane.shape[1]]
            plane[:] = np.rint(plane + (value - plane) * seen)


def yuv(color: str) -> tuple[float, float, float]:
    """Return a ``#rrggbb`` colour as BT.709 has it, in the limited range."""
    red, green, blue = (int(color[k : k + 2], 16) / 255 for k in (1, 3, 5))
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 16 + 219 * y, 128 + 224 * (blue - y) / 1.8556, 128 + 224 * (red - y) / 1.5748
