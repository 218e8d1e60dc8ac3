"""Two features: the plane of the data, the probability behind them and the line where it is one half."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Line as Stroke
from manim import Rectangle, VGroup, VMobject
from numpy.typing import NDArray

from mathcore import PlaneStudy
from scenes.kit.flat import FLAT, flat_stage
from scenes.kit.marks import class_color, end_ring, mark
from scenes.kit.plot import Plot, nice_ticks
from scenes.kit.stage import Item, LevelLines, Line, Sheet, ramp_colour

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

Points = NDArray[np.float64]

# Cells of the shading, along each axis; the colours run straight across a cell.
CELLS = (49, 69)
# How much of a class's colour the ground takes on where its probability is 1.
TINT = 0.42
LEVELS = tuple(k / 10 for k in (1, 2, 3, 4, 6, 7, 8, 9))
NAMED = (0.1, 0.5, 0.9)
# A line's name is at its full strength so far above the corner.
FADE = 0.3
# Rows far out stand so far inside the edge, with an arrow of this length.
FOOT, ARROW = 0.34, 0.24


class Frontier:
    """The picture of one model of two features, given by ``set_theta``."""

    def __init__(self, lesson: Lesson, study: PlaneStudy, box: tuple[float, float, float, float]) -> None:
        self.lesson, self.theme, self.study = lesson, lesson.theme, study
        self.plot = Plot(*study.ranges, box)
        self.stage = flat_stage()
        (x0, x1), (y0, y1) = study.ranges
        self.grid = np.stack(np.meshgrid(np.linspace(x0, x1, CELLS[1]), np.linspace(y0, y1, CELLS[0])), axis=-1)
        self.places = self.plot.point(self.grid[..., 0], self.grid[..., 1])
        self.names = VGroup(*(self._name(p) for p in NAMED))
        self.shown = [1.0] * len(NAMED)
        self.axes = self._draw_axes()
        self.marks = self._draw_marks()

    # -- what theta changes --------------------------------------------------------------------------------------

    def set_theta(self, theta: Points) -> None:
        """Shade the plane by the probabilities of these parameters, and draw the line where they are one half."""
        self.stage.items = [self.field(theta), *self.line(theta)]
        right, foot = self.plot.box[1:3]
        for k, (name, p) in enumerate(zip(self.names, NAMED, strict=True)):
            ends = self._on_frame(theta, p)
            # The lines are named at the right edge; a name fades as its line turns away round the corner.
            beside = len(ends) > 0 and abs(ends[1][0] - right) < 1e-6
            opacity = float(np.clip((ends[1][1] - foot) / FADE, 0, 1)) if beside else 0.0
            if opacity != self.shown[k]:
                self.shown[k] = opacity
                name.set_opacity(opacity)
            if opacity:
                name.move_to(ends[1]).align_to([right + 0.16, 0, 0], np.array([-1.0, 0, 0]))

    def field(self, theta: Points) -> Item:
        """Return the shading, with lines of equal probability."""
        theme = self.theme
        up = np.zeros_like(self.places)
        up[..., 2] = 1.0
        cold, warm = (ramp_colour((theme.ground, class_color(theme, label)), TINT) for label in (0, 1))
        lines = LevelLines(LEVELS, theme.quiet, 1.8, 0.8)
        values = self.study.probabilities(theta, self.grid)
        return Sheet(self.places, values, up, (cold, theme.ground, warm), (0.0, 1.0), lines, light=FLAT)

    def line(self, theta: Points) -> list[Item]:
        """Return the line where the probability is one half; none where it passes outside."""
        ends = self._on_frame(theta, 0.5)
        return [Line(ends, 6.0, self.theme.theta, lift=0.02)] if len(ends) else []

    def _on_frame(self, theta: Points, p: float) -> Points:
        ends = self.study.line(theta, p)
        return self.plot.point(ends[:, 0], ends[:, 1])

    def _name(self, p: float) -> VMobject:
        return self.lesson.math(f"{p}", 0.36, self.theme.theta if p == 0.5 else self.theme.quiet)

    # -- what stands ---------------------------------------------------------------------------------------------

    def seat(self, row: int) -> Points:
        """Return where a row's mark stands: at its features, or inside the edge that it lies beyond."""
        left, right, foot, top = self.plot.box
        place = self.plot.point(*self.study.data.x[row])
        low, high = np.array([left, foot, 0]), np.array([right, top, 0])
        inside: Points = np.clip(place, low + [FOOT, FOOT, 0], high - [FOOT, FOOT, 0])
        return place if self.study.near[row] else inside

    def _draw_marks(self) -> VGroup:
        """Draw rings and discs, and an arrow with its value where a row lies beyond the edge."""
        marks, data = VGroup(), self.study.data
        twins = [bool(np.any((data.x == x).all(axis=1) & (data.y != y))) for x, y in zip(data.x, data.y, strict=True)]
        for row in np.argsort(data.y, kind="stable").tolist():
            dot = mark(self.theme, int(data.y[row]), wide=twins[row], halo=0.016).move_to(self.seat(row))
            if not self.study.near[row]:
                dot.add(self._far_out(row))
            marks.add(dot)
        return marks

    def of_class(self, label: int) -> list[VMobject]:
        """Return the marks of a label, in the order in which they are drawn."""
        labels = np.sort(self.study.data.y, kind="stable")
        return [dot for dot, y in zip(self.marks, labels, strict=True) if y == label]

    def _far_out(self, row: int) -> VGroup:
        """Return the arrow toward where a row truly lies, and its value of the feature that is off the plot."""
        data, seat = self.study.data, self.seat(row)
        way = self.plot.point(*data.x[row]) - seat
        axis = int(np.argmax(np.abs(way)))
        along = np.zeros(3)
        along[axis] = np.sign(way[axis])
        color, across = class_color(self.theme, int(data.y[row])), along[[1, 0, 2]]
        start, tip = seat + 0.13 * along, seat + (0.13 + ARROW) * along
        arrow = VGroup(
            *(
                Stroke(end, tip)
                for end in (start, tip - 0.09 * along + 0.07 * across, tip - 0.09 * along - 0.07 * across)
            )
        )
        text = self.lesson.text(f"{data.x[row, axis]:.1f}".replace("-", "−"), 0.33)
        return VGroup(arrow.set_stroke(color, 2.4), text.at(float(seat[0]) + 0.24, float(seat[1]) - 0.12))

    def rings(self, theta: Points) -> VGroup:
        """Return accent rings round the rows on the other label's side."""
        strays = np.flatnonzero(~self.study.sides(theta)).tolist()
        ring = end_ring(self.theme.accent, self.theme.ground, 0.2).set_fill(opacity=0)
        return VGroup(*(ring.copy().move_to(self.seat(row)) for row in strays))

    def classes(self) -> list[VGroup]:
        """Return the labels' words, each with its mark, in the corner where its probability comes to lie."""
        left, right, foot, top = self.plot.box
        words = [self.lesson.label(f"class{k}") for k in (0, 1)]
        words[0].at(left + 0.55, foot + 0.3)
        words[1].at(right - 0.25, top - 0.5, "right")
        dots = [mark(self.theme, k).move_to(word.get_left() + [-0.24, 0, 0]) for k, word in enumerate(words)]
        return [VGroup(dot, word) for dot, word in zip(dots, words, strict=True)]

    def _draw_axes(self) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.plot
        left, right, foot, top = plot.box
        frame = Rectangle(width=right - left, height=top - foot, color=theme.line, stroke_width=1.8)
        frame.move_to([(left + right) / 2, (foot + top) / 2, 0])
        x_name = lesson.label("first", em=0.33, color=theme.quiet).at(right, foot - 0.5, "right")
        y_name = lesson.label("second", em=0.33, color=theme.quiet).at(left, top + 0.16)
        clear = float(x_name.get_left()[0]) - 0.35
        x_ticks = [tick for tick in nice_ticks(*plot.x_range, 6) if plot.point(tick, 0)[0] < clear]
        y_ticks = nice_ticks(*plot.y_range, 6)
        return VGroup(
            frame,
            plot.x_ticks(x_ticks, theme.line),
            plot.y_ticks(y_ticks, theme.line),
            plot.x_labels(x_ticks, lesson.tick, drop=0.5),
            plot.y_labels(y_ticks, lesson.tick),
            x_name,
            y_name,
        )
