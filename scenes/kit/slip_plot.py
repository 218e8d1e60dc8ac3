"""J against the step, twice from one start: with the gradient, and with one that lost its minus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, ValueTracker, VGroup
from numpy.typing import NDArray

from mathcore import Slip
from scenes.kit.plot import AXIS, Plot, nice_ticks, polyline
from scenes.kit.room import Box

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

DOT = 0.07


class SlipPlot:
    """Both walks up to step ``t``; between two steps the line goes straight from one J to the next."""

    def __init__(self, lesson: Lesson, slip: Slip, box: Box) -> None:
        self.lesson, self.theme, self.slip, self.box = lesson, lesson.theme, slip, box
        self.t = ValueTracker(0.0)
        theme = self.theme
        steps = slip.up.steps
        self.plot = Plot((0, steps), (0, 1.06 * float(slip.up.losses.max())), box)
        x_ticks, y_ticks = [0, steps // 2, steps], nice_ticks(*self.plot.y_range, 4)
        left, right, foot, top = box
        frame = polyline(np.array([[left, top, 0], [left, foot, 0], [right, foot, 0]]), theme.line, AXIS)
        unit = lesson.label("step", em=0.33, color=theme.quiet).at(right + 0.2, foot - 0.12)
        name = lesson.math("J", 0.42).at(left, top + 0.16, "center")
        self.axes = VGroup(
            frame,
            self.plot.x_ticks(x_ticks, theme.line),
            self.plot.x_labels(x_ticks, lesson.tick),
            self.plot.y_ticks(y_ticks, theme.line),
            self.plot.y_labels(y_ticks, lesson.tick),
            name,
            unit,
        )
        self.curves = VGroup(polyline(np.zeros((2, 3)), theme.ink, 4.6), polyline(np.zeros((2, 3)), theme.accent, 4.6))
        self.dots = VGroup(
            *(VGroup(*(Dot(radius=DOT, color=c) for _ in range(steps + 1))) for c in (theme.ink, theme.accent))
        )
        self.place()

    @property
    def losses(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """J of the walk down and of the walk up."""
        return self.slip.down.losses, self.slip.up.losses

    def place(self) -> None:
        """Draw both lines up to the present step."""
        t = self.t.get_value()
        for curve, dots, losses in zip(self.curves, self.dots, self.losses, strict=True):
            steps = np.append(np.arange(0, int(t) + 1), t)
            heights = np.interp(steps, np.arange(len(losses)), losses)
            curve.set_points_as_corners(self.plot.point(steps, heights))
            for k, dot in enumerate(dots):
                # Steps not made yet wait at the one made last.
                made = min(k, int(t))
                dot.move_to(self.plot.point(made, losses[made]))

    def names(self) -> VGroup:
        """Name both lines at their ends, with the J that they have come to."""
        (down, up), theme, plot = self.losses, self.theme, self.plot
        self.lesson.quote(j_down=float(down[-1]), j_up=float(up[-1]))
        right = self.lesson.label("right", em=0.36, color=theme.ink)
        wrong = self.lesson.label("wrong", em=0.36, color=theme.accent)
        steps = len(up) - 1
        x, y, _ = plot.point(0.86 * steps, np.interp(0.86 * steps, np.arange(steps + 1), up))
        foot = float(plot.point(0, down[-1])[1])
        return VGroup(right.at(self.box[1], foot + 0.26, "right"), wrong.at(float(x) - 0.3, float(y) + 0.2, "right"))
