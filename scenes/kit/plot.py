"""Axes on the frame: the one map from numbers to places and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from manim import DashedLine, Line, VGroup, VMobject
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]

AXIS = 2.4
TICK = 2.0
TICK_LENGTH = 0.1


def nice_ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most ``most`` + 1 round numbers within a range."""
    locator = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10])
    slack = 1e-9 * (high - low)
    return [float(tick) for tick in locator.tick_values(low, high) if low - slack <= tick <= high + slack]


def tick_text(value: float, step: float) -> str:
    """Write a tick with the decimals its spacing needs and a true minus sign."""
    if value == 0:
        return "0"
    decimals = max(0, -int(np.floor(np.log10(step) + 1e-9))) if step < 1 else (0 if step == int(step) else 1)
    # A step of 0.25 needs one more than one of 0.2.
    decimals += abs(round(step, decimals) - step) > 1e-6 * step
    return f"{value:,.{decimals}f}".replace("-", "−")


class Plot:
    """A rectangle of the frame with a range on each side.

    Parameters
    ----------
    x_range, y_range
        The numbers at the rectangle's ends.
    box
        (left, right, bottom, top) in frame units.
    """

    def __init__(
        self,
        x_range: tuple[float, float],
        y_range: tuple[float, float],
        box: tuple[float, float, float, float],
    ) -> None:
        self.x_range, self.y_range, self.box = x_range, y_range, box

    def point(self, x: ArrayLike, y: ArrayLike) -> Points:
        """Return the places (..., 3) of numbers, outside the rectangle too."""
        left, right, bottom, top = self.box
        px = left + (np.asarray(x, float) - self.x_range[0]) * (right - left) / (self.x_range[1] - self.x_range[0])
        py = bottom + (np.asarray(y, float) - self.y_range[0]) * (top - bottom) / (self.y_range[1] - self.y_range[0])
        px, py = np.broadcast_arrays(px, py)
        return np.stack([px, py, np.zeros_like(px)], axis=-1)

    def value(self, point: ArrayLike) -> tuple[float, float]:
        """Return the numbers at a place: the inverse of ``point``, for tests."""
        left, right, bottom, top = self.box
        px, py = np.asarray(point, float)[:2]
        x = self.x_range[0] + (px - left) * (self.x_range[1] - self.x_range[0]) / (right - left)
        y = self.y_range[0] + (py - bottom) * (self.y_range[1] - self.y_range[0]) / (top - bottom)
        return float(x), float(y)

    def curve(self, x: ArrayLike, y: ArrayLike, color: str, width: float = 5.5) -> VMobject:
        """Draw a polyline through numbers; give enough of them for it to look smooth."""
        return polyline(self.point(x, y), color, width)

    def horizontal(self, y: float, color: str, width: float = AXIS) -> Line:
        """Draw a line across the rectangle at a height."""
        return Line(self.point(self.x_range[0], y), self.point(self.x_range[1], y), color=color, stroke_width=width)

    def dashed(self, start: Sequence[float], end: Sequence[float], color: str, width: float = 1.8) -> DashedLine:
        """Draw a dashed line between two pairs of numbers."""
        return DashedLine(self.point(*start), self.point(*end), color=color, stroke_width=width, dash_length=0.09)

    def x_ticks(self, ticks: Sequence[float], color: str, y: float | None = None, down: float = TICK_LENGTH) -> VGroup:
        """Draw ticks that hang below the rectangle's foot (or below a height)."""
        foot = self.y_range[0] if y is None else y
        starts = [self.point(tick, foot) for tick in ticks]
        return VGroup(*(Line(p, p + [0, -down, 0], color=color, stroke_width=TICK) for p in starts))

    def y_ticks(self, ticks: Sequence[float], color: str, out: float = TICK_LENGTH) -> VGroup:
        """Draw ticks that stand out to the left of the rectangle."""
        starts = [self.point(self.x_range[0], tick) for tick in ticks]
        return VGroup(*(Line(p, p + [-out, 0, 0], color=color, stroke_width=TICK) for p in starts))

    def x_labels(self, ticks: Sequence[float], write: Callable[[str], VMobject], drop: float = 0.42) -> VGroup:
        """Write the numbers under their ticks, digits centred and the minus hanging."""
        return VGroup(*(_place_under(write(text), place, drop) for text, place in self._labelled(ticks)))

    def y_labels(self, ticks: Sequence[float], write: Callable[[str], VMobject], gap: float = 0.22) -> VGroup:
        """Write the numbers to the left of their ticks, right-aligned."""
        step = _step(ticks)
        labels = VGroup()
        for tick in ticks:
            label = write(tick_text(tick, step))
            place = self.point(self.x_range[0], tick)
            label.move_to(place).align_to(place + [-gap, 0, 0], np.array([1.0, 0, 0]))
            labels.add(label)
        return labels

    def _labelled(self, ticks: Sequence[float]) -> list[tuple[str, Points]]:
        step = _step(ticks)
        return [(tick_text(tick, step), self.point(tick, self.y_range[0])) for tick in ticks]


def polyline(points: Points, color: str, width: float) -> VMobject:
    """Return a stroke through places of the frame."""
    return VMobject(stroke_color=color, stroke_width=width, fill_opacity=0).set_points_as_corners(points)


def _step(ticks: Sequence[float]) -> float:
    return float(ticks[1] - ticks[0]) if len(ticks) > 1 else float(abs(ticks[0])) or 1.0


def _place_under(label: VMobject, place: Points, drop: float) -> VMobject:
    """Centre the digits on the place and let a minus sign hang to the left, so that −4 and 4 stand symmetrically."""
    label.at(place[0], place[1] - drop, "center")
    minus = label.submobjects[0]
    if "−" in label.typst_code:
        digits_left = label.submobjects[1].get_left()[0]
        label.shift([-(digits_left - minus.get_left()[0]) / 2, 0, 0])
    return label
