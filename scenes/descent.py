"""Part 3, flagship: gradient descent moves across the loss surface."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, FadeOut, ValueTracker, smooth

from mathcore import Stop
from scenes.kit.curve_plot import CurvePlot
from scenes.kit.cut_note import cut_note
from scenes.kit.evidence import evidence, shared_decimals
from scenes.kit.figures import scientific_text
from scenes.kit.growing_plot import GrowingPlot
from scenes.kit.lesson import Lesson
from scenes.kit.pace import Rate, hurry, step_by_step
from scenes.kit.readout import Readout
from scenes.kit.space_labels import SpaceLabels
from scenes.kit.stage import Stage, View
from scenes.kit.step_numbers import StepNumbers
from scenes.kit.story import CLOSE, SLOW
from scenes.kit.update_formula import UpdateFormula
from scenes.kit.valley import BALL, Valley

LEFT, RIGHT = -5.85, -2.05
VIEWPORT = (-1.75, 7.1, -3.3, 2.86)
# Below the floor and its numbers, from whatever side they are seen.
SCALING_Y = -3.6
# Degrees from which the surface turns into its place, where the scene of the surface has left it, and to at the end.
ARRIVING, TURNS = 5.0, (7.0, -5.0)


class Descent(Lesson):
    """Gradient descent moves across the loss surface, through the iterates that the optimiser produced.

    Shows: study.sheet, study.walk (points, losses, gradients), study.fit, study.newton.
    """

    slug = "descent"

    def construct(self) -> None:
        """Play the beats, in the words that are true of this walk."""
        self.walk_t, self.turn, self.zoomed = ValueTracker(0.0), ValueTracker(ARRIVING), ValueTracker(0.0)
        self.valley = Valley(self.study, self.theme)
        self.build()
        with self.beat("surface", "bins" if self.curve.bins else ""):
            self.show_surface()
        with self.beat("step", self.story.step()):
            self.show_steps()
        if self.study.walk.steps > CLOSE:
            with self.beat("close", self.story.close()):
                self.show_close()
        slope = float(np.linalg.norm(self.study.walk.gradients[-1]))
        with self.beat("far", self.story.far(), slope=scientific_text(slope, 2)):
            self.show_far()
        if self.study.newton.stop is Stop.CONVERGED:
            self.quote(digits=shared_decimals(self.study.walk.points[-1], self.study.newton.points[-1]))
        with self.beat("end", self.story.end()):
            self.show_end()

    # -- the picture, all of it derived from one time ------------------------------------------------------------

    def build(self) -> None:
        """Make the stage, the plots and the read-out, and tie them to the walk's time."""
        self.labels = SpaceLabels(self, self.valley)
        self.stage = Stage([], self.valley.wide(), VIEWPORT, fade_px=36)
        self.curve = CurvePlot(self, (LEFT, -3.2, 1.2, 2.4))
        self.rule = UpdateFormula(self, -6.36, -1.85, -0.02)
        self.plot = GrowingPlot(self, (LEFT, RIGHT, -2.74, -1.76), self.study.walk.steps)
        self.readout = Readout(self)
        self.numbers = StepNumbers(self, self.valley, min(CLOSE, self.study.walk.steps))
        self.ahead = self.marked = False
        self.near = self.valley.wide()
        self.place()

    def view(self) -> View:
        """Return the camera: the wide view, turned as far as the orbit has come, or on its way to the near one."""
        wide, share = self.valley.wide(self.turn.get_value()), self.zoomed.get_value()
        return View.between(wide, self.near, share) if share > 0 else wide

    def place(self) -> None:
        """Put everything where the walk's time says."""
        self.stage.view = self.view()
        t = self.walk_t.get_value()
        theta = self.study.walk.at(t)
        zoom = 1 + 0.35 * self.zoomed.get_value()
        radius = BALL * (1 - 0.35 * self.zoomed.get_value())
        self.stage.items = [
            *self.valley.floor,
            *self.labels.items,
            *self.valley.surface,
            *self.valley.path(t, self.ahead, zoom),
            *self.valley.ball(theta, radius),
            *(self.valley.target() if self.marked else []),
        ]
        self.labels.follow(self.stage)
        self.curve.set_theta(theta)
        self.rule.place(t)
        self.plot.place(t)
        self.readout.place(t)
        if self.ahead:
            self.numbers.place(self.stage, t)

    def move(self, *changes: tuple[ValueTracker, float], seconds: float, pace: Rate = smooth) -> None:
        """Let trackers run to their values; the camera and all that depends on the walk's time follow."""
        with self.redrawn(self.stage, self.place):
            self.play(*(tracker.animate(rate_func=pace).set_value(goal) for tracker, goal in changes), run_time=seconds)

    # -- beats -----------------------------------------------------------------------------------------------------

    def show_surface(self) -> None:
        """Turn the surface to where the walk comes towards the viewer; the ball stands at the start."""
        new = (self.stage, self.labels.group, self.scaling_note(SCALING_Y))
        self.play(*map(FadeIn, new), run_time=0.8)
        self.move((self.turn, 0), seconds=2.2)
        self.play(FadeIn(self.curve.group), run_time=0.6)
        self.sentence(1)
        self.cut = cut_note(self, self.valley, self.stage, [self.readout.group, *self.labels.group])
        self.play(FadeIn(self.readout.group), FadeIn(self.cut), run_time=0.6)

    def show_steps(self) -> None:
        """Take the first steps slowly, under the formula with its numbers."""
        self.play(FadeIn(self.rule.group), FadeIn(self.plot.group), run_time=0.8)
        self.sentence(1)
        for step in range(1, min(SLOW, self.study.walk.steps) + 1):
            self.move((self.walk_t, step), seconds=1.1)
            self.wait(0.3)

    def show_close(self) -> None:
        """Go close to the ball and watch some steps cross the valley floor, the next one dashed ahead."""
        self.near = self.valley.close(CLOSE)
        self.play(FadeOut(self.labels.group), FadeOut(self.cut), FadeOut(self.readout.group), run_time=0.4)
        self.ahead = True
        self.move((self.zoomed, 1), seconds=2.0)
        self.add(self.numbers.group)
        self.move((self.walk_t, CLOSE), seconds=0.52 * (CLOSE - SLOW), pace=step_by_step(CLOSE - SLOW))
        self.wait(1.0)
        self.remove(self.numbers.group)
        self.ahead = False
        self.move((self.zoomed, 0), seconds=1.8)
        self.play(FadeIn(self.labels.group), FadeIn(self.cut), FadeIn(self.readout.group), run_time=0.4)

    def show_far(self) -> None:
        """Run the rest, faster and faster, then turn the camera a little."""
        last = self.study.walk.steps
        self.play(FadeOut(self.cut), run_time=0.3)
        self.move((self.walk_t, last), seconds=8.0, pace=hurry(last - self.walk_t.get_value()))

    def show_end(self) -> None:
        """Say how we know: slope, curvature seen from all round, and another method at the same digits."""
        self.play(FadeOut(self.rule.group), run_time=0.4)
        self.marked = self.study.fit.exists
        self.place()
        arrived = self.study.walk.stop is Stop.CONVERGED
        for sentence, lines in evidence(self, -6.36, 0.31):
            self.sentence(sentence)
            glow = [self.readout.norm.animate.set_color(self.theme.accent)] if arrived and not sentence else []
            self.play(*glow, *map(FadeIn, lines), run_time=0.6)
            if sentence:
                self.move((self.turn, TURNS[sentence - 1]), seconds=3.0)
        if not self.marked:
            self.move((self.turn, TURNS[0]), seconds=3.0)
