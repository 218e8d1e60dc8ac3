"""Slow, plain second versions of what the stage computes, and small helpers for its tests."""

from __future__ import annotations

import math

import numpy as np
from manim import Camera

from scenes.kit.stage import Ball, Dots, Line, Patch, Sheet, Stage, StageCamera, View

TOP = View(0, -90, zoom=1, focal_distance=1000)
"""Straight from above and nearly parallel: world x, y are frame x, y."""


def camera(width=160, height=90, frame_width=16.0, colour="#000000") -> StageCamera:
    return StageCamera(
        pixel_width=width,
        pixel_height=height,
        frame_width=frame_width,
        frame_height=frame_width * height / width,
        background_color=colour,
    )


def paint(items, view=TOP, box=None, width=160, height=90, colour="#000000", frame_width=16.0, **options):
    """Paint items on a small frame; return its RGB as floats (height, width, 3)."""
    cam = camera(width, height, frame_width, colour)
    half = (frame_width / 2, cam.frame_height / 2)
    stage = Stage(items, view, box or (-half[0], half[0], -half[1], half[1]), **options)
    return shot(stage, cam)


def shot(stage, cam: Camera):
    cam.reset()
    cam.capture_mobjects([stage])
    return cam.pixel_array[..., :3].astype(float)


def project_slowly(view: View, point):
    """Project by hand, one rotation after the other: azimuth about z, tilt about x, then perspective."""
    x, y, z = (p - t for p, t in zip(point, view.target, strict=True))
    turn = math.radians(-view.theta - 90)
    x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
    tilt = math.radians(-view.phi)
    y, z = y * math.cos(tilt) - z * math.sin(tilt), y * math.sin(tilt) + z * math.cos(tilt)
    scale = view.zoom * view.focal_distance / (view.focal_distance - z)
    return x * scale + view.shift[0], y * scale + view.shift[1], view.focal_distance - z


def depth_inside_slowly(triangles, width, height):
    """How far inside the deepest of triangles (n, 3, 2), in px, each pixel's middle lies: below 0 is outside."""
    inside = np.full((height, width), -np.inf)
    for a, b, c in triangles:
        turn = np.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
        for y in range(height):
            for x in range(width):
                far = []
                for p, q in ((a, b), (b, c), (c, a)):
                    twice_area = (q[0] - p[0]) * (y + 0.5 - p[1]) - (q[1] - p[1]) * (x + 0.5 - p[0])
                    far.append(turn * twice_area / max(math.dist(p, q), 1e-9))
                inside[y, x] = max(inside[y, x], min(far))
    return inside


def wall(x0, x1, z, colour="#0000ff", opacity=1.0):
    """A level plane over columns x0 to x1 at a height, seen from above in front of all that is lower."""
    return Patch([(x0, -4, z), (x1, -4, z), (x1, 4, z), (x0, 4, z)], colour, opacity)


def scene_of_all():
    y, x = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-3, 3, 9), indexing="ij")
    points = np.stack([x, y, 0.2 * x * y], -1)
    normals = np.stack([-0.2 * y, -0.2 * x, np.ones_like(x)], -1)
    return [
        wall(-4, 4, -1, "#223344"),
        Sheet(points, x, normals, ("#000000", "#ffffff"), (-3, 3)),
        Line(points[4], 20, "#ff0000", casing=("#000000", 40, 0.5), lift=0.1),
        Dots(points[4], 30, "#00ff00", "#ffffff", 10, lift=0.2),
        Ball((0, 0, 0.3), 0.5, "#ff88aa", ("#000000", 10)),
    ]
