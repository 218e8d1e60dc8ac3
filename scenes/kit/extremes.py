"""A zoom into both ends of (0, 1): how far inside the probabilities of large scores land."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Line, Polygon, ValueTracker, VGroup, VMobject

from mathcore import sigmoid, sigmoid_digits
from scenes.kit.cast import Cast
from scenes.kit.marks import class_color, end_ring
from scenes.kit.numbers import LiveNumber

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

HALF_WIDTH, TOP, FOOT, WINDOW = 5.3, 2.02, 0.25, 4.86


class Extremes:
    """Both ends of the interval under a magnification of 10 to a power that grows.

    The right half is the left one mirrored, since 1 − σ(z) = σ(−z).
    """

    def __init__(self, lesson: Lesson, cast: Cast, far: float) -> None:
        self.lesson, self.theme = lesson, lesson.theme
        self.power = ValueTracker(0.0)
        nearest = float(sigmoid(-far))
        # The last whole power of ten at which the score still stands in the window.
        self.last = int(np.floor(np.log10(WINDOW / (2 * HALF_WIDTH) / nearest)))
        self.scores = [z for z in np.arange(-10.0, -far - 1, -10.0)]
        self.interval = self._draw_interval(cast)
        self.wedges = VGroup(*(Polygon(*np.zeros((4, 3))) for _ in range(2)))
        self.wedges.set_fill(self.theme.panel, 1).set_stroke(self.theme.line, 1.8)
        self.lines = VGroup(*self._draw_lines())
        self.dots = VGroup(*(self._passing(z, side) for z in self.scores for side in (-1, 1)))
        self.zooms = [self._zoom_label(side) for side in (-1, 1)]
        self.scale_bars = VGroup(*(self._scale_bar(side) for side in (-1, 1)))
        self.digits = [self._digits(-far, -1.32), self._digits(far, -2.22)]
        zooms = (part for zoom in self.zooms for part in zoom)
        self.group = VGroup(self.wedges, self.lines, self.dots, *zooms, *self.digits[0][:2])
        self.group.add_updater(lambda _: self.place())
        self.place()

    def x(self, p: float, side: int) -> float:
        """Return the place of a probability p (from the left end) or 1 − p (from the right) at the present zoom."""
        return side * (HALF_WIDTH - 2 * HALF_WIDTH * p * 10 ** self.power.get_value())

    def place(self) -> None:
        """Put wedges, passing scores and the power where the zoom says."""
        power = self.power.get_value()
        for wedge, side in zip(self.wedges, (-1, 1), strict=True):
            near, far_top = side * HALF_WIDTH, side * (HALF_WIDTH - WINDOW / 10**power)
            corners = [[near, TOP, 0], [far_top, TOP, 0], [side * (HALF_WIDTH - WINDOW), FOOT, 0], [near, FOOT, 0]]
            wedge.set_points_as_corners([*corners, corners[0]])
        for k, passing in enumerate(self.dots):
            self._place_passing(passing, self.scores[k // 2], (-1, 1)[k % 2])
        for _, exponent in self.zooms:
            exponent.set_text(f"{power:.0f}")
        self._place_digits(power)

    def _place_digits(self, power: float) -> None:
        """Write of the small probability what the zoom has shown: a 0 for each power of ten, then what stands clear."""
        for decimal, glyph in enumerate(self.digits[0][1].submobjects[len("0.") :], 1):
            shown = float(np.clip(2 * (power - min(decimal, self.last)) + 1, 0, 1))
            if shown != glyph.get_fill_opacity():
                glyph.set_opacity(shown)

    def _place_passing(self, passing: VMobject, z: float, side: int) -> None:
        """Show a score while it crosses the window, fading in as it leaves the end and out at the window's edge."""
        away = HALF_WIDTH - abs(self.x(float(sigmoid(z)), side))
        inside = np.clip(away / 0.35, 0, 1) * np.clip((WINDOW - away) / 0.35 + (z == self.scores[-1]), 0, 1)
        shift = side * (HALF_WIDTH - min(away, WINDOW)) - passing[0].get_x()
        if shift:
            passing.shift([shift, 0, 0])
        # Colours are set only where they change: it takes longer than drawing them.
        if inside != passing[0].get_fill_opacity():
            passing.set_opacity(float(inside))

    def _passing(self, z: float, side: int) -> VGroup:
        color = self.theme.accent if z == self.scores[-1] else self.theme.ink
        dot = Dot([side * HALF_WIDTH, FOOT, 0], radius=0.12, color=color)
        label = self.lesson.text(f"$sigma({side * abs(z):.0f})$", 0.36, color)
        return VGroup(dot, label.at(side * HALF_WIDTH, FOOT - 0.5, "center"))

    def _zoom_label(self, side: int) -> tuple[VMobject, LiveNumber]:
        base = self.lesson.math("times 10", 0.4, self.theme.quiet).at(side * 4.1 - 0.2, 0.8, "center")
        exponent = LiveNumber(
            "d", em=0.29, color=self.theme.quiet, at=(base.get_right()[0] + 0.04, 0.95), math=True, left=True
        )
        return base, exponent.set_text("0")

    def _draw_interval(self, cast: Cast) -> VGroup:
        theme = self.theme
        line = Line([-HALF_WIDTH, TOP, 0], [HALF_WIDTH, TOP, 0], color=theme.line, stroke_width=2.4)
        rug = VGroup()
        for p, y, aside in zip(cast.p, cast.y, cast.aside, strict=True):
            x = -HALF_WIDTH + 2 * HALF_WIDTH * p + aside
            color = class_color(theme, int(y))
            rug.add(Line([x, TOP + 0.06, 0], [x, TOP + 0.34, 0], color=color, stroke_width=3.0))
        rings = [end_ring(theme.ink, theme.ground).move_to([side * HALF_WIDTH, TOP, 0]) for side in (-1, 1)]
        numbers = [
            self.lesson.tick("0").at(-HALF_WIDTH - 0.26, TOP - 0.12, "right"),
            self.lesson.tick("1").at(HALF_WIDTH + 0.26, TOP - 0.12),
        ]
        return VGroup(line, rug, *rings, *numbers).set_z_index(1)

    def _draw_lines(self) -> list[VMobject]:
        theme, parts = self.theme, []
        for side, number in ((-1, "0"), (1, "1")):
            start, end = [side * HALF_WIDTH, FOOT, 0], [side * (HALF_WIDTH - WINDOW), FOOT, 0]
            parts.append(Line(start, end, color=theme.accent, stroke_width=5))
            parts.append(end_ring(theme.ink, theme.ground).move_to(start))
            anchor = "right" if side < 0 else "left"
            parts.append(self.lesson.tick(number).at(side * (HALF_WIDTH + 0.26), FOOT - 0.12, anchor))
        return parts

    def _scale_bar(self, side: int) -> VGroup:
        """Draw what one unit of the last zoom is: 10 to minus (last + 1)."""
        color, unit = self.theme.quiet, 2 * HALF_WIDTH / 10
        start, end = side * (HALF_WIDTH - unit), side * (HALF_WIDTH - 2 * unit)
        y = FOOT - 0.22
        bar = VGroup(
            Line([start, y, 0], [end, y, 0]), *(Line([x, y - 0.06, 0], [x, y + 0.06, 0]) for x in (start, end))
        )
        bar.set_stroke(color, 2.0)
        text = self.lesson.math(f"10^(-{self.last + 1})", 0.36, color)
        return VGroup(bar, text.at((start + end) / 2, y - 0.42, "center"))

    def _digits(self, z: float, y: float) -> VGroup:
        """Write σ(z) to three digits beyond those that look like the end itself, and what float64 makes of it."""
        digits = sigmoid_digits(z, self.last + 4)
        same = next(k for k, digit in enumerate(digits[2:]) if digit != digits[2]) + 2
        name = self.lesson.math(f"sigma({z:.0f}) =", 0.5).at(-4.0, y, "right")
        number = self.lesson.math(_grouped(digits, same), 0.5, self.theme.quiet, colors={"tail": self.theme.accent})
        number.at(-3.84, y)
        rounds = float(sigmoid(z)) in (0.0, 1.0)
        note = self.lesson.label("rounded" if rounds else "held", color=self.theme.quiet).at(6.36, y, "right")
        return VGroup(name, number, note)


def _grouped(digits: str, same: int) -> str:
    """Group decimals by three, with those from ``same`` on as the part ``tail``."""
    pieces = [digits[:2]]
    for k in range(2, len(digits)):
        if k > 2 and (k - 2) % 3 == 0:
            pieces.append(" thin ")
        pieces.append(f"⟨tail|{digits[k]}⟩" if k >= same else digits[k])
    return "".join(pieces) + "⟨tail|dots.h⟩"
