"""Kernels that paint lines, discs and balls, tested against the depth of what the triangles left."""

from __future__ import annotations

import numpy as np

from .canvas import SAMPLES
from .compiled import compiled, inlined

BEYOND = np.float32(np.inf)
# Corners of a line that fall closer together than this on the frame are one corner, in px.
FINEST = 0.35


@compiled
def trace(points, opacity, lens, lift):
    """Project a polyline: rows x, y, nearness, opacity in px; a row of NaN where the pen is lifted."""
    m, out, n = lens.matrix, np.empty((2 * len(points) + 2, 4)), 0
    a, b, down = np.empty(4), np.empty(4), False
    for i in range(len(points)):
        x, y, z = points[i, 0] - lens.target[0], points[i, 1] - lens.target[1], points[i, 2] - lens.target[2]
        b[0] = m[0, 0] * x + m[0, 1] * y + m[0, 2] * z
        b[1] = m[1, 0] * x + m[1, 1] * y + m[1, 2] * z
        b[2] = lens.focal - (m[2, 0] * x + m[2, 1] * y + m[2, 2] * z)
        b[3] = opacity[i]
        if not np.isfinite(b[2]):
            down = False
            n = lift_pen(out, n)
            continue
        if down and (a[2] < lens.near) != (b[2] < lens.near):
            n = put(a + (b - a) * ((lens.near - a[2]) / (b[2] - a[2])), out, n, lens, lift)
        if b[2] >= lens.near:
            last = i == len(points) - 1 or not np.isfinite(points[i + 1, 0])
            n = put(b, out, n, lens, lift)
            if not last and n > 1 and close(out, n):
                n -= 1
        else:
            n = lift_pen(out, n)
        a[:], down = b, True
    return out[:n]


@inlined
def close(out, n):
    """Whether the last two rows fall on one place of the frame."""
    dx, dy = out[n - 1, 0] - out[n - 2, 0], out[n - 1, 1] - out[n - 2, 1]
    return dx * dx + dy * dy < FINEST * FINEST


@inlined
def put(corner, out, n, lens, lift):
    """Append a corner given in camera space."""
    out[n, 0] = lens.cx + lens.scale * corner[0] / corner[2]
    out[n, 1] = lens.cy - lens.scale * corner[1] / corner[2]
    out[n, 2] = 1 / max(corner[2] - lift, 0.5 * lens.near)
    out[n, 3] = corner[3]
    return n + 1


@compiled
def lift_pen(out, n):
    """Append a row of NaN, unless nothing is drawn since the last one."""
    if n == 0 or np.isnan(out[n - 1, 0]):
        return n
    out[n, :] = np.nan
    return n + 1


@compiled
def dashed(line, on, off):
    """Cut a projected line into dashes."""
    total = 0.0
    for i in range(1, len(line)):
        if not (np.isnan(line[i, 0]) or np.isnan(line[i - 1, 0])):
            total += np.hypot(line[i, 0] - line[i - 1, 0], line[i, 1] - line[i - 1, 1])
    out = np.empty((2 * len(line) + 3 * int(total / (on + off)) + 8, 4))
    n, left, drawing = 0, on, True
    for i in range(len(line)):
        if np.isnan(line[i, 0]):
            n, left, drawing = lift_pen(out, n), on, True
            continue
        if i > 0 and not np.isnan(line[i - 1, 0]):
            d = line[i] - line[i - 1]
            length, done = np.hypot(d[0], d[1]), 0.0
            while length - done > left:
                done += left
                out[n] = line[i - 1] + d * (done / length)
                n = lift_pen(out, n + 1) if drawing else n + 1
                drawing = not drawing
                left = on if drawing else off
            left -= length - done
        if drawing:
            out[n] = line[i]
            n += 1
    return out[:n]


@compiled
def stroke(line, half, rgb, opacity, canvas):
    """Paint a projected line. It covers each pixel once, however often it passes there."""
    inked = 0
    for i in range(len(line)):
        if np.isnan(line[i, 0]):
            continue
        alone = (i == 0 or np.isnan(line[i - 1, 0])) and (i + 1 == len(line) or np.isnan(line[i + 1, 0]))
        j = i if alone else i + 1
        if j < len(line) and not np.isnan(line[j, 0]):
            inked = capsule(line, i, j, half, canvas, inked)
    width = canvas.ink.shape[1]
    for i in range(inked):
        y, x = divmod(canvas.inked[i], width)
        blend(canvas.frame, y, x, rgb[0], rgb[1], rgb[2], canvas.ink[y, x] * opacity)
        canvas.ink[y, x] = 0


@inlined
def capsule(line, i, j, half, canvas, inked):
    """Ink the pixels within `half` of the segment from corner i to j; return how many pixels bear ink now."""
    ax, ay, near, strong = line[i, 0], line[i, 1], line[i, 2], line[i, 3]
    dx, dy, nearer, stronger = line[j, 0] - ax, line[j, 1] - ay, line[j, 2] - near, line[j, 3] - strong
    square, reach, ink = dx * dx + dy * dy, half + 0.5, canvas.ink
    over = 1 / square if square > 0 else 0.0
    low, high = max(ax + min(dx, 0.0) - reach, canvas.x0), min(ax + max(dx, 0.0) + reach, canvas.x1)
    top, bottom = max(ay + min(dy, 0.0) - reach, canvas.y0), min(ay + max(dy, 0.0) + reach, canvas.y1)
    # Only the part of a row that the band round the whole straight line crosses.
    lean = dx / dy if abs(dy) > 1e-9 else 0.0
    wide = reach * np.sqrt(1 + lean * lean) if abs(dy) > 1e-9 else np.inf
    for y in range(int(np.ceil(top - 0.5)), int(np.ceil(bottom - 0.5))):
        py = y + 0.5 - ay
        left, right = max(low, ax + py * lean - wide), min(high, ax + py * lean + wide)
        for x in range(int(np.ceil(left - 0.5)), int(np.ceil(right - 0.5))):
            px = x + 0.5 - ax
            t = min(max((px * dx + py * dy) * over, 0.0), 1.0)
            off = np.sqrt((px - t * dx) ** 2 + (py - t * dy) ** 2)
            cover = (min(off + half, 0.5) - max(off - half, -0.5)) * (strong + t * stronger)
            if cover > ink[y, x]:
                cover *= seen(x, y, near + t * nearer, canvas)
                if cover > ink[y, x]:
                    if ink[y, x] == 0:
                        canvas.inked[inked] = y * ink.shape[1] + x
                        inked += 1
                    ink[y, x] = cover
    return inked


@inlined
def seen(x, y, near, canvas):
    """Return the share of a pixel, 0 to 1, where something at that nearness shows."""
    depth = canvas.depth[y, x]
    if depth == BEYOND:
        hits, slot = 0, canvas.slot[y, x]
        for k in range(SAMPLES):
            hits += near >= canvas.sample_depth[slot, k]
        share = hits / SAMPLES
    else:
        share = 1.0 if near >= depth else 0.0
    if near < canvas.veil[y, x]:
        share *= 1 - canvas.veil_opacity[y, x]
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
def discs(points, radius, fill, rim_width, rim, opacity, canvas):
    """Paint discs at projected points (rows x, y, nearness, opacity), each with a rim round it."""
    for i in range(len(points)):
        cx, cy, near = points[i, 0], points[i, 1], points[i, 2]
        if np.isnan(cx):
            continue
        reach = radius + rim_width + 0.5
        for y in range(max(int(cy - reach), canvas.y0), min(int(cy + reach) + 1, canvas.y1)):
            for x in range(max(int(cx - reach), canvas.x0), min(int(cx + reach) + 1, canvas.x1)):
                off = np.hypot(x + 0.5 - cx, y + 0.5 - cy)
                outer = min(max(reach - off, 0.0), 1.0) * opacity * points[i, 3]
                if outer <= 0:
                    continue
                inner = min(max(radius + 0.5 - off, 0.0), 1.0)
                r = rim[0] + (fill[0] - rim[0]) * inner
                g = rim[1] + (fill[1] - rim[1]) * inner
                b = rim[2] + (fill[2] - rim[2]) * inner
                blend(canvas.frame, y, x, r, g, b, outer * seen(x, y, near, canvas))


@compiled
def ball(middle, radius, rgb, light, ring_width, ring, opacity, lens, canvas):
    """Paint a sphere whose middle (3,) is in camera space, as it would cut through what stands there."""
    depth = middle[2]
    if depth - radius < lens.near:
        return
    cx, cy = lens.cx + lens.scale * middle[0] / depth, lens.cy - lens.scale * middle[1] / depth
    size = lens.scale * radius / depth
    reach = size + ring_width + 0.5
    for y in range(max(int(cy - reach), canvas.y0), min(int(cy + reach) + 1, canvas.y1)):
        for x in range(max(int(cx - reach), canvas.x0), min(int(cx + reach) + 1, canvas.x1)):
            u, v = (x + 0.5 - cx) / size, (cy - y - 0.5) / size
            off = np.hypot(u, v)
            cover = min(max(reach - off * size, 0.0), 1.0) * opacity
            if cover <= 0:
                continue
            up = np.sqrt(max(1 - off * off, 0.0))
            share = seen_softly(x, y, depth - up * radius, 1.5 * depth / lens.scale, canvas)
            inner = min(max(size + 0.5 - off * size, 0.0), 1.0)
            bright, gloss = ball_light(u, v, off, up, light)
            r = ring[0] + (ball_tone(rgb[0], bright, gloss) - ring[0]) * inner
            g = ring[1] + (ball_tone(rgb[1], bright, gloss) - ring[1]) * inner
            b = ring[2] + (ball_tone(rgb[2], bright, gloss) - ring[2]) * inner
            blend(canvas.frame, y, x, r, g, b, cover * share)
            if off < 1 and opacity >= 1:
                stand(x, y, 1 / (depth - up * radius), canvas)


@compiled
def seen_softly(x, y, depth, soft, canvas):
    """Like `seen`, but the curve where two surfaces meet is smoothed over a depth of `soft`."""
    near = canvas.depth[y, x]
    if near == BEYOND or near == 0:
        return seen(x, y, 1 / depth, canvas)
    share = min(max(0.5 + (1 / near - depth) / soft, 0.0), 1.0)
    if 1 / depth < canvas.veil[y, x]:
        share *= 1 - canvas.veil_opacity[y, x]
    return share


@compiled
def stand(x, y, near, canvas):
    """Let a pixel's depth be that of something opaque, where it is in front."""
    if canvas.depth[y, x] != BEYOND:
        canvas.depth[y, x] = max(canvas.depth[y, x], near)
        return
    for k in range(SAMPLES):
        slot = canvas.slot[y, x]
        canvas.sample_depth[slot, k] = max(canvas.sample_depth[slot, k], near)


@compiled
def ball_light(u, v, off, up, light):
    """Brightness and gloss of a ball: a soft light, darker towards the outline, and a small highlight."""
    if off > 1:
        u, v = u / off, v / off
    lit = max(u * light[0] + v * light[1] + up * light[2], 0.0)
    hx, hy, hz = light[0], light[1], light[2] + 1
    half = (u * hx + v * hy + up * hz) / np.sqrt(hx * hx + hy * hy + hz * hz)
    return 0.62 + 0.42 * lit, 0.55 * max(half, 0.0) ** 40


@compiled
def ball_tone(channel, bright, gloss):
    """One channel of the ball's colour, lit."""
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
