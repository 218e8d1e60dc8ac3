"""Kernels that paint lines, tested against the depth that the triangles left."""

# Numba finds the types of kernels itself.
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False
from __future__ import annotations

import numpy as np

from .canvas import SAMPLES
from .compiled import compiled, inlined

BEYOND = np.float32(np.inf)
# Corners of a line that fall closer together than this on the frame are one corner, in px.
FINEST = 0.5


@compiled
def trace(points, opacity, m, target, focal, scale, cx, cy, near, lift):
    """Project a polyline: rows x, y, nearness, opacity in px; a row of NaN where the pen is lifted."""
    out, n, down = np.empty((2 * len(points) + 2, 4)), 0, False
    ax, ay, az, ao = 0.0, 0.0, 0.0, 0.0
    for i in range(len(points)):
        x, y, z = points[i, 0] - target[0], points[i, 1] - target[1], points[i, 2] - target[2]
        bx = m[0, 0] * x + m[0, 1] * y + m[0, 2] * z
        by = m[1, 0] * x + m[1, 1] * y + m[1, 2] * z
        bz = focal - (m[2, 0] * x + m[2, 1] * y + m[2, 2] * z)
        bo = opacity[i]
        if not np.isfinite(bz):
            down = False
            n = lift_pen(out, n)
            continue
        if down and (az < near) != (bz < near):
            u = (near - az) / (bz - az)
            n = put(out, n, ax + u * (bx - ax), ay + u * (by - ay), near, ao + u * (bo - ao), scale, cx, cy, lift)
        if bz >= near:
            n = put(out, n, bx, by, bz, bo, scale, cx, cy, lift)
            last = i == len(points) - 1 or not np.isfinite(points[i + 1, 0])
            if down and not last and n > 1:
                n -= int(abs(out[n - 1, 0] - out[n - 2, 0]) + abs(out[n - 1, 1] - out[n - 2, 1]) < FINEST)
        else:
            n = lift_pen(out, n)
        ax, ay, az, ao, down = bx, by, bz, bo, True
    return out[:n]


@inlined
def put(out, n, x, y, depth, opacity, scale, cx, cy, lift):
    """Append a corner given in camera space."""
    out[n, 0], out[n, 1] = cx + scale * x / depth, cy - scale * y / depth
    out[n, 2], out[n, 3] = 1 / max(depth - lift, 0.1 * depth), opacity
    return n + 1


@inlined
def lift_pen(out, n):
    """Append a row of NaN, unless nothing is drawn since the last one."""
    if n == 0 or np.isnan(out[n - 1, 0]):
        return n
    for q in range(4):
        out[n, q] = np.nan
    return n + 1


@compiled
def dashed(line, on, off):
    """Cut a projected line into dashes."""
    total = 0.0
    for i in range(1, len(line)):
        step = np.sqrt((line[i, 0] - line[i - 1, 0]) ** 2 + (line[i, 1] - line[i - 1, 1]) ** 2)
        total += 0.0 if np.isnan(step) else step
    out = np.empty((2 * len(line) + 3 * int(total / (on + off)) + 8, 4))
    n, left, drawing = 0, on, True
    for i in range(len(line)):
        if np.isnan(line[i, 0]):
            n, left, drawing = lift_pen(out, n), on, True
            continue
        if i > 0 and not np.isnan(line[i - 1, 0]):
            length = np.sqrt((line[i, 0] - line[i - 1, 0]) ** 2 + (line[i, 1] - line[i - 1, 1]) ** 2)
            done = 0.0
            while length - done > left:
                done += left
                for q in range(4):
                    out[n, q] = line[i - 1, q] + (line[i, q] - line[i - 1, q]) * (done / length)
                n += 1
                if drawing:
                    n = lift_pen(out, n)
                drawing = not drawing
                left = on if drawing else off
            left -= length - done
        if drawing:
            for q in range(4):
                out[n, q] = line[i, q]
            n += 1
    return out[:n]


@compiled
def ink_line(line, half, box, ground, ink, inked):
    """Ink the pixels within `half` of a projected line; return how many. A pixel keeps the most ink it gets."""
    depth, slot, sample_depth, veil, veil_opacity = ground
    n, reach = 0, half + 0.5
    for i in range(len(line)):
        j = next_corner(line, i)
        if j < 0:
            continue
        ax, ay, near, strong = line[i, 0], line[i, 1], line[i, 2], line[i, 3]
        dx, dy, nearer, stronger = line[j, 0] - ax, line[j, 1] - ay, line[j, 2] - near, line[j, 3] - strong
        square = dx * dx + dy * dy
        over, lean = 1 / square if square > 0 else 0.0, dx / dy if abs(dy) > 1e-9 else 0.0
        # Only the part of a row that the band round the whole straight line crosses.
        wide = reach * np.sqrt(1 + lean * lean) if abs(dy) > 1e-9 else np.inf
        low, high = max(ax + min(dx, 0.0) - reach, box[0]), min(ax + max(dx, 0.0) + reach, box[1])
        top, bottom = max(ay + min(dy, 0.0) - reach, box[2]), min(ay + max(dy, 0.0) + reach, box[3])
        for y in range(int(np.ceil(top - 0.5)), int(np.ceil(bottom - 0.5))):
            py = y + 0.5 - ay
            left, right = max(low, ax + py * lean - wide), min(high, ax + py * lean + wide)
            for x in range(int(np.ceil(left - 0.5)), int(np.ceil(right - 0.5))):
                px = x + 0.5 - ax
                t = min(max((px * dx + py * dy) * over, 0.0), 1.0)
                off = np.sqrt((px - t * dx) ** 2 + (py - t * dy) ** 2)
                cover = (min(off + half, 0.5) - max(off - half, -0.5)) * (strong + t * stronger)
                here, old = near + t * nearer, ink[y, x]
                if cover <= old or here < depth[y, x] < BEYOND:
                    continue
                if depth[y, x] == BEYOND:
                    cover *= sampled(sample_depth, slot[y, x], here)
                if here < veil[y, x]:
                    cover *= 1 - veil_opacity[y, x]
                if cover > old:
                    ink[y, x] = cover
                    inked[n] = y * ink.shape[1] + x
                    n += int(old == 0)
    return n


@inlined
def next_corner(line, i):
    """Return where the segment from corner i ends: at itself for a lone point, -1 if there is no segment."""
    if np.isnan(line[i, 0]):
        return -1
    if i + 1 < len(line) and not np.isnan(line[i + 1, 0]):
        return i + 1
    return i if i == 0 or np.isnan(line[i - 1, 0]) else -1


@compiled
def sampled(sample_depth, slot, near):
    """Return the share of a pixel's samples that something at that nearness is in front of."""
    hits = 0
    for k in range(SAMPLES):
        hits += int(near >= sample_depth[slot, k])
    return hits / SAMPLES


@compiled
def lay_ink(frame, ink, inked, rgb, opacity):
    """Lay the ink on the frame as a colour, and clear it."""
    for i in range(len(inked)):
        y, x = divmod(inked[i], ink.shape[1])
        share = ink[y, x] * opacity
        ink[y, x] = 0
        for channel in range(4):
            tint = rgb[channel] if channel < 3 else 255.0
            old = float(frame[y, x, channel])
            frame[y, x, channel] = np.uint8(old + (tint - old) * share + 0.5)
