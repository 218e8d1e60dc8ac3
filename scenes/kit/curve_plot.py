"""The data with the curve that the present parameters draw through them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from mathcore import sigmoid
from mathcore.bins import Bins, bins
from scenes.kit.binned import MOST_BINS, bars, dots, legend
from scenes.kit.cast import Cast, cast
from scenes.kit.lesson import LEFT_EDGE
from scenes.kit.marks import class_color, mark
from scenes.kit.plot import Plot, nice_ticks, polyline

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# The width of a class's word beside its line.
WORD = 1.5
# Numbers that stand nearer to one another than this run together.
PITCH = 0.75
# How much room the legend of bins takes from the plot, and how far below the axis it stands.
LEGEND, LEGEND_DROP = 0.36, 0.84
# Where it is said how many rows lie beyond the bins: under all the plots of the column, no wider than these.
OUTSIDE_Y, COLUMN = -3.55, 4.4
# Samples of the curve: evenly along the axis, and at even scores up to so far, where a steep one rises within a step.
SAMPLES, STEEP = 121, np.linspace(-8, 8, 81)


class CurvePlot:
    """Rows at heights 0 and 1 over the feature, and h for the parameters given to ``set_theta``.

    Where there are more rows than can be told apart, they are counted in bins: see ``scenes.kit.binned``.
    ``large`` draws marks and curve for a plot that is the scene's picture, not one of several. A scene that chooses
    ``rows`` of its own gets these and no bins, and says how many they are.
    """

    def __init__(
        self, lesson: Lesson, box: tuple[float, float, float, float], large: bool = False, rows: Cast | None = None
    ) -> None:
        self.lesson, self.theme, self.study, self.large = lesson, lesson.theme, lesson.study, large
        self.bins = None
        if rows is None:
            rows = cast(self.study)
            self.bins = None if rows.complete else bins(self.study.data, MOST_BINS)
        left, right, foot, top = box
        # The legend of the bins stands below the axis.
        box = (left, right, foot + (LEGEND if self.bins else 0.0), top)
        ends = self.bins.edges if self.bins else rows.x
        margin = 0.08 * float(np.ptp(ends))
        low = float(ends.min()) - margin
        if 0 <= ends.min() < 0.25 * np.ptp(ends):
            low = 0.0
        self.plot = Plot((low, float(ends.max()) + margin), (0, 1), box)
        self.axes = self._draw_axes()
        self.data = self._draw_bins(self.bins) if self.bins else self._draw_rows(rows)
        self.curve = polyline(np.zeros((2, 3)), self.theme.theta, 5.5 if large else 4.6)
        self.shares = dots(lesson, self.plot, self.bins) if self.bins else VGroup()
        self.name = lesson.formula("hypothesis", em=0.36).at(box[0], box[3] + 0.2)
        self.group = VGroup(self.axes, self.data, self.curve, self.shares, self.name)

    def path(self, theta: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return where h runs for parameters of the (perhaps standardised) feature."""
        intercept, slope = self.study.scaling.to_raw_theta(theta)
        x = np.linspace(*self.plot.x_range, SAMPLES)
        if slope:
            x = np.unique(np.concatenate([x, np.clip((STEEP - intercept) / slope, *self.plot.x_range)]))
        return self.plot.point(x, sigmoid(intercept + slope * x))

    def set_theta(self, theta: NDArray[np.float64]) -> None:
        """Draw the curve of these parameters."""
        self.curve.set_points_as_corners(self.path(theta))

    def _draw_rows(self, rows: Cast) -> VGroup:
        marks = VGroup()
        size: dict[str, Any] = {} if self.large else {"radius": 0.056, "halo": 0.012}
        for x, label in sorted(zip(rows.x, rows.y, strict=True), key=lambda row: row[1]):
            marks.add(mark(self.theme, int(label), **size).move_to(self.plot.point(x, label)))
        return marks

    def _draw_bins(self, found: Bins) -> VGroup:
        """Draw the bars and their legend, and say how many rows lie beyond them."""
        lesson, foot = self.lesson, self.plot.box[2]
        group = VGroup(bars(lesson, self.plot, found), legend(lesson, len(found.middles), foot - LEGEND_DROP))
        if found.outside:
            lesson.quote(outside=found.outside)
            note = lesson.label("outside", em=0.33, color=self.theme.quiet, width=COLUMN, wrap=False)
            group.add(note.at(LEFT_EDGE, OUTSIDE_Y))
        return group

    def _draw_axes(self) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.plot
        axes = VGroup(plot.horizontal(0, theme.line, 1.8), plot.horizontal(1, theme.line, 1.8))
        axes.add(*(lesson.tick(str(k)).at(plot.box[0] - 0.18, plot.point(0, k)[1] - 0.12, "right") for k in (0, 1)))
        most = 8 if self.large else 4
        while most > 2 and _pitch(plot, nice_ticks(*plot.x_range, most)) < PITCH:
            most -= 1
        ticks = nice_ticks(*plot.x_range, most)
        # In one line: a second one would cover the axis or what stands below it.
        unit = lesson.label("feature", em=0.33, color=theme.quiet, width=WORD, wrap=False)
        unit.at(plot.box[1], plot.box[2] - 0.46, "right")
        free = self._left_of(unit, ticks)
        if len(free) < 2:
            # Without two numbers there is no scale: then the name makes room.
            free = self._left_of(unit.at(plot.box[1] + 0.12, plot.box[2] - 0.46), ticks)
        axes.add(unit, plot.x_ticks(free, theme.line, down=0.08))
        if len(free) > 1:
            axes.add(plot.x_labels(free, lesson.tick, drop=0.46))
        for label in (1, 0):
            word = lesson.label(f"class{label}", em=0.33, color=class_color(theme, label), width=WORD)
            axes.add(word.next_to(plot.point(plot.x_range[1], label), [1, 0, 0], buff=0.12))
        return axes

    def _left_of(self, unit: VMobject, ticks: list[float]) -> list[float]:
        """Return the ticks whose numbers stand clear of the feature's name."""
        return [tick for tick in ticks if self.plot.point(tick, 0)[0] < unit.get_left()[0] - 0.35]


def _pitch(plot: Plot, ticks: list[float]) -> float:
    """Return how far apart two neighbouring ticks stand."""
    return float(np.diff(plot.point(ticks[:2], 0)[:, 0]).sum()) if len(ticks) > 1 else np.inf
