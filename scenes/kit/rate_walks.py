"""Walks at several rates from one start: on a muted map, in a table, and as J falling on a log scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, VGroup, VMobject
from numpy.typing import NDArray

from mathcore import Trajectory, period
from scenes.kit.clip import within
from scenes.kit.figures import value_math
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.map_view import MapView
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import AXIS, Plot, polyline
from scenes.kit.rates_story import FIRST, ending
from scenes.kit.room import beside

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

DIM = 0.5
BOX = (3.6, 6.25, -2.35, -0.45)
TABLE_TOP, LEADING = 2.3, 0.48
# Below this, what is left above the minimum is rounding.
LEAST = 1e-14
# A curve has all its first steps, and then as many as can be told apart.
ALL, SHOWN = 400, 240


class RateWalks:
    """Up to four walks, each in a colour of its own, up to one number of steps.

    Parameters
    ----------
    lesson
        The scene.
    view
        The map on which they walk: its walks.
    rates
        The learning rate of each.
    """

    def __init__(self, lesson: Lesson, view: MapView, rates: tuple[float, ...]) -> None:
        self.lesson, self.theme, self.map, self.rates = lesson, lesson.theme, view, rates
        self.colors = self.theme.walks[: len(rates)]
        self.lowest = float(lesson.study.fit.loss)
        self.times = np.zeros(len(rates))
        self.strength = np.zeros(len(rates))
        self.ground = view.ground()
        self.rows = [self._row(k) for k in range(len(rates))]
        self.head = VGroup(
            lesson.math("alpha", 0.42, self.theme.quiet).at(BOX[0] + 0.35, TABLE_TOP + 0.06, "right"),
            lesson.label("steps", em=0.36, color=self.theme.quiet).at(RIGHT_EDGE, TABLE_TOP + 0.06, "right"),
        )
        self._steps = [_spread(self.goal(k)) for k in range(len(rates))]
        self.plot = self._plot()
        self.axes = self._draw_axes()
        self.curves = VGroup(*(polyline(np.zeros((2, 3)), color, 3.2) for color in self.colors))
        self.dots = VGroup(*(Dot(radius=0.075, color=color) for color in self.colors))
        self.place()

    @property
    def walks(self) -> tuple[Trajectory, ...]:
        """The walks on the map."""
        return self.map.walks

    def place(self) -> None:
        """Put paths, curves and counts where each walk's own time says."""
        items = list(self.ground)
        # The one at full strength lies on top.
        for k in np.argsort(self.strength, kind="stable"):
            if self.strength[k] > 0:
                items += self.map.path(float(self.times[k]), int(k), self.colors[k], float(self.strength[k]))
        self.map.stage.items = items
        for k in range(len(self.walks)):
            t = float(self.times[k])
            seen = self.strength[k] if t > 1 else 0.0
            self.curves[k].set_points_as_corners(self.trace(k, max(t, 1.01))).set_stroke(opacity=max(seen, 0.0))
            self.dots[k].move_to(self.trace(k, max(t, 1.01))[-1]).set_fill(opacity=seen)
            self.rows[k][1].set_value(int(t))

    def excess(self, number: int, steps: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how far J lies above its minimum at times of a walk."""
        walk = self.walks[number]
        return np.maximum(self.map.loss(walk.at(self._repeated(number, steps))) - self.lowest, LEAST)

    def _repeated(self, number: int, steps: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the times at which a walk that has closed its cycle stood where it stands at ``steps``."""
        walk, length = self.walks[number], period(self.walks[number])
        if not length:
            return np.minimum(steps, walk.steps)
        return np.where(steps > walk.steps, walk.steps - length + np.mod(steps - walk.steps, length), steps)

    def goal(self, number: int) -> int:
        """Return how far a walk runs: to its end, or round its cycle for as long as any other walk takes."""
        walk = self.walks[number]
        return max(other.steps for other in self.walks) if period(walk) else walk.steps

    def trace(self, number: int, t: float) -> NDArray[np.float64]:
        """Return the places of a walk's curve, from step 1 to time t, on both log scales."""
        kept = self._steps[number]
        steps = np.append(kept[kept < t], t)
        return self.plot.point(np.log10(steps), np.log10(self.excess(number, steps)))

    def name(self, number: int, others: list[VMobject]) -> VMobject:
        """Return a rate's value beside the end of its path; nothing where that is off the map."""
        walk = self.walks[number]
        place = self.map.place(walk.at(min(FIRST, walk.steps)))
        name = self.lesson.math(value_math(self.rates[number]), 0.4, self.colors[number])
        name.set_stroke(self.theme.ground, 7, 0.85, background=True)
        paths = np.vstack([self.map.place(w.at(np.linspace(0, FIRST, 60 * FIRST))) for w in self.walks])
        return beside(name, place, self.map.box, others, paths) if within(place, self.map.box) else VGroup()

    def _row(self, number: int) -> tuple[VMobject, LiveNumber]:
        color, y = self.colors[number], TABLE_TOP - (number + 1) * LEADING + 0.02
        rate = self.lesson.math(value_math(self.rates[number]), 0.42, color).at(BOX[0] + 0.35, y, "right")
        count = LiveNumber(",d", em=0.42, color=color, at=(RIGHT_EDGE, y), math=True)
        return rate, count

    def verdict(self, number: int) -> VMobject:
        """Return what replaces the count of a walk that has not arrived."""
        words = self.lesson.label(f"ends_{ending(self.walks[number])}", em=0.36, color=self.colors[number])
        return words.at(RIGHT_EDGE, TABLE_TOP - (number + 1) * LEADING + 0.02, "right")

    def _plot(self) -> Plot:
        longest = max(walk.steps for walk in self.walks)
        seen = np.concatenate([self.excess(k, steps) for k, steps in enumerate(self._steps)])
        # Beyond the loss at the start and well below where all have arrived there is nothing to see.
        top = np.log10(min(seen.max(), 4 * float(self.walks[0].losses[0])))
        low = np.floor(np.log10(max(seen.min(), 1e-13)))
        return Plot((0.0, float(np.ceil(np.log10(max(longest, 10))))), (float(low), float(np.ceil(top))), BOX)

    def _draw_axes(self) -> VGroup:
        lesson, theme, plot = self.lesson, self.theme, self.plot
        left, right, foot, top = BOX
        decades = np.arange(plot.x_range[1] + 1)
        across = [d for d in decades if plot.x_range[1] <= 3 or d % 2 == 0 or d == 0]
        low = int(plot.y_range[0])
        heights = [0, *range(-4, low, -4)] if low < -5 else [0, low]
        axes = VGroup(
            polyline(np.array([[left, top, 0], [left, foot, 0], [right, foot, 0]]), theme.line, AXIS),
            plot.x_ticks(across, theme.line),
            plot.y_ticks(heights, theme.line),
        )
        unit = lesson.label("step", em=0.33, color=theme.quiet).at(right + 0.1, foot - 0.46, "right")
        axes.add(unit)
        for d in [d for d in across if plot.point(d, low)[0] < right - 1.1]:
            axes.add(lesson.tick(f"{10 ** int(d):,}").at(plot.point(d, low)[0], foot - 0.46, "center"))
        for h in heights:
            text = "1" if h == 0 else f"10^({h})"
            axes.add(lesson.math(text, 0.36, theme.quiet).at(left - 0.2, plot.point(0, h)[1] - 0.12, "right"))
        name = lesson.formula("excess", em=0.38).at(left - 0.1, top + 0.18)
        axes.add(name)
        return axes


def _spread(steps: int) -> NDArray[np.float64]:
    """Return the steps that can be told apart on a log scale, from 1 on."""
    return np.unique(np.append(np.arange(1, min(steps, ALL) + 1), np.geomspace(1, max(steps, 1), SHOWN).round()))
