"""Kernels that look at a mesh before it is painted: where it stands, how it is lit, which of its edges are outline.

Pixels that an outline crosses, and only those, get samples: they are painted at 16 places each and averaged.
"""

from __future__ import annotations

import numpy as np

from .canvas import SAMPLES, TILE
from .compiled import compiled

BEYOND = np.float32(np.inf)
SHININESS = 24


@compiled
def to_camera(points, lens):
    """World points (n, 3) -> (n, 3): x right, y up, depth."""
    m, out = lens.matrix, np.empty((len(points), 3))
    for i in range(len(points)):
        x, y, z = points[i, 0] - lens.target[0], points[i, 1] - lens.target[1], points[i, 2] - lens.target[2]
        out[i, 0] = m[0, 0] * x + m[0, 1] * y + m[0, 2] * z
        out[i, 1] = m[1, 0] * x + m[1, 1] * y + m[1, 2] * z
        out[i, 2] = lens.focal - (m[2, 0] * x + m[2, 1] * y + m[2, 2] * z)
    return out


@compiled
def shade(camera, normals, lens, light, ambient, diffuse, specular):
    """Brightness and gloss of each corner, seen from the side of its normal and from the other: (n, 2, 2)."""
    m, out = lens.matrix, np.empty((len(camera), 2, 2))
    for i in range(len(camera)):
        nx, ny, nz = normals[i, 0], normals[i, 1], normals[i, 2]
        x = m[0, 0] * nx + m[0, 1] * ny + m[0, 2] * nz
        y = m[1, 0] * nx + m[1, 1] * ny + m[1, 2] * nz
        z = m[2, 0] * nx + m[2, 1] * ny + m[2, 2] * nz
        size = max(np.sqrt(x * x + y * y + z * z), 1e-300)
        ex, ey, ez = -camera[i, 0], -camera[i, 1], camera[i, 2]
        eye = np.sqrt(ex * ex + ey * ey + ez * ez)
        hx, hy, hz = ex / eye + light[0], ey / eye + light[1], ez / eye + light[2]
        half = max(np.sqrt(hx * hx + hy * hy + hz * hz), 1e-300)
        lit = (x * light[0] + y * light[1] + z * light[2]) / size
        glint = (x * hx + y * hy + z * hz) / (size * half)
        for side in range(2):
            sign = 1 - 2 * side
            out[i, side, 0] = ambient + diffuse * max(sign * lit, 0.0)
            out[i, side, 1] = 255 * specular * max(sign * glint, 0.0) ** SHININESS
    return out


@compiled
def facing(camera, triangles):
    """+1 for triangles that turn anticlockwise on the frame, -1 clockwise, 0 seen edge on."""
    out = np.empty(len(triangles), np.int8)
    for k in range(len(triangles)):
        a, b, c = camera[triangles[k, 0]], camera[triangles[k, 1]], camera[triangles[k, 2]]
        det = (
            a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0])
        )
        out[k] = np.sign(det)
    return out


@compiled
def outline(camera, edges, turns, lens, canvas):
    """Return the edges on the outline (n, 4) as x, y, x, y in px, cut to the canvas, and how many px they may touch."""
    out, n, room = np.empty((len(edges), 4)), 0, 0
    for e in range(len(edges)):
        if edges[e, 3] >= 0 and turns[edges[e, 2]] * turns[edges[e, 3]] > 0:
            continue
        a, b = camera[edges[e, 0]], camera[edges[e, 1]]
        if a[2] < lens.near and b[2] < lens.near:
            continue
        if min(a[2], b[2]) < lens.near:
            at = a + (b - a) * (lens.near - a[2]) / (b[2] - a[2])
            a, b = (at, b) if a[2] < lens.near else (a, at)
        p = (lens.cx + lens.scale * a[0] / a[2], lens.cy - lens.scale * a[1] / a[2])
        q = (lens.cx + lens.scale * b[0] / b[2], lens.cy - lens.scale * b[1] / b[2])
        ok, u, v = cut(p, q, canvas)
        if ok:
            out[n] = (
                p[0] + u * (q[0] - p[0]), p[1] + u * (q[1] - p[1]),
                p[0] + v * (q[0] - p[0]), p[1] + v * (q[1] - p[1]),
            )  # fmt: skip
            room += int(abs(out[n, 2] - out[n, 0]) + abs(out[n, 3] - out[n, 1])) * 2 + 4
            n += 1
    return out[:n], room


@compiled
def cut(p, q, canvas):
    """Liang-Barsky: the part u to v of the segment p q that lies on the canvas, and whether there is any."""
    u, v = 0.0, 1.0
    for axis in range(2):
        low, high = (canvas.x0, canvas.x1) if axis == 0 else (canvas.y0, canvas.y1)
        d = q[axis] - p[axis]
        if d == 0:
            if p[axis] < low or p[axis] > high:
                return False, 0.0, 0.0
        else:
            s, t = (low - p[axis]) / d, (high - p[axis]) / d
            u, v = max(u, min(s, t)), min(v, max(s, t))
    return u < v, u, v


@compiled
def mark(segments, canvas, used):
    """Give samples to every pixel that a segment touches; return how many pixels have some now."""
    for i in range(len(segments)):
        x0, y0, x1, y1 = segments[i]
        steep = abs(y1 - y0) > abs(x1 - x0)
        if steep:
            x0, y0, x1, y1 = y0, x0, y1, x1
        if x0 > x1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        slope = (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0
        for column in range(int(np.floor(x0)), int(np.floor(x1)) + 1):
            a = y0 + (max(x0, column) - x0) * slope
            b = y0 + (min(x1, column + 1.0) - x0) * slope
            for row in range(int(np.floor(min(a, b) - 1e-6)), int(np.floor(max(a, b) + 1e-6)) + 1):
                used = touch(column, row, canvas, used) if not steep else touch(row, column, canvas, used)
    return used


@compiled
def touch(x, y, canvas, used):
    """Give samples to one pixel, unless it has them."""
    inside = canvas.x0 <= x < canvas.x1 and canvas.y0 <= y < canvas.y1
    if not inside or canvas.depth[y, x] == BEYOND:
        return used
    canvas.sample_depth[used, :] = canvas.depth[y, x]
    canvas.depth[y, x] = BEYOND
    canvas.slot[y, x] = used
    canvas.pixels[used] = y * canvas.depth.shape[1] + x
    canvas.tiles[y // TILE, x // TILE] = 1
    return used + 1


@compiled
def load_samples(canvas, used):
    """Fill the samples with the colours that their pixels have now."""
    for s in range(used):
        y, x = divmod(canvas.pixels[s], canvas.depth.shape[1])
        for k in range(SAMPLES):
            for channel in range(4):
                canvas.sample_rgba[s, k, channel] = canvas.frame[y, x, channel]


@compiled
def average_samples(canvas, used):
    """Give each pixel that has samples their mean colour."""
    for s in range(used):
        y, x = divmod(canvas.pixels[s], canvas.depth.shape[1])
        for channel in range(4):
            total = 0.0
            for k in range(SAMPLES):
                total += canvas.sample_rgba[s, k, channel]
            canvas.frame[y, x, channel] = np.uint8(total / SAMPLES + 0.5)
