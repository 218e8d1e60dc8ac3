"""A ruler under the data that is slid to the mean and stretched to the standard deviation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import DoubleArrow, Line, ValueTracker, VGroup

from mathcore import Scaling
from scenes.kit.plot import Plot, nice_ticks, tick_text
from scenes.kit.written import figure

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson
    from scenes.kit.typeset import Typeset

TICK, DROP = 0.14, 0.5
# How far down the numbers of the data's axis reach.
NUMBERS = 0.56
# Numbers nearer to one another than this run together.
PITCH = 0.62
FAR = 6


class Ruler:
    """Ticks at the values v of a ruler, drawn where the feature is slid * mean + v * (1 or sd, or between).

    Parameters
    ----------
    lesson
        The scene.
    plot
        The data's axis above.
    scaling
        The mean and the standard deviation.
    y
        The ruler's height.
    """

    def __init__(self, lesson: Lesson, plot: Plot, scaling: Scaling, y: float) -> None:
        self.lesson, self.theme, self.plot, self.y = lesson, lesson.theme, plot, y
        self.mean, self.sd = float(scaling.mean[0]), float(scaling.sd[0])
        self.slid, self.stretched = ValueTracker(0.0), ValueTracker(0.0)
        low, high = plot.x_range
        ticks = nice_ticks(low, high, 8)
        step = ticks[1] - ticks[0]
        reach = np.arange(np.floor((low - max(self.mean, 0)) / step), np.ceil((high - min(self.mean, 0)) / step) + 1)
        self.raw = [float(k * step) for k in reach]
        # Whole standard deviations; where the raw ticks are whole numbers, too, these are the same ticks.
        self.unit = [] if step == 1 else [float(k) for k in range(-FAR, FAR + 1)]
        self.line = Line([plot.box[0], y, 0], [plot.box[1], y, 0], color=self.theme.accent, stroke_width=2.4)
        self.ticks = {value: self._tick(value, step) for value in self.raw}
        self.units = {value: self._tick(value, 1.0) for value in self.unit}
        self.group = VGroup(self.line, *self.ticks.values(), *self.units.values())
        self.place()

    def at(self, value: float) -> float:
        """Return where on the frame a value of the ruler stands now."""
        slid, stretched = self.slid.get_value(), self.stretched.get_value()
        feature = slid * self.mean + value * (1 - stretched + stretched * self.sd)
        return float(self.plot.point(feature, 0.0)[0])

    def place(self) -> None:
        """Put every tick where it stands now; those beyond the ends do not show."""
        stretched = self.stretched.get_value()
        self._place(self.ticks, 1.0 if not self.units else 1.0 - stretched)
        self._place(self.units, stretched)

    def _place(self, ticks: dict[float, VGroup], strength: float) -> None:
        left, right = self.plot.box[:2]
        pitch = self.at(1.0) - self.at(0.0)
        every = max(1, int(np.ceil(PITCH / (pitch * self._gap(ticks))))) if ticks else 1
        for k, (value, tick) in enumerate(ticks.items()):
            x = self.at(value)
            line, name = tick
            # Zero is always among the ticks that keep their number.
            kept = (k - list(ticks).index(0.0)) % every == 0
            shown = strength if left - 1e-6 <= x <= right + 1e-6 and kept else 0.0
            line.move_to([x, self.y - TICK / 2, 0]).set_stroke(opacity=shown)
            name.at(x, self.y - DROP, "center").set_opacity(shown)

    def _gap(self, ticks: dict[float, VGroup]) -> float:
        values = list(ticks)
        return values[1] - values[0]

    def _tick(self, value: float, step: float) -> VGroup:
        line = Line([0, 0, 0], [0, -TICK, 0], color=self.theme.accent, stroke_width=2.0)
        name: Typeset = self.lesson.text(tick_text(value, step), 0.33, self.theme.accent)
        return VGroup(line, name)

    def mean_line(self) -> VGroup:
        """Return the line from the data's axis down to the ruler at the mean, broken where the axis has its numbers."""
        x, foot, _ = self.plot.point(self.mean, 0.0)
        ends = ((foot, foot - TICK), (foot - NUMBERS, self.y))
        return VGroup(*(Line([x, a, 0], [x, b, 0], color=self.theme.accent, stroke_width=2.4) for a, b in ends))

    def deviation(self) -> VGroup:
        """Return the standard deviation as a length, above the ruler, with its name."""
        y = self.y + 0.34
        ends = [[float(self.plot.point(self.mean + k * self.sd, 0.0)[0]), y, 0] for k in (0, 1)]
        arrow = DoubleArrow(*ends, buff=0, stroke_width=2.4, tip_length=0.14, color=self.theme.accent)
        value = {"value": figure(self.sd, "#.3g")}
        name = self.lesson.formula("deviation", em=0.38, color=self.theme.accent, values=value)
        return VGroup(arrow, name.at(ends[1][0] + 0.15, y - 0.1))
