"""Part 1, flagship: the sigmoid carries the whole real line into (0, 1)."""

from __future__ import annotations

import numpy as np
from manim import (
    Create,
    FadeIn,
    FadeOut,
    LaggedStart,
    Line,
    ReplacementTransform,
    VGroup,
    VMobject,
    linear,
    smooth,
)

from mathcore import sigmoid
from scenes.kit.bend import Bend
from scenes.kit.cast import cast
from scenes.kit.extremes import Extremes
from scenes.kit.lesson import RIGHT_EDGE, Lesson
from scenes.kit.magnifier import Magnifier
from scenes.kit.marks import class_color, end_ring, mark
from scenes.kit.plot import Plot, nice_ticks, polyline, tick_text
from scenes.kit.room import Box, box_of, roomiest
from scenes.kit.score_line import ScoreLine

FAR = 40.0
PROBABILITY = Plot((0, 1), (0, 1), (-4.55, 5.84, -1.52, 2.42))
LINE_Y, SAMPLE_Y = -2.11, -3.4
# The magnified line shows scores up to this.
MOST_SPAN = 0.8 * FAR


class Mapping(Lesson):
    """The sigmoid carries the whole real line into (0, 1), order kept.

    Shows: study.scores, study.probabilities, study.sides; sigmoid and its digits at ±40.
    """

    slug = "mapping"

    def construct(self) -> None:
        """Play the four beats."""
        self.cast = cast(self.study, far=FAR)
        # A few scores far out must not press the others together: they stand beyond the magnified line.
        inside = np.abs(self.cast.z)[np.abs(self.cast.z) <= MOST_SPAN]
        self.span = min(1.3 * float(inside.max(initial=0.0)) or MOST_SPAN, MOST_SPAN)
        self.line = ScoreLine(self.span, FAR, -3.29, 5.84, 0.62, LINE_Y)
        self.quote(shown=self.cast.size)
        self.quote(drawn=self.say(f"labels.{self.story.drawn(self.cast.size)}"))
        self.magnifier = Magnifier(self, self.cast, self.span, FAR)
        beyond = int(self.study.data.counts[np.abs(self.study.scores) > FAR].sum())
        with self.beat("line", self.far_out(beyond), zoom=self.magnifier.zoom, beyond=beyond):
            self.show_line()
        with self.beat("bend"):
            self.show_bend()
        students = self.story.students(self.cast.rows)
        with self.beat("students", students):
            self.show_students(ringed=students == "")
        picture = Extremes(self, self.cast, FAR)
        with self.beat("extremes", power=picture.last):
            self.show_extremes(picture)

    def far_out(self, beyond: int) -> str:
        """Return whether so many scores lie beyond the line, and not all rows have marks to show it."""
        if not beyond:
            return ""
        return "beyond" if self.cast.complete else "beyond_some"

    # -- the line, true to scale and magnified -----------------------------------------------------------------

    def show_line(self) -> None:
        """Place the rows on the true line, magnify them, and show how little room (0, 1) is."""
        self.corner = self.corner_formula("score")
        self.play(FadeIn(self.corner), Create(self.magnifier.true_line), run_time=0.8)
        self.play(FadeIn(self.magnifier.true_labels), run_time=0.5)
        self.sentence(1)
        self.play(LaggedStart(*map(Create, self.magnifier.rug), lag_ratio=0.08), run_time=1.4)
        self.play(FadeIn(self.magnifier.count), run_time=0.5)
        self.sentence(2)
        self.play(FadeIn(self.magnifier.wedge), Create(self.magnifier.near_line), run_time=0.8)
        self.play(self.magnifier.drop(), run_time=1.5)
        self.play(FadeIn(self.magnifier.near_labels), FadeIn(self.magnifier.class_words), run_time=0.5)
        self.sentence(3)
        self.play(FadeIn(self.magnifier.interval), run_time=0.8)
        self.play(FadeIn(self.magnifier.interval_words), run_time=0.6)

    # -- the line bends into the interval ------------------------------------------------------------------------

    def show_bend(self) -> None:
        """Move every score to its probability under one parameter, and pause on the way."""
        self.bend = Bend(self.theme, self.cast, self.line, PROBABILITY)
        self.axes, self.sample = self.draw_axes(), self.sample_note()
        corner = self.corner_formula("order")
        leave = [FadeOut(self.magnifier.all_but_marks, run_time=0.5), FadeOut(self.corner, run_time=0.5)]
        settle = [
            ReplacementTransform(old, new, run_time=1.4)
            for old, new in zip(self.magnifier.marks, self.bend.marks, strict=True)
        ]
        self.play(*leave, *(FadeIn(new, run_time=1.4) for new in (self.axes, corner, self.sample)), *settle)
        self.corner = corner
        self.remove(*self.bend.marks)
        self.add(self.bend)
        self.play(self.bend.u.animate.set_value(0.6), run_time=2.2, rate_func=smooth)
        self.sentence(1)
        self.wait(1.2)
        self.play(self.bend.u.animate.set_value(1), run_time=2.6, rate_func=smooth)
        self.sentence(2)
        self.note = self.label("interpolated", color=self.theme.quiet).at(RIGHT_EDGE, 1.9, "right")
        self.play(FadeIn(self.note), run_time=0.5)

    def draw_axes(self) -> VGroup:
        """Draw the broken line of scores and the probability axis with its open ends."""
        theme, ticks = self.theme, [t for t in nice_ticks(-self.span, self.span, 6) if abs(t) < self.span]
        step = ticks[1] - ticks[0]
        labels = VGroup()
        for z in (-FAR, *ticks, FAR):
            label = self.tick(tick_text(z, step if abs(z) < FAR else 1))
            labels.add(label.at(float(self.line.x(z)), LINE_Y - 0.48, "center"))
        sides = [side for side in (-1, 1) if np.any(side * self.study.scores > FAR)]
        top, foot = PROBABILITY.point(0, 1), PROBABILITY.point(0, 0)
        axis = Line(foot, top, color=theme.line, stroke_width=2.4)
        self.ends = VGroup(*(end_ring(theme.ink, theme.ground).move_to(p) for p in (foot, top)))
        names = VGroup(
            self.math("p", 0.36).at(top[0], top[1] + 0.26, "center"),
            self.math("z", 0.36).at(6.22, LINE_Y + (0.26 if 1 in sides else -0.1), "center"),
            *(self.tick(str(k)).at(top[0] - 0.42, p[1] - 0.12, "right") for k, p in enumerate((foot, top))),
        )
        return VGroup(self.line.draw(theme.line, ticks, sides), labels, axis, self.ends, names)

    def sample_note(self) -> VGroup:
        """Say at the foot of the frame how few of the rows are drawn; nothing where all are."""
        note = VGroup()
        if not self.cast.complete:
            words = self.label(self.story.drawn(self.cast.size), em=0.33, color=self.theme.quiet)
            note.add(words.at(RIGHT_EDGE, SAMPLE_Y, "right"))
        return note

    # -- one student after the other -----------------------------------------------------------------------------

    def show_students(self, ringed: bool) -> None:
        """Go up from each score to the curve and across to the probability; count the sides."""
        corner = self.corner_formula("sigmoid")
        old = (self.note, self.corner, self.bend)
        self.play(*map(FadeOut, old), FadeIn(corner), FadeIn(self.seeds()), run_time=0.8)
        self.corner = corner
        zs = np.linspace(-self.span, self.span, 240)
        # It runs on to the marks that stand on it, through the broken part of the scale.
        beyond = np.array([*np.linspace(self.span, FAR, 240), np.inf])
        if np.any(self.cast.z < -self.span):
            zs = np.array([*-beyond[::-1], *zs])
        if np.any(self.cast.z > self.span):
            zs = np.array([*zs, *beyond])
        curve = polyline(self.on_curve(zs), self.theme.ink, 5.5)
        self.play(Create(curve), run_time=1.2, rate_func=linear)
        self.links = [self.link(k) for k in range(self.cast.size)]
        grow = [
            LaggedStart(Create(up), FadeIn(dot, scale=0.4), Create(across), FadeIn(rug), lag_ratio=0.55)
            for up, across, dot, rug in self.links
        ]
        self.play(LaggedStart(*grow, lag_ratio=0.11), run_time=3.8)
        self.sentence(1)
        self.show_sides(ringed)
        self.curve = curve

    def on_curve(self, z: np.ndarray) -> np.ndarray:
        """Return the places of scores on the drawn sigmoid."""
        z = np.asarray(z, float)
        y = PROBABILITY.point(0, sigmoid(z))[..., 1]
        return np.stack([self.line.x(z), y, np.zeros_like(z)], axis=-1)

    def seeds(self) -> VGroup:
        """Draw the rows on the line of scores."""
        rows = self.cast
        group = VGroup()
        for z, label, paired in sorted(zip(rows.z, rows.y, rows.paired, strict=True), key=lambda row: row[1]):
            group.add(mark(self.theme, label, wide=bool(paired)).move_to(self.line.point(z)))
        return group

    def link(self, k: int) -> tuple[Line, Line, VMobject, Line]:
        """Return a row's way: up, across, its mark on the curve and its place on the probability axis."""
        z, label = self.cast.z[k], int(self.cast.y[k])
        color, seed, top = class_color(self.theme, label), self.line.point(z), self.on_curve(z)
        aside = self.cast.aside[k]
        end = np.array([PROBABILITY.box[0], top[1] + aside, 0])
        style = {"color": color, "stroke_width": 2.0, "stroke_opacity": 0.8 * self.theme.link_opacity}
        up = Line(seed + [aside, 0.1, 0], top + [aside, 0, 0], **style)
        across = Line(top + [0, aside, 0], end, **style)
        # Discs above rings, so that a disc shows inside the ring at its place.
        dot = mark(self.theme, label, wide=bool(self.cast.paired[k]), halo=0).move_to(top).set_z_index(label)
        rug = Line(end, end + [0.2, 0, 0], color=color, stroke_width=4.2)
        return up, across, dot, rug

    def show_sides(self, ringed: bool) -> None:
        """Part the axis at one half, and ring or else only count the rows that land on the other label's side."""
        theme, half = self.theme, PROBABILITY.point(0, 0.5)
        self.sides = VGroup()
        for label, low, high in ((0, 0.0, 0.49), (1, 0.51, 1.0)):
            start, end = PROBABILITY.point(0, low) + [-0.24, 0, 0], PROBABILITY.point(0, high) + [-0.24, 0, 0]
            bar = Line(start, end, color=class_color(theme, label), stroke_width=8)
            word = self.label(f"side{label}", color=class_color(theme, label), width=1.36, align="right")
            self.sides.add(bar, word.next_to([start[0] - 0.18, (start[1] + end[1]) / 2, 0], [-1, 0, 0], buff=0))
        self.sides.add(PROBABILITY.dashed((0, 0.5), (1.0, 0.5), theme.line))
        self.sides.add(self.tick("0.5").at(half[0] - 0.42, half[1] - 0.11, "right"))
        right = self.study.sides[self.cast.rows]
        rings = VGroup(*(self.ring_round(k) for k in np.flatnonzero(~right).tolist()))
        words = self.label("sides", em=0.33, align="right").align_to([RIGHT_EDGE, 0.25, 0], [1, 1, 0])
        strays = self.label("strays", em=0.33, color=theme.accent, align="right")
        strays.align_to([RIGHT_EDGE, words.get_bottom()[1] - 0.3, 0], [1, 1, 0])
        both = VGroup(words, strays)
        both.shift([self.aside(box_of(both, 0.08)), 0, 0])
        # Where many links leave no room, they pass behind the words.
        both.set_stroke(theme.ground, 9, background=True)
        self.play(FadeIn(self.sides), run_time=0.6)
        self.sentence(2)
        self.play(FadeIn(words), run_time=0.5)
        if ringed:
            self.play(LaggedStart(*map(Create, rings), lag_ratio=0.25), FadeIn(strays), run_time=1.4)
        elif self.study.right < self.study.data.m:
            self.play(FadeIn(strays), run_time=0.5)
        self.wait(1.0)

    def aside(self, box: Box) -> float:
        """Return how far words must step to the left so that as little as can be of the links crosses them."""
        ends = [line.get_start_and_end() for up, across, *_ in self.links for line in (up, across)]
        points = np.vstack([np.linspace(start, end, 60) for start, end in ends])
        steps = -0.3 * np.arange(12)
        left, right, *heights = box
        return float(steps[roomiest([(left + step, right + step, *heights) for step in steps], [], points)])

    def ring_round(self, k: int) -> VMobject:
        """Return the accent ring round a row on the curve."""
        ring = end_ring(self.theme.accent, self.theme.ground, 0.24 if self.cast.paired[k] else 0.2)
        return ring.set_fill(opacity=0).move_to(self.on_curve(self.cast.z[k])).set_z_index(2)

    # -- as far as 40 --------------------------------------------------------------------------------------------

    def show_extremes(self, picture: Extremes) -> None:
        """Zoom into both ends of (0, 1) until a score of 40 parts from them, writing its digits down on the way."""
        corner = self.corner_formula("mirror")
        self.clear_picture()
        new = (picture.interval, corner, self.sample_note(), picture.group)
        self.play(*map(FadeIn, new), run_time=0.8)
        self.sentence(1)
        self.play(picture.power.animate.set_value(picture.last), run_time=5.0, rate_func=smooth)
        self.sentence(2)
        self.play(FadeIn(picture.scale_bars), FadeIn(picture.digits[0][2]), run_time=0.6)
        self.sentence(3)
        self.play(FadeIn(picture.digits[1]), run_time=0.8)
        self.wait(2.5)
