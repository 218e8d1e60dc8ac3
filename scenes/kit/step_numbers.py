"""Numbers beside the last steps of a walk on the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from scenes.kit.stage import Stage
from scenes.kit.valley import Valley

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

SHOWN = 3
ASIDE, UNDER, APART = 0.34, 0.1, 0.5


class StepNumbers:
    """The numbers of the last few steps, each on the outer side of its corner."""

    def __init__(self, lesson: Lesson, valley: Valley, last: int) -> None:
        self.walk, self.valley = lesson.study.walk, valley
        self.labels = [lesson.text(str(step), 0.34, lesson.theme.path) for step in range(last + 1)]
        for label in self.labels:
            label.set_stroke(lesson.theme.casing, 6, 0.7, background=True)
        self.shown = [True] * len(self.labels)
        self.group = VGroup(*self.labels)

    def place(self, stage: Stage, t: float) -> None:
        """Show the steps just made where the camera puts their corners."""
        done = min(int(t), len(self.labels) - 1)
        taken = [stage.project(self.valley.on_surface(self.walk.at(t)))]
        for step in range(len(self.labels) - 1, -1, -1):
            label = self.labels[step]
            # The newest corner belongs to the ball.
            shown = done - SHOWN <= step < done
            if shown:
                here, other = (stage.project(self.valley.on_surface(self.walk.points[k])) for k in (step, step + 1))
                side = 1 if here[0] >= other[0] else -1
                label.move_to(here + [side * ASIDE, UNDER, 0])
                shown = inside(label.get_center(), stage) and min(gap(label.get_center(), p) for p in taken) > APART
                taken += [label.get_center()] if shown else []
            if shown != self.shown[step]:
                label.set_opacity(float(shown)).set_stroke(opacity=0.7 * shown, background=True)
                self.shown[step] = shown


def inside(place: NDArray[np.float64], stage: Stage) -> bool:
    """Whether a place lies well within the stage's viewport."""
    x0, x1, y0, y1 = stage.viewport
    return bool(x0 + APART < place[0] < x1 - 2 * APART and y0 + APART < place[1] < y1 - APART)


def gap(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Return the distance between two places of the frame."""
    return float(np.linalg.norm(a - b))
