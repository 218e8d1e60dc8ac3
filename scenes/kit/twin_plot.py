"""A small plot of rows, a prediction over the feature and the residuals between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from manim import Line, VGroup
from numpy.typing import NDArray

from scenes.kit.cast import Cast
from scenes.kit.clip import clipped
from scenes.kit.columns import aside
from scenes.kit.marks import class_color, mark
from scenes.kit.plot import Plot, polyline
from scenes.kit.room import Box
from scenes.kit.typeset import Typeset

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# How far the heights reach below 0 and above 1, and how much room there is beside the rows.
OVER, BESIDE = 0.22, 0.08
STICK = 3.4

Prediction = Callable[[NDArray[np.float64]], NDArray[np.float64]]


class TwinPlot:
    """Rows at heights 0 and 1, the curve of a prediction, and a stick from each row's label to it."""

    # What the scene sets above, below and beside the plot.
    gradient: Typeset
    inner: Typeset
    note: Typeset

    def __init__(self, lesson: Lesson, rows: Cast, predict: Prediction, box: Box) -> None:
        theme = lesson.theme
        margin = BESIDE * float(np.ptp(rows.x))
        self.plot = plot = Plot((float(rows.x.min()) - margin, float(rows.x.max()) + margin), (-OVER, 1 + OVER), box)
        self.axes = VGroup(
            *(plot.horizontal(k, theme.line, 1.8) for k in (0, 1)),
            *(lesson.tick(str(k)).at(box[0] - 0.18, float(plot.point(0, k)[1]) - 0.12, "right") for k in (0, 1)),
        )
        xs = np.linspace(*plot.x_range, 121)
        path = clipped(plot.point(xs, predict(xs)), box)
        self.curve = polyline(path[np.isfinite(path).all(axis=1)], theme.theta, 4.6)
        heights = predict(rows.x)
        places = plot.point(rows.x, 0)[:, 0]
        places = places + aside(places, rows.y)
        self.sticks = VGroup()
        for x, label, height in zip(places, rows.y, heights, strict=True):
            ends = [[x, float(plot.point(0, value)[1]), 0] for value in (int(label), height)]
            self.sticks.add(Line(*ends, color=class_color(theme, int(label)), stroke_width=STICK))
        self.marks = VGroup(
            *(
                mark(theme, int(label), radius=0.07, halo=0.016).move_to(plot.point(x, label))
                for x, label in sorted(zip(rows.x, rows.y, strict=True), key=lambda row: row[1])
            )
        )
        self.group = VGroup(self.axes, self.sticks, self.marks, self.curve)
