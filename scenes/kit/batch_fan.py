"""The steps that batches take from the start, each its own way, and an epoch as bars that the batches fill."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Line as Segment
from manim import Rectangle, ValueTracker, VGroup

from mathcore import Batches
from scenes.kit.figures import scientific_text
from scenes.kit.flat import flat_stage
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.plot import Plot, nice_ticks, tick_text
from scenes.kit.room import Box
from scenes.kit.stage import Dots, Item, Line
from scenes.kit.written import Written

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

BOX: Box = (-5.5, 1.0, -2.35, 2.3)
MARGIN = 1.12
LEFT, BAR, HEIGHT = 2.1, (1.65, 0.05, -1.55), 0.34
# More segments than this cannot be told apart: the bar is one.
MOST = 60
# Of the colours that tell walks apart.
HUES = (0, 1, 3)
LEFTWARDS = np.array([-1.0, 0.0, 0.0])


class BatchFan:
    """Three bars, one a batch size, that fill in one epoch; for each batch an arrow from the start.

    Parameters
    ----------
    lesson
        The scene.
    batches
        Sizes and moves.
    """

    def __init__(self, lesson: Lesson, batches: Batches) -> None:
        self.lesson, self.theme, self.batches = lesson, lesson.theme, batches
        self.colors = [self.theme.walks[hue] for hue in HUES]
        self.moves = [batches.first_moves(k) for k in range(3)]
        self.plot = self._plot()
        self.stage = flat_stage()
        # How much of the epoch each size has seen.
        self.seen = [ValueTracker(0.0) for _ in self.moves]
        self.fills = [self._fill(k) for k in range(3)]
        self.bars = [self._bar(k) for k in range(3)]
        self.axes = self._axes()
        self.place()

    def _plot(self) -> Plot:
        """Return axes that hold every move and the start; each fills its side, so angles are not true."""
        places = np.vstack([*self.moves, np.zeros((1, 2))])
        low, high = places.min(axis=0), places.max(axis=0)
        half, middle = MARGIN * (high - low) / 2, (low + high) / 2
        x_range, y_range = ((float(middle[j] - half[j]), float(middle[j] + half[j])) for j in (0, 1))
        return Plot(x_range, y_range, BOX)

    def place(self) -> None:
        """Draw the arrows of the batches that have been looked at, and fill the bars as far."""
        start = self.plot.point(0.0, 0.0)
        items: list[Item] = []
        for k in (2, 1, 0):
            done = self.done(k)
            ends = self.plot.point(*self.moves[k][:done].T)
            width = (5.0, 3.6, 2.4)[k]
            for end in ends:
                items.append(Line(np.array([start, end]), width, self.colors[k], lift=0.01 * (3 - k)))
            items.append(Dots(ends, (7.0, 5.6, 4.4)[k], self.colors[k], self.theme.ground, 1.4, lift=0.05))
            seen = max(1e-3, self.seen[k].get_value())
            fill, y = self.fills[k], BAR[k]
            fill.stretch_to_fit_width(seen * (RIGHT_EDGE - LEFT)).move_to([LEFT, y, 0], aligned_edge=LEFTWARDS)
        ball: list[Item] = [Dots(start[None], 8.0, self.theme.theta_ball, self.theme.ground, 2.0, lift=0.06)]
        self.stage.items = [*items, *ball]

    def done(self, number: int) -> int:
        """Return how many batches of a size have been looked at to the end."""
        return int(self.seen[number].get_value() * len(self.moves[number]) + 1e-9)

    def _fill(self, number: int) -> Rectangle:
        color = self.colors[number]
        return Rectangle(width=1.0, height=HEIGHT, stroke_width=0, fill_color=color, fill_opacity=0.85)

    def _bar(self, number: int) -> VGroup:
        """Return a bar's outline cut into its batches, with the size of one above it and the noise at its right."""
        lesson, theme, y = self.lesson, self.theme, BAR[number]
        count = len(self.moves[number])
        frame = Rectangle(width=RIGHT_EDGE - LEFT, height=HEIGHT, stroke_color=theme.line, stroke_width=2.0)
        cuts = VGroup()
        for k in range(1, count if count <= MOST else 1):
            x = LEFT + k * self.batches.sizes[number] / self.batches.m * (RIGHT_EDGE - LEFT)
            cuts.add(Segment([x, y - HEIGHT / 2, 0], [x, y + HEIGHT / 2, 0], color=theme.ground, stroke_width=2.4))
        lesson.quote(size=self.batches.sizes[number], count=count)
        name = lesson.label(("all", "steps", "ones")[number], em=0.36, color=self.colors[number])
        return VGroup(frame.move_to([(LEFT + RIGHT_EDGE) / 2, y, 0]), cuts, name.at(LEFT, y + 0.34))

    def noise(self, number: int) -> VGroup:
        """Return how far the moves lie from their mean, at a bar's right end."""
        value = self.batches.noise(number)
        self.lesson.quote(noise=Written.of(value, "0") if value < 1e-12 else scientific_text(value, 2))
        name = self.lesson.label("noise", em=0.36, color=self.theme.quiet)
        return VGroup(name.at(RIGHT_EDGE, BAR[number] - 0.56, "right"))

    def _axes(self) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.plot
        left, right, foot, top = BOX
        x, y, _ = plot.point(0.0, 0.0)
        axes = VGroup(
            Segment([left, y, 0], [right, y, 0], color=theme.line, stroke_width=2.0),
            Segment([x, foot, 0], [x, top, 0], color=theme.line, stroke_width=2.0),
        )
        high = [t for t in nice_ticks(*plot.y_range, 4) if t and plot.point(0, t)[1] < top - 0.5][-1]
        far = [t for t in nice_ticks(*plot.x_range, 4) if t][-1]
        up, along = plot.point(0.0, high), plot.point(far, 0.0)
        axes.add(Segment(up - [0.1, 0, 0], up, color=theme.line, stroke_width=2.0))
        axes.add(Segment(along - [0, 0.1, 0], along, color=theme.line, stroke_width=2.0))
        axes.add(lesson.tick(tick_text(high, abs(high))).at(x - 0.2, float(up[1]) - 0.12, "right"))
        axes.add(lesson.tick(tick_text(far, abs(far))).at(float(along[0]), y - 0.46, "center"))
        first = lesson.math(lesson.symbol("intercept"), 0.42).at(right + 0.12, y - 0.1)
        return axes.add(first, lesson.math(lesson.symbol("slope"), 0.42).at(x - 0.2, top - 0.2, "right"))
