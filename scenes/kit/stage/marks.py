"""Kernels that paint discs and balls, tested against the depth that the triangles left, and that fade a window."""

# Numba finds the types of kernels itself.
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False
from __future__ import annotations

import numpy as np

from .canvas import SAMPLES
from .compiled import compiled, inlined

BEYOND = np.float32(np.inf)


@compiled
def seen(x, y, near, ground):
    """Return the share of a pixel, 0 to 1, where something at that nearness shows."""
    depth, slot, sample_depth, veil, veil_opacity = ground
    share = 1.0 if near >= depth[y, x] else 0.0
    if depth[y, x] == BEYOND:
        hits = 0
        for k in range(SAMPLES):
            hits += int(near >= sample_depth[slot[y, x], k])
        share = hits / SAMPLES
    if near < veil[y, x]:
        share *= 1 - veil_opacity[y, x]
    return share


@inlined
def blend(frame, y, x, r, g, b, opacity):
    """Lay a colour over a pixel."""
    left = 1 - opacity
    frame[y, x, 0] = np.uint8(frame[y, x, 0] * left + r * opacity + 0.5)
    frame[y, x, 1] = np.uint8(frame[y, x, 1] * left + g * opacity + 0.5)
    frame[y, x, 2] = np.uint8(frame[y, x, 2] * left + b * opacity + 0.5)
    frame[y, x, 3] = np.uint8(frame[y, x, 3] * left + 255 * opacity + 0.5)


@compiled
def discs(points, radius, fill, rim_width, rim, opacity, box, ground, frame):
    """Paint discs at projected points (rows x, y, nearness, opacity), each with a rim round it."""
    reach = radius + rim_width + 0.5
    for i in range(len(points)):
        cx, cy, near = points[i, 0], points[i, 1], points[i, 2]
        # Not a number: the pen is lifted. Far outside, the numbers of pixels would not fit.
        if not (box[0] - reach < cx < box[1] + reach and box[2] - reach < cy < box[3] + reach):
            continue
        for y in range(max(int(np.floor(cy - reach)), box[2]), min(int(cy + reach) + 1, box[3])):
            for x in range(max(int(np.floor(cx - reach)), box[0]), min(int(cx + reach) + 1, box[1])):
                off = np.sqrt((x + 0.5 - cx) ** 2 + (y + 0.5 - cy) ** 2)
                outer = min(max(reach - off, 0.0), 1.0) * opacity * points[i, 3]
                if outer > 0:
                    inner = min(max(radius + 0.5 - off, 0.0), 1.0)
                    r = rim[0] + (fill[0] - rim[0]) * inner
                    g = rim[1] + (fill[1] - rim[1]) * inner
                    b = rim[2] + (fill[2] - rim[2]) * inner
                    blend(frame, y, x, r, g, b, outer * seen(x, y, near, ground))


@compiled
def ball(cx, cy, depth, size, radius, rgb, light, ring_width, ring, opacity, box, ground, frame):
    """Paint a sphere as it would cut through what stands there.

    cx, cy and size are px; depth, of the middle, and radius are world units.
    """
    reach, soft = size + ring_width + 0.5, 1.5 * radius / size
    for y in range(int(max(np.floor(cy - reach), box[2])), int(min(cy + reach + 1, box[3]))):
        for x in range(int(max(np.floor(cx - reach), box[0])), int(min(cx + reach + 1, box[1]))):
            u, v = (x + 0.5 - cx) / size, (cy - y - 0.5) / size
            off = np.sqrt(u * u + v * v)
            cover = min(max(reach - off * size, 0.0), 1.0) * opacity
            if cover <= 0:
                continue
            up = np.sqrt(max(1 - off * off, 0.0))
            share = seen_softly(x, y, depth - up * radius, soft, ground)
            inner = min(max(size + 0.5 - off * size, 0.0), 1.0)
            bright, gloss = ball_light(u, v, off, up, light)
            r = ring[0] + (ball_tone(rgb[0], bright, gloss) - ring[0]) * inner
            g = ring[1] + (ball_tone(rgb[1], bright, gloss) - ring[1]) * inner
            b = ring[2] + (ball_tone(rgb[2], bright, gloss) - ring[2]) * inner
            blend(frame, y, x, r, g, b, cover * share)
            if off < 1 and opacity >= 1:
                stand(x, y, 1 / (depth - up * radius), ground)


@compiled
def seen_softly(x, y, depth, soft, ground):
    """Return what `seen` does, with the curve where two surfaces meet smoothed over a depth of `soft`."""
    near = ground[0][y, x]
    share = seen(x, y, 1 / depth, ground)
    if near == BEYOND or near == 0:
        return share
    meeting = min(max(0.5 + (1 / near - depth) / soft, 0.0), 1.0)
    return meeting * share if share > 0 else meeting


@compiled
def stand(x, y, near, ground):
    """Let a pixel's depth be that of something opaque, where it is in front."""
    depth, slot, sample_depth, _, _ = ground
    if depth[y, x] != BEYOND:
        depth[y, x] = max(depth[y, x], near)
        return
    for k in range(SAMPLES):
        sample_depth[slot[y, x], k] = max(sample_depth[slot[y, x], k], near)


@inlined
def ball_light(u, v, off, up, light):
    """Return brightness and gloss of a ball: light that wraps round it, and a small highlight."""
    if off > 1:
        u, v = u / off, v / off
    wrapped = 0.5 + 0.5 * (u * light[0] + v * light[1] + up * light[2])
    hx, hy, hz = light[0], light[1], light[2] + 1
    half = (u * hx + v * hy + up * hz) / np.sqrt(hx * hx + hy * hy + hz * hz)
    return 0.48 + 0.54 * wrapped * wrapped, 0.5 * max(half, 0.0) ** 40


@inlined
def ball_tone(channel, bright, gloss):
    """Return one channel of the ball's colour, lit."""
    body = min(channel * bright, 255.0)
    return body + (255 - body) * gloss


@compiled
def lay_over(before, window, across, down):
    """Mix the window (h, w, 4) with what was there before: weight of the new picture by column and row."""
    for y in range(window.shape[0]):
        for x in range(window.shape[1]):
            weight = across[x] * down[y]
            if weight < 1:
                for channel in range(4):
                    old, new = float(before[y, x, channel]), float(window[y, x, channel])
                    window[y, x, channel] = np.uint8(old + (new - old) * weight + 0.5)
