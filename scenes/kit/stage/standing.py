"""What stands still between two frames is kept: most of a stage, while its camera rests and a ball rolls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .canvas import F32, Canvas
from .items import Item
from .place import Place


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

    def serves(self, items: Sequence[Item], place: Place, window: NDArray[np.uint32]) -> bool:
        """Whether a frame with that window, to be painted with those items, begins as this one did."""
        begins = common(self.items, items) == len(self.items)
        return begins and place == self.place and np.array_equal(window, self.before)

    def put_back(self, canvas: Canvas) -> int:
        """Bring a canvas into this state; return how many pixels have samples."""
        used, place = len(self.pixels), self.place
        window = np.s_[place.y0 : place.y1, place.x0 : place.x1]
        canvas.packed[window], canvas.depth[window] = self.after, self.depth
        canvas.veil[window], canvas.veil_opacity[window] = self.veil, self.veil_opacity
        canvas.tiles[:] = self.tiles
        canvas.pixels[:used], canvas.sample_depth[:used] = self.pixels, self.sample_depth
        canvas.slot.reshape(-1)[self.pixels] = np.arange(used)
        return used


def common(a: Sequence[Item], b: Sequence[Item]) -> int:
    """Return with how many same items two lists begin."""
    n = 0
    while n < min(len(a), len(b)) and a[n] is b[n]:
        n += 1
    return n
