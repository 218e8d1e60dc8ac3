"""Cross-entropy over h on the floor of the label's own entropy: what stands on the floor is the divergence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, Polygon, ValueTracker, VGroup

from mathcore import cross_entropy, divergence, entropy, sigmoid
from scenes.kit.marks import HALO, onward
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, Plot, nice_ticks, polyline

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

BOX = (-5.6, 1.3, -2.1, 2.2)
TOP = 2.5
# The sum and its numbers, right of the plot.
SUM_X, SUM_Y, LEADING, GIVEN_Y = 6.36, 0.95, 1.05, 1.9
# The scores at both ends of the curve.
FAR = 9.5
# A soft label, and a guess that is far from it.
SOFT, GUESS = 0.7, 0.25


class EntropyFloor:
    """The cost H(y, h) of every h for a label y, in two pieces; ``y`` and ``h`` are trackers."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson, self.theme = lesson, lesson.theme
        self.plot = Plot((0, 1), (0, TOP), BOX)
        self.y, self.h = ValueTracker(1.0), ValueTracker(GUESS)
        theme = self.theme
        self.floor = Polygon(*np.zeros((3, 3)), stroke_width=0, fill_color=theme.hair, fill_opacity=1)
        self.edge = Line([0, 0, 0], [1, 0, 0], color=theme.quiet, stroke_width=2.4)
        self.curve = polyline(np.zeros((2, 3)), theme.ink, 5.5)
        self.pieces = VGroup(Line(color=theme.accent, stroke_width=8), Line(color=theme.quiet, stroke_width=8))
        halo = {"stroke_color": theme.ground, "stroke_width": 100 * HALO}
        self.dot = Dot(radius=0.115, color=theme.theta, **halo)
        self.onward = VGroup(*(onward(np.zeros(3), 1, theme.ink).rotate(np.pi / 2) for _ in range(2)))
        self.picture = VGroup(self.floor, self.edge, self.curve, self.onward, self.pieces, self.dot)
        self.axes, self.sum = self._axes(), self._sum()
        self.place()

    def place(self) -> None:
        """Draw curve, floor and both pieces for the label and the guess, and write their numbers."""
        y, h, plot = self.y.get_value(), self.h.get_value(), self.plot
        # Closer and closer towards both ends, where the curve is steep.
        hs = sigmoid(np.linspace(-FAR, FAR, 401))
        costs = cross_entropy(y, hs)
        # From the lowest point both ways up to the frame's top, or to an end.
        lowest = int(costs.argmin())
        ways = slice(lowest, None, -1), slice(lowest, None)
        first, last = (float(np.interp(TOP, costs[way], hs[way])) for way in ways)
        seen = np.clip(hs, first, last)
        self.curve.set_points_as_corners(plot.point(seen, cross_entropy(y, seen)))
        # Where the curve leaves the frame, an arrow says that it goes on.
        for arrow, h_end, highest in zip(self.onward, (first, last), costs[[0, -1]], strict=True):
            arrow.move_to(plot.point(h_end, TOP)).shift([0, arrow.height / 2, 0])
            arrow.set_stroke(opacity=float(highest > TOP))
        floor, total = float(entropy(y)), float(cross_entropy(y, h))
        corners = [(0, 0), (1, 0), (1, floor), (0, floor), (0, 0)]
        self.floor.set_points_as_corners([plot.point(*corner) for corner in corners])
        self.edge.put_start_and_end_on(plot.point(0, floor), plot.point(1, floor))
        for piece, low, high in zip(self.pieces, (floor, 0.0), (total, floor), strict=True):
            piece.put_start_and_end_on(plot.point(h, low), plot.point(h, max(high, low + 1e-3)))
            piece.set_stroke(opacity=float(high > low + 2e-3))
        self.dot.move_to(plot.point(h, total))
        for number, value in zip(self.numbers, (float(divergence(y, h)), floor, total, y, h), strict=True):
            number.set_value(value)

    def _axes(self) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.plot
        ticks, across = nice_ticks(0, TOP, 5), [0, 0.5, 1]
        symbol = lesson.formula("hypothesis", em=0.38).at(BOX[1] + 0.25, BOX[2] - 0.12)
        return VGroup(
            plot.horizontal(0, theme.line),
            Line(plot.point(0, 0), plot.point(0, TOP), color=theme.line, stroke_width=AXIS),
            plot.y_ticks(ticks, theme.line),
            plot.y_labels(ticks, lesson.tick),
            plot.x_ticks(across, theme.line),
            plot.x_labels(across, lesson.tick, drop=0.46),
            symbol,
        )

    def _sum(self) -> VGroup:
        """Write the sum piece by piece, as the pieces stand on one another, each with its number."""
        theme, lesson, group = self.theme, self.lesson, VGroup()
        self.numbers: list[LiveNumber] = []
        rows = (("excess", theme.accent), ("own", theme.quiet), ("cross", theme.ink))
        for k, (name, color) in enumerate(rows):
            y = SUM_Y - k * LEADING - (0.16 if name == "cross" else 0)
            group.add(lesson.formula(f"entropy_{name}", em=0.46, color=color).at(SUM_X - 1.35, y, "right"))
            group.add(lesson.label(name, em=0.34, color=color).at(SUM_X, y - 0.44, "right"))
            self.numbers.append(LiveNumber(".3f", em=0.46, color=color, at=(SUM_X, y), math=True))
        y = SUM_Y - len(rows) * LEADING + 1.36
        group.add(Line([SUM_X - 3.4, y, 0], [SUM_X, y, 0], color=theme.line, stroke_width=AXIS))
        for k, (name, color) in enumerate((("y", theme.ink), (lesson.symbol("h_bare"), theme.theta))):
            x = SUM_X - (2.2 if k == 0 else 0)
            number = LiveNumber(".2f", em=0.42, color=color, at=(x, GIVEN_Y), math=True)
            group.add(lesson.math(f"{name} =", 0.45, color).at(x - 0.98, GIVEN_Y, "right"))
            self.numbers.append(number)
        return group.add(*self.numbers)
