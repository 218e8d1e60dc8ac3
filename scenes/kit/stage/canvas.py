"""The buffers of a frame. Plain data: the kernels fill them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# Samples of a pixel that an outline crosses; TILE x TILE pixels share a flag that says whether there are any.
SAMPLES = 16
TILE = 8

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]


class Canvas(NamedTuple):
    """A frame with depth.

    `depth` holds 1 / (distance from the eye), 0 where nothing stands. Where it is infinite an outline crosses
    the pixel, and `slot` says where its samples are kept. `packed` is the frame with one
    number a pixel.
    """

    frame: NDArray[np.uint8]
    packed: NDArray[np.uint32]
    depth: F32
    veil: F32
    veil_opacity: F32
    slot: NDArray[np.int32]
    tiles: NDArray[np.uint8]
    pixels: NDArray[np.int64]
    sample_depth: F32
    sample_rgba: F32
    ink: F32
    inked: NDArray[np.int32]


class Lens(NamedTuple):
    """The camera in numbers: world -> camera, focal distance, px a world unit at the target, middle in px."""

    matrix: F64
    target: F64
    focal: float
    scale: float
    cx: float
    cy: float
    near: float


def new_canvas(height: int, width: int, slots: int = 1 << 14) -> Canvas:
    """Return buffers for a frame of that size; `frame` is empty until one is lent to it."""
    return Canvas(
        frame=np.zeros((0, 0, 4), np.uint8),
        packed=np.zeros((0, 0), np.uint32),
        depth=np.zeros((height, width), np.float32),
        veil=np.zeros((height, width), np.float32),
        veil_opacity=np.zeros((height, width), np.float32),
        slot=np.zeros((height, width), np.int32),
        tiles=np.zeros((height // TILE + 1, width // TILE + 1), np.uint8),
        **_samples(slots),
        ink=np.zeros((height, width), np.float32),
        inked=np.zeros(height * width, np.int32),
    )


def with_room(canvas: Canvas, slots: int, used: int) -> Canvas:
    """Return the canvas with samples for at least that many pixels; those used so far are kept."""
    if slots <= len(canvas.pixels):
        return canvas
    larger = _samples(2 * slots)
    for name, array in larger.items():
        array[:used] = getattr(canvas, name)[:used]
    return canvas._replace(**larger)


def _samples(slots: int) -> dict[str, NDArray]:  # type: ignore[type-arg]
    return {
        "pixels": np.zeros(slots, np.int64),
        "sample_depth": np.zeros((slots, SAMPLES), np.float32),
        "sample_rgba": np.zeros((slots, SAMPLES, 4), np.float32),
    }
