"""Part 3: scale the feature, round the bowl."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from manim import Create, FadeIn, ValueTracker, VGroup, linear, smooth

from mathcore import Reshaping
from scenes.kit import scaling_story as told
from scenes.kit.bowls import Bowls
from scenes.kit.curve_plot import CurvePlot
from scenes.kit.lesson import Lesson
from scenes.kit.pace import hurry
from scenes.kit.ruler import Ruler
from scenes.kit.written import filled

BOX = (-5.3, 4.7, -0.35, 2.05)
RULER_Y, SCORES_Y = -1.62, -2.72


class Scaling(Lesson):
    """Standardising the feature turns a long valley into a bowl, and thousands of steps into a few.

    Shows: Reshaping: both losses on their common mesh, at equal scales; walks at a short rate and at 1/L.
    """

    slug = "scaling"

    def left_out(self) -> str:
        """Leave the scene out where there is no minimum, the start is it, or standardising does not help."""
        return self.story.nowhere_to_go() or told.left_out(self.reshaping)

    @cached_property
    def reshaping(self) -> Reshaping:
        """Both losses."""
        return Reshaping(self.study.data)

    def construct(self) -> None:
        """Play the three beats."""
        self.quote(**told.numbers(self.reshaping))
        with self.beat("ruler"):
            self.show_ruler()
        self.bowls = Bowls(self, self.reshaping)
        with self.beat("shape", told.shape(self.reshaping)):
            self.show_shape()
        with self.beat("walks", told.walks(self.reshaping)):
            self.show_walks()

    # -- the data --------------------------------------------------------------------------------------------------

    def show_ruler(self) -> None:
        """Slide a ruler to the mean and stretch it to the standard deviation, under data that stay where they are."""
        curve = self.curve = CurvePlot(self, BOX, large=True)
        curve.set_theta(self.study.theta)
        ruler = self.ruler = Ruler(self, curve.plot, self.reshaping.scaling, RULER_Y)
        mean = filled("{sign} {mean}", {"sign": told.sign(-ruler.mean), "mean": told.three(abs(ruler.mean))})
        values = {"mean": mean, "sd": told.three(ruler.sd)}
        corner = self.corner_formula("standardise", values=values)
        self.play(FadeIn(curve.group), run_time=0.8)
        self.play(FadeIn(ruler.group), FadeIn(corner), run_time=0.6)
        self.play(Create(ruler.mean_line()), run_time=0.5)
        self.slide(ruler.slid, 1.8)
        self.play(FadeIn(ruler.deviation()), run_time=0.5)
        self.slide(ruler.stretched, 1.8)
        self.sentence(1)
        self.play(FadeIn(self.scores()), run_time=0.6)

    def slide(self, tracker: ValueTracker, seconds: float) -> None:
        """Move the ruler."""
        with self.redrawn(self.ruler.group, self.ruler.place):
            self.play(tracker.animate(rate_func=smooth).set_value(1.0), run_time=seconds)

    def scores(self) -> VGroup:
        """Return the same score by either ruler."""
        values: dict[str, str] = {}
        for names, (intercept, slope) in zip(("abc", "def"), self.reshaping.theta, strict=True):
            parts = told.three(intercept), told.sign(slope), told.three(abs(slope))
            values.update(zip(names, parts, strict=True))
        return VGroup(self.formula("same_scores", em=0.5, values=values).at(0, SCORES_Y, "center"))

    # -- the loss --------------------------------------------------------------------------------------------------

    def show_shape(self) -> None:
        """Let a copy of the raw map shear into the standardised one: the same models, the same levels."""
        bowls = self.bowls
        note = self.corner_label("to_scale")
        self.clear_picture()
        self.play(FadeIn(bowls.stage), FadeIn(bowls.axes(0)), FadeIn(note), run_time=0.8)
        self.sentence(1)
        self.play(FadeIn(bowls.name(0)), run_time=0.6)
        self.sentence(2)
        self.run(bowls.share, 1.0, 3.2, smooth)
        self.play(FadeIn(bowls.axes(1)), FadeIn(bowls.name(1)), run_time=0.6)

    def show_walks(self) -> None:
        """Walk on both maps, step by step at one pace, then faster."""
        bowls = self.bowls
        self.play(*(FadeIn(bowls.cross(k)) for k in (0, 1)), run_time=0.4)
        bowls.t.set_value(0.0)
        bowls.place()
        self.play(*(FadeIn(bowls.rate(k)) for k in (0, 1)), run_time=0.5)
        few, many = (bowls.trails[k].walk.steps for k in (1, 0))
        first = min(few, 60)
        self.run(bowls.t, first, 2.4, linear)
        self.sentence(1)
        self.run(bowls.t, max(few, many), 4.5, hurry(max(few, many)))
        self.play(FadeIn(bowls.own()), run_time=0.4)
        self.wait(1.0)

    def run(self, tracker: ValueTracker, goal: float, seconds: float, pace: Any) -> None:
        """Let the moving map or the walks run."""
        with self.redrawn(self.bowls.stage, self.bowls.place):
            self.play(tracker.animate(rate_func=pace).set_value(goal), run_time=seconds)
