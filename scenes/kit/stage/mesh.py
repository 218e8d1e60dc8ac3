"""Kernels that paint triangles.

Pixels inside are painted once, at their middle, by spans (top-left rule: neighbours neither overlap nor leave a
crack). Pixels that an outline crosses, and only those, are painted at 16 samples each and averaged.
"""

from __future__ import annotations

import numpy as np

from .canvas import SAMPLES, TILE
from .compiled import compiled

BEYOND = np.float32(np.inf)
SHININESS = 24
# One sample in each of 16 columns and of 16 rows of the pixel, so that upright and level edges have 17 shades.
SAMPLE_X = (np.arange(SAMPLES) + 0.5) / SAMPLES
SAMPLE_Y = (np.arange(SAMPLES) * 7 % SAMPLES + 0.5) / SAMPLES


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
            a[0] * (b[1] * c[2] - b[2] * c[1])
            - a[1] * (b[0] * c[2] - b[2] * c[0])
            + a[2] * (b[0] * c[1] - b[1] * c[0])
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


@compiled
def draw(order, triangles, camera, values, lights, turns, front, lens, paint, canvas):
    """Paint the triangles in that order; `front` is the turn of those whose normal points to the viewer."""
    corner, crossing = np.empty((3, 6)), np.empty((5, 6))
    p, plane = np.empty((3, 6)), np.empty((4, 3))
    for k in order:
        side = 0 if turns[k] == front else 1
        nearest = np.inf
        for j in range(3):
            v = triangles[k, j]
            for q in range(3):
                corner[j, q] = camera[v, q]
            corner[j, 3] = values[v]
            corner[j, 4], corner[j, 5] = lights[v, side, 0], lights[v, side, 1]
            nearest = min(nearest, camera[v, 2])
        if nearest >= lens.near:
            fill(corner, p, plane, lens, paint, canvas)
        else:
            n = before_near(corner, crossing, lens.near)
            for j in range(1, n - 1):
                corner[0], corner[1], corner[2] = crossing[0], crossing[j], crossing[j + 1]
                fill(corner, p, plane, lens, paint, canvas)


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


@compiled
def fill(corner, p, plane, lens, paint, canvas):
    """Paint one triangle whose corners are rows x, y, depth, value, brightness, gloss in camera space.

    p is room for the corners on the frame: x, y, nearness, and the rest times nearness, which is linear there;
    plane for the four linear functions.
    """
    for j in range(3):
        p[j, 2] = 1 / corner[j, 2]
        p[j, 0] = lens.cx + lens.scale * corner[j, 0] * p[j, 2]
        p[j, 1] = lens.cy - lens.scale * corner[j, 1] * p[j, 2]
        for q in range(3, 6):
            p[j, q] = corner[j, q] * p[j, 2]
    x0, x1 = min(p[0, 0], p[1, 0], p[2, 0]), max(p[0, 0], p[1, 0], p[2, 0])
    y0, y1 = min(p[0, 1], p[1, 1], p[2, 1]), max(p[0, 1], p[1, 1], p[2, 1])
    if x1 < canvas.x0 or x0 > canvas.x1 or y1 < canvas.y0 or y0 > canvas.y1:
        return
    ux, uy, vx, vy = p[1, 0] - p[0, 0], p[1, 1] - p[0, 1], p[2, 0] - p[0, 0], p[2, 1] - p[0, 1]
    area = ux * vy - uy * vx
    if abs(area) < 1e-12:
        return
    for q in range(4):
        du, dv = p[1, q + 2] - p[0, q + 2], p[2, q + 2] - p[0, q + 2]
        plane[q, 0] = (du * vy - dv * uy) / area
        plane[q, 1] = (dv * ux - du * vx) / area
        plane[q, 2] = p[0, q + 2] - plane[q, 0] * p[0, 0] - plane[q, 1] * p[0, 1]
    lines = lines_near(corner, p, plane, paint)
    spans(p, plane, lines, paint, canvas)
    edge_samples(p, plane, np.sign(area), lines, paint, canvas)


@compiled
def lines_near(corner, p, plane, paint):
    """Which levels may show in a triangle: first, end, and px a unit of the value."""
    if len(paint.levels) == 0:
        return 0, 0, 0.0
    depth = 3 / (p[0, 2] + p[1, 2] + p[2, 2])
    value = (corner[0, 3] + corner[1, 3] + corner[2, 3]) / 3
    gx = (plane[1, 0] - value * plane[0, 0]) * depth
    gy = (plane[1, 1] - value * plane[0, 1]) * depth
    steep = np.sqrt(gx * gx + gy * gy)
    reach = (paint.level_half + 0.5) * steep
    low = min(corner[0, 3], corner[1, 3], corner[2, 3]) - reach
    high = max(corner[0, 3], corner[1, 3], corner[2, 3]) + reach
    first = 0
    while first < len(paint.levels) and paint.levels[first] < low:
        first += 1
    end = first
    while end < len(paint.levels) and paint.levels[end] <= high:
        end += 1
    return first, end, 1 / max(steep, 1e-300)


@compiled
def spans(p, plane, lines, paint, canvas):
    """Paint the pixels whose middle lies in the triangle."""
    a, b, c = 0, 1, 2
    if p[b, 1] < p[a, 1]:
        a, b = b, a
    if p[c, 1] < p[b, 1]:
        b, c = c, b
        if p[b, 1] < p[a, 1]:
            a, b = b, a
    # Slopes always run from the upper corner to the lower one: both triangles at an edge round alike.
    ac = (p[c, 0] - p[a, 0]) / (p[c, 1] - p[a, 1])
    ab = (p[b, 0] - p[a, 0]) / (p[b, 1] - p[a, 1]) if p[b, 1] > p[a, 1] else 0.0
    bc = (p[c, 0] - p[b, 0]) / (p[c, 1] - p[b, 1]) if p[c, 1] > p[b, 1] else 0.0
    for y in range(max(int(np.ceil(p[a, 1] - 0.5)), canvas.y0), min(int(np.ceil(p[c, 1] - 0.5)), canvas.y1)):
        middle = y + 0.5
        left = p[a, 0] + (middle - p[a, 1]) * ac
        right = p[a, 0] + (middle - p[a, 1]) * ab if middle < p[b, 1] else p[b, 0] + (middle - p[b, 1]) * bc
        if left > right:
            left, right = right, left
        x0 = int(np.ceil(max(left, canvas.x0) - 0.5))
        x1 = int(np.ceil(min(right, canvas.x1) - 0.5))
        if x0 < x1 and paint.opacity >= 1:
            span(y, x0, x1, plane, lines, paint, canvas)
        elif x0 < x1:
            span_through(y, x0, x1, plane, lines, paint, canvas)


@compiled
def span(y, x0, x1, plane, lines, paint, canvas):
    """Paint an opaque run of pixels of one row."""
    frame, depth, middle = canvas.frame, canvas.depth, y + 0.5
    near0, near_x = plane[0, 1] * middle + plane[0, 2], plane[0, 0]
    value0, value_x = plane[1, 1] * middle + plane[1, 2], plane[1, 0]
    bright0, bright_x = plane[2, 1] * middle + plane[2, 2], plane[2, 0]
    gloss0, gloss_x = plane[3, 1] * middle + plane[3, 2], plane[3, 0]
    table, low, rows, levels, tint = paint.table, paint.low, paint.rows, paint.levels, paint.level_rgb
    half, strength = paint.level_half, paint.level_opacity
    for i in range(x0, x1):
        x = i + 0.5
        near = near0 + near_x * x
        if near > depth[y, i]:
            depth[y, i] = near
            far = 1 / near
            value, bright = (value0 + value_x * x) * far, (bright0 + bright_x * x) * far
            r, g, b = tone(value, bright, (gloss0 + gloss_x * x) * far, table, low, rows)
            if lines[0] < lines[1]:
                cover = strength * covered(value, lines, levels, half)
                r, g, b = r + (tint[0] - r) * cover, g + (tint[1] - g) * cover, b + (tint[2] - b) * cover
            frame[y, i, 0] = np.uint8(r + 0.5)
            frame[y, i, 1] = np.uint8(g + 0.5)
            frame[y, i, 2] = np.uint8(b + 0.5)
            frame[y, i, 3] = 255


@compiled
def span_through(y, x0, x1, plane, lines, paint, canvas):
    """Paint a translucent run of pixels of one row; it leaves a veil before what is painted later."""
    frame, o = canvas.frame, paint.opacity
    for i in range(x0, x1):
        near, value, bright, gloss = at(i + 0.5, y + 0.5, plane)
        if near <= canvas.depth[y, i]:
            continue
        ink = (*colour(value, bright, gloss, lines, paint), 255.0)
        for channel in range(4):
            old = float(frame[y, i, channel])
            frame[y, i, channel] = np.uint8(old + (ink[channel] - old) * o + 0.5)
        if near > canvas.veil[y, i]:
            canvas.veil[y, i] = near
            canvas.veil_opacity[y, i] = o


@compiled
def at(x, y, plane):
    """Nearness, value, brightness and gloss of a triangle at a place on the frame."""
    near = plane[0, 0] * x + plane[0, 1] * y + plane[0, 2]
    far = 1 / near
    value = (plane[1, 0] * x + plane[1, 1] * y + plane[1, 2]) * far
    bright = (plane[2, 0] * x + plane[2, 1] * y + plane[2, 2]) * far
    gloss = (plane[3, 0] * x + plane[3, 1] * y + plane[3, 2]) * far
    return near, value, bright, gloss


@compiled
def tone(value, bright, gloss, table, low, rows):
    """The colour, 0 to 255, of a value on the ramp, lit."""
    row = int(min(max((value - low) * rows, 0.0), len(table) - 1.0) + 0.5)
    r = min(table[row, 0] * bright + gloss, 255.0)
    g = min(table[row, 1] * bright + gloss, 255.0)
    b = min(table[row, 2] * bright + gloss, 255.0)
    return r, g, b


@compiled
def covered(value, lines, levels, half):
    """The share of a pixel of that value that level lines cover."""
    first, end, stretch = lines
    cover = 0.0
    for level in range(first, end):
        off = abs(value - levels[level]) * stretch
        cover = max(cover, min(off + half, 0.5) - max(off - half, -0.5))
    return cover


@compiled
def colour(value, bright, gloss, lines, paint):
    """The colour of a value, lit, with the level lines over it."""
    r, g, b = tone(value, bright, gloss, paint.table, paint.low, paint.rows)
    if lines[0] < lines[1]:
        cover = paint.level_opacity * covered(value, lines, paint.levels, paint.level_half)
        r += (paint.level_rgb[0] - r) * cover
        g += (paint.level_rgb[1] - g) * cover
        b += (paint.level_rgb[2] - b) * cover
    return r, g, b


@compiled
def edge_samples(p, plane, turn, lines, paint, canvas):
    """Paint the samples, of pixels that have some, that lie in the triangle."""
    x0 = max(int(np.floor(min(p[0, 0], p[1, 0], p[2, 0]))), canvas.x0)
    x1 = min(int(np.floor(max(p[0, 0], p[1, 0], p[2, 0]))), canvas.x1 - 1)
    y0 = max(int(np.floor(min(p[0, 1], p[1, 1], p[2, 1]))), canvas.y0)
    y1 = min(int(np.floor(max(p[0, 1], p[1, 1], p[2, 1]))), canvas.y1 - 1)
    for ty in range(y0 // TILE, y1 // TILE + 1):
        for tx in range(x0 // TILE, x1 // TILE + 1):
            if canvas.tiles[ty, tx] == 0:
                continue
            for y in range(max(y0, ty * TILE), min(y1, ty * TILE + TILE - 1) + 1):
                for x in range(max(x0, tx * TILE), min(x1, tx * TILE + TILE - 1) + 1):
                    if canvas.depth[y, x] == BEYOND:
                        sample_pixel(x, y, p, plane, turn, lines, paint, canvas)


@compiled
def sample_pixel(x, y, p, plane, turn, lines, paint, canvas):
    """Paint those samples of a pixel that lie in the triangle."""
    slot, o, rgba = canvas.slot[y, x], min(paint.opacity, 1.0), canvas.sample_rgba
    ux, uy = (p[1, 0] - p[0, 0]) * turn, (p[1, 1] - p[0, 1]) * turn
    vx, vy = (p[2, 0] - p[1, 0]) * turn, (p[2, 1] - p[1, 1]) * turn
    wx, wy = (p[0, 0] - p[2, 0]) * turn, (p[0, 1] - p[2, 1]) * turn
    for k in range(SAMPLES):
        sx, sy = x + SAMPLE_X[k], y + SAMPLE_Y[k]
        if (
            ux * (sy - p[0, 1]) < uy * (sx - p[0, 0])
            or vx * (sy - p[1, 1]) < vy * (sx - p[1, 0])
            or wx * (sy - p[2, 1]) < wy * (sx - p[2, 0])
        ):
            continue
        near, value, bright, gloss = at(sx, sy, plane)
        if near > canvas.sample_depth[slot, k]:
            ink = (*colour(value, bright, gloss, lines, paint), 255.0)
            if o >= 1:
                canvas.sample_depth[slot, k] = near
            for channel in range(4):
                rgba[slot, k, channel] += (ink[channel] - rgba[slot, k, channel]) * o
