"""More rows than can be told apart: bars count them bin by bin, dots show the share of class 1 in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, Rectangle, VGroup, VMobject

from mathcore.bins import Bins
from scenes.kit.lesson import LEFT_EDGE
from scenes.kit.marks import class_color
from scenes.kit.plot import Plot

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

# A dot with its halo is as wide as one of so many bins on the small plot: more would touch.
MOST_BINS = 20
DOT, HALO = 0.038, 0.014
# The highest bar, as a share of the plot's height: the dots in the middle stay clear of it.
HIGHEST = 0.36
GAP, SWATCH, EM = 0.12, 0.08, 0.33


def bars(lesson: Lesson, plot: Plot, found: Bins) -> VGroup:
    """Return the counts as bars, class 0 up from the line at 0 and class 1 down from the line at 1, on one scale."""
    scale, group = HIGHEST / float(found.counts.max()), VGroup()
    for label, counts in enumerate(found.counts):
        for left, right, count in zip(found.edges[:-1], found.edges[1:], counts, strict=True):
            if count:
                height = scale * float(count)
                group.add(_bar(plot, (left, right), (label, label + (height if label == 0 else -height))))
                group[-1].set_fill(class_color(lesson.theme, label), 1)
    return group


def dots(lesson: Lesson, plot: Plot, found: Bins) -> VGroup:
    """Return a dot at the height of each bin's share of class 1; an empty bin has none."""
    group = VGroup()
    for x, share in zip(found.middles, found.shares, strict=True):
        if np.isfinite(share):
            group.add(_dot(lesson).move_to(plot.point(x, share)))
    return group


def legend(lesson: Lesson, bins: int, y: float) -> VGroup:
    """Say in one line that the rows are counted in bins, and what bars and dots are."""
    quiet, theme = lesson.theme.quiet, lesson.theme
    lesson.quote(bins=bins)
    pair = VGroup(
        *(
            Rectangle(width=SWATCH, height=height, stroke_width=0, fill_color=class_color(theme, label), fill_opacity=1)
            for label, height in ((0, 0.2), (1, 0.14))
        )
    )
    pair[1].next_to(pair[0], [1, 0, 0], buff=0.02).align_to(pair[0], [0, -1, 0])
    parts: list[VMobject] = [lesson.label("bins", em=EM, color=quiet), pair]
    parts += [lesson.label("count", em=EM, color=quiet), _dot(lesson), lesson.label("share", em=EM, color=quiet)]
    x = LEFT_EDGE
    for k, part in enumerate(parts):
        if k in (1, 3):
            part.move_to([x + part.width / 2, y + 0.11, 0])
        else:
            part.at(x, y)
        x = float(part.get_right()[0]) + GAP * (2 if k in (0, 2) else 1)
    return VGroup(*parts)


def _bar(plot: Plot, across: tuple[float, float], up: tuple[float, float]) -> Rectangle:
    low, high = plot.point(across[0], min(up)), plot.point(across[1], max(up))
    # A hair of ground between neighbours, so that bars are told from an area.
    width, height = 0.88 * (high[0] - low[0]), high[1] - low[1]
    return Rectangle(width=width, height=height, stroke_width=0).move_to((low + high) / 2)


def _dot(lesson: Lesson) -> VGroup:
    halo = Dot(radius=DOT + HALO, color=lesson.theme.ground)
    return VGroup(halo, Dot(radius=DOT, color=lesson.theme.ink))
