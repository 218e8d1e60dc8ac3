"""A closed jar: a ball comes out, is noted and goes back; a hundred notes in a square, counted as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Line, ValueTracker, VGroup, VMobject
from numpy.typing import NDArray

from scenes.kit.balls import ball
from scenes.kit.numbers import LiveNumber

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

JAR = np.array([-4.15, -0.45, 0.0])
# Half the width of body and neck, and the heights of foot, shoulder, neck and rim above the middle of the jar.
BODY, NECK, FOOT, SHOULDER, COLLAR, RIM_Y = 1.5, 0.66, -1.75, 0.75, 1.45, 1.75
INSIDE, OUTSIDE = JAR + [0, 0.6, 0], JAR + [0, 2.55, 0]
GRID, COLUMNS, PITCH, RADIUS = np.array([-1.15, 2.1, 0.0]), 10, 0.43, 0.158
COUNT_X, VALUE_X = 4.15, 6.2
# So many draws are watched one by one; the notes of later ones are on their way for so many draws.
SLOW, STREAM = 3, 9.0
RISEN, SINKING = 0.35, 0.65


class JarDraws:
    """Draw after draw with ``t``: the ball up and back, its note to its place in the square."""

    def __init__(self, lesson: Lesson, drawn: NDArray[np.bool_]) -> None:
        self.lesson, self.theme, self.drawn = lesson, lesson.theme, drawn
        self.t = ValueTracker(0.0)
        self.last = len(drawn) + STREAM
        self.jar = self._draw_jar()
        self.balls = VGroup(*(ball(self.theme, white, 0.24) for white in (False, True)))
        self.notes = VGroup(*(ball(self.theme, bool(white), RADIUS) for white in drawn))
        self.names, self.numbers = self._draw_counts()
        self.moving = VGroup(self.balls, self.jar, self.notes, self.numbers)
        self.place()

    def slot(self, k: int) -> NDArray[np.float64]:
        """Return the place of a note in the square."""
        return GRID + PITCH * np.array([k % COLUMNS, -(k // COLUMNS), 0])

    def arrived(self, k: int) -> float:
        """Return how much of its way a note has made: 0 before it starts, 1 in its place."""
        span = 1 - RISEN if k < SLOW else STREAM
        return float(np.clip((self.t.get_value() - k - RISEN) / span, 0, 1))

    def place(self) -> None:
        """Put the ball, the notes and the counts where they are now."""
        t, ways = self.t.get_value(), [self.arrived(k) for k in range(len(self.drawn))]
        current = min(int(t), SLOW - 1)
        part = t - current
        up = np.clip(min(part / RISEN, (1 - part) / (1 - SINKING)), 0, 1)
        for white, one in enumerate(self.balls):
            out = bool(self.drawn[current]) == bool(white)
            one.move_to(INSIDE + (OUTSIDE - INSIDE) * (_eased(up) if out else 0.0))
        for k, (note, way) in enumerate(zip(self.notes, ways, strict=True)):
            start, end, eased = OUTSIDE, self.slot(k), _eased(way)
            note.move_to(start + (end - start) * eased)
            shown = float(way > 0)
            if note.get_fill_opacity() != shown:
                note.set_opacity(shown)
        landed = np.array(ways) >= 1
        for number, count in zip(
            self.numbers,
            (landed.sum(), (landed & self.drawn).sum(), (landed & ~self.drawn).sum()),
            strict=True,
        ):
            number.set_value(int(count))

    def _draw_jar(self) -> VGroup:
        theme = self.theme
        body = VMobject(stroke_color=theme.quiet, stroke_width=4, fill_color=theme.panel, fill_opacity=1)
        round_ = 0.4
        body.start_new_path(np.array([-NECK, RIM_Y, 0]))
        body.add_line_to(np.array([-NECK, COLLAR, 0]))
        for side in (-1, 1):
            if side == 1:
                body.add_line_to(np.array([BODY - round_, FOOT, 0]))
                corner, wall = np.array([BODY, FOOT, 0]), np.array([BODY, FOOT + round_, 0])
                body.add_cubic_bezier_curve_to(corner, corner, wall)
            near, far = np.array([side * NECK, COLLAR, 0]), np.array([side * BODY, SHOULDER - 0.3, 0])
            ends = (near, far) if side == -1 else (far, near)
            if side == 1:
                body.add_line_to(far)
            bend = [np.array([x, SHOULDER + 0.25, 0]) for x in (side * NECK, side * BODY)]
            first, second = bend if side == -1 else bend[::-1]
            body.add_cubic_bezier_curve_to(first, second, ends[1])
            if side == -1:
                corner = np.array([-BODY, FOOT, 0])
                body.add_line_to(np.array([-BODY, FOOT + round_, 0]))
                body.add_cubic_bezier_curve_to(corner, corner, np.array([-BODY + round_, FOOT, 0]))
        body.add_line_to(np.array([NECK, RIM_Y, 0]))
        rim = Line([-NECK - 0.16, RIM_Y, 0], [NECK + 0.16, RIM_Y, 0], color=theme.quiet, stroke_width=7)
        unknown = self.lesson.math("⟨theta|p⟩ = thin ?", 0.72).at(0, -0.72, "center")
        return VGroup(body, rim, unknown).shift(JAR)

    def _draw_counts(self) -> tuple[VGroup, VGroup]:
        """Write how many draws there were, and how many of each colour."""
        lesson, theme = self.lesson, self.theme
        names, numbers = VGroup(), VGroup()
        for k, key in enumerate(("draws", "whites", "blacks")):
            y = 1.5 - 1.15 * k
            names.add(lesson.label(key, color=theme.quiet).at(COUNT_X if k else COUNT_X - 0.62, y))
            if k:
                names.add(ball(theme, k == 1, 0.2).move_to([COUNT_X - 0.42, y + 0.13, 0]))
            numbers.add(LiveNumber("d", em=0.62, color=theme.ink, at=(VALUE_X, y - 0.06)))
        return names, numbers


def _eased(way: float) -> float:
    """Return a way begun and ended slowly."""
    return float(way * way * (3 - 2 * way))
