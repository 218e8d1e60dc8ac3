"""Kernels that look at a mesh before it is painted: where it stands, how it is lit, which of its edges are outline.

Pixels that an outline crosses, and only those, get samples: they are painted at 16 places each and averaged.
"""

# Numba finds the types of kernels itself.
# mypy: disallow-untyped-defs=False, disallow-untyped-calls=False
from __future__ import annotations

import numpy as np

from .canvas import SAMPLES, TILE
from .compiled import compiled

BEYOND = np.float32(np.inf)
SHININESS = 24


@compiled
def to_camera(points, m, target, focal):
    """World points (n, 3) -> (n, 3): x right, y up, depth; m is the rotation, focal the target's depth."""
    out = np.empty((len(points), 3))
    for i in range(len(points)):
        x, y, z = points[i, 0] - target[0], points[i, 1] - target[1], points[i, 2] - target[2]
        out[i, 0] = m[0, 0] * x + m[0, 1] * y + m[0, 2] * z
        out[i, 1] = m[1, 0] * x + m[1, 1] * y + m[1, 2] * z
        out[i, 2] = focal - (m[2, 0] * x + m[2, 1] * y + m[2, 2] * z)
    return out


@compiled
def shade(camera, normals, m, light, ambient, diffuse, specular):
    """Brightness and gloss of each corner, seen from the side of its normal and from the other: (n, 2, 2)."""
    out = np.empty((len(camera), 2, 2))
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
        i, j, h = triangles[k, 0], triangles[k, 1], triangles[k, 2]
        ax, ay, az = camera[i, 0], camera[i, 1], camera[i, 2]
        bx, by, bz = camera[j, 0], camera[j, 1], camera[j, 2]
        cx, cy, cz = camera[h, 0], camera[h, 1], camera[h, 2]
        out[k] = np.sign(ax * (by * cz - bz * cy) - ay * (bx * cz - bz * cx) + az * (bx * cy - by * cx))
    return out


@compiled
def outline(camera, edges, turns, scale, cx, cy, near, box):
    """Return the edges on the outline, cut to the box (x0, x1, y0, y1): (n, 4) of x, y, x, y in px.

    Those are the edges with one triangle only, and those between one that faces the viewer and one that does not.
    """
    out, n = np.empty((len(edges), 4)), 0
    for e in range(len(edges)):
        if edges[e, 3] >= 0 and turns[edges[e, 2]] * turns[edges[e, 3]] > 0:
            continue
        i, j = edges[e, 0], edges[e, 1]
        ax, ay, az = camera[i, 0], camera[i, 1], camera[i, 2]
        bx, by, bz = camera[j, 0], camera[j, 1], camera[j, 2]
        if az < near and bz < near:
            continue
        if az < near:
            u = (near - az) / (bz - az)
            ax, ay, az = ax + u * (bx - ax), ay + u * (by - ay), near
        elif bz < near:
            u = (near - bz) / (az - bz)
            bx, by, bz = bx + u * (ax - bx), by + u * (ay - by), near
        px, py = cx + scale * ax / az, cy - scale * ay / az
        dx, dy = cx + scale * bx / bz - px, cy - scale * by / bz - py
        u0, u1 = within(px, dx, box[0], box[1])
        v0, v1 = within(py, dy, box[2], box[3])
        u, v = max(u0, v0), min(u1, v1)
        if u < v:
            out[n, 0], out[n, 1], out[n, 2], out[n, 3] = px + u * dx, py + u * dy, px + v * dx, py + v * dy
            n += 1
    return out[:n]


@compiled
def within(p, d, low, high):
    """Return the part u to v, of 0 to 1, in which p + u d lies between low and high (Liang-Barsky)."""
    if d == 0:
        return (0.0, 1.0) if low <= p <= high else (1.0, 0.0)
    u, v = (low - p) / d, (high - p) / d
    return max(0.0, min(u, v)), min(1.0, max(u, v))


@compiled
def mark(segments, used, box, depth, slot, tiles, pixels, sample_depth):
    """Give samples to every pixel that a segment touches; return how many pixels have some now."""
    for i in range(len(segments)):
        x0, y0, x1, y1 = segments[i, 0], segments[i, 1], segments[i, 2], segments[i, 3]
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
                x, y = (row, column) if steep else (column, row)
                inside = box[0] <= x < box[1] and box[2] <= y < box[3]
                if inside and depth[y, x] != BEYOND:
                    for k in range(SAMPLES):
                        sample_depth[used, k] = depth[y, x]
                    depth[y, x] = BEYOND
                    slot[y, x] = used
                    pixels[used] = y * depth.shape[1] + x
                    tiles[y // TILE, x // TILE] = 1
                    used += 1
    return used


@compiled
def load_samples(used, pixels, frame, sample_rgba):
    """Fill the samples with the colours that their pixels have now."""
    for s in range(used):
        y, x = divmod(pixels[s], frame.shape[1])
        for k in range(SAMPLES):
            for channel in range(4):
                sample_rgba[s, k, channel] = frame[y, x, channel]


@compiled
def average_samples(used, pixels, frame, sample_rgba):
    """Give each pixel that has samples their mean colour."""
    for s in range(used):
        y, x = divmod(pixels[s], frame.shape[1])
        for channel in range(4):
            total = 0.0
            for k in range(SAMPLES):
                total += sample_rgba[s, k, channel]
            frame[y, x, channel] = np.uint8(total / SAMPLES + 0.5)
