"""A VMobject's outline and colours, handed to Cairo."""

from __future__ import annotations

from typing import Any

import cairo
import numpy as np
from manim import VMobject
from manim.camera.camera import CAP_STYLE_MAP, LINE_JOIN_MAP
from numpy.typing import NDArray

# Corners nearer to each other than this, absolutely or relatively, are one corner: Manim's tolerances.
RELATIVE = 1e-5
CURVE = 4
# The colour and width of a line; with the fill between, what makes a mobject visible.
Ink = tuple[list[float], float]
Inks = tuple[Ink | None, list[float] | None, Ink | None]
NO_INK: Ink = ([0.0] * 4, 0.0)


def trace(context: cairo.Context[Any], points: NDArray[np.float64], tolerance: float) -> None:
    """Make cubic curves (n, 3), four points each, the context's path; a gap between two begins a new part."""
    context.new_path()
    end = len(points) // CURVE * CURVE
    if end == 0 or not np.isfinite(points).all():
        return
    xy = points[:end, :2]
    stops, starts = xy[CURVE - 1 : -1 : CURVE], xy[CURVE::CURVE]
    gaps = (np.abs(stops - starts) > tolerance + RELATIVE * np.abs(starts)).any(axis=1)
    flat = xy.tolist()
    move, curve = context.move_to, context.curve_to
    first = 0
    for last in (*(CURVE * (np.flatnonzero(gaps) + 1)).tolist(), end):
        context.new_sub_path()
        move(*flat[first])
        for n in range(first + 1, last, CURVE):
            (ax, ay), (bx, by), (cx, cy) = flat[n : n + 3]
            curve(ax, ay, bx, by, cx, cy)
        if all(abs(a - b) <= tolerance + RELATIVE * abs(b) for a, b in zip(flat[first], flat[last - 1], strict=True)):
            context.close_path()
        first = last


def fill(context: cairo.Context[Any], rgba: list[float]) -> None:
    """Fill the path. Manim's frames hold red where Cairo's hold blue."""
    red, green, blue, alpha = rgba
    context.set_source_rgba(blue, green, red, alpha)
    context.fill_preserve()


def stroke(context: cairo.Context[Any], mobject: VMobject, rgba: list[float], width: float) -> None:
    """Draw along the path; the width is in frame units."""
    red, green, blue, alpha = rgba
    context.set_source_rgba(blue, green, red, alpha)
    context.set_line_width(width)
    context.set_line_join(LINE_JOIN_MAP[mobject.joint_type])
    context.set_line_cap(CAP_STYLE_MAP[mobject.cap_style])
    context.stroke_preserve()


def inks(mobject: VMobject, unit: float) -> Inks:
    """Return what is drawn beneath, filled and drawn on top: colours, widths times `unit`; None where nothing shows."""

    def line(rgbas: Any, width: float) -> Ink | None:
        return (rgbas[0].tolist(), width * unit) if width > 0 and rgbas[0][3] > 0 else None

    return (
        line(mobject.background_stroke_rgbas, mobject.get_stroke_width(background=True)),
        mobject.fill_rgbas[0].tolist() if mobject.fill_rgbas[0][3] > 0 else None,
        line(mobject.stroke_rgbas, mobject.get_stroke_width()),
    )
