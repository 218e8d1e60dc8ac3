"""Four gauges in a row, parameter to loss, that turn together: the links of the chain rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Arrow, Dot, Line, ValueTracker, VGroup

from mathcore import Chain
from scenes.kit.marks import HALO
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, Plot, nice_ticks

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# Where the gauges stand, and from where to where they reach.
COLUMNS = (-5.45, -1.95, 1.55, 5.05)
FOOT, TOP = -0.55, 1.75
NAME_Y, VALUE_Y, ARROW_Y, LINK_Y, GAIN_Y = 2.18, -1.1, 0.5, 1.32, -0.02
# The score turns so far to either side, and the gauges reach a little farther.
SWING, REACH = 1.6, 1.2
# An arrow keeps this far from the gauge that it leaves, and from the numbers of the next one.
LEAVE, ARRIVE = 0.5, 1.0


class ChainView:
    """Gauges of theta_j, z, h and J_i of one row; ``turn`` from -1 to 1 moves the first, and all follow."""

    def __init__(self, lesson: Lesson, chain: Chain) -> None:
        self.lesson, self.theme, self.chain = lesson, lesson.theme, chain
        self.turn = ValueTracker(0.0)
        self.middle = float(chain.theta[chain.j])
        self.swing = SWING / abs(float(chain.inputs[chain.j]))
        ends = self.middle + REACH * self.swing * np.array([-1.0, 1.0])
        scores, losses = np.sort(chain.scores(ends)), chain.losses(ends)
        ranges = [tuple(ends), tuple(scores), (0.0, 1.0), (0.0, 1.06 * float(losses.max()))]
        self.plots = [
            Plot((0, 1), (float(low), float(high)), (x, x + 1, FOOT, TOP))
            for x, (low, high) in zip(COLUMNS, ranges, strict=True)
        ]
        self.gauges = [self._gauge(k) for k in range(4)]
        colors = [self.theme.theta] * 3 + [self.theme.ink]
        edge = {"stroke_color": self.theme.ground, "stroke_width": 100 * HALO}
        self.dots = VGroup(*(Dot(radius=0.12, color=color, **edge) for color in colors))
        self.values = VGroup(
            *(
                LiveNumber(".3f", em=0.4, color=color, at=(x + 0.42, VALUE_Y))
                for x, color in zip(COLUMNS, colors, strict=True)
            )
        )
        self.arrows = VGroup(*(self._arrow(k) for k in range(3)))
        self.links = [
            lesson.formula(f"gradient_link_{name}", em=0.44).move_to([self._between(k), LINK_Y, 0])
            for k, name in enumerate(("z", "h", "loss"))
        ]
        self.gains = VGroup(
            *(
                LiveNumber(".3f", em=0.36, color=self.theme.accent, at=(self._between(k) + 0.4, GAIN_Y))
                for k in range(3)
            )
        )
        self.place()

    def state(self) -> tuple[float, float, float, float]:
        """Return theta_j, z, h and J_i at the present turn."""
        turned = self.middle + self.swing * self.turn.get_value()
        chain = self.chain
        return turned, float(chain.scores(turned)), float(chain.probabilities(turned)), float(chain.losses(turned))

    def place(self) -> None:
        """Put dots and numbers where the turn says."""
        state = self.state()
        for plot, dot, number, value in zip(self.plots, self.dots, self.values, state, strict=True):
            dot.move_to(plot.point(0, value))
            number.set_value(value)
        for number, slope in zip(self.gains, self.chain.links(state[0]), strict=True):
            number.set_value(slope)

    def _between(self, k: int) -> float:
        return (COLUMNS[k] + LEAVE + COLUMNS[k + 1] - ARRIVE) / 2

    def _arrow(self, k: int) -> Arrow:
        start, end = [COLUMNS[k] + LEAVE, ARROW_Y, 0], [COLUMNS[k + 1] - ARRIVE, ARROW_Y, 0]
        return Arrow(start, end, buff=0, stroke_width=3, tip_length=0.18, color=self.theme.line)

    def _gauge(self, k: int) -> VGroup:
        """Return a vertical axis with its numbers and its name."""
        lesson, theme, plot = self.lesson, self.theme, self.plots[k]
        axis = Line(plot.point(0, plot.y_range[0]), plot.point(0, plot.y_range[1]), color=theme.line, stroke_width=AXIS)
        ticks = nice_ticks(*plot.y_range, 3)
        color = theme.ink if k == 3 else theme.theta
        names = ("{param_j}", "z_i", "{h_i}", "J_i")
        symbols = {name: lesson.symbol(name) for name in ("param_j", "h_i")}
        name = lesson.math(names[k].format(**symbols), 0.46, color).at(COLUMNS[k], NAME_Y, "center")
        return VGroup(axis, plot.y_ticks(ticks, theme.line), plot.y_labels(ticks, lesson.tick), name)
