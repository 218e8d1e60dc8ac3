"""The data with the curve that the present parameters draw through them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import VGroup
from numpy.typing import NDArray

from mathcore import sigmoid
from scenes.kit.cast import cast
from scenes.kit.marks import class_color, mark
from scenes.kit.plot import Plot, nice_ticks, polyline

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# The width of a class's word beside its line.
WORD = 1.3
# Numbers that stand nearer to one another than this run together.
PITCH = 0.75


class CurvePlot:
    """Rows at heights 0 and 1 over the feature, and h for the parameters given to ``set_theta``."""

    def __init__(self, lesson: Lesson, box: tuple[float, float, float, float]) -> None:
        self.lesson, self.theme, self.study = lesson, lesson.theme, lesson.study
        x = self.study.data.x[:, 0]
        margin = 0.08 * float(np.ptp(x))
        low = float(x.min()) - margin
        if 0 <= x.min() < 0.25 * np.ptp(x):
            low = 0.0
        self.plot = Plot((low, float(x.max()) + margin), (0, 1), box)
        self.xs = np.linspace(*self.plot.x_range, 121)
        self.axes = self._draw_axes()
        self.curve = polyline(np.zeros((2, 3)), self.theme.theta, 4.6)
        self.name = lesson.formula("hypothesis", em=0.36).at(box[0], box[3] + 0.2)
        self.group = VGroup(self.axes, self.curve, self.name)

    def heights(self, theta: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return h along the axis for parameters of the (perhaps standardised) feature."""
        intercept, slope = self.study.scaling.to_raw_theta(theta)
        return np.asarray(sigmoid(intercept + slope * self.xs))

    def set_theta(self, theta: NDArray[np.float64]) -> None:
        """Draw the curve of these parameters."""
        self.curve.set_points_as_corners(self.plot.point(self.xs, self.heights(theta)))

    def _draw_axes(self) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.plot
        axes = VGroup(plot.horizontal(0, theme.line, 1.8), plot.horizontal(1, theme.line, 1.8))
        axes.add(*(lesson.tick(str(k)).at(plot.box[0] - 0.18, plot.point(0, k)[1] - 0.12, "right") for k in (0, 1)))
        rows = cast(self.study)
        for x, label in sorted(zip(rows.x, rows.y, strict=True), key=lambda row: row[1]):
            axes.add(mark(theme, int(label), radius=0.056, halo=0.012).move_to(plot.point(x, label)))
        most = 4
        while most > 2 and _pitch(plot, nice_ticks(*plot.x_range, most)) < PITCH:
            most -= 1
        ticks = nice_ticks(*plot.x_range, most)
        # In one line: a second one would cover the axis or what stands below it.
        unit = lesson.label("feature", em=0.33, color=theme.quiet, width=1.3, wrap=False)
        unit.at(plot.box[1], plot.box[2] - 0.46, "right")
        free = [tick for tick in ticks if plot.point(tick, 0)[0] < unit.get_left()[0] - 0.35]
        axes.add(unit, plot.x_ticks(free, theme.line, down=0.08))
        if len(free) > 1:
            axes.add(plot.x_labels(free, lesson.tick, drop=0.46))
        for label in (1, 0):
            word = lesson.label(f"class{label}", em=0.33, color=class_color(theme, label), width=WORD)
            axes.add(word.next_to(plot.point(plot.x_range[1], label), [1, 0, 0], buff=0.12))
        return axes


def _pitch(plot: Plot, ticks: list[float]) -> float:
    """Return how far apart two neighbouring ticks stand."""
    return float(np.diff(plot.point(ticks[:2], 0)[:, 0]).sum()) if len(ticks) > 1 else np.inf
