"""Kernels that paint prepared triangles: runs of pixels, and the samples of pixels that an outline crosses.

The colour of a mesh is a ramp's table, its value -> row of it, and its level lines: `paint` is the tuple (table,
low, rows, levels, level colour, half the level's width in px, its opacity).
"""

# Numba finds the types of kernels itself.
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False
from __future__ import annotations

import numpy as np

from .canvas import SAMPLES
from .compiled import compiled, inlined

F32 = np.float32
LINES = 18
# One sample in each of 16 columns and of 16 rows of the pixel, so that upright and level edges have 17 shades.
SAMPLE_X = (np.arange(SAMPLES) + 0.5) / SAMPLES
SAMPLE_Y = (np.arange(SAMPLES) * 7 % SAMPLES + 0.5) / SAMPLES


@compiled
def fill_opaque(spans, ready, paint, depth, packed):
    """Paint opaque runs of pixels; single precision is enough from the first pixel of a run on."""
    table, low, rows, levels, tint, half, strong = paint
    last = len(table) - 1
    for s in range(len(spans)):
        t, y, x0, x1 = spans[s, 0], spans[s, 1], spans[s, 2], spans[s, 3]
        x, middle = x0 + 0.5, y + 0.5
        near, near_x = F32(ready[t, 6] * x + ready[t, 7] * middle + ready[t, 8]), F32(ready[t, 6])
        value0, value_x = F32(ready[t, 9] * x + ready[t, 10] * middle + ready[t, 11]), F32(ready[t, 9])
        bright0, bright_x = F32(ready[t, 12] * x + ready[t, 13] * middle + ready[t, 14]), F32(ready[t, 12])
        gloss0, gloss_x = F32(ready[t, 15] * x + ready[t, 16] * middle + ready[t, 17]), F32(ready[t, 15])
        first, end, stretch = int(ready[t, LINES]), int(ready[t, LINES + 1]), F32(ready[t, LINES + 2])
        for i in range(x0, x1):
            step = F32(i - x0)
            here = near + near_x * step
            if here <= depth[y, i]:
                continue
            depth[y, i] = here
            far = F32(1) / here
            value, bright = (value0 + value_x * step) * far, (bright0 + bright_x * step) * far
            gloss = (gloss0 + gloss_x * step) * far
            row = min(max(int((value - low) * rows), 0), last)
            r, g, b = table[row, 0] * bright + gloss, table[row, 1] * bright + gloss, table[row, 2] * bright + gloss
            if first < end:
                cover = F32(0)
                for level in range(first, end):
                    cover = max(cover, cover_of(abs(value - levels[level]) * stretch, half))
                cover *= strong
                r, g, b = r + (tint[0] - r) * cover, g + (tint[1] - g) * cover, b + (tint[2] - b) * cover
            packed[y, i] = pack(r, g, b)


@inlined
def cover_of(off, half):
    """Return the share of a pixel, so far off the middle of a line in px, that the line covers."""
    return min(off + half, F32(0.5)) - max(off - half, F32(-0.5))


@inlined
def pack(r, g, b):
    """Return an opaque pixel as one number: the bytes red, green, blue, 255 in the order of memory."""
    return (
        np.uint32(np.int32(r + F32(0.5)))
        | (np.uint32(np.int32(g + F32(0.5))) << np.uint32(8))
        | (np.uint32(np.int32(b + F32(0.5))) << np.uint32(16))
        | np.uint32(0xFF000000)
    )


@compiled
def colour(x, y, t, ready, paint):
    """Return the nearness and the colour of a prepared triangle at a place on the frame."""
    table, low, rows, levels, tint, half, strong = paint
    near = ready[t, 6] * x + ready[t, 7] * y + ready[t, 8]
    value = F32((ready[t, 9] * x + ready[t, 10] * y + ready[t, 11]) / near)
    bright = F32((ready[t, 12] * x + ready[t, 13] * y + ready[t, 14]) / near)
    gloss = F32((ready[t, 15] * x + ready[t, 16] * y + ready[t, 17]) / near)
    row = min(max(int((value - low) * rows), 0), len(table) - 1)
    r, g, b = table[row, 0] * bright + gloss, table[row, 1] * bright + gloss, table[row, 2] * bright + gloss
    cover = F32(0)
    for level in range(int(ready[t, LINES]), int(ready[t, LINES + 1])):
        cover = max(cover, cover_of(abs(value - levels[level]) * F32(ready[t, LINES + 2]), half))
    cover *= strong
    return near, r + (tint[0] - r) * cover, g + (tint[1] - g) * cover, b + (tint[2] - b) * cover


@compiled
def fill_through(spans, ready, paint, opacity, depth, frame, veil, veil_opacity):
    """Paint translucent runs of pixels; they leave a veil before what is painted later."""
    for s in range(len(spans)):
        t, y = spans[s, 0], spans[s, 1]
        for x in range(spans[s, 2], spans[s, 3]):
            near, r, g, b = colour(x + 0.5, y + 0.5, t, ready, paint)
            if near <= depth[y, x]:
                continue
            ink = (r, g, b, F32(255))
            for channel in range(4):
                old = float(frame[y, x, channel])
                frame[y, x, channel] = np.uint8(old + (ink[channel] - old) * opacity + 0.5)
            if near > veil[y, x]:
                veil[y, x] = near
                veil_opacity[y, x] = opacity


@compiled
def fill_samples(touched, ready, paint, opacity, slot, sample_depth, sample_rgba):
    """Paint the samples that lie in prepared triangles; `touched`: rows of triangle, row, column."""
    for i in range(len(touched)):
        t, y, x = touched[i, 0], touched[i, 1], touched[i, 2]
        ax, ay, bx, by, cx, cy = ready[t, 0], ready[t, 1], ready[t, 2], ready[t, 3], ready[t, 4], ready[t, 5]
        turn = 1.0 if (bx - ax) * (cy - ay) > (by - ay) * (cx - ax) else -1.0
        ux, uy, vx, vy, wx, wy = bx - ax, by - ay, cx - bx, cy - by, ax - cx, ay - cy
        place = slot[y, x]
        for k in range(SAMPLES):
            sx, sy = x + SAMPLE_X[k], y + SAMPLE_Y[k]
            if (
                turn * (ux * (sy - ay) - uy * (sx - ax)) < 0
                or turn * (vx * (sy - by) - vy * (sx - bx)) < 0
                or turn * (wx * (sy - cy) - wy * (sx - cx)) < 0
                or ready[t, 6] * sx + ready[t, 7] * sy + ready[t, 8] <= sample_depth[place, k]
            ):
                continue
            near, r, g, b = colour(sx, sy, t, ready, paint)
            if opacity >= 1:
                sample_depth[place, k] = near
            ink = (r, g, b, F32(255))
            for channel in range(4):
                sample_rgba[place, k, channel] += (ink[channel] - sample_rgba[place, k, channel]) * opacity
