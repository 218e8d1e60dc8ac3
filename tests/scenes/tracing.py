"""The marks that stand on the frame, mapped back through their axes and held against the core's values, to a pixel.

Each scene has a file in `traced/`: a function a beat, which names every mark that is seen at the beat's end and says
where the core has it. A mark that nobody names is a finding, like one that stands elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from manim import Circle, DashedLine, Dot, Line, Mobject, Polygon, Rectangle, VMobject
from numpy.typing import ArrayLike

from scenes.kit.lesson import Lesson
from scenes.kit.numbers import LiveNumber
from scenes.kit.plot import Plot
from scenes.kit.shown import VISIBLE
from scenes.kit.stage import Ball, Dots, Item, Stage
from scenes.kit.stage import Line as StageLine
from scenes.kit.typeset import Typeset

# A pixel of a film at 1080p, in frame units.
PIXEL = 1 / 135
# What is wider than this is no mark for one value.
LARGEST_DOT = 0.5
# Of longer lines so many points are looked at: a walk of a thousand steps is drawn with 44 a step.
MOST_POINTS = 400


@dataclass
class Tracer:
    """What is drawn at a moment, and what of it has been traced to the core."""

    lesson: Lesson
    dots: list[np.ndarray] = field(default_factory=list)
    strokes: list[np.ndarray] = field(default_factory=list)
    bars: list[np.ndarray] = field(default_factory=list)
    lines: list[np.ndarray] = field(default_factory=list)
    items: list[Dots | Ball | StageLine] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    traced: int = 0
    _claimed: list[np.ndarray] = field(default_factory=list)

    # -- what a beat's function says ---------------------------------------------------------------------------

    def dot(self, name: str, plot: Plot, x: ArrayLike, y: ArrayLike) -> None:
        """At each pair of the core's numbers there is a dot or a ring, within a pixel of it; all such are claimed."""
        self.dot_at(name, plot.point(x, y).reshape(-1, 3)[:, :2])

    def dot_at(self, name: str, places: ArrayLike) -> None:
        """Do the same for places (n, 2) of the frame: for axes that are no `Plot`."""
        places = np.asarray(places, float).reshape(-1, 2)
        # A mark may stand for several: rows of equal numbers, a row beside an axis' end.
        drawn = np.reshape([*self.dots, *self._claimed], (-1, 2))
        for place in places:
            self.traced += 1
            least = np.abs(drawn - place).max(axis=1).min(initial=np.inf)
            if not least <= PIXEL:
                self.findings.append(f"{name}: no mark at {place}; the nearest is {least} away")
        claimed = [bool((np.abs(places - dot).max(axis=1) <= PIXEL).any()) for dot in self.dots]
        self._claimed += [dot for dot, mine in zip(self.dots, claimed, strict=True) if mine]
        self.dots = [dot for dot, mine in zip(self.dots, claimed, strict=True) if not mine]

    def stroke(self, name: str, plot: Plot, x: ArrayLike, y: ArrayLike) -> None:
        """One drawn stroke runs where the core's polyline runs, and as far: no point of either is a pixel away."""
        self.stroke_at(name, plot.point(x, y)[..., :2])

    def stroke_at(self, name: str, places: ArrayLike) -> None:
        """Do the same for places (n, 2) of the frame."""
        self.traced += 1
        path = np.asarray(places, float)
        gaps = [apart(stroke, path) for stroke in self.strokes]
        if min(gaps, default=np.inf) > PIXEL:
            self.findings.append(f"{name}: no stroke runs there; the nearest is {min(gaps, default=np.inf)} away")
        else:
            self.strokes.pop(int(np.argmin(gaps)))

    def bar(self, name: str, plot: Plot, low: tuple[float, float], high: tuple[float, float]) -> None:
        """A rectangle is drawn between two corners, given in the core's numbers."""
        self.traced += 1
        box = np.sort(plot.point(*np.transpose([low, high]))[:, :2], axis=0)
        gaps = [np.abs(drawn - box).max() for drawn in self.bars]
        if min(gaps, default=np.inf) > PIXEL:
            self.findings.append(f"{name}: no bar from {low} to {high}; the nearest is {min(gaps, default=np.inf)} off")
        else:
            self.bars.pop(int(np.argmin(gaps)))

    def line(self, name: str, plot: Plot, x: ArrayLike, y: ArrayLike) -> None:
        """A straight line is drawn between two pairs of the core's numbers; of axes and guides nobody has to say so."""
        self.line_at(name, plot.point(x, y)[..., :2])

    def line_at(self, name: str, ends: ArrayLike) -> None:
        """Do the same for the ends (2, 2) on the frame."""
        self.traced += 1
        ends = np.asarray(ends, float)
        gaps = [min(np.abs(drawn - ends).max(), np.abs(drawn[::-1] - ends).max()) for drawn in self.lines]
        least = min(gaps, default=np.inf)
        if not least <= PIXEL:
            self.findings.append(f"{name}: no line between {ends.tolist()}; the nearest is {least} off")
        else:
            self.lines.pop(int(np.argmin(gaps)))

    def on_stage(self, name: str, kind: type, back: Callable[[np.ndarray], ArrayLike], values: ArrayLike) -> None:
        """An item of a stage has points that a view maps back to the core's values (n, k), in their order."""
        values = np.asarray(values, float)
        size = max(1.0, np.abs(values).max(initial=0))
        wanted = thinned(values)

        def off(found: np.ndarray) -> float:
            return float(np.abs(found[:, : values.shape[1]] - wanted).max(initial=0)) / size

        self._claim(name, [item for item in self._of(kind) if len(places(item)) == len(values)], back, off, 1e-6)

    def stage_where(
        self,
        name: str,
        kind: type,
        back: Callable[[np.ndarray], ArrayLike],
        off: Callable[[np.ndarray], float],
        tolerance: float,
    ) -> None:
        """An item of a stage is, mapped back point by point, as far off what the core says as ``off`` tells."""
        self._claim(name, self._of(kind), back, off, tolerance)

    def _of(self, kind: type) -> list[Item]:
        return [item for item in self.items if isinstance(item, kind)]

    def _claim(
        self,
        name: str,
        items: list[Item],
        back: Callable[[np.ndarray], ArrayLike],
        off: Callable[[np.ndarray], float],
        tolerance: float,
    ) -> None:
        self.traced += 1
        least = np.inf
        for item in items:
            found = np.array([back(point) for point in thinned(places(item))], float)
            least = min(least, float(off(found)))
            if least <= tolerance:
                self.items.remove(item)
                return
        self.findings.append(f"{name}: nothing of the stage is there; the nearest is {least} off")

    def near(self, name: str, found: ArrayLike, wanted: ArrayLike, tolerance: float) -> None:
        """Numbers that a mark was mapped back to are the core's, to a tolerance that stands for a pixel."""
        self.traced += 1
        off = float(np.abs(np.asarray(found, float) - np.asarray(wanted, float)).max())
        if not off <= tolerance:
            self.findings.append(f"{name}: {off} away from the core's")

    def excuse(self, why: str, *mobjects: Mobject) -> None:
        """Take out what carries no value of the core: frames, brackets, arrows between words."""
        assert why
        for mobject in mobjects:
            other = Tracer(self.lesson)
            other.look(mobject)
            for mine, theirs in zip(self._drawn(), other._drawn(), strict=True):
                mine[:] = [one for one in mine if not any(same(one, two) for two in theirs)]

    def excuse_items(self, why: str, items: Sequence[Item]) -> None:
        """Take out what carries no value of the core on a stage: floors, edges, ticks."""
        assert why
        self.items = [item for item in self.items if not any(item is other for other in items)]

    def rest(self) -> None:
        """What is left has been named by nobody."""
        for kind, drawn in zip(("dot", "stroke", "bar", "item"), self._drawn(), strict=True):
            self.findings += [f"a {kind} that nobody named: {describe(one)}" for one in drawn]

    # -- what is drawn -----------------------------------------------------------------------------------------

    def look(self, mobject: Mobject) -> None:
        """Note the marks of a mobject and its parts; straight lines are axes, ticks and guides, and words are words."""
        if isinstance(mobject, Typeset | LiveNumber):
            return
        if isinstance(mobject, Stage) and mobject.opacity > VISIBLE:
            self.items += [item for item in mobject.items if isinstance(item, Dots | Ball | StageLine)]
        if isinstance(mobject, VMobject) and len(mobject.points) and seen(mobject):
            self._note(mobject)
        for part in mobject.submobjects:
            self.look(part)

    def _note(self, mobject: VMobject) -> None:
        low, high = mobject.points.min(axis=0)[:2], mobject.points.max(axis=0)[:2]
        if isinstance(mobject, Dot | Circle):
            middle = (low + high) / 2
            known = np.abs(np.reshape(self.dots, (-1, 2)) - middle).max(axis=1).min(initial=np.inf) <= 1e-9
            if (high - low).max() <= LARGEST_DOT and not known:
                self.dots.append(middle)
        elif isinstance(mobject, Rectangle | Polygon):
            self.bars.append(np.array([low, high]))
        elif isinstance(mobject, Line | DashedLine):
            self.lines.append(np.array([mobject.points[0], mobject.points[-1]])[:, :2])
        else:
            jumps = np.abs(mobject.points[4::4] - mobject.points[3:-1:4]).max(axis=1, initial=0) > 1e-6
            pieces = np.split(mobject.points[:, :2], 4 * np.flatnonzero(jumps) + 4)
            self.strokes += [np.vstack([piece[::4], piece[-1:]]) for piece in pieces if len(piece) > 1]

    def _drawn(self) -> tuple[list, ...]:
        return self.dots, self.strokes, self.bars, self.items


def places(item: Item) -> np.ndarray:
    """Return the points (n, 3) of an item in the stage's world; lifted pens are left out."""
    points = np.atleast_2d(item.point if isinstance(item, Ball) else item.points)
    return points[np.isfinite(points).all(axis=1)]


def sigma(z: ArrayLike) -> np.ndarray:
    """Return the sigmoid, by another road than the core's."""
    return (1 + np.tanh(np.asarray(z, float) / 2)) / 2


def seen(mobject: VMobject) -> bool:
    """Whether a mark has any ink."""
    stroked = mobject.get_stroke_opacity() > VISIBLE and mobject.get_stroke_width() > 0
    return bool(mobject.get_fill_opacity() > VISIBLE or stroked)


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """Return how far two polylines are from one another; of those that do not reach as far, only by how much."""
    boxes = [np.concatenate([path.min(axis=0), path.max(axis=0)]) for path in (one, other)]
    off = float(np.abs(boxes[0] - boxes[1]).max())
    return off if off > PIXEL else max(gap(one, other), gap(other, one))


def gap(points: np.ndarray, path: np.ndarray) -> float:
    """Return how far the farthest of some points (n, 2), MOST_POINTS of them at most, is from a polyline (k, 2).

    The pen is lifted where the polyline is not a number.
    """
    if not len(points):
        return 0.0
    if len(path) == 1:
        return float(np.linalg.norm(points - path, axis=1).max())
    start, step = path[:-1], np.diff(path, axis=0)
    drawn = np.isfinite(step).all(axis=1)
    start, step = start[drawn], step[drawn]
    if not len(start):
        return np.inf
    length = np.maximum((step**2).sum(axis=1), 1e-30)
    worst = 0.0
    for point in thinned(points):
        along = np.clip(((point - start) * step).sum(axis=1) / length, 0, 1)
        worst = max(worst, float(((start + along[:, None] * step - point) ** 2).sum(axis=1).min()))
    return float(np.sqrt(worst))


def thinned(points: np.ndarray) -> np.ndarray:
    """Return MOST_POINTS of many points, evenly spread, with the first and the last."""
    if len(points) <= MOST_POINTS:
        return points
    return points[np.linspace(0, len(points) - 1, MOST_POINTS).astype(int)]


def same(one: object, two: object) -> bool:
    """Whether two notes are of one mark."""
    if isinstance(one, np.ndarray) and isinstance(two, np.ndarray):
        return one.shape == two.shape and bool(np.allclose(one, two, atol=1e-9))
    return one is two


def describe(one: object) -> str:
    """Say where a mark is."""
    if not isinstance(one, np.ndarray):
        return f"{type(one).__name__} of {len(np.atleast_2d(getattr(one, 'points', [0])))}"
    return f"{one.tolist()}" if one.size <= 4 else f"{len(one)} points from {one[0].tolist()} to {one[-1].tolist()}"


def only_words(tracer: Tracer, lesson: Lesson) -> None:
    """Stand for a beat that shows words and formulas, and no mark."""


def trace(lesson: Lesson, beats: dict[str, Callable[[Tracer, Lesson], None]], key: str) -> Tracer:
    """Hold what is seen at the end of a beat against the core."""
    tracer = Tracer(lesson)
    for mobject in lesson.mobjects:
        tracer.look(mobject)
    beats[key](tracer, lesson)
    tracer.rest()
    return tracer
