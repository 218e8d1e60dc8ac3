"""Part 3: with two features the model says one half along a line, and training turns it."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, LaggedStart, ValueTracker, smooth

from mathcore import PlaneStudy, builtin
from scenes.kit.boundary_story import whose
from scenes.kit.frontier import Frontier
from scenes.kit.growing_plot import GrowingPlot
from scenes.kit.lesson import Lesson
from scenes.kit.pace import Rate, hurry, step_by_step
from scenes.kit.value_list import Row, ValueList, widest

DATA = "vaso"
PLANE, LOSSES = (-5.4, 1.7, -2.4, 2.4), (3.4, 6.3, -2.4, -0.7)
SLOW = 4


class Boundary(Lesson):
    """Two features: the line of one half turns and moves as training goes, the probabilities behind it.

    Shows: mathcore.plane.PlaneStudy of the vasoconstriction trials, whatever the film's own data.
    """

    slug = "boundary"

    def construct(self) -> None:
        """Play the three beats."""
        self.plane = PlaneStudy.of(builtin(DATA))
        self.walk_t = ValueTracker(0.0)
        self.build()
        walk, theta = self.plane.walk, self.plane.walk.points[-1]
        numbers = {"trials": self.plane.data.m, "alpha": self.plane.rate, "last": walk.steps}
        right = self.plane.right(theta)
        self.quote(**numbers, kept=right, strays=self.plane.data.m - right)
        with self.beat("plane", whose(self.settings)):
            self.show_plane()
        with self.beat("sweep"):
            self.show_sweep()
        with self.beat("end"):
            self.show_end()

    def build(self) -> None:
        """Make the plane, the plot of J and the read-out, and tie them to the walk's time."""
        theme, walk = self.theme, self.plane.walk
        self.frontier = Frontier(self, self.plane, PLANE)
        top = 1.15 * float(walk.losses.max())
        self.losses = GrowingPlot(self, LOSSES, walk.steps, self.plane, top)
        names = ("intercept", "first_slope", "second_slope")
        # The intercept stands first or last, as in the parameters' own order.
        self.order = [0, 1, 2] if self.symbol("first") == "intercept" else [1, 2, 0]
        rows = [
            Row(self.math(self.symbol(name), 0.42, theme.theta), ".2f", theme.theta, widest(walk.points[:, k].tolist()))
            for k, name in ((k, names[k]) for k in self.order)
        ]
        step = Row(self.label("step", em=0.38, color=theme.quiet), ",d", theme.ink, 0)
        loss = Row(self.math("J", 0.42), ".4f", theme.ink, 0.0)
        self.values = ValueList(self, [*rows, step, loss], top=2.2)
        self.place()

    def place(self) -> None:
        """Put everything where the walk's time says."""
        t, walk = self.walk_t.get_value(), self.plane.walk
        self.frontier.set_theta(walk.at(t))
        self.losses.place(t)
        # The numbers are those of the step made last.
        self.values.show([*walk.points[int(t)][self.order].tolist(), int(t), float(walk.losses[int(t)])])

    def advance(self, step: float, seconds: float, pace: Rate) -> None:
        """Let the walk's time run to a step; line, shading, numbers and J follow."""
        with self.redrawn(self.frontier.stage, self.place):
            self.play(self.walk_t.animate(rate_func=pace).set_value(step), run_time=seconds)

    def show_plane(self) -> None:
        """Lay out the trials over both features, on the even ground of a model that knows nothing."""
        self.add(self.frontier.stage)
        self.play(FadeIn(self.frontier.axes), run_time=0.6)
        self.sentence(1)
        marks, words = self.frontier.marks, self.frontier.classes()
        discs, rings = (self.frontier.of_class(label) for label in (1, 0))
        self.play(LaggedStart(*map(FadeIn, discs), lag_ratio=0.06), FadeIn(words[1]), run_time=1.6)
        self.play(LaggedStart(*map(FadeIn, rings), lag_ratio=0.06), FadeIn(words[0]), run_time=1.6)
        self.remove(*discs, *rings)
        self.add(marks)
        self.sentence(2)
        self.corner = self.corner_formula("frontier_zero")
        parameters = len(self.order)
        numbers = self.values.group[:parameters], self.values.group[parameters + 2 : 2 * parameters + 2]
        self.play(FadeIn(self.corner), *map(FadeIn, numbers), run_time=0.6)
        self.wait(1.0)

    def show_sweep(self) -> None:
        """Take the first steps one by one, the others faster and faster."""
        parameters = len(self.order)
        rest = self.values.group[parameters : parameters + 2], self.values.group[2 * parameters + 2 :]
        self.play(FadeOut(self.corner), *map(FadeIn, rest), FadeIn(self.losses.group), run_time=0.6)
        self.corner = self.corner_formula("frontier")
        self.add(self.frontier.names)
        self.advance(1, 1.2, smooth)
        self.sentence(1)
        self.play(FadeIn(self.corner), run_time=0.6)
        self.advance(SLOW, 0.9 * (SLOW - 1), step_by_step(SLOW - 1))
        self.sentence(2)
        last = self.plane.walk.steps
        self.advance(last, 6.6, hurry(last - SLOW))

    def show_end(self) -> None:
        """Ring the trials on the wrong side."""
        rings = self.frontier.rings(self.plane.walk.points[-1])
        self.play(LaggedStart(*map(Create, rings), lag_ratio=0.25), run_time=1.4)
        self.wait(1.0)
