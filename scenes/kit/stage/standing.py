"""What stands still between two frames is kept: most of a stage, while its camera rests and a ball rolls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .canvas import F32, Canvas
from .items import Item
from .place import Place

Box = tuple[int, int, int, int]


class Standing(NamedTuple):
    """A canvas as the first items of a stage left it, and the window of the frame before and after them."""

    items: tuple[Item, ...]
    place: Place
    before: NDArray[np.uint32]
    after: NDArray[np.uint32]
    depth: F32
    veil: F32
    veil_opacity: F32
    tiles: NDArray[np.uint8]
    pixels: NDArray[np.int64]
    sample_depth: F32

    @staticmethod
    def of(items: tuple[Item, ...], place: Place, before: NDArray[np.uint32], canvas: Canvas, used: int) -> Standing:
        """Return a copy of the canvas; `used` pixels have samples."""
        window = np.s_[place.y0 : place.y1, place.x0 : place.x1]
        return Standing(
            items,
            place,
            before,
            after=canvas.packed[window].copy(),
            depth=canvas.depth[window].copy(),
            veil=canvas.veil[window].copy(),
            veil_opacity=canvas.veil_opacity[window].copy(),
            tiles=canvas.tiles.copy(),
            pixels=canvas.pixels[:used].copy(),
            sample_depth=canvas.sample_depth[:used].copy(),
        )

    def serves(self, items: Sequence[Item], place: Place, window: NDArray[np.uint32], box: Box) -> bool:
        """Whether a frame with that window in a box, to be painted with those items, begins as this one did."""
        begins = common(self.items, items) == len(self.items)
        return begins and place == self.place and np.array_equal(window, self.before[self._inside(box)])

    def put_back(self, canvas: Canvas, box: Box) -> int:
        """Bring a box of a canvas into this state; return how many pixels have samples."""
        x0, x1, y0, y1 = box
        window, inside = np.s_[y0:y1, x0:x1], self._inside(box)
        canvas.packed[window], canvas.depth[window] = self.after[inside], self.depth[inside]
        canvas.veil[window], canvas.veil_opacity[window] = self.veil[inside], self.veil_opacity[inside]
        canvas.tiles[:] = self.tiles
        y, x = np.divmod(self.pixels, canvas.slot.shape[1])
        here = (x0 <= x) & (x < x1) & (y0 <= y) & (y < y1)
        pixels = self.pixels[here]
        used = len(pixels)
        canvas.pixels[:used], canvas.sample_depth[:used] = pixels, self.sample_depth[here]
        canvas.slot.reshape(-1)[pixels] = np.arange(used)
        return used

    def _inside(self, box: Box) -> tuple[slice, slice]:
        """Return a box of the frame as a part of the window."""
        x0, x1, y0, y1 = box
        return np.s_[y0 - self.place.y0 : y1 - self.place.y0, x0 - self.place.x0 : x1 - self.place.x0]


def common(a: Sequence[Item], b: Sequence[Item]) -> int:
    """Return with how many same items two lists begin."""
    n = 0
    while n < min(len(a), len(b)) and a[n] is b[n]:
        n += 1
    return n
