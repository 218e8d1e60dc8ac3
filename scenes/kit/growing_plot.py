"""J against the step, on an axis that grows as the walk goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from manim import DashedLine, Dot, VGroup

from mathcore import Fit, LogisticLoss, Trajectory
from scenes.kit.marks import HALO
from scenes.kit.plot import Plot, nice_ticks, polyline, tick_text
from scenes.kit.room import box_of, shared
from scenes.kit.written import figure

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

FIRST = 24
MOST_POINTS = 600


class Walked(Protocol):
    """A loss, a walk over it and its minimum: a study, of one feature or of two."""

    @property
    def loss(self) -> LogisticLoss:
        """J."""

    @property
    def walk(self) -> Trajectory:
        """The walk."""

    @property
    def fit(self) -> Fit:
        """The minimum."""


class GrowingPlot:
    """The losses of a walk up to time t; the axis always reaches a little beyond t.

    The walk is the lesson's own up to the window's cut, unless another one and the axis' top are given.
    """

    def __init__(
        self,
        lesson: Lesson,
        box: tuple[float, float, float, float],
        last: int,
        walked: Walked | None = None,
        top: float | None = None,
    ) -> None:
        self.lesson, self.theme, self.last = lesson, lesson.theme, last
        self.study: Walked = walked or lesson.study
        self.box, self.t = box, -1.0
        self.top = lesson.study.window.cut if top is None else top
        self.low = 0.0
        theme = self.theme
        plot = self.plot(0.0)
        ticks = nice_ticks(0, self.top, 2)
        numbers = plot.y_labels(ticks, lesson.tick)
        name = lesson.math("J", 0.38).at(box[0] - 0.2, box[3] + 0.1, "right")
        if shared(box_of(name), box_of(numbers)) > 0:
            name.at(box[0], box[3] + 0.14)
        self.still = VGroup(plot.horizontal(0, theme.line), numbers, name)
        unit = lesson.label("step", em=0.33, color=theme.quiet).at(box[1], box[2] - 0.4, "right")
        self.still.add(unit)
        self.room = float(unit.get_left()[0]) - 0.15
        if self.study.fit.exists:
            hat = float(self.study.loss(self.study.fit.theta))
            self.still.add(plot.dashed((0, hat), (plot.x_range[1], hat), theme.quiet))
            name = lesson.formula("loss_at_hat", em=0.33, color=theme.quiet, values={"value": figure(hat, ".4f")})
            # A walk that leaps out of the plot runs along its top: then the name stands above it.
            y = box[3] - 0.12 if self.study.walk.losses.max() <= self.top else box[3] + 0.26
            name.at(box[1], y, "right")
            sample = [name.get_left()[0] - 0.52, name.get_left()[0] - 0.14]
            dashes = DashedLine(
                *([x, y + 0.1, 0] for x in sample), color=theme.quiet, stroke_width=1.8, dash_length=0.09
            )
            self.still.add(name, dashes)
        self.numbers = self._numbers()
        self.shown = {spacing: [True] * len(labels) for spacing, labels in self.numbers.items()}
        self.line = polyline(np.zeros((2, 3)), theme.ink, 3.2)
        self.dot = Dot(radius=0.1, color=theme.theta, stroke_color=theme.ground, stroke_width=100 * HALO)
        self.group = VGroup(
            self.still, *(label for group in self.numbers.values() for label in group), self.line, self.dot
        )

    def reach(self, t: float) -> float:
        """Return the step at the axis' end at time t."""
        return max(min(FIRST, self.last * 1.2), 1.18 * t)

    def plot(self, t: float) -> Plot:
        """Return the axes at time t."""
        return Plot((0, self.reach(t)), (0, self.top), self.box)

    def place(self, t: float) -> None:
        """Draw the walk up to time t and move the numbers under the axis."""
        if t == self.t:
            return
        self.t = t
        plot, walk = self.plot(t), self.study.walk
        steps = np.append(np.arange(0, int(t) + 1), t)
        if len(steps) > MOST_POINTS:
            # More steps than pixels: keep the first ones and a spread of the rest.
            keep = np.unique(np.linspace(60, len(steps) - 1, MOST_POINTS - 60).astype(int))
            steps = np.concatenate([steps[:60], steps[keep]])
        losses = np.minimum(self.study.loss(walk.at(steps)), 1.08 * self.top)
        self.line.set_points_as_corners(plot.point(steps, losses))
        self.dot.move_to(plot.point(t, losses[-1]))
        active = _spacing(plot.x_range[1])
        for spacing, labels in self.numbers.items():
            places = plot.point(spacing * np.arange(len(labels)), 0)[:, 0]
            for k, (label, x) in enumerate(zip(labels, places.tolist(), strict=True)):
                shown = spacing == active and x + label.width / 2 < self.room
                # Colours are set only where they change: it takes longer than drawing the number.
                if shown != self.shown[spacing][k]:
                    label.set_opacity(float(shown))
                    self.shown[spacing][k] = shown
                if shown:
                    label.at(x, self.box[2] - 0.4, "center")

    def _numbers(self) -> dict[int, VGroup]:
        """Set every number that may come to stand under the axis, by their spacing."""
        numbers: dict[int, VGroup] = {}
        end = 1.2 * max(self.last, FIRST)
        for spacing in sorted({_spacing(reach) for reach in np.geomspace(min(FIRST, 1.2 * self.last), end, 200)}):
            count = int(min(end, 5 * spacing) // spacing) + 1
            numbers[spacing] = VGroup(*(self.lesson.tick(tick_text(k * spacing, 1)) for k in range(count)))
        return numbers


def _spacing(reach: float) -> int:
    """Return the round spacing that puts two to four numbers under the axis."""
    for power in range(8):
        for unit in (1, 2, 5):
            if reach / (unit * 10**power) <= 3.6:
                return unit * 10**power
    raise ValueError(f"no spacing for an axis of {reach:g} steps")
