"""Part 3: the walk of ``descent`` on a map, the safe asset for a slide."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, ValueTracker, VGroup

from mathcore import Stop
from scenes.kit.lesson import RIGHT_EDGE, Lesson
from scenes.kit.map_view import MapView
from scenes.kit.pace import Rate, hurry, step_by_step
from scenes.kit.readout import Readout

# Steps at which the gradient is drawn: the start, the first landing, and a place in the valley.
STOPS = (0, 1, 4)


class Contour(Lesson):
    """The walk on a map of the loss: the gradient stands at a right angle to the level line.

    Shows: study.walk on level lines of study.loss, at equal scales; the gradient at the first iterates.
    """

    slug = "contour"

    def construct(self) -> None:
        """Play the three beats."""
        self.walk_t = ValueTracker(0.0)
        self.map = MapView(self)
        self.readout = Readout(self)
        self.ground = self.map.ground()
        points = self.study.walk.points
        stops = [step for step in STOPS if step < len(points) - 1 and self.map.holds(points[step])]
        self.gradients = {step: self.map.gradient_at(points[step]) for step in stops}
        self.place()
        with self.beat("map"):
            self.show_map()
        with self.beat("right_angle"):
            self.show_right_angle()
        with self.beat("walk", self.story.walk()):
            self.show_walk()

    def place(self) -> None:
        """Put path, point and numbers where the walk's time says."""
        t = self.walk_t.get_value()
        self.map.stage.items = [*self.ground, *self.map.path(t)]
        self.readout.place(t)

    def show_map(self) -> None:
        """Lay out the map, name some levels, and mark the lowest point."""
        self.play(FadeIn(self.map.stage), FadeIn(self.map.axes), FadeIn(self.scaling_note(-0.6)), run_time=1.2)
        names = self.map.level_names([name for _, _, name in self.gradients.values()]).set_z_index(2)
        self.play(FadeIn(names), FadeIn(self.readout.group), run_time=0.8)
        cut = self.label("cut", em=0.33, color=self.theme.quiet, align="right").align_to(
            [RIGHT_EDGE, 0.9, 0], [1, 1, 0]
        )
        start = self.map.start([names, *self.gradients.values()])
        self.play(FadeIn(cut), FadeIn(start), run_time=0.6)
        if self.study.fit.exists:
            self.lowest = self.map.minimum([start, *self.gradients.values()])
            self.play(FadeIn(self.lowest), run_time=0.6)

    def show_right_angle(self) -> None:
        """Show level line and gradient at the first iterates, and step against the gradient."""
        stops = list(self.gradients)
        for step, following in zip(stops, [*stops[1:], None], strict=True):
            level, gradient = self.map.level_through(self.study.walk.points[step]), self.gradients[step]
            self.play(Create(level), run_time=0.7)
            self.play(FadeIn(gradient), run_time=0.4)
            self.wait(1.2)
            self.old = VGroup(level, gradient)
            if following is not None:
                self.play(FadeOut(self.old), run_time=0.3)
                self.advance(following, 0.8 * (following - step), step_by_step(following - step))
        self.wait(1.5)

    def show_walk(self) -> None:
        """Run the rest of the walk."""
        last = self.study.walk.steps
        self.play(FadeOut(self.old), run_time=0.3)
        self.advance(last, 8.0, hurry(last - self.walk_t.get_value()))
        if self.study.walk.stop is Stop.CONVERGED:
            # The ball has come to the cross, and stands there instead.
            self.play(FadeOut(self.lowest[0]), run_time=0.4)
        self.wait(2.0)

    def advance(self, step: int, seconds: float, pace: Rate) -> None:
        """Let the walk's time run to a step."""
        with self.redrawn(self.map.stage, self.place):
            self.play(self.walk_t.animate(rate_func=pace).set_value(step), run_time=seconds)
