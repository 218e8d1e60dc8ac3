"""The loss as a surface over its parameters, cut at a level, with gradient descent upon it."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from mathcore import Array, Sheet, Study, landscape, sheet
from scenes.figures.contours import DOT_GAP, GRID
from scenes.figures.furniture import furnish
from scenes.figures.labels import LEVEL, around, label
from scenes.figures.levels import round_levels
from scenes.figures.paper import SMALL, Paper
from scenes.figures.space import Space
from scenes.kit.spread import told_apart

HEIGHT = 80.0
# The mesh that is filled: as fine as print shows, and no larger a file than need be.
RAYS, RINGS = 144, 56
# Room for the numbers at the axes, as shares of the figure: left, right, foot, head.
MARGINS = (0.1, 0.06, 0.12, 0.06)
# One looks at least so many degrees past the axes.
ASKEW = 18.0
# Points a step is drawn with, as a straight step in theta is a curve on the surface; points between two steps that are
# told apart; and the most steps that are drawn: by then a walk that does not settle has painted all that it can.
CHORD, STEP_GAP, MOST = 24, 0.1, 1500
# The note at the rim stands so many points off it, and is tried at so many places.
ASIDE, TRIED = 6.0, 12


def draw(study: Study, paper: Paper) -> Figure:
    """Draw the surface with its level lines and its rim, and the walk where the surface does not hide it."""
    figure = paper.figure(HEIGHT)
    figure.set_layout_engine(None)
    mesh = sheet(study.loss, study.window, RAYS, RINGS)
    space = Space(figure, study.loss, study.window, azimuth(study), mesh.rim, MARGINS)
    furnish(space, paper)
    _skin(space, mesh, study, paper)
    _walk(space, study, paper)
    figure.draw_without_rendering()
    _name(space, study, paper)
    _note_the_cut(space, mesh, paper)
    if study.scaled:
        _note_the_scaling(space, mesh, paper)
    return figure


def azimuth(study: Study) -> float:
    """Return the side from which one looks along the valley, so that the walk comes towards the viewer.

    Not straight along an axis, though: the floor's edges would stand upright.
    """
    spans = [np.ptp(span) for span in (study.window.x_range, study.window.y_range)]
    across, up = (study.theta - study.walk.points[0]) / spans
    side = float(np.degrees(np.arctan2(up, across)))
    off = (side + 45) % 90 - 45
    return side if abs(off) >= ASKEW else side - off + (ASKEW if off >= 0 else -ASKEW)


def _skin(space: Space, mesh: Sheet, study: Study, paper: Paper) -> None:
    """Draw the mesh, level lines where they are seen, and the rim."""
    theme, axes, cut = paper.theme, space.axes, study.window.cut
    low = float(mesh.heights.min())
    colors = {"cmap": paper.ramp(theme.surface), "vmin": low, "vmax": cut}
    x, y = mesh.points[..., 0], mesh.points[..., 1]
    fine = {"rcount": RINGS, "ccount": RAYS + 1, "linewidth": 0.25}
    skin = axes.plot_surface(x, y, mesh.heights, zorder=1, **colors, **fine)
    # Else the paper would shine through between the pieces.
    skin.set_edgecolor("face")
    levels = round_levels(low, cut)[:-1]
    ground = landscape(study.loss, study.window.x_range, study.window.y_range, GRID)
    style = {"color": theme.surface_line, "alpha": 0.5, "linewidth": 0.4}
    for level, lines in zip(levels, ground.contours(levels), strict=True):
        for line in lines:
            space.line(line, np.full(len(line), level), zorder=2, gid=LEVEL, **style)
    axes.plot(*mesh.rim.T, color=theme.rim, linewidth=0.9, zorder=3, label="rim")


def _walk(space: Space, study: Study, paper: Paper) -> None:
    """Draw the walk on the surface: every step at its true heights, with a dot where dots can be told apart."""
    theme, points, heights = paper.theme, study.walk.points, study.walk.losses
    scale = space.axes.figure.dpi / 72
    pixels = space.pixels(points, heights)
    steps = _chords(points[told_apart(pixels, STEP_GAP * scale)][:MOST])
    halo = [withStroke(linewidth=2.0, foreground=theme.casing)]
    space.line(steps, study.loss(steps), color=theme.path, linewidth=0.8, path_effects=halo, zorder=4, label="walk")
    marked = space.seen(points, heights) & told_apart(pixels, DOT_GAP * scale)
    style = {"color": theme.path, "markersize": 2.4, "markeredgecolor": theme.casing, "markeredgewidth": 0.4}
    space.axes.plot(*points[marked].T, heights[marked], "o", zorder=5, label="steps", **style)


def _chords(points: Array) -> Array:
    """Return points (k, 2) along the straight steps from point to point."""
    share = np.linspace(0, 1, CHORD)[:, None]
    between = points[:-1, None] * (1 - share) + points[1:, None] * share
    return np.vstack([points[:1], between.reshape(-1, 2)])


def _name(space: Space, study: Study, paper: Paper) -> None:
    """Name the start, and the minimum where there is one."""
    theme, axes = paper.theme, space.axes
    style: dict[str, Any] = {"color": theme.path, "halo": theme.casing}
    if study.fit.exists:
        theta, height = study.fit.theta, np.array([study.fit.loss])
        mark = {"color": theme.accent_on_surface, "markersize": 4, "markeredgewidth": 1.2, "label": "minimum"}
        axes.plot(*theta[:, None], height, "x", zorder=6, **mark)
        label(axes, f"${paper.symbol('hat')}$", around(*space.place(theta, height)[0]), **style)
    start = space.place(study.walk.points[0], study.walk.losses[0])[0]
    label(axes, "$(0,\\,0)$", around(*start), **style)


def _note_the_cut(space: Space, mesh: Sheet, paper: Paper) -> None:
    """Say where the surface is cut, beside its rim and off the surface; nothing where it ends at the window."""
    rim = mesh.rim[mesh.at_cut]
    if not len(rim):
        return
    flat = space.place(rim[:, :2], rim[:, 2])
    outermost = flat[np.argsort(-flat[:, 0], kind="stable")][:: max(1, len(flat) // TRIED)]
    ways = [(side * ASIDE, up) for side in (1, -1) for up in (-4.0, 4.0)]
    spots = [((float(x), float(y)), way) for way in ways for x, y in outermost]
    text = paper.say("cut", level=f"{space.window.cut:g}")
    label(space.axes, text, spots, off=_covered(space, mesh), color=paper.theme.quiet, fontsize=SMALL)


def _note_the_scaling(space: Space, mesh: Sheet, paper: Paper) -> None:
    """Say in a free corner of the figure what was done to the feature."""
    width, height = space.axes.figure.bbox.size
    ways = [(x, y) for y in (1, -1) for x in (1, -1)]
    corners = [(0.0 if x > 0 else width, 0.0 if y > 0 else height) for x, y in ways]
    places = space.axes.transData.inverted().transform(corners)
    spots = [((float(x), float(y)), (4.0 * a, 4.0 * b)) for (x, y), (a, b) in zip(places, ways, strict=True)]
    label(space.axes, paper.say("scaled"), spots, off=_covered(space, mesh), color=paper.theme.quiet, fontsize=SMALL)


def _covered(space: Space, mesh: Sheet) -> Array:
    """Return pixels that the surface covers."""
    return space.pixels(mesh.points.reshape(-1, 2), mesh.heights.ravel())
