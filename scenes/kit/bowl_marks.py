"""Newton's parabola on a map: its level lines and its bottom."""

from __future__ import annotations

from manim import VGroup

from mathcore import Bowl
from scenes.kit.clip import clipped, within
from scenes.kit.map_view import MapView
from scenes.kit.plot import polyline
from scenes.kit.stage import Dots, Item, Line

# The ellipses of a bowl, by their share of the one through the point.
RINGS = (1.0, 0.7, 0.4)
# A bowl whose bottom lies far off is drawn by so many lines, one apart in J.
WIDTH = 2.0


def ellipses(view: MapView, bowl: Bowl, grown: float) -> list[Item]:
    """Return a bowl's ellipses, grown from its bottom to a share of their size, and a dot at the bottom."""
    theme = view.theme
    casing = (theme.casing, 3.6, 0.5)
    color = theme.accent_on_surface
    items: list[Item] = []
    for ring in RINGS:
        path = clipped(view.place(bowl.ellipse(grown * ring)), view.box)
        items.append(Line(path, WIDTH, color, 1.0 if ring == 1 else 0.75, casing, lift=0.02))
    bottom = view.place(bowl.bottom[None])
    items.append(Dots(bottom[within(bottom, view.box)], 4.5, color, theme.casing, 1.6, lift=0.035))
    return items


def far_lines(view: MapView, bowl: Bowl, levels: tuple[float, ...]) -> VGroup:
    """Return a bowl's lines at levels, as far as they lie on the map, whose bottom is off it."""
    found = bowl.lines(levels, view.plot.x_range, view.plot.y_range)
    lines = VGroup()
    for level_lines in found:
        for line in level_lines:
            lines.add(polyline(view.place(line), view.theme.accent_on_surface, WIDTH))
    return lines
