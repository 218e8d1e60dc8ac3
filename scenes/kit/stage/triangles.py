"""Kernels that prepare triangles for painting and find the pixels and samples that lie in them.

A triangle is prepared once: its corners on the frame, and the linear functions over the frame that give its
nearness, value, brightness and gloss. Painting is in fill.py.

Kernels take and return plain arrays: tuples of arrays handed from one to the other cost more than the work.
"""

# Numba finds the types of kernels itself.
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False
from __future__ import annotations

import numpy as np

from .canvas import TILE
from .compiled import compiled, inlined

BEYOND = np.float32(np.inf)

# Columns of a prepared triangle: corners x, y from the upper to the lower one; four planes a x + b y + c, of
# nearness 1 / depth and of value, brightness and gloss times nearness; the levels that may show, first and end,
# and px to a unit of the value.
PLANES, LINES, COLUMNS = 6, 18, 21


@compiled
def gather(order, triangles, camera, values, lights, turns, front):
    """Return the corners of the triangles in that order: (n, 3, 6) of x, y, depth, value, brightness, gloss.

    `front` is the turn of those whose normal points to the viewer.
    """
    out = np.empty((len(order), 3, 6))
    for n in range(len(order)):
        k = order[n]
        side = 0 if turns[k] == front else 1
        for j in range(3):
            v = triangles[k, j]
            out[n, j, 0], out[n, j, 1], out[n, j, 2] = camera[v, 0], camera[v, 1], camera[v, 2]
            out[n, j, 3], out[n, j, 4], out[n, j, 5] = values[v], lights[v, side, 0], lights[v, side, 1]
    return out


def cut(order, triangles, camera, values, lights, turns, front, near):
    """Cut a mesh at a depth: the arguments of the same names for `prepare`, and the corners in camera space."""
    soup = cut_near(gather(order, triangles, camera, values, lights, turns, front), near)
    corners = soup.reshape(-1, 6)
    numbers = np.arange(len(corners), dtype=np.int32).reshape(-1, 3)
    both_sides = np.repeat(corners[:, None, 4:], 2, axis=1)
    alike = np.full(len(soup), front, np.int8)
    return np.arange(len(soup)), numbers, corners[:, :3].copy(), corners[:, 3].copy(), both_sides, alike


@compiled
def cut_near(corners, near):
    """Cut triangles (n, 3, 6) at a depth (Sutherland-Hodgman): what lies nearer falls away."""
    out, n = np.empty((2 * len(corners), 3, 6)), 0
    polygon = np.empty((5, 6))
    for k in range(len(corners)):
        sides = 0
        for j in range(3):
            here, there = corners[k, j, 2], corners[k, (j + 1) % 3, 2]
            if here >= near:
                for q in range(6):
                    polygon[sides, q] = corners[k, j, q]
                sides += 1
            if (here >= near) != (there >= near):
                u = (near - here) / (there - here)
                for q in range(6):
                    polygon[sides, q] = corners[k, j, q] + u * (corners[k, (j + 1) % 3, q] - corners[k, j, q])
                sides += 1
        for j in range(1, sides - 1):
            for q in range(6):
                out[n, 0, q], out[n, 1, q], out[n, 2, q] = polygon[0, q], polygon[j, q], polygon[j + 1, q]
            n += 1
    return out[:n]


@compiled
def to_frame(camera, scale, cx, cy):
    """Places on the frame in px and nearness, 1 / depth, of points in camera space: (n, 3)."""
    out = np.empty((len(camera), 3))
    for i in range(len(camera)):
        near = 1 / camera[i, 2]
        out[i, 0], out[i, 1], out[i, 2] = cx + scale * camera[i, 0] * near, cy - scale * camera[i, 1] * near, near
    return out


@compiled
def prepare(order, triangles, places, values, lights, turns, front, box, levels, reach):
    """Return the prepared triangles (n, COLUMNS) that may show in the box (x0, x1, y0, y1), in that order.

    `places`, `values`, `lights`: of the corners, as to_frame and mesh.shade return them. `front` is the turn of
    triangles whose normal points to the viewer. `reach`: how far from a level, in px, its line still shows.
    """
    out, n = np.empty((len(order), COLUMNS)), 0
    for k in order:
        i, j, h = triangles[k, 0], triangles[k, 1], triangles[k, 2]
        ax, ay, na = places[i, 0], places[i, 1], places[i, 2]
        bx, by, nb = places[j, 0], places[j, 1], places[j, 2]
        gx, gy, nc = places[h, 0], places[h, 1], places[h, 2]
        area = (bx - ax) * (gy - ay) - (by - ay) * (gx - ax)
        if (
            max(ax, bx, gx) < box[0] or min(ax, bx, gx) > box[1]
            or max(ay, by, gy) < box[2] or min(ay, by, gy) > box[3]
            or abs(area) < 1e-12
        ):  # fmt: skip
            continue
        side, va, vb, vc = 0 if turns[k] == front else 1, values[i], values[j], values[h]
        each = 1 / area
        ux, uy, wx, wy = (bx - ax) * each, (by - ay) * each, (gx - ax) * each, (gy - ay) * each
        for q in range(4):
            if q == 0:
                fa, fb, fc = na, nb, nc
            elif q == 1:
                fa, fb, fc = na * va, nb * vb, nc * vc
            else:
                fa, fb, fc = na * lights[i, side, q - 2], nb * lights[j, side, q - 2], nc * lights[h, side, q - 2]
            px = (fb - fa) * wy - (fc - fa) * uy
            py = (fc - fa) * ux - (fb - fa) * wx
            at = PLANES + 3 * q
            out[n, at], out[n, at + 1], out[n, at + 2] = px, py, fa - px * ax - py * ay
        ax, ay, bx, by = ordered(ax, ay, bx, by)
        bx, by, gx, gy = ordered(bx, by, gx, gy)
        ax, ay, bx, by = ordered(ax, ay, bx, by)
        out[n, 0], out[n, 1], out[n, 2], out[n, 3], out[n, 4], out[n, 5] = ax, ay, bx, by, gx, gy
        mean, depth = (va + vb + vc) / 3, 3 / (na + nb + nc)
        dx, dy = out[n, PLANES + 3] - mean * out[n, PLANES], out[n, PLANES + 4] - mean * out[n, PLANES + 1]
        steep = np.sqrt(dx * dx + dy * dy) * depth
        out[n, LINES] = first_from(levels, min(va, vb, vc) - reach * steep)
        out[n, LINES + 1] = first_from(levels, max(va, vb, vc) + reach * steep)
        out[n, LINES + 2] = 1 / max(steep, 1e-300)
        n += 1
    return out[:n]


@inlined
def first_from(levels, value):
    """Return the index of the first level that is not below a value."""
    low, high = 0, len(levels)
    while low < high:
        middle = (low + high) // 2
        if levels[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low


@inlined
def ordered(ax, ay, bx, by):
    """Return two points, the upper one first."""
    return (bx, by, ax, ay) if by < ay else (ax, ay, bx, by)


@compiled
def find_spans(ready, box):
    """Return the runs of pixels whose middle lies in a prepared triangle: (n, 4) of triangle, row, columns x0 to x1."""
    rows = 0
    for t in range(len(ready)):
        rows += max(0, int(min(ready[t, 5], box[3])) - int(max(ready[t, 1], box[2])) + 2)
    out, n = np.empty((rows, 4), np.int32), 0
    for t in range(len(ready)):
        ax, ay, bx, by, cx, cy = ready[t, 0], ready[t, 1], ready[t, 2], ready[t, 3], ready[t, 4], ready[t, 5]
        # Slopes always run from the upper corner to the lower one: both triangles at an edge round alike.
        ac, ab, bc = (cx - ax) / (cy - ay), (bx - ax) / (by - ay), (cx - bx) / (cy - by)
        for y in range(int(np.ceil(max(ay, box[2]) - 0.5)), int(np.ceil(min(cy, box[3]) - 0.5))):
            middle = y + 0.5
            left = ax + (middle - ay) * ac
            right = ax + (middle - ay) * ab if middle < by else bx + (middle - by) * bc
            x0 = int(np.ceil(max(min(left, right), box[0]) - 0.5))
            x1 = int(np.ceil(min(max(left, right), box[1]) - 0.5))
            if x0 < x1:
                out[n, 0], out[n, 1], out[n, 2], out[n, 3] = t, y, x0, x1
                n += 1
    return out[:n]


@compiled
def find_sampled(ready, box, tiles, depth, out):
    """Find the pixels with samples that a prepared triangle may touch: rows of triangle, row, column in `out`.

    Return their number; where it is more than `out` holds, call again with a larger one.
    """
    n = 0
    for t in range(len(ready)):
        x0 = int(max(min(ready[t, 0], ready[t, 2], ready[t, 4]), box[0]))
        x1 = int(min(max(ready[t, 0], ready[t, 2], ready[t, 4]), box[1] - 1))
        y0, y1 = int(max(ready[t, 1], box[2])), int(min(ready[t, 5], box[3] - 1))
        for ty in range(y0 // TILE, y1 // TILE + 1):
            for tx in range(x0 // TILE, x1 // TILE + 1):
                if tiles[ty, tx] == 0:
                    continue
                for y in range(max(y0, ty * TILE), min(y1, ty * TILE + TILE - 1) + 1):
                    for x in range(max(x0, tx * TILE), min(x1, tx * TILE + TILE - 1) + 1):
                        if depth[y, x] == BEYOND:
                            if n < len(out):
                                out[n, 0], out[n, 1], out[n, 2] = t, y, x
                            n += 1
    return n
