"""Three walks through the same epochs: on a muted map, and as J over epochs on a log scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, VGroup, VMobject
from numpy.typing import NDArray

from mathcore import Batches, fit
from scenes.kit.batch_fan import HUES
from scenes.kit.clip import within
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.map_view import MapView
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, Plot, nice_ticks, polyline
from scenes.kit.room import beside
from scenes.kit.written import figure

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

BOX = (3.5, 6.25, -2.35, -0.2)
TABLE_TOP, LEADING = 2.3, 0.52
# Dots at every step up to so many steps; beyond they would hide the path.
DOTTED = 120
# The curves' widths: many steps are drawn thinner.
WIDTHS = (1.8, 2.8, 3.2)


class BatchWalks:
    """The walks up to one number of epochs, the same for all three.

    Parameters
    ----------
    lesson
        The scene.
    batches
        The walks.
    view
        The map on which they walk.
    """

    def __init__(self, lesson: Lesson, batches: Batches, view: MapView) -> None:
        self.lesson, self.theme, self.batches, self.map = lesson, lesson.theme, batches, view
        self.colors = [self.theme.walks[hue] for hue in HUES]
        self.epoch = 0.0
        self.ground = view.ground()
        self.plot = self._plot()
        self.axes = self._draw_axes()
        drawn = zip(reversed(self.colors), WIDTHS, strict=True)
        self.curves = VGroup(*(polyline(np.zeros((2, 3)), color, width) for color, width in drawn))
        self.dots = VGroup(*(Dot(radius=0.075, color=color) for color in reversed(self.colors)))
        self.losses = [self._loss(k) for k in range(3)]
        self.table = VGroup(*(self._row(k) for k in range(3)), self._head())
        self.place()

    def steps(self, number: int) -> float:
        """Return how far a walk has come by now, in steps."""
        return self.epoch * self.batches.per_epoch(number)

    def place(self) -> None:
        """Put paths, curves and losses where the epoch says."""
        items = list(self.ground)
        for k in (2, 1, 0):
            t = self.steps(k)
            items += self.map.path(t, k, self.colors[k], (1.0, 1.0, 0.8)[k], dots=t <= DOTTED)
            curve, dot = self.curves[2 - k], self.dots[2 - k]
            trace = self.trace(k)
            curve.set_points_as_corners(trace if len(trace) > 1 else np.repeat(trace, 2, axis=0))
            dot.move_to(trace[-1])
            self.losses[k].set_value(float(self.batches.walks[k].losses[int(t + 1e-9)]))
        self.map.stage.items = items

    def trace(self, number: int) -> NDArray[np.float64]:
        """Return the places of J after each step made, over the epochs gone through; the start at the axis' end."""
        walk, each = self.batches.walks[number], self.batches.per_epoch(number)
        done = int(self.steps(number) + 1e-9)
        epochs = np.arange(1, done + 1) / each
        logs = np.append(self.plot.x_range[0], np.log10(epochs))
        return self.plot.point(logs, np.minimum(walk.losses[: done + 1], self.plot.y_range[1]))

    def _plot(self) -> Plot:
        first = np.log10(1 / (1.5 * self.batches.m))
        last = np.log10(max(self.batches.epochs, 2))
        low = float(fit(self.batches.loss).loss)
        start = float(self.batches.walks[0].losses[0])
        # A single row may leap high: its curve then runs along the top.
        top = max(start, min(2 * start, max(float(walk.losses.max()) for walk in self.batches.walks)))
        return Plot((float(first), float(last)), (low - 0.12 * (top - low), top + 0.05 * (top - low)), BOX)

    def _draw_axes(self) -> VGroup:
        lesson, theme, plot = self.lesson, self.theme, self.plot
        left, right, foot, top = BOX
        marks = [(0.0, "1")]
        if self.batches.epochs >= 10:
            marks.append((float(np.log10(self.batches.epochs)), str(self.batches.epochs)))
        if self.batches.m > 4:
            marks.append((float(-np.log10(self.batches.m)), f"1\\/{self.batches.m}"))
        ticks = [tick for tick in nice_ticks(*plot.y_range, 3)]
        axes = VGroup(
            polyline(np.array([[left, top, 0], [left, foot, 0], [right, foot, 0]]), theme.line, AXIS),
            plot.x_ticks([log for log, _ in marks], theme.line),
            plot.y_ticks(ticks, theme.line),
            plot.y_labels(ticks, lesson.tick),
            lesson.math("J", 0.42).at(left - 0.12, top + 0.16),
        )
        for log, text in marks:
            axes.add(lesson.math(text, 0.36, theme.quiet).at(float(plot.point(log, 0)[0]), foot - 0.46, "center"))
        unit = lesson.label("epochs", em=0.34, color=theme.quiet)
        axes.add(unit.at(right, foot - 0.88, "right"))
        hat = float(fit(self.batches.loss).loss)
        return axes.add(plot.dashed((plot.x_range[0], hat), (plot.x_range[1], hat), theme.quiet))

    def _row(self, number: int) -> VGroup:
        size = self.lesson.math(figure(self.batches.sizes[number], "d"), 0.42, self.colors[number])
        y = TABLE_TOP - (number + 1) * LEADING
        return VGroup(size.at(BOX[0] + 0.4, y, "right"), self.losses[number])

    def _loss(self, number: int) -> LiveNumber:
        y = TABLE_TOP - (number + 1) * LEADING
        return LiveNumber(".4f", em=0.42, color=self.colors[number], at=(RIGHT_EDGE, y), math=True)

    def _head(self) -> VGroup:
        rows = self.lesson.label("batch", em=0.36, color=self.theme.quiet).at(BOX[0] + 0.4, TABLE_TOP + 0.04, "right")
        return VGroup(rows, self.lesson.math("J", 0.42, self.theme.quiet).at(RIGHT_EDGE, TABLE_TOP + 0.04, "right"))

    def names(self, others: list[VMobject]) -> VGroup:
        """Return each batch size beside the end of its path."""
        named = VGroup()
        paths = np.vstack([self.map.place(walk.points) for walk in self.map.walks])
        for k, walk in enumerate(self.map.walks):
            name = self.lesson.math(figure(self.batches.sizes[k], "d"), 0.42, self.colors[k])
            name.set_stroke(self.theme.ground, 7, 0.85, background=True)
            place = self.map.place(walk.points[-1])
            if within(place, self.map.box):
                named.add(beside(name, place, self.map.box, [*others, *named], paths))
        return named
