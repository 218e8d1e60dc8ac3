"""Kernels that paint triangles.

First each triangle is prepared: its corners on the frame, and the linear functions over the frame that give its
nearness, value, brightness and gloss. Then pixels are painted at their middle by spans (top-left rule: neighbours
neither overlap nor leave a crack), and those that an outline crosses at 16 samples.
"""

from __future__ import annotations

import numpy as np

from .canvas import SAMPLES, TILE
from .compiled import compiled, inlined

F32 = np.float32
BEYOND = F32(np.inf)
# One sample in each of 16 columns and of 16 rows of the pixel, so that upright and level edges have 17 shades.
SAMPLE_X = (np.arange(SAMPLES) + 0.5) / SAMPLES
SAMPLE_Y = (np.arange(SAMPLES) * 7 % SAMPLES + 0.5) / SAMPLES

# Columns of a prepared triangle: corners x, y from the upper to the lower one; four planes a x + b y + c, of
# nearness 1 / depth and of value, brightness and gloss times nearness; the levels that may show, first and end,
# and px to a unit of the value.
CORNERS, PLANES, LINES, COLUMNS = 0, 6, 18, 21


@compiled
def prepare(order, triangles, camera, values, lights, turns, front, lens, paint, canvas):
    """Return the prepared triangles (n, COLUMNS) that may show, in that order.

    `front` is the turn of those whose normal points to the viewer.
    """
    out, n = np.empty((2 * len(order), COLUMNS)), 0
    corner, crossing = np.empty((3, 6)), np.empty((5, 6))
    for k in order:
        side = 0 if turns[k] == front else 1
        nearest = np.inf
        for j in range(3):
            v = triangles[k, j]
            corner[j, 0], corner[j, 1], corner[j, 2] = camera[v, 0], camera[v, 1], camera[v, 2]
            corner[j, 3], corner[j, 4], corner[j, 5] = values[v], lights[v, side, 0], lights[v, side, 1]
            nearest = min(nearest, camera[v, 2])
        if nearest >= lens.near:
            n += prepare_one(corner, 0, 1, 2, out[n], lens, paint, canvas)
        else:
            corners = before_near(corner, crossing, lens.near)
            for j in range(1, corners - 1):
                n += prepare_one(crossing, 0, j, j + 1, out[n], lens, paint, canvas)
    return out[:n]


@compiled
def before_near(corner, out, near):
    """Cut a triangle at the near plane (Sutherland-Hodgman); return how many corners are left."""
    n = 0
    for j in range(3):
        a, b = corner[j], corner[(j + 1) % 3]
        if a[2] >= near:
            out[n] = a
            n += 1
        if (a[2] >= near) != (b[2] >= near):
            out[n] = a + (b - a) * ((near - a[2]) / (b[2] - a[2]))
            n += 1
    return n


@inlined
def prepare_one(corner, i, j, k, out, lens, paint, canvas):
    """Prepare the triangle of corners i, j, k (x, y, depth, value, brightness, gloss); return 0 if none of it shows."""
    ni, nj, nk = 1 / corner[i, 2], 1 / corner[j, 2], 1 / corner[k, 2]
    ax, ay = lens.cx + lens.scale * corner[i, 0] * ni, lens.cy - lens.scale * corner[i, 1] * ni
    bx, by = lens.cx + lens.scale * corner[j, 0] * nj, lens.cy - lens.scale * corner[j, 1] * nj
    cx, cy = lens.cx + lens.scale * corner[k, 0] * nk, lens.cy - lens.scale * corner[k, 1] * nk
    if max(ax, bx, cx) < canvas.x0 or min(ax, bx, cx) > canvas.x1:
        return 0
    if max(ay, by, cy) < canvas.y0 or min(ay, by, cy) > canvas.y1:
        return 0
    ux, uy, vx, vy = bx - ax, by - ay, cx - ax, cy - ay
    area = ux * vy - uy * vx
    if abs(area) < 1e-12:
        return 0
    for q in range(4):
        fi = ni if q == 0 else ni * corner[i, q + 2]
        du = (nj if q == 0 else nj * corner[j, q + 2]) - fi
        dv = (nk if q == 0 else nk * corner[k, q + 2]) - fi
        px, py = (du * vy - dv * uy) / area, (dv * ux - du * vx) / area
        at = PLANES + 3 * q
        out[at], out[at + 1], out[at + 2] = px, py, fi - px * ax - py * ay
    find_lines(corner[i, 3], corner[j, 3], corner[k, 3], 3 / (ni + nj + nk), out, paint)
    if by < ay:
        ax, ay, bx, by = bx, by, ax, ay
    if cy < by:
        bx, by, cx, cy = cx, cy, bx, by
        if by < ay:
            ax, ay, bx, by = bx, by, ax, ay
    out[0], out[1], out[2], out[3], out[4], out[5] = ax, ay, bx, by, cx, cy
    return 1


@inlined
def find_lines(va, vb, vc, depth, out, paint):
    """Note which levels may show in a triangle with these values at its corners."""
    mean, levels = (va + vb + vc) / 3, paint.levels
    gx = (out[PLANES + 3] - mean * out[PLANES]) * depth
    gy = (out[PLANES + 4] - mean * out[PLANES + 1]) * depth
    steep = np.sqrt(gx * gx + gy * gy)
    reach = (paint.level_half + 0.5) * steep
    low, high = min(va, vb, vc) - reach, max(va, vb, vc) + reach
    first = 0
    while first < len(levels) and levels[first] < low:
        first += 1
    end = first
    while end < len(levels) and levels[end] <= high:
        end += 1
    out[LINES], out[LINES + 1], out[LINES + 2] = first, end, 1 / max(steep, 1e-300)


@compiled
def fill_pixels(ready, paint, canvas):
    """Paint the pixels whose middle lies in a prepared triangle."""
    packed, depth, through = canvas.packed, canvas.depth, paint.opacity < 1
    for t in range(len(ready)):
        ax, ay, bx, by, cx, cy = ready[t, 0], ready[t, 1], ready[t, 2], ready[t, 3], ready[t, 4], ready[t, 5]
        # Slopes always run from the upper corner to the lower one: both triangles at an edge round alike.
        ac, ab, bc = (cx - ax) / (cy - ay), (bx - ax) / (by - ay), (cx - bx) / (cy - by)
        for y in range(max(int(np.ceil(ay - 0.5)), canvas.y0), min(int(np.ceil(cy - 0.5)), canvas.y1)):
            middle = y + 0.5
            left = ax + (middle - ay) * ac
            right = ax + (middle - ay) * ab if middle < by else bx + (middle - by) * bc
            if left > right:
                left, right = right, left
            x0 = int(np.ceil(max(left, canvas.x0) - 0.5))
            x1 = int(np.ceil(min(right, canvas.x1) - 0.5))
            if x0 < x1 and through:
                span_through(y, x0, x1, ready[t], paint, canvas)
            elif x0 < x1 and ready[t, LINES] < ready[t, LINES + 1]:
                span_lined(y, x0, x1, ready[t], paint, packed, depth)
            elif x0 < x1:
                span(y, x0, x1, ready[t], paint, packed, depth)


@inlined
def span(y, x0, x1, ready, paint, packed, depth):
    """Paint an opaque run of pixels of one row; single precision is enough from its first pixel on."""
    x, middle = x0 + 0.5, y + 0.5
    near, near_x = F32(ready[6] * x + ready[7] * middle + ready[8]), F32(ready[6])
    value0, value_x = F32(ready[9] * x + ready[10] * middle + ready[11]), F32(ready[9])
    bright0, bright_x = F32(ready[12] * x + ready[13] * middle + ready[14]), F32(ready[12])
    gloss0, gloss_x = F32(ready[15] * x + ready[16] * middle + ready[17]), F32(ready[15])
    table, low, rows = paint.table, F32(paint.low), F32(paint.rows)
    for i in range(x0, x1):
        step = F32(i - x0)
        here = near + near_x * step
        if here > depth[y, i]:
            depth[y, i] = here
            far = F32(1) / here
            value, bright = (value0 + value_x * step) * far, (bright0 + bright_x * step) * far
            r, g, b = tone(value, bright, (gloss0 + gloss_x * step) * far, table, low, rows)
            packed[y, i] = pack(r + F32(0.5), g + F32(0.5), b + F32(0.5))


@inlined
def span_lined(y, x0, x1, ready, paint, packed, depth):
    """Paint an opaque run of pixels where level lines may show."""
    for i in range(x0, x1):
        near, r, g, b = colour(i + 0.5, y + 0.5, ready, paint)
        if near > depth[y, i]:
            depth[y, i] = near
            packed[y, i] = pack(r + F32(0.5), g + F32(0.5), b + F32(0.5))


@inlined
def pack(r, g, b):
    """Return an opaque pixel as one number: the bytes red, green, blue, 255 in the order of memory."""
    return (
        np.uint32(np.int32(r))
        | (np.uint32(np.int32(g)) << np.uint32(8))
        | (np.uint32(np.int32(b)) << np.uint32(16))
        | np.uint32(0xFF000000)
    )


@inlined
def span_through(y, x0, x1, ready, paint, canvas):
    """Paint a translucent run of pixels of one row; it leaves a veil before what is painted later."""
    frame, o = canvas.frame, paint.opacity
    for i in range(x0, x1):
        near, r, g, b = colour(i + 0.5, y + 0.5, ready, paint)
        if near <= canvas.depth[y, i]:
            continue
        ink = (r, g, b, F32(255))
        for channel in range(4):
            old = float(frame[y, i, channel])
            frame[y, i, channel] = np.uint8(old + (ink[channel] - old) * o + 0.5)
        if near > canvas.veil[y, i]:
            canvas.veil[y, i] = near
            canvas.veil_opacity[y, i] = o


@inlined
def tone(value, bright, gloss, table, low, rows):
    """Return the colour of a value on the ramp, lit; the table leaves room for the light below 255."""
    row = min(max(int((value - low) * rows + F32(0.5)), 0), len(table) - 1)
    return table[row, 0] * bright + gloss, table[row, 1] * bright + gloss, table[row, 2] * bright + gloss


@inlined
def covered(value, first, end, stretch, levels, half):
    """Return the share of a pixel of that value that level lines cover."""
    cover = F32(0)
    for level in range(first, end):
        off = abs(value - levels[level]) * stretch
        cover = max(cover, min(off + half, F32(0.5)) - max(off - half, F32(-0.5)))
    return cover


@inlined
def colour(x, y, ready, paint):
    """Return the nearness and the colour of a prepared triangle at a place on the frame."""
    near = ready[6] * x + ready[7] * y + ready[8]
    value = F32((ready[9] * x + ready[10] * y + ready[11]) / near)
    bright = F32((ready[12] * x + ready[13] * y + ready[14]) / near)
    gloss = F32((ready[15] * x + ready[16] * y + ready[17]) / near)
    r, g, b = tone(value, bright, gloss, paint.table, F32(paint.low), F32(paint.rows))
    first, end = int(ready[LINES]), int(ready[LINES + 1])
    if first < end:
        stretch, half = F32(ready[LINES + 2]), F32(paint.level_half)
        cover = covered(value, first, end, stretch, paint.levels, half) * F32(paint.level_opacity)
        r += (paint.level_rgb[0] - r) * cover
        g += (paint.level_rgb[1] - g) * cover
        b += (paint.level_rgb[2] - b) * cover
    return near, r, g, b


@compiled
def fill_samples(ready, paint, canvas):
    """Paint the samples that lie in prepared triangles, in the pixels that have some."""
    tiles, depth, slot = canvas.tiles, canvas.depth, canvas.slot
    sample_depth, sample_rgba = canvas.sample_depth, canvas.sample_rgba
    for t in range(len(ready)):
        x0 = max(int(min(ready[t, 0], ready[t, 2], ready[t, 4])), canvas.x0)
        x1 = min(int(max(ready[t, 0], ready[t, 2], ready[t, 4])), canvas.x1 - 1)
        y0, y1 = max(int(ready[t, 1]), canvas.y0), min(int(ready[t, 5]), canvas.y1 - 1)
        for ty in range(y0 // TILE, y1 // TILE + 1):
            for tx in range(x0 // TILE, x1 // TILE + 1):
                if tiles[ty, tx] == 0:
                    continue
                for y in range(max(y0, ty * TILE), min(y1, ty * TILE + TILE - 1) + 1):
                    for x in range(max(x0, tx * TILE), min(x1, tx * TILE + TILE - 1) + 1):
                        if depth[y, x] == BEYOND:
                            sample_pixel(x, y, slot[y, x], ready[t], paint, sample_depth, sample_rgba)


@inlined
def sample_pixel(x, y, slot, ready, paint, sample_depth, rgba):
    """Paint those samples of a pixel that lie in a prepared triangle."""
    ax, ay, bx, by, cx, cy = ready[0], ready[1], ready[2], ready[3], ready[4], ready[5]
    turn = 1.0 if (bx - ax) * (cy - ay) > (by - ay) * (cx - ax) else -1.0
    ux, uy, vx, vy, wx, wy = bx - ax, by - ay, cx - bx, cy - by, ax - cx, ay - cy
    o = min(paint.opacity, 1.0)
    for k in range(SAMPLES):
        sx, sy = x + SAMPLE_X[k], y + SAMPLE_Y[k]
        if (
            turn * (ux * (sy - ay) - uy * (sx - ax)) < 0
            or turn * (vx * (sy - by) - vy * (sx - bx)) < 0
            or turn * (wx * (sy - cy) - wy * (sx - cx)) < 0
        ):
            continue
        near, r, g, b = colour(sx, sy, ready, paint)
        if near > sample_depth[slot, k]:
            ink = (r, g, b, F32(255))
            if o >= 1:
                sample_depth[slot, k] = near
            for channel in range(4):
                rgba[slot, k, channel] += (ink[channel] - rgba[slot, k, channel]) * o
