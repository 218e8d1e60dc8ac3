"""One factor for each row: a bar on the floor up to the curve for label 1, from the ceiling down to it for label 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Line, VGroup, VMobject
from numpy.typing import NDArray

from mathcore import factors
from scenes.kit.columns import aside, columns
from scenes.kit.curve_plot import CurvePlot
from scenes.kit.marks import class_color, end_ring

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

WIDEST, NARROWEST, SHARE = 0.14, 0.07, 0.72
# How many bars are on their way at once while they grow one after the other.
AT_ONCE = 3


class FactorBars:
    """The data, the curve of ``t`` times the study's parameters, and every row's factor between them.

    Parameters
    ----------
    lesson
        Gives study, theme and type.
    box
        (left, right, bottom, top) of the plot, in frame units.
    """

    def __init__(self, lesson: Lesson, box: tuple[float, float, float, float]) -> None:
        self.lesson, self.theme, self.study = lesson, lesson.theme, lesson.study
        self.rows = columns(self.study, 0.86 * (box[1] - box[0]))
        self.picture = CurvePlot(lesson, box, large=True, rows=self.rows)
        self.plot = self.picture.plot
        # Clear of a ring round a mark on the line at 1.
        self.picture.name.shift([0, 0.12, 0])
        places = self.plot.point(self.rows.x, 0)[:, 0]
        self.xs = places + aside(places, self.rows.y)
        self.width = self._width()
        # Those on the floor grow first, then those from the ceiling.
        turns = np.argsort(np.argsort(1 - self.rows.y, kind="stable"))
        self.turn = turns + (AT_ONCE - 1) * (1 - self.rows.y)
        self.grown = 0.0
        self.bars, self.threads = VGroup(), VGroup()
        for label in self.rows.y.tolist():
            color = class_color(self.theme, label)
            self.bars.add(VMobject(stroke_width=0, fill_color=color, fill_opacity=1))
            self.threads.add(Line([0, 0, 0], [1, 0, 0], color=color, stroke_width=1.8, stroke_opacity=0.75))
        self.set(self.study.theta)

    @property
    def size(self) -> int:
        """How many bars there are."""
        return self.rows.size

    def done(self, label: int) -> float:
        """Return the value of ``grown`` at which every bar of a label has grown: those of label 1 come first."""
        return float(np.sum(self.rows.y >= label) + (AT_ONCE - 1) * (2 - label))

    def set(self, theta: NDArray[np.float64]) -> None:
        """Draw the curve of these parameters and the bars that end on it, as far as they have grown."""
        self.picture.set_theta(theta)
        self.factors = factors(self.study.loss.data, theta)[self.rows.rows]
        for k in range(self.size):
            self._place(k)

    def _place(self, k: int) -> None:
        """Draw a bar from its end of the scale, and the thread from the row's mark to the curve."""
        x, label, factor = float(self.xs[k]), int(self.rows.y[k]), float(self.factors[k])
        share = float(np.clip((self.grown - self.turn[k]) / AT_ONCE, 0, 1))
        base, top = (float(self.plot.point(0, v)[1]) for v in ((0, 1) if label else (1, 0)))
        end, left, right = base + (top - base) * factor * share, x - self.width / 2, x + self.width / 2
        self.bars[k].set_points_as_corners([[left, base, 0], [left, end, 0], [right, end, 0], [right, base, 0],
                                            [left, base, 0]])  # fmt: skip
        self.bars[k].set_fill(opacity=float(share > 0))
        self.threads[k].put_start_and_end_on([x, top, 0], [x, base + (top - base) * min(factor, 1 - 1e-4), 0])
        self.threads[k].set_stroke(opacity=0.75 * share)

    def ring(self, k: int) -> VMobject:
        """Return the accent ring round a row's mark."""
        ring = end_ring(self.theme.accent, self.theme.ground, 0.2).set_fill(opacity=0)
        return ring.move_to(self.plot.point(self.rows.x[k], int(self.rows.y[k])))

    def _width(self) -> float:
        gaps = [np.diff(np.sort(self.xs[self.rows.y == label])) for label in (0, 1)]
        nearest = min((float(gap.min()) for gap in gaps if len(gap)), default=WIDEST)
        return float(np.clip(SHARE * nearest, NARROWEST, WIDEST))
