"""A frame without its ground: straight colours and how opaque they are, as encoders of transparent films take them.

The ground is painted with its colour and no opacity. So what is painted over it is the film's own picture to the bit,
and beside it, in the fourth channel, stands how much of the ground it hides.
"""

# Numba finds the types of kernels itself.
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False
from __future__ import annotations

import av
import numpy as np
from numpy.typing import NDArray

from scenes.kit.fast.planes import Planes
from scenes.kit.fast.region import Region
from scenes.kit.stage.colour import rgb
from scenes.kit.stage.compiled import compiled

Frame = NDArray[np.uint8]


class ClearPlanes:
    """The frame of now without its ground; kept in the place of the planes of an opaque film.

    Parameters
    ----------
    ground
        The colour that the film has there, as a hex string.
    """

    def __init__(self, height: int, width: int, ground: str) -> None:
        self.height, self.width, self.ground = height, width, rgb(ground)
        self.colours = Planes(height, width)
        self.straight = np.zeros((height, width, 4), np.uint8)
        self.argb = np.zeros((height, width, 4), np.uint8)
        self.is_new = True

    def take_in(self, pixels: Frame, region: Region) -> None:
        """Take in the pixels (height, width, 4), RGBA, of a region."""
        for x0, x1, y0, y1 in region.boxes:
            # Chroma is shared by four pixels.
            box = x0 & ~1, (x1 + 1) & ~1, y0 & ~1, (y1 + 1) & ~1
            take_ground_out(pixels, *box, self.ground, self.straight, self.argb)
        self.colours.take_in(self.straight, region)
        self.is_new = self.is_new or bool(region)

    def copy(self) -> av.VideoFrame | None:
        """Return the frame of now as luma, chroma and opacity; None where it is the last one still."""
        if not self.is_new:
            return None
        self.is_new = False
        frame = av.VideoFrame(self.width, self.height, "yuva420p")
        parts = (self.colours.y, self.colours.u, self.colours.v, self.straight[..., 3])
        for plane, values in zip(frame.planes, parts, strict=True):
            rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
            rows[: values.shape[0], : values.shape[1]] = values
        return frame


@compiled
def take_ground_out(pixels, x0, x1, y0, y1, ground, straight, argb):
    """Write the colours of a box without the share of the ground: what hides half of it is mixed half and half."""
    for y in range(y0, y1):
        for x in range(x0, x1):
            opacity = pixels[y, x, 3]
            straight[y, x, 3] = argb[y, x, 0] = opacity
            for channel in range(3):
                value = pixels[y, x, channel]
                if 0 < opacity < 255:
                    own = ground[channel] + (value - ground[channel]) * 255 / opacity
                    value = np.uint8(min(max(own, 0.0), 255.0) + 0.5)
                straight[y, x, channel] = argb[y, x, channel + 1] = value
