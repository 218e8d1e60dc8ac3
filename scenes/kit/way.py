"""The whole way in five lines: what each station of the lecture is called, and its formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, VGroup
from numpy.typing import NDArray

from scenes.kit.road import RADIUS, STATIONS

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# The rows' baselines: the product and the fraction need more room than the others.
ROWS = (2.15, 1.16, -0.04, -1.6, -2.72)
ROAD_X, WORDS_X, FORMULAS_X = -5.2, -4.7, -1.5
# How far a dot stands over its row's baseline.
MIDDLE = 0.13


class Way:
    """A row a station, on a road that runs down."""

    def __init__(self, lesson: Lesson) -> None:
        theme = lesson.theme
        self.dots = [Dot(self.place(k), radius=RADIUS, color=theme.ink) for k in range(len(STATIONS))]
        # From each station to the next.
        self.stretches = [
            Line(self.place(k - 1), self.place(k), color=theme.line, stroke_width=2.4) for k in range(1, len(STATIONS))
        ]
        self.rows = [
            VGroup(
                lesson.label(station, em=0.42, color=theme.quiet).at(WORDS_X, y),
                lesson.formula(f"way_{station}", em=0.56).at(FORMULAS_X, y),
            )
            for station, y in zip(STATIONS, ROWS, strict=True)
        ]

    def place(self, station: int) -> NDArray[np.float64]:
        """Return where a station's dot stands."""
        return np.array([ROAD_X, ROWS[station] + MIDDLE, 0.0])
