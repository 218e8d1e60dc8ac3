"""Part 3, flagship: gradient descent moves across the loss surface."""

from __future__ import annotations

import numpy as np
from manim import FadeIn, FadeOut, UpdateFromFunc, ValueTracker, VGroup, linear, smooth

from mathcore import Stop
from scenes.kit.curve_plot import CurvePlot
from scenes.kit.evidence import evidence
from scenes.kit.growing_plot import GrowingPlot
from scenes.kit.lesson import Lesson
from scenes.kit.pace import Rate, hurry, step_by_step
from scenes.kit.readout import Readout
from scenes.kit.space_labels import SpaceLabels
from scenes.kit.stage import Item, Stage, View
from scenes.kit.step_numbers import StepNumbers
from scenes.kit.update_formula import UpdateFormula
from scenes.kit.valley import BALL, Valley

LEFT, RIGHT = -5.85, -2.05
VIEWPORT = (-1.75, 7.1, -3.3, 3.05)
SLOW, CLOSE = 4, 15


class Descent(Lesson):
    """Gradient descent moves across the loss surface, through the iterates that the optimiser produced.

    Shows: study.sheet, study.walk (points, losses, gradients), study.fit, study.newton.
    """

    slug = "descent"

    def construct(self) -> None:
        """Play the beats; the ending depends on how the walk ended."""
        self.walk_t, self.turn = ValueTracker(0.0), ValueTracker(0.0)
        self.valley = Valley(self.study, self.theme)
        self.build()
        stop = self.study.walk.stop
        uphill = bool(np.any(np.diff(self.study.walk.losses[:12]) > 0))
        with self.beat("surface"):
            self.show_surface()
        with self.beat("step", "" if uphill else "calm"):
            self.show_steps()
        if self.study.walk.steps > CLOSE:
            with self.beat("close"):
                self.show_close()
        with self.beat("far", "" if stop is Stop.CONVERGED else stop.name.lower()):
            self.show_far()
        with self.beat("end", self.ending()):
            self.show_end()

    def ending(self) -> str:
        """Return which words are true at the end."""
        if not self.study.fit.exists:
            return "separable"
        if self.study.walk.stop is not Stop.CONVERGED:
            return "elsewhere"
        return "" if self.study.newton.stop is Stop.CONVERGED else "newton_fails"

    # -- the picture, all of it derived from one time ------------------------------------------------------------

    def build(self) -> None:
        """Make the stage, the plots and the read-out, and tie them to the walk's time."""
        self.labels = SpaceLabels(self, self.valley)
        self.stage = Stage([], self.valley.wide(phi=10, zoom=0.52), VIEWPORT, fade_px=36)
        self.curve = CurvePlot(self, (LEFT, RIGHT, 1.2, 2.4))
        self.update = UpdateFormula(self, -6.36, -1.85, -0.02)
        self.plot = GrowingPlot(self, (LEFT, RIGHT, -2.68, -1.68), self.study.walk.steps)
        self.readout = Readout(self)
        self.numbers = StepNumbers(self, self.valley, min(CLOSE, self.study.walk.steps))
        self.ahead = False
        self.zoomed = ValueTracker(0.0)
        self.near = self.valley.wide()
        self.place()

    def view(self) -> View:
        """Return the camera between the wide view, turned as far as the orbit has come, and the close one."""
        wide = self.valley.wide(self.turn.get_value())
        share = self.zoomed.get_value()
        return View.between(wide, self.near, share) if share > 0 else wide

    def place(self) -> None:
        """Put everything where the walk's time says."""
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
            *self.marks(),
        ]
        self.labels.follow(self.stage)
        self.curve.set_theta(theta)
        self.update.place(t)
        self.plot.place(t)
        self.readout.place(t)
        self.numbers.place(self.stage, t)

    def marks(self) -> list[Item]:
        """Return what the ending puts on the surface."""
        return self.valley.target() if self.marked else []

    marked = False

    def follow(self, group: VGroup) -> None:
        """Redraw at every frame: camera, then everything that stands in its space or in step with it."""
        self.stage.view = self.view()
        self.place()

    # -- beats -----------------------------------------------------------------------------------------------------

    def show_surface(self) -> None:
        """Tilt from the map to the surface; the ball stands at the start with its flat curve."""
        above, tilt = self.valley.wide(phi=10, zoom=0.52), ValueTracker(0.0)
        self.play(FadeIn(self.stage), FadeIn(self.scaling_note(-2.72)), run_time=1.2)
        self.wait(0.6)

        def swoop(stage: Stage) -> None:
            stage.view = View.between(above, self.valley.wide(), tilt.get_value())
            self.place()

        self.play(tilt.animate.set_value(1), UpdateFromFunc(self.stage, swoop), run_time=3.4, rate_func=smooth)
        self.stage.view = self.view()
        self.place()
        self.play(FadeIn(self.labels.group), FadeIn(self.readout.group), run_time=0.8)
        self.cut = self.cut_note()
        self.play(FadeIn(self.cut), run_time=0.5)
        self.wait(1.0)
        self.play(FadeIn(self.curve.group), run_time=0.8)

    def show_steps(self) -> None:
        """Take the first steps slowly, under the formula with its numbers."""
        self.play(FadeIn(self.update.group), FadeIn(self.plot.group), run_time=1.0)
        self.wait(1.2)
        for step in range(1, min(SLOW, self.study.walk.steps) + 1):
            self.advance(step, 1.1, smooth)
            self.wait(0.35)

    def show_close(self) -> None:
        """Go close to the ball and watch some steps cross the valley floor, the next one dashed ahead."""
        self.near = self.valley.close(CLOSE)
        self.ahead = True
        self.play(FadeOut(self.labels.group), FadeOut(self.cut), FadeOut(self.readout.group), run_time=0.4)
        self.play(
            self.zoomed.animate.set_value(1), UpdateFromFunc(VGroup(), self.follow), run_time=2.4, rate_func=smooth
        )
        self.play(FadeIn(self.numbers.group), run_time=0.3)
        self.advance(CLOSE, 0.6 * (CLOSE - SLOW), step_by_step(CLOSE - SLOW))
        self.wait(1.6)
        self.ahead = False
        self.play(FadeOut(self.numbers.group), run_time=0.3)
        self.play(
            self.zoomed.animate.set_value(0), UpdateFromFunc(VGroup(), self.follow), run_time=2.0, rate_func=smooth
        )
        self.play(FadeIn(self.labels.group), FadeIn(self.cut), FadeIn(self.readout.group), run_time=0.4)

    def show_far(self) -> None:
        """Run the rest, faster and faster, while the camera turns a little."""
        last = self.study.walk.steps
        self.play(FadeOut(self.cut), run_time=0.3)
        self.play(
            self.walk_t.animate(rate_func=hurry(last - self.walk_t.get_value())).set_value(last),
            self.turn.animate(rate_func=smooth).set_value(7),
            UpdateFromFunc(VGroup(), self.follow),
            run_time=9.0,
        )

    def show_end(self) -> None:
        """Say how we know: slope, curvature, and another method at the same digits."""
        lines = evidence(self, -6.36, 0.28)
        self.play(FadeOut(self.update.group), run_time=0.4)
        if self.study.fit.exists:
            self.marked = True
            self.place()
        for line in lines:
            self.play(FadeIn(line), run_time=0.6)
            self.wait(0.9)
        self.play(
            self.turn.animate.set_value(-5), UpdateFromFunc(VGroup(), self.follow), run_time=4.0, rate_func=smooth
        )

    def advance(self, step: int, seconds: float, pace: Rate) -> None:
        """Let the walk's time run to a step."""
        self.play(
            self.walk_t.animate(rate_func=pace).set_value(step),
            UpdateFromFunc(VGroup(), self.follow, rate_func=linear),
            run_time=seconds,
        )

    def cut_note(self) -> VGroup:
        """Say at the rim that the surface goes on above the cut."""
        mesh = self.study.sheet
        rim = self.stage.project(self.valley.world(mesh.rim[:, :2], mesh.rim[:, 2]))[mesh.at_cut]
        note = self.label("cut", em=0.33, color=self.theme.quiet)
        if not len(rim):
            return VGroup()
        place = rim[np.argmax(rim[:, 0])]
        return VGroup(note.next_to(place, [1, -1, 0], buff=0.14))
