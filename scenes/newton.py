"""Part 3: Newton's method follows the curvature."""

from __future__ import annotations

from functools import cached_property

from manim import Animation, Create, FadeIn, FadeOut, Rectangle, Transform, ValueTracker, VGroup, smooth

from mathcore import NewtonRuns, bowl, frame, halvings, newton_runs
from scenes.kit.bowl_marks import ellipses
from scenes.kit.digits_table import DigitsTable
from scenes.kit.far_map import LEAP, SEARCHED, FarMap
from scenes.kit.figures import grouped
from scenes.kit.lesson import RIGHT_EDGE, Lesson
from scenes.kit.map_view import MapView
from scenes.kit.pace import Rate, step_by_step
from scenes.kit.slice_plot import SlicePlot

MAP = (-5.6, 1.0, -2.3, 2.45)
SLICE = (2.75, 6.3, -1.85, 1.9)
NOTE_Y = -3.3
LEFT, TOP = 1.95, 2.1
# The walks on the near map.
PLAIN, LEARNED = 0, 1
# Steps that are taken slowly.
SLOW = 3


class Newton(Lesson):
    """Newton's method fits a parabola to the loss and jumps to its bottom.

    Shows: newton_runs of study.loss: undamped and quasi-Newton from zeros, and from a start where the step leaps off.
    """

    slug = "newton"

    def left_out(self) -> str:
        """Return why there is nothing to jump to."""
        if not self.study.fit.exists:
            return "separable"
        return "" if self.found else "restless"

    @cached_property
    def found(self) -> NewtonRuns | None:
        """Newton's walks on the study's loss."""
        return newton_runs(self.study.loss, self.study.fit.theta, self.study.rate)

    def construct(self) -> None:
        """Play the beats; those of the leap where a start was found that leaps."""
        fit, runs = self.study.fit, self.found
        # A scene that is left out is not played.
        assert runs is not None
        self.runs = runs
        window = frame(runs.plain, fit.theta, fit.hessian)
        self.near = MapView(self, walks=(runs.plain, runs.learned), window=window, box=MAP)
        self.t, self.grown = ValueTracker(0.0), ValueTracker(0.0)
        self.look_at(self.near, PLAIN)
        self.quote(steps=runs.plain.steps, learned=runs.learned.steps, rate=self.study.rate)
        with self.beat("bowl"):
            self.show_bowl()
        with self.beat("digits"):
            self.show_digits()
        if runs.leap is not None and runs.searched is not None:
            self.far = FarMap(self, runs.leap, runs.searched, MAP)
            with self.beat("leap", **self.far.numbers()):
                self.show_leap()
            halved = halvings(self.study.loss, runs.searched)[0]
            with self.beat("search", "once" if halved == 1 else "", halved=halved, searched=runs.searched.steps):
                self.show_search(halved)
        with self.beat("solve"):
            self.show_solve()

    # -- the picture, derived from the walk's time and the parabola's size ---------------------------------------

    def look_at(self, view: MapView, number: int) -> None:
        """Show a walk of a map from its start."""
        self.view, self.number, self.still = view, number, view.ground()
        self.t.set_value(0.0)
        self.fit_bowl(0)
        self.place()

    def fit_bowl(self, step: int) -> None:
        """Fit the parabola at a step of the walk; it has no size yet."""
        self.bowl = bowl(self.study.loss, self.view.walks[self.number].points[step])
        self.grown.set_value(0.0)

    def place(self) -> None:
        """Put path, ball and parabola on the map."""
        grown = self.grown.get_value()
        bowls = ellipses(self.view, self.bowl, grown) if grown > 0 else []
        self.view.stage.items = [*self.still, *bowls, *self.view.path(self.t.get_value(), self.number)]

    def run(self, tracker: ValueTracker, goal: float, seconds: float, *also: Animation, pace: Rate = smooth) -> None:
        """Let a tracker run to a value; the map follows."""
        with self.redrawn(self.view.stage, self.place):
            self.play(tracker.animate(rate_func=pace).set_value(goal), *also, run_time=seconds)

    def notes(self) -> VGroup:
        """Say where the map ends, and what was done to the feature."""
        self.quote(cut=self.view.window.cut)
        cut = self.label("cut", em=0.33, color=self.theme.quiet).at(MAP[0], NOTE_Y)
        return VGroup(cut, self.scaling_note(NOTE_Y))

    def gone(self) -> list[Animation]:
        """Return the animations that take the panel at the right away, whatever of it is shown."""
        return [
            FadeOut(part) for part in self.mobjects if float(part.get_left()[0]) > MAP[1] and part is not self.corner
        ]

    # -- beats -----------------------------------------------------------------------------------------------------

    def show_bowl(self) -> None:
        """Show slope, curvature and the parabola at the start, on the map and along the step, and jump."""
        near, profile = self.near, SlicePlot(self, self.bowl, SLICE, 1.45)
        self.profile = profile
        gradient = near.gradient_at(self.bowl.point)
        names = profile.names()
        self.marks = near.minimum([gradient]).set_z_index(2)
        self.corner = self.corner_formula("newton_step")
        self.said = self.notes()
        self.play(FadeIn(near.stage), FadeIn(near.axes), FadeIn(self.said), FadeIn(self.marks), run_time=0.7)
        self.play(FadeIn(profile.axes), FadeIn(profile.start), Create(profile.curve), FadeIn(profile.dot), run_time=0.8)
        self.play(Create(profile.tangent), FadeIn(names["slope"]), FadeIn(gradient), run_time=0.7)
        self.sentence(1)
        self.play(FadeOut(gradient), FadeIn(self.corner), run_time=0.4)
        self.play(Create(profile.parabola), FadeIn(names["parabola"]), run_time=1.0)
        self.run(self.grown, 1, 1.2, FadeIn(profile.bottom), FadeIn(profile.lowest))
        with self.redrawn(profile.dot, profile.place):
            self.run(self.t, 1, 1.5, profile.share.animate.set_value(1))

    def show_digits(self) -> None:
        """Jump from bottom to bottom, and write each point's digits, the right ones in accent."""
        self.table = table = DigitsTable(self, self.runs.plain, LEFT, RIGHT_EDGE, TOP)
        self.play(*self.gone(), run_time=0.4)
        self.play(FadeIn(table.head), *map(FadeIn, table.up_to(1)), run_time=0.6)
        for step in range(1, self.runs.plain.steps):
            seconds = 0.5 if step <= SLOW else 0.3
            self.fit_bowl(step)
            self.run(self.grown, 1, seconds)
            self.run(self.t, step + 1, seconds, *map(FadeIn, table.row(step + 1)))
            if step == SLOW:
                self.sentence(1)
        self.wait(0.5)

    def show_leap(self) -> None:
        """Step back to a wider map; from its start, the parabola's bottom lies far off it."""
        far, view = self.far, self.far.view
        before, axes, old = self.view.stage, self.near.axes, self.said
        self.play(*self.gone(), FadeOut(self.marks), run_time=0.4)
        self.look_at(view, LEAP)
        self.said, self.marks = self.notes(), view.minimum([]).set_z_index(2)
        outline = Rectangle(width=MAP[1] - MAP[0], height=MAP[3] - MAP[2], color=self.theme.ink, stroke_width=2.4)
        outline.move_to([(MAP[0] + MAP[1]) / 2, (MAP[2] + MAP[3]) / 2, 0])
        small = far.near_frame(self.near)
        self.play(*map(FadeOut, (before, axes, old)), FadeIn(view.stage), Transform(outline, small), run_time=1.0)
        self.names = far.names([self.marks])
        self.play(FadeIn(view.axes), FadeIn(self.said), FadeIn(self.marks), FadeIn(self.names[0]), run_time=0.5)
        self.run(self.t, 1.02 * far.share_out(), 0.8, FadeOut(outline))
        self.profile = profile = SlicePlot(self, far.bowl, SLICE, 1.14)
        names = self.curve_names = profile.names()
        self.sentence(1)
        start = [] if profile.crowded else [profile.start]
        self.play(*map(FadeIn, [profile.axes, profile.dot, *start]), run_time=0.6)
        self.play(Create(profile.curve), Create(profile.parabola), FadeIn(names["parabola"]), run_time=1.0)
        self.play(*map(FadeIn, [profile.bottom, profile.lowest, profile.value, self.names[1]]), run_time=0.5)
        self.sentence(2)
        with self.redrawn(profile.dot, profile.place):
            self.play(profile.share.animate.set_value(1), run_time=1.6)
        self.wait(0.3)

    def show_search(self, halved: int) -> None:
        """Halve the step, magnifying its beginning, until J is low enough; then walk on to the minimum."""
        profile, view = self.profile, self.view
        # Magnified, the parabola leaves its name and its bottom behind.
        left = (profile.bottom, profile.lowest, self.curve_names["parabola"])
        shown = [profile.level, *([profile.start] if profile.crowded else [])]
        before, self.corner = self.corner, self.corner_formula("newton_halved")
        self.play(*map(FadeOut, (*left, before)), *map(FadeIn, (*shown, self.corner)), run_time=0.5)
        for k in range(1, halved + 1):
            # The number at the axis changes as well.
            with self.redrawn(profile.axes, profile.place):
                self.play(profile.zoom.animate.set_value(k), run_time=0.8 if k == 1 else max(0.3, 1.8 / halved))
        self.wait(0.4)
        self.sentence(1)
        walk = self.far.view.walks[SEARCHED]
        self.table = table = DigitsTable(self, walk, LEFT, RIGHT_EDGE, TOP)
        self.play(FadeOut(self.names[1]), *self.gone(), run_time=0.4)
        self.look_at(view, SEARCHED)
        self.play(FadeIn(table.head), *map(FadeIn, table.up_to(0)), run_time=0.5)
        for step in range(1, walk.steps + 1):
            self.run(self.t, step, 0.5 if step <= SLOW else 0.25, *map(FadeIn, table.row(step)))
        self.wait(0.5)

    def show_solve(self) -> None:
        """Show the equation that has no solution in a formula, and a walk that learns the curvature on its way."""
        theme, right = self.theme, RIGHT_EDGE
        zero = self.formula("newton_zero", em=0.42, colors={"theta": theme.theta, "new": theme.accent})
        zero.at(right, 1.2, "right")
        rest = [mobject for mobject in self.mobjects if mobject is not self._title]
        self.look_at(self.near, LEARNED)
        near, self.said = self.near, self.notes()
        self.play(*map(FadeOut, rest), *map(FadeIn, (near.stage, near.axes, self.said)), run_time=0.8)
        self.play(FadeIn(zero), run_time=0.6)
        self.sentence(1)
        secant = self.corner_formula("newton_secant")
        heading = self.label("count", color=theme.quiet, width=RIGHT_EDGE - LEFT, wrap=False).at(LEFT, -0.3)
        first, *others = self.counts()
        self.play(FadeIn(secant), FadeIn(first[0]), FadeIn(heading), run_time=0.6)
        steps = self.runs.learned.steps
        self.run(self.t, steps, min(3.2, 0.3 * steps), pace=step_by_step(steps))
        self.play(FadeIn(first[1]), FadeIn(near.minimum([])), *map(FadeIn, others), run_time=0.6)
        self.wait(1.4)

    def counts(self) -> list[VGroup]:
        """Return how many steps each method needs, one line each, the slowest last."""
        runs, theme = self.runs, self.theme
        steps = {"learned": runs.learned.steps, "plain": runs.plain.steps, "downhill": runs.downhill}
        lines = [(name, number) for name, number in steps.items() if number is not None]
        groups = [
            VGroup(
                self.label(name, em=0.38, color=theme.ink if name == "learned" else theme.quiet).at(LEFT, y),
                self.math(grouped(number, 0), 0.42).at(RIGHT_EDGE, y, "right"),
            )
            for (name, number), y in zip(lines, (-0.95, -1.5, -2.05), strict=False)
        ]
        if runs.downhill is not None:
            groups[-1].add(self.label("rate", em=0.34, color=theme.quiet).at(LEFT, -2.52))
        return groups
