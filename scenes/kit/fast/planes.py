"""From painted pixels to what an encoder takes: luma and chroma planes, converted only where the frame changed."""

# Numba finds the types of kernels itself.
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False
from __future__ import annotations

from queue import Empty, SimpleQueue

import av
import numpy as np
from numpy.typing import NDArray

from ..stage.compiled import compiled
from .region import Region

# ITU-R BT.709, limited range: weights of R, G and B for Y, Cb and Cr, in 1 / 65536.
_KR, _KB = 0.2126, 0.0722
_LUMA = np.array([_KR, 1 - _KR - _KB, _KB])
_WEIGHTS = np.stack([
    _LUMA * 219 / 255,
    (np.array([0, 0, 1]) - _LUMA) / (2 * (1 - _KB)) * 224 / 255,
    (np.array([1, 0, 0]) - _LUMA) / (2 * (1 - _KR)) * 224 / 255,
])  # fmt: skip
WEIGHTS = np.rint(_WEIGHTS * 65536).astype(np.int32)


class Planes:
    """The frame of now as Y, Cb and Cr in 4:2:0, and copies of it for an encoder that works in a thread of its own.

    Parameters
    ----------
    height, width
        Of the frame in px; both even.
    """

    def __init__(self, height: int, width: int) -> None:
        self.height, self.width = height, width
        self.y = np.zeros((height, width), np.uint8)
        self.u = np.zeros((height // 2, width // 2), np.uint8)
        self.v = np.zeros((height // 2, width // 2), np.uint8)
        self._free: SimpleQueue[av.VideoFrame] = SimpleQueue()

    def take_in(self, pixels: NDArray[np.uint8], region: Region) -> None:
        """Convert the pixels (height, width, 4), RGBA, of a region."""
        packed = pixels.view(np.int32)[..., 0]
        for x0, x1, y0, y1 in region.boxes:
            convert(packed, x0 & ~1, (x1 + 1) & ~1, y0 & ~1, (y1 + 1) & ~1, WEIGHTS, self.y, self.u, self.v)

    def copy(self) -> av.VideoFrame:
        """Return the frame of now; give it back with `release` when it has been used."""
        try:
            frame = self._free.get_nowait()
        except Empty:
            frame = av.VideoFrame(self.width, self.height, "yuv420p")
        for plane, values in zip(frame.planes, (self.y, self.u, self.v), strict=True):
            rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            rows[: values.shape[0], : values.shape[1]] = values
        return frame

    def release(self, frame: av.VideoFrame) -> None:
        """Let a copy be used again."""
        self._free.put(frame)


# Numba widens 32-bit numbers to 64 bits next to a plain one, and then uses half of the processor's lanes.
LOW, EIGHT, SIXTEEN, EIGHTEEN = np.int32(255), np.int32(8), np.int32(16), np.int32(18)
LUMA_ZERO, CHROMA_ZERO = np.int32((16 << 16) + (1 << 15)), np.int32((128 << 18) + (1 << 17))


@compiled
def convert(packed, x0, x1, y0, y1, weights, luma, blue, red):
    """Convert a box with even edges of packed RGBA pixels; a chroma sample is the mean of its four pixels."""
    yr, yg, yb = weights[0, 0], weights[0, 1], weights[0, 2]
    ur, ug, ub = weights[1, 0], weights[1, 1], weights[1, 2]
    vr, vg, vb = weights[2, 0], weights[2, 1], weights[2, 2]
    for y in range(y0, y1):
        row, out = packed[y, x0:x1], luma[y, x0:x1]
        for x in range(len(row)):
            p = row[x]
            r, g, b = p & LOW, (p >> EIGHT) & LOW, (p >> SIXTEEN) & LOW
            out[x] = np.uint8((yr * r + yg * g + yb * b + LUMA_ZERO) >> SIXTEEN)
    for y in range(y0 >> 1, y1 >> 1):
        upper, lower = packed[2 * y, x0:x1], packed[2 * y + 1, x0:x1]
        cb, cr = blue[y, x0 >> 1 : x1 >> 1], red[y, x0 >> 1 : x1 >> 1]
        for x in range(len(cb)):
            p, q, s, t = upper[2 * x], upper[2 * x + 1], lower[2 * x], lower[2 * x + 1]
            r = (p & LOW) + (q & LOW) + (s & LOW) + (t & LOW)
            g = ((p >> EIGHT) & LOW) + ((q >> EIGHT) & LOW) + ((s >> EIGHT) & LOW) + ((t >> EIGHT) & LOW)
            b = ((p >> SIXTEEN) & LOW) + ((q >> SIXTEEN) & LOW) + ((s >> SIXTEEN) & LOW) + ((t >> SIXTEEN) & LOW)
            cb[x] = np.uint8((ur * r + ug * g + ub * b + CHROMA_ZERO) >> EIGHTEEN)
            cr[x] = np.uint8((vr * r + vg * g + vb * b + CHROMA_ZERO) >> EIGHTEEN)
