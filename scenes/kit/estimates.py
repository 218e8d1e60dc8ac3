"""Round after round of draws from the jar, each estimate a dot on a growing pile about the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, ValueTracker, VGroup
from numpy.typing import NDArray

from mathcore.urn import Urn
from scenes.kit.balls import BallRow
from scenes.kit.jar_likelihood import BOX, ROW_Y, SHARE_Y
from scenes.kit.lesson import RIGHT_EDGE
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import Plot

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

JAR_Y, DRAWN_Y = ROW_Y + 0.24, 1.1
DOT, STEP = 0.052, 0.108
# So many rounds are watched one by one; the dots of later ones fall for as long as so many rounds take, and the row
# shows every so many of them, as it would flicker.
SLOW, STREAM, SHOWN = 3, 7.0, 12
FALL = 0.35


class Estimates:
    """The shares found in rounds of draws, ours first, piled up as ``t`` rounds have been made."""

    def __init__(self, lesson: Lesson, urn: Urn, found: NDArray[np.int64], size: int) -> None:
        self.lesson, self.theme, self.urn, self.found, self.size = lesson, lesson.theme, urn, found, size
        self.plot = Plot((0, 1), (0, 1), BOX)
        self.t = ValueTracker(0.0)
        self.last = len(found) - 1 + STREAM
        theme = self.theme
        self.jar = BallRow(theme, self.plot, JAR_Y, urn.balls, urn.white)
        self.row = BallRow(theme, self.plot, DRAWN_Y, size, int(found[0]))
        self.dots = VGroup(*(Dot(radius=DOT, color=theme.quiet) for _ in found))
        self.dots[0].set_fill(theme.theta)
        self.feet = self._heights()
        self.count = LiveNumber("d", em=0.42, color=theme.ink, at=(RIGHT_EDGE, -0.2))
        self.moving = VGroup(self.row.group, self.dots, self.count)
        self.place()

    def fallen(self, k: int) -> float:
        """Return how much of its fall a dot has made; ours has fallen when the rounds begin."""
        if k == 0:
            return 1.0
        span = 1 - FALL if k <= SLOW else STREAM
        return float(np.clip((self.t.get_value() - (k - 1) - FALL) / span, 0, 1))

    def shown_round(self) -> int:
        """Return which round the row shows: ours before the first of the others and after the last."""
        t = self.t.get_value()
        if not 0 < t < self.last:
            return 0
        now = min(int(t) + 1, len(self.found) - 1)
        return now if now <= SLOW else max(SLOW, now - now % SHOWN)

    def place(self) -> None:
        """Show the present round and let the dots fall."""
        self.row.set_white(int(self.found[self.shown_round()]))
        landed = 0
        for k, dot in enumerate(self.dots):
            way = self.fallen(k)
            x = float(self.plot.point(self.found[k] / self.size, 0)[0])
            start, end = DRAWN_Y - 0.12, float(self.feet[k])
            dot.move_to([x, start + (end - start) * way * way, 0])
            if dot.get_fill_opacity() != float(way > 0):
                dot.set_opacity(float(way > 0))
            landed += way >= 1
        self.count.set_value(landed - 1)

    def truth(self) -> VGroup:
        """Return the line at the jar's own share, from its row of balls to the axis, with its value."""
        theme, lesson = self.theme, self.lesson
        x = float(self.plot.point(self.urn.share, 0)[0])
        line = Line([x, JAR_Y - 0.12, 0], [x, BOX[2], 0], color=theme.accent, stroke_width=3.2)
        name = lesson.label("truth", color=theme.accent).at(x + 0.22, (JAR_Y + DRAWN_Y) / 2 - 0.12)
        return VGroup(line, name)

    def names(self) -> VGroup:
        """Name both rows, our dot and the count of rounds."""
        lesson, theme = self.lesson, self.theme
        return VGroup(
            lesson.label("inside").at(BOX[0], JAR_Y + 0.2),
            lesson.label("round").at(BOX[0], DRAWN_Y + 0.2),
            lesson.label("rounds", color=theme.quiet).at(RIGHT_EDGE - 0.95, -0.2, "right"),
        )

    def ours(self) -> VGroup:
        """Name our own estimate, under its dot at the foot of a pile."""
        x, foot = float(self.plot.point(self.found[0] / self.size, 0)[0]), float(self.feet[0])
        name = self.lesson.label("ours", color=self.theme.theta).at(x, BOX[2] + SHARE_Y, "center")
        tie = Line([x, foot, 0], [x, float(name.get_top()[1]) + 0.08, 0], color=self.theme.theta, stroke_width=2.4)
        return VGroup(tie, name)

    def _heights(self) -> NDArray[np.float64]:
        """Return the height at which each dot comes to lie on those of the same share."""
        below = np.array([int(np.sum(self.found[:k] == value)) for k, value in enumerate(self.found)])
        return BOX[2] + DOT + 0.02 + STEP * below
