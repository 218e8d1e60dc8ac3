"""Part 3: the step size decides: four rates on one map, and the two bounds that part them."""

from __future__ import annotations

from typing import Any

from manim import Create, FadeIn, FadeOut, ValueTracker, VGroup, linear, smooth

from mathcore import bounds, shared_window, telling_walks
from scenes.kit.figures import value_math
from scenes.kit.lesson import RIGHT_EDGE, Lesson
from scenes.kit.map_view import MapView
from scenes.kit.pace import step_by_step
from scenes.kit.rate_line import RateLine
from scenes.kit.rate_walks import DIM, RateWalks
from scenes.kit.rates_story import FIRST, RatesStory, ending
from scenes.kit.step_panel import StepPanel

BOX = (-5.6, 1.8, -2.35, 2.5)
# Steps at which the gradient is drawn: the start, and one in the valley.
STOPS = (0, 4)
# Of the four rates, the one that swings across the valley and arrives.
SWINGING = 2


class Rates(Lesson):
    """The step size decides: one rate crawls, one settles, one swings and arrives, one never does.

    Shows: telling_walks and their bounds on level lines of study.loss, at equal scales; standing over the rate.
    """

    slug = "rates"

    def left_out(self) -> str:
        """Leave the scene out where there is no minimum to arrive at, or the start is it."""
        return self.story.nowhere_to_go()

    def construct(self) -> None:
        """Play the three beats."""
        self.rates, walks = telling_walks(self.study.loss)
        self.told = RatesStory(self.rates, walks, bounds(self.study.loss))
        self.window = shared_window(self.study.loss, walks, FIRST)
        chosen = value_math(self.study.rate)
        self.quote(**self.told.numbers(self.fragment), many=self.told.steps, cut_at=self.window.cut, chosen=chosen)
        self.map = MapView(self, walks=(walks[SWINGING],), window=self.window, box=BOX)
        self.panel = StepPanel(self, walks[SWINGING], self.rates[SWINGING], 2.95, 2.1)
        self.walk_t = ValueTracker(0.0)
        self.ground = self.map.ground()
        self.place()
        with self.beat("map"):
            self.show_map()
        self.crowd = RateWalks(self, MapView(self, walks=walks, window=self.window, box=BOX, muted=True), self.rates)
        with self.beat("walks", self.told.swings(self.study.fit.hessian)):
            self.show_walks()
        with self.beat("bounds", self.told.bounds()):
            self.show_bounds()

    def fragment(self, key: str, numbers: dict[str, Any]) -> str:
        """Return a part of a sentence, filled in."""
        return self.words.get(f"{self.slug}.{key}", **numbers)

    # -- one walk ------------------------------------------------------------------------------------------------

    def place(self) -> None:
        """Put the first beat's walk where its time says."""
        t = self.walk_t.get_value()
        self.map.stage.items = [*self.ground, *self.map.path(t)]
        self.panel.place(t)

    def show_map(self) -> None:
        """Lay out the map, and step against the gradient, which stands at a right angle to the level line."""
        points = self.map.walks[0].points
        stops = [step for step in STOPS if step < len(points) - 1 and self.map.holds(points[step])]
        self.gradients = {step: self.map.gradient_at(points[step]) for step in stops}
        self.play(FadeIn(self.map.stage), FadeIn(self.map.axes), run_time=1.0)
        names = self.map.level_names([name for _, _, name in self.gradients.values()]).set_z_index(2)
        start = self.map.start([names, *self.gradients.values()])
        self.lines = {step: self.map.level_through(points[step]) for step in stops}
        self.lowest = self.map.minimum([start, names, *self.gradients.values(), *self.lines.values()])
        cut = self.label("cut", em=0.33, color=self.theme.quiet).at(RIGHT_EDGE, -2.3, "right")
        self.play(FadeIn(names), FadeIn(start), FadeIn(self.lowest), FadeIn(cut), run_time=0.7)
        self.play(FadeIn(self.panel.group), FadeIn(self.map.scaling_note()), run_time=0.7)
        self.notes = VGroup(names, start, cut)
        self.sentence(1)
        old = self.show_gradient(stops[0])
        self.wait(0.8)
        self.sentence(2)
        for step in stops[1:]:
            self.play(FadeOut(old), run_time=0.3)
            self.advance(step, 1.1 * step, step_by_step(step))
            old = self.show_gradient(step)
        self.notes.add(old)

    def show_gradient(self, step: int) -> VGroup:
        """Draw the level line through a step's point, and the gradient across it."""
        level, gradient = self.lines[step], self.gradients[step]
        self.play(Create(level), run_time=0.8)
        self.play(FadeIn(gradient), run_time=0.4)
        return VGroup(level, gradient)

    def advance(self, step: int, seconds: float, pace: Any = smooth) -> None:
        """Let the first beat's walk run to a step."""
        with self.redrawn(self.map.stage, self.place):
            self.play(self.walk_t.animate(rate_func=pace).set_value(step), run_time=seconds)

    # -- four walks ----------------------------------------------------------------------------------------------

    def show_walks(self) -> None:
        """Watch forty steps at each rate, then let all of them run to their ends."""
        crowd = self.crowd
        self.play(FadeOut(self.notes), FadeOut(self.panel.group), run_time=0.4)
        self.play(FadeIn(crowd.map.stage), run_time=0.8)
        self.remove(self.map.stage)
        lowest = crowd.map.minimum([], FIRST)
        self.add(self.map.axes)
        self.play(FadeOut(self.lowest), FadeIn(lowest), run_time=0.4)
        self.lowest = lowest
        until = self.corner_label("until", em=0.42)
        self.play(FadeIn(crowd.head), FadeIn(crowd.axes), FadeIn(until), run_time=0.6)
        self.add(crowd.curves, crowd.dots)
        names = VGroup()
        for k, walk in enumerate(crowd.walks):
            self.sentence(k + 1)
            self.play(FadeIn(VGroup(*crowd.rows[k])), run_time=0.3)
            crowd.strength[:k], crowd.strength[k] = DIM, 1.0
            self.run({k: min(FIRST, walk.steps)}, 1.5)
            names.add(crowd.name(k, [*names, self.lowest]))
            self.play(FadeIn(names[-1]), run_time=0.3)
        self.sentence(len(crowd.walks) + 1)
        self.play(FadeOut(names), run_time=0.3)
        crowd.strength[:] = 1.0
        self.run({k: crowd.goal(k) for k in range(len(crowd.walks))}, 3.6)
        late = [k for k, walk in enumerate(crowd.walks) if ending(walk) != "converged"]
        self.play(*(FadeOut(crowd.rows[k][1]) for k in late), run_time=0.3)
        self.play(*(FadeIn(crowd.verdict(k)) for k in late), run_time=0.5)
        self.wait(1.2)

    def run(self, goals: dict[int, int], seconds: float) -> None:
        """Let walks run to steps: steadily for the first ones, then evenly on the log scale of the plot."""
        crowd, share = self.crowd, ValueTracker(0.0)
        starts = {k: float(crowd.times[k]) for k in goals}
        longest = max(goals.values())

        def place() -> None:
            for k, goal in goals.items():
                low = starts[k]
                t = low + share.get_value() * (goal - low)
                if low > 0:
                    t = min(float(goal), low * (longest / low) ** share.get_value())
                crowd.times[k] = t
            crowd.place()

        with self.redrawn(crowd.map.stage, place):
            self.play(share.animate(rate_func=linear).set_value(1.0), run_time=seconds)

    # -- every rate ----------------------------------------------------------------------------------------------

    def show_bounds(self) -> None:
        """Sweep the rate: where walks stand, up to the first bound, up to the second, and where they fork."""
        chosen = self.study.rate if self.settings.rate is not None else None
        line = self.line = RateLine(self, self.told.found, self.rates, self.told.steps, chosen)
        self.clear_picture()
        after = self.corner_label("after")
        self.play(FadeIn(line.axes), FadeIn(after), FadeIn(self.map.scaling_note()), run_time=0.8)
        self.add(line.stage)
        swept = self.swept = ValueTracker(0.0)
        stops = (line.bounds.safe, line.bounds.local, line.plot.x_range[1])
        for number, stop in enumerate(stops):
            seconds = max(1.0, 6.0 * (stop - swept.get_value()) / line.plot.x_range[1])
            with self.redrawn(line.stage, lambda: line.place(swept.get_value())):
                self.play(swept.animate(rate_func=linear).set_value(stop), run_time=seconds)
            self.sentence(number + 1)
            zone = line.zone(number).set_z_index(-2)
            low = (0.0, *stops)[number]
            marks = [m for m, rate in zip(line.marks, line.rates, strict=True) if low < rate <= stop]
            self.play(FadeIn(zone), *(FadeIn(bound) for bound in line.lines[number : number + 1]), run_time=0.6)
            if marks:
                self.play(*map(FadeIn, marks), run_time=0.6)
        self.play(FadeIn(line.choice()), run_time=0.4)
        self.wait(1.5)
