"""Without colour, curves are told apart by their lines and classes by their marks."""

from __future__ import annotations

import itertools
from typing import Any

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D

from scenes.figures.labels import LEVEL
from scenes.kit.theme import contrast


def curves(axes: Axes) -> list[Line2D]:
    """Return the lines that have a meaning of their own: named, and with more than a point."""
    named = [line for line in axes.lines if not line.get_label().startswith("_")]
    return [line for line in named if len(line.get_xdata()) > 1 and line.get_gid() != LEVEL]


def look(line: Line2D) -> tuple[Any, ...]:
    """Return what is left of a line's look without its colour."""
    filled = line.get_markerfacecolor() == line.get_color()
    dashes = str(line._unscaled_dash_pattern) if line.get_linestyle() != "None" else ""
    return line.get_linestyle(), dashes, line.get_marker(), line.get_linewidth(), filled


def test_no_two_curves_look_alike_in_grey(edition: Any):
    for name, figure in edition.figures.items():
        for axes in figure.axes:
            for a, b in itertools.combinations(curves(axes), 2):
                # Lines of equal probability are one family, which the numbers at their ends tell apart.
                family = {a.get_label(), b.get_label()} <= {"p=0.1", "p=0.3", "p=0.7", "p=0.9"}
                assert family or look(a) != look(b), f"{name}: {a.get_label()} and {b.get_label()}"


def test_curves_stand_out_from_the_paper_in_grey(edition: Any):
    for figure in edition.figures.values():
        if figure is edition.figures["surface"]:
            continue
        for axes in figure.axes:
            for line in curves(axes):
                channels = to_rgb(line.get_color())
                shade = "#" + "".join(f"{round(255 * channel):02x}" for channel in channels)
                quiet = line.get_label() in ("p=0.1", "p=0.3", "p=0.7", "p=0.9", "asymptotes")
                assert contrast(shade, edition.paper.ground) > (1.8 if quiet else 3.0), line.get_label()


def test_bars_of_the_classes_differ_in_grey(edition: Any):
    (axes,) = edition.figures["boundary"].axes
    hatches = {bars.get_label(): bars.patches[0].get_hatch() for bars in axes.containers}
    assert len(set(hatches.values())) == len(hatches)
