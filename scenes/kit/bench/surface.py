"""A loss surface with a path and a ball under a moving camera: once by Manim's own means, once on our stage."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from manim import DEGREES, Dot3D, Scene, Surface, ThreeDScene, VMobject
from numpy.typing import NDArray

from mathcore import Study, builtin
from scenes.kit.fast import renderer_for
from scenes.kit.settings import Settings
from scenes.kit.stage import Ball, Line, Sheet, Stage, StageCamera, View
from scenes.kit.theme import THEMES

FACES = 48
# The plan is a square of this half side; the highest corner stands this high.
HALF, HEIGHT = 2.4, 2.0
TURN = 40.0
STEPS = 30
Points = NDArray[np.float64]


class Bowl:
    """The loss of the hours of study over a rectangle of parameters, in world units."""

    def __init__(self) -> None:
        self.study = Study.of(builtin("hours"))
        window = self.study.window
        self.corner = np.array([window.x_range[0], window.y_range[0]])
        self.side = np.array([np.ptp(window.x_range), np.ptp(window.y_range)])
        self.top = 1.0
        self.top = float(self.at(*np.meshgrid([0, 1], [0, 1]))[..., 2].max() + HEIGHT / 2) / HEIGHT

    def at(self, u: Any, v: Any) -> Points:
        """Return world points for u and v from 0 to 1."""
        theta = self.corner + np.stack([np.asarray(u), np.asarray(v)], axis=-1) * self.side
        height = self.study.loss(theta) / self.top * HEIGHT
        flat = (np.stack([np.asarray(u), np.asarray(v)], axis=-1) - 0.5) * 2 * HALF
        return np.concatenate([flat, height[..., None] - HEIGHT / 2], axis=-1)

    def path(self) -> Points:
        """Return the first steps of gradient descent, a little above the surface."""
        u, v = ((self.study.walk.points[: STEPS + 1] - self.corner) / self.side).T
        return self.at(u, v) + [0, 0, 0.02]


class Timed(Scene):
    """A scene that knows when its first frame was due."""

    seconds: float = 1.0
    started: float = 0.0

    def begin(self) -> None:
        """Start the clock."""
        self.started = time.perf_counter()


class ManimSurface(ThreeDScene, Timed):
    """As one writes it with Manim: a Surface, a curve, a Dot3D, and a camera that turns."""

    def construct(self) -> None:
        """Turn the camera once by TURN degrees."""
        bowl, theme = Bowl(), THEMES["dark"]
        self.set_camera_orientation(phi=60 * DEGREES, theta=-60 * DEGREES)
        surface = Surface(lambda u, v: bowl.at(u, v), resolution=(FACES, FACES), stroke_width=0.4)
        surface.set_fill_by_checkerboard(*theme.surface[1:3])
        path = VMobject(stroke_color=theme.path, stroke_width=4).set_points_as_corners(bowl.path())
        self.add(surface, path, Dot3D(bowl.path()[-1], radius=0.12, color=theme.theta))
        self.begin()
        self.move_camera(theta=(TURN - 60) * DEGREES, run_time=self.seconds)


class StageSurface(Timed):
    """The same on our stage."""

    def __init__(self, **options: Any) -> None:
        super().__init__(renderer=renderer_for(StageCamera), **options)

    def construct(self) -> None:
        """Turn the camera once by TURN degrees, after one frame that is not timed: it loads what is compiled."""
        bowl, theme = Bowl(), THEMES[Settings().theme]
        u, v = np.meshgrid(np.linspace(0, 1, FACES + 1), np.linspace(0, 1, FACES + 1), indexing="ij")
        points = bowl.at(u, v)
        normals = np.cross(np.gradient(points, axis=0), np.gradient(points, axis=1))
        sheet = Sheet(points, points[..., 2], normals, theme.surface, (-HEIGHT / 2, HEIGHT / 2))
        items = [sheet, Line(bowl.path(), 4, theme.path, lift=0.05), Ball(bowl.path()[-1], 0.12, theme.theta)]
        stage = Stage(items, View(60, -60, 1.0, 20), (-7.1, 7.1, -4, 4))
        self.add(stage)
        self.wait(0.05)
        self.begin()
        self.play(stage.animate.set_view(View(60, TURN - 60, 1.0, 20)), run_time=self.seconds)
