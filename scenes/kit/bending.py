"""How the surface bends: its two principal sections, on it and beside it, and a chord that hangs above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from manim import Dot, VGroup, VMobject
from numpy.typing import NDArray

from mathcore import Chord, Section, chord
from scenes.kit.clip import within
from scenes.kit.figures import scientific
from scenes.kit.plot import Plot, nice_ticks, polyline, tick_text
from scenes.kit.rising import Rising
from scenes.kit.room import Box, box_of, roomiest, shared
from scenes.kit.stage import Dots, Item, Line, Stage

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

Points = NDArray[np.float64]

# The plot is as wide as this many reaches of the steep section: a longer flat one runs out of it.
REACHES = 2.6
# Hairs between the chord and the surface, and how far the chord's ends travel along the valley.
HAIRS, TRAVEL = 11, 0.5
# How far from a section's end its name stands, in the order of the places that are tried.
SPOTS = ((0.0, 0.32), (0.32, 0.16), (-0.32, 0.16), (0.42, -0.1), (-0.42, -0.1), (0.0, -0.36), (0.4, -0.36))

# The same at its curve in the plot.
ASIDE = ((0.36, 0.0), (-0.36, 0.0), (0.0, 0.34), (0.0, -0.34), (0.3, -0.24), (-0.3, -0.24), (0.3, 0.28), (-0.3, 0.28))
# Where the stage begins.
STAGE_SIDE: Box = (-1.7, 7.2, -4.0, 4.0)


class Bending:
    """Two sections through one point of the surface and the chord over it, for the stage and for a plot of their own.

    The plot has the distance from the point across and J up; both sections are drawn to one scale.
    """

    def __init__(self, lesson: Lesson, rising: Rising, box: tuple[float, float, float, float]) -> None:
        self.lesson, self.theme, self.rising = lesson, lesson.theme, rising
        self.valley, self.study = rising.valley, rising.study
        self.sections = (rising.steep, rising.flat)
        self._named: list[tuple[VMobject, Points, Points]] = []
        reach = REACHES * float(np.abs(rising.steep.distances).max())
        self.plot = Plot((-reach, reach), (0, self.valley.window.cut), box)
        self.curves = VGroup(*(polyline(np.zeros((2, 3)), self.theme.ink, 4.6) for _ in self.sections))
        self.dot = Dot(self.plot.point(0, float(self.study.loss(rising.centre))), radius=0.1, color=self.theme.theta)
        self.axes = self._draw_axes()

    # -- on the stage ------------------------------------------------------------------------------------------

    def grown(self, k: int, share: float) -> Section:
        """Return a section as far as a share of its way to both sides."""
        section = self.sections[k]
        ends = share * section.distances[[0, -1]]
        distances = np.unique(np.concatenate([ends, section.distances, [0.0]]))
        distances = distances[(distances >= ends[0]) & (distances <= ends[1])]
        points = section.centre + distances[:, None] * section.direction
        heights = np.asarray(self.study.loss(points))
        return Section(section.centre, section.direction, section.curvature, distances, points, heights)

    def on_stage(self, shares: tuple[float, float]) -> list[Item]:
        """Return both sections on the surface, each grown so far."""
        theme = self.theme
        grown = [self.grown(k, share) for k, share in enumerate(shares) if share > 0]
        return [
            Line(
                self.valley.world(part.points, part.heights), 3.6, theme.path, 1.0, (theme.casing, 6.0, 0.5), lift=0.04
            )
            for part in grown
        ]

    def draw(self, shares: tuple[float, float]) -> None:
        """Draw both sections in the plot, each grown so far."""
        for k, share in enumerate(shares):
            section = self.grown(k, share)
            inside = np.abs(section.distances) <= self.plot.x_range[1] * (1 + 1e-9)
            places = self.plot.point(section.distances[inside], section.heights[inside])
            self.curves[k].set_points_as_corners(places if share > 0 else np.zeros((2, 3)))

    def chord_at(self, travel: float) -> Chord:
        """Return the chord across the valley, its ends carried along the valley by a share of the way."""
        rising, level = self.rising, self.rising.level
        ends = [
            rising.steep.reached(level, side) * (1 - TRAVEL * travel)
            + rising.flat.reached(level, side) * TRAVEL * travel
            for side in (-1, 1)
        ]
        return chord(self.study.loss, ends[0], ends[1])

    def chord_items(self, grown: float, travel: float) -> list[Item]:
        """Return the chord as far as it has grown from its first end, with hairs down to the surface below it."""
        if grown <= 0:
            return []
        theme, found = self.theme, self.chord_at(travel)
        shown = max(2, round(grown * len(found.points)))
        over = self.valley.world(found.points, found.straight)
        under = self.valley.world(found.points, found.heights)
        items: list[Item] = []
        for k in np.linspace(0, len(over) - 1, HAIRS + 2).astype(int)[1:-1]:
            if k < shown:
                items.append(Line(np.array([over[k], under[k]]), 1.6, theme.accent_on_surface, 0.75, lift=0.05))
        ends = over[[0, -1]] if shown == len(over) else over[:1]
        items += [
            Line(over[:shown], 3.6, theme.accent_on_surface, 1.0, (theme.casing, 6.0, 0.5), lift=0.05),
            Dots(ends, 5.0, theme.accent_on_surface, theme.casing, 1.6, lift=0.1),
        ]
        return items

    def names(self, stage: Stage, others: list[VMobject]) -> VGroup:
        """Name the sections at those of their ends where a name covers least; they ``follow`` the stage's camera."""
        names = VGroup(*(self.lesson.math(f"lambda_{k + 1}", 0.42) for k in range(2)))
        mesh = self.study.sheet
        centre = self.rising.centre
        drop = np.linspace(self.valley.on_floor(centre), self.valley.on_surface(centre), 60)
        sheet = self.valley.world(mesh.points, mesh.heights).reshape(-1, 3)
        drawn = stage.project(np.vstack([sheet, np.repeat(drop, 4, axis=0)]))
        taken = [box_of(other, 0.06) for other in others]
        for name, section in zip(names, self.sections, strict=True):
            ends = self.valley.world(section.points[[-1, 0]], section.heights[[-1, 0]])
            spots = [(end, np.array([x, y, 0])) for end in ends for x, y in SPOTS]
            boxes = [box_of(name.move_to(stage.project(end) + away), 0.04) for end, away in spots]
            end, away = spots[roomiest(boxes, taken, drawn)]
            taken.append(box_of(name.move_to(stage.project(end) + away), 0.06))
            self._named.append((name, end, away))
        return names

    def follow(self, stage: Stage) -> None:
        """Move the names to where the stage's camera puts the ends that they stand at."""
        for name, end, away in self._named:
            name.move_to(stage.project(end) + away)

    # -- in the plot ---------------------------------------------------------------------------------------------

    def _draw_axes(self) -> VGroup:
        theme, lesson, plot = self.theme, self.lesson, self.plot
        ticks = nice_ticks(*plot.y_range, 3)
        half = 0.95 * plot.x_range[1]
        # The ends' numbers would stand under the plot's corners; at least one on either side of 0 makes a scale.
        tried = ([tick for tick in nice_ticks(*plot.x_range, most) if abs(tick) < half] for most in range(4, 20))
        across = next(ticks for ticks in tried if len(ticks) > 2)
        step = across[1] - across[0]
        group = VGroup(plot.horizontal(0, theme.line, 1.8), plot.x_ticks(across, theme.line, down=0.08))
        group.add(
            *(
                lesson.tick(tick_text(tick, step)).at(float(plot.point(tick, 0)[0]), plot.box[2] - 0.44, "center")
                for tick in across
            )
        )
        name = lesson.math("J", 0.38).at(plot.box[0] - 0.22, plot.box[3] + 0.3, "right")
        group.add(plot.y_labels(ticks, lesson.tick), name)
        words = lesson.label("distance" if self.study.fit.exists else "distance_last", em=0.33, color=theme.quiet)
        group.add(words.at((plot.box[0] + plot.box[1]) / 2, plot.box[2] - 0.92, "center"))
        return group

    def values(self, x: float, y: float) -> list[VMobject]:
        """Write both curvatures side by side, from a place on."""
        texts = [
            self.lesson.math(scientific(section.curvature, 3).between(f"lambda_{k + 1} = "), 0.42)
            for k, section in enumerate(self.sections)
        ]
        texts[0].at(x, y)
        texts[1].at(x + texts[0].width + 0.5, y)
        return texts

    def plot_names(self) -> list[VMobject]:
        """Name each section at its curve in the plot, where there is most room."""
        taken = [STAGE_SIDE, *(box_of(part, 0.04) for part in self.axes)]
        inside = [np.abs(section.distances) <= self.plot.x_range[1] for section in self.sections]
        curves = [
            self.plot.point(section.distances[kept], section.heights[kept])
            for section, kept in zip(self.sections, inside, strict=True)
        ]
        both, names = np.vstack(curves), []
        for k, curve in enumerate(curves):
            name = self.lesson.math(f"lambda_{k + 1}", 0.38)
            anchors = curve[(np.array([1, 0, 0.9, 0.1, 0.8, 0.2]) * (len(curve) - 1)).astype(int)]
            spots = [anchor + [x, y, 0] for anchor in anchors[np.argsort(-anchors[:, 1])] for x, y in ASIDE]
            # A name must not stand nearer to the other curve.
            spots = [spot for spot in spots if _gap(spot, curve) < _gap(spot, curves[1 - k])] or spots
            boxes = [(spot, box_of(name.move_to(spot), 0.05)) for spot in spots]
            clear = [
                (spot, box)
                for spot, box in boxes
                if not any(shared(box, other) for other in taken) and not within(both, box).any()
            ]
            found = clear or boxes
            name.move_to(found[roomiest([box for _, box in found], taken, both)][0])
            taken.append(box_of(name, 0.05))
            names.append(name)
        return names


def _gap(spot: Points, curve: Points) -> float:
    """Return how far a place is from a curve."""
    return float(np.linalg.norm(curve - spot, axis=1).min())
