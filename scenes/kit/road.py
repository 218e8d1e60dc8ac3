"""The way through the lecture: five stations, and the stretch that a part covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, VGroup
from numpy.typing import NDArray

from scenes.kit.lesson import LEFT_EDGE

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

STATIONS = ("score", "probability", "likelihood", "loss", "minimum")
# The stretch of each part, as numbers of stations.
STRETCHES = {1: (0, 1), 2: (1, 3), 3: (3, 4)}
PITCH, RADIUS, DROP = 2.75, 0.1, 0.62


class Road:
    """The stations in a row, those of one part bright.

    Parameters
    ----------
    part
        1, 2 or 3.
    y
        The height of the line on the frame.
    """

    def __init__(self, lesson: Lesson, part: int, y: float) -> None:
        theme, (self.first, self.last) = lesson.theme, STRETCHES[part]
        self.y = y
        self.line = Line(self.place(0), self.place(len(STATIONS) - 1), color=theme.line, stroke_width=2.4)
        self.dots, self.words = VGroup(), VGroup()
        for k, station in enumerate(STATIONS):
            lit = self.first <= k <= self.last
            self.dots.add(Dot(self.place(k), radius=RADIUS, color=theme.ink if lit else theme.line))
            word = lesson.label(station, color=theme.ink if lit else theme.quiet)
            x, drop = float(self.place(k)[0]), y - DROP
            self.words.add(word.at(x - RADIUS, drop))
        self.stretch = Line(self.place(self.first), self.place(self.last), color=theme.accent, stroke_width=5.5)
        self.group = VGroup(self.line, self.dots, self.words)

    def place(self, station: int) -> NDArray[np.float64]:
        """Return where a station stands."""
        return np.array([LEFT_EDGE + RADIUS + PITCH * station, self.y, 0.0])
