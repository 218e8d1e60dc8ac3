"""Part 2: every pair of parameters is a curve, every curve a height: the loss surface."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from manim import FadeIn, FadeOut, ValueTracker, smooth

from scenes.kit.bending import Bending
from scenes.kit.curve_plot import CurvePlot
from scenes.kit.cut_note import cut_note
from scenes.kit.figures import scientific_text
from scenes.kit.lesson import Lesson
from scenes.kit.pace import Rate
from scenes.kit.rising import Rising
from scenes.kit.space_labels import SpaceLabels
from scenes.kit.stage import Stage, View
from scenes.kit.surface_story import bend
from scenes.kit.valley import DEPTH, Valley
from scenes.kit.value_list import Row, ValueList, widest

VIEWPORT = (-1.75, 7.1, -3.3, 2.86)
CURVE, SECTIONS = (-5.85, -3.2, -1.5, 1.8), (-5.6, -2.05, -0.95, 1.55)
VALUES = (-6.36, 2.38)
PLAN_ZOOM = 0.6
FORMULA_Y, SCALING_Y = -2.85, -3.6
WALLS = 2


class Surface(Lesson):
    """Every point of the plane is a curve, every curve earns a height, and all heights are one convex surface.

    Shows: study.loss over study.window (study.sheet), its principal sections and a chord (mathcore.sections).
    """

    slug = "surface"

    def construct(self) -> None:
        """Play the three beats, in the words that are true of these data."""
        self.build()
        with self.beat("curve", "bins" if self.curve.bins else ""):
            self.show_curves()
        with self.beat("height"):
            self.show_heights()
        steep, flat = self.rising.steep.curvature, self.rising.flat.curvature
        curvatures = {"steep": scientific_text(steep, 3), "flat": scientific_text(flat, 3), "ratio": steep / flat}
        with self.beat("convex", bend(self.study), **curvatures):
            self.show_bend()

    # -- the picture, all of it derived from a few trackers ------------------------------------------------------

    def build(self) -> None:
        """Make the stage, the plots and the read-out, and tie them to their trackers."""
        self.tour_t, self.above = ValueTracker(0.0), ValueTracker(1.0)
        self.lift, self.spread, self.skin = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.across, self.along = ValueTracker(0.0), ValueTracker(0.0)
        self.hung, self.carried, self.turn = ValueTracker(0.0), ValueTracker(0.0), ValueTracker(0.0)
        self.valley = Valley(self.study, self.theme)
        self.rising = Rising(self.valley)
        self.labels = SpaceLabels(self, self.valley)
        on_plane = sum(len(ticks) + 1 for ticks in self.labels.ticks.values())
        self.plane_labels, self.height_labels = self.labels.group[:on_plane], self.labels.group[on_plane:]
        self.plan = replace(self.valley.from_above(), zoom=PLAN_ZOOM, target=(0, 0, DEPTH))
        self.stage = Stage([], self.plan, VIEWPORT, fade_px=36)
        self.curve = CurvePlot(self, CURVE)
        self.bending = Bending(self, self.rising, SECTIONS)
        names, theta = ("intercept", "slope"), self.theme.theta
        rows = [
            Row(self.math(self.symbol(names[k]), 0.42, theta), ".2f", theta, widest(self.rising.stops[:, k].tolist()))
            for k in self.in_order(np.array([0.0, 1.0])).astype(int).tolist()
        ]
        self.values = ValueList(self, [*rows, Row(self.math("J", 0.42), ".4f", self.theme.ink, 0.0)])
        self.place()

    def place(self) -> None:
        """Put everything where the trackers say."""
        rising, lift, skin = self.rising, self.lift.get_value(), self.skin.get_value()
        wide, above = self.valley.wide(self.turn.get_value()), self.above.get_value()
        self.stage.view = View.between(wide, self.plan, above) if above > 0 else wide
        t = self.tour_t.get_value()
        theta = rising.at(t)
        shares = self.across.get_value(), self.along.get_value()
        self.bending.draw(shares)
        post = self.labels.items[:2] if self.above.get_value() < 1 else []
        self.stage.items = [
            *rising.plane,
            *rising.level_map(skin),
            *post,
            *self.labels.items[2:],
            *rising.skin(skin),
            *(rising.visited(t, lift) if skin < 1 else []),
            *rising.lattice(self.spread.get_value(), 1 - skin),
            *self.bending.on_stage(shares),
            *self.bending.chord_items(self.hung.get_value(), self.carried.get_value()),
            *rising.ball(theta, lift),
        ]
        self.labels.follow(self.stage)
        self.bending.follow(self.stage)
        self.curve.set_theta(theta)
        self.values.show([*self.in_order(theta).tolist(), float(self.study.loss(theta))])

    def move(self, *changes: tuple[ValueTracker, float], seconds: float, pace: Rate = smooth) -> None:
        """Let trackers run to their values; everything on the stage follows."""
        with self.redrawn(self.stage, self.place):
            self.play(*(tracker.animate(rate_func=pace).set_value(goal) for tracker, goal in changes), run_time=seconds)

    # -- beats -----------------------------------------------------------------------------------------------------

    def show_curves(self) -> None:
        """Move the point over the plane, seen from above; its curve follows."""
        self.play(FadeIn(self.stage), FadeIn(self.plane_labels), FadeIn(self.scaling_note(SCALING_Y)), run_time=0.8)
        self.play(FadeIn(self.values.group[:2]), FadeIn(self.values.group[3:5]), run_time=0.5)
        self.sentence(1)
        self.play(FadeIn(self.curve.group), run_time=0.8)
        self.sentence(2)
        for stop in range(1, WALLS + 1):
            self.move((self.tour_t, stop), seconds=1.6)
            self.wait(0.2)

    def show_heights(self) -> None:
        """Tilt the plane, lift the points to their losses, and spread the surface through all of them."""
        self.move((self.above, 0), seconds=1.8)
        self.play(FadeIn(self.height_labels), FadeIn(self.values.group[2]), FadeIn(self.values.group[5:]), run_time=0.5)
        self.move((self.lift, 1), seconds=1.0)
        self.sentence(1)
        for stop in range(WALLS + 1, len(self.rising.stops)):
            self.move((self.tour_t, stop), seconds=1.4)
            self.wait(0.2)
        self.sentence(2)
        self.move((self.spread, 1), seconds=1.4)
        self.move((self.skin, 1), seconds=1.7)
        self.cut = cut_note(self, self.valley, self.stage, [self.values.group, *self.labels.group])
        self.play(FadeIn(self.cut), run_time=0.4)

    def show_bend(self) -> None:
        """Cut the surface along its principal directions, then hang a chord over it."""
        others = [self.values.group, *self.labels.group, self.cut]
        names = zip(self.bending.names(self.stage, others), self.bending.plot_names(), strict=True)
        values = self.bending.values(*VALUES)
        self.play(FadeOut(self.curve.group), run_time=0.4)
        self.play(FadeIn(self.bending.axes), FadeIn(self.bending.dot), run_time=0.6)
        self.add(self.bending.curves, self.bending.dot)
        for k, (tracker, pair, value) in enumerate(zip((self.across, self.along), names, values, strict=True), 1):
            self.sentence(k)
            self.move((tracker, 1), seconds=1.4)
            self.play(*map(FadeIn, pair), FadeIn(value), run_time=0.5)
        self.sentence(3)
        hessian = self.formula("hessian", em=0.4, color=self.theme.quiet).at(-6.36, FORMULA_Y)
        self.play(FadeIn(hessian), run_time=0.6)
        self.sentence(4)
        self.play(FadeOut(self.cut), run_time=0.3)
        self.move((self.hung, 1), seconds=1.2)
        self.move((self.carried, 1), (self.turn, 5), seconds=2.7)
        self.wait(0.2)
