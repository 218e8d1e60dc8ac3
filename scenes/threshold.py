"""Part 1: a hard threshold gives no slope to follow; the sigmoid is its smooth stand-in."""

from __future__ import annotations

from manim import Create, FadeIn, FadeOut, LaggedStart, ReplacementTransform, VGroup, linear

from scenes.kit.cast import cast
from scenes.kit.general_form import RIDE, GeneralForm
from scenes.kit.lesson import LEFT_EDGE, RIGHT_EDGE, Lesson
from scenes.kit.needle import Needle
from scenes.kit.score_above import ScoreAbove
from scenes.kit.soft_step import STEEPEST, SoftStep
from scenes.kit.threshold_story import boundary_text, near, reason_left_out
from scenes.kit.typeset import Typeset

# So many marks can be told apart on an axis as wide as this.
MOST_ROWS = 48
# Where it stands what is not drawn, and how wide it may be.
NOTE_Y, MOST_NOTE = -3.45, 5.0


class Threshold(Lesson):
    """A hard threshold cannot be learned by following a slope; the sigmoid is its smooth stand-in.

    Shows: study.raw_theta, study.scores, study.boundary; staircase, total_miss and soft_step of the rows drawn.
    """

    slug = "threshold"

    def left_out(self) -> str:
        """Leave the scene out where no boundary lies among the data."""
        return reason_left_out(self.study)

    def construct(self) -> None:
        """Play the four beats."""
        rows = cast(self.study, MOST_ROWS)
        seen = near(self.study, rows)
        self.stage = SoftStep(self, rows, seen)
        beyond = int(self.study.data.counts[rows.rows].sum() - self.study.data.counts[seen.rows].sum())
        self.above = ScoreAbove(self, self.stage)
        self.quote(place=boundary_text(self.study), steepest=STEEPEST, shown=rows.size, outside=beyond)
        self.notes = self.draw_notes(rows.complete, beyond)
        with self.beat("score"):
            self.show_score()
        with self.beat("step"):
            self.show_step()
        with self.beat("smooth"):
            self.show_smooth()
        with self.beat("general"):
            self.show_general()

    def draw_notes(self, complete: bool, beyond: int) -> VGroup:
        """Say at the foot of the frame in which units x is, how many rows are drawn, and how many lie off the axis."""
        notes = VGroup()
        if not self.study.fit.exists:
            notes.add(self.label("no_estimate", em=0.33, color=self.theme.quiet).at(LEFT_EDGE, NOTE_Y))
        if not complete:
            words = self.label(self.story.drawn(self.stage.seen.size), em=0.33, color=self.theme.quiet)
            notes.add(words.at(LEFT_EDGE, NOTE_Y + 0.44 * len(notes)))
        if self.study.scaled:
            words = self.label("raw", em=0.33, color=self.theme.quiet)
            notes.add(words.at(RIGHT_EDGE, NOTE_Y + 0.44 * bool(beyond), "right"))
        if beyond:
            words = self.label("outside", em=0.33, color=self.theme.quiet, width=MOST_NOTE, wrap=False)
            notes.add(words.at(RIGHT_EDGE, NOTE_Y, "right"))
        return notes

    def swap(self, old: Typeset, name: str) -> Typeset:
        """Take another quiet formula for one on the title's line."""
        new = self.corner_formula(name)
        self.play(FadeOut(old), run_time=0.2)
        self.play(FadeIn(new), run_time=0.3)
        return new

    # -- the score ---------------------------------------------------------------------------------------------

    def show_score(self) -> None:
        """Lift every row from its label to its score on the straight line, and drop its zero onto the axis."""
        stage, above = self.stage, self.above
        self.corner = self.corner_formula("score_long")
        self.play(FadeIn(stage.lower.axes), FadeIn(stage.lower.data), FadeIn(self.notes), run_time=0.6)
        self.play(FadeIn(above.axes), FadeIn(self.corner), run_time=0.4)
        self.play(Create(above.line), FadeIn(above.name), run_time=0.9, rate_func=linear)
        self.lifted, goals = above.lifted()
        self.add(self.lifted)
        moves = [ReplacementTransform(mark, goal) for mark, goal in zip(self.lifted, goals, strict=True)]
        self.play(LaggedStart(*moves, lag_ratio=0.06), run_time=1.9)
        self.lifted = VGroup(*goals)
        self.sentence(1)
        self.crossing = above.crossing()
        self.play(FadeIn(self.crossing), run_time=0.6)

    # -- the step ----------------------------------------------------------------------------------------------

    def show_step(self) -> None:
        """Ride along the step; then move the intercept and watch the number of wrong ones."""
        stage, above = self.stage, self.above
        self.corner = self.swap(self.corner, "step_cases")
        self.play(*map(Create, stage.treads_now), run_time=0.6, rate_func=linear)
        self.play(FadeIn(stage.open_end), FadeIn(stage.closed_end), FadeOut(self.lifted), run_time=0.4)
        needle = Needle(self, stage)
        self.sentence(1)
        needle.ride()
        self.sentence(2)
        gone = (above.axes, above.line, above.name, self.crossing, needle.group)
        self.play(*map(FadeOut, gone), run_time=0.5)
        self.count = VGroup(stage.values("wrong", ",.0f"), stage.intercept_value())
        self.play(FadeIn(stage.upper_axes), FadeIn(self.count), FadeIn(stage.sticks), FadeIn(stage.ball), run_time=0.6)
        self.play(LaggedStart(*map(Create, stage.treads), lag_ratio=0.05), run_time=0.9)
        moving = VGroup(stage.step, stage.sticks, stage.ball, stage.live["miss"], stage.live["intercept"])
        with self.redrawn(moving, stage.place):
            for place in (*stage.nudges, self.study.boundary):
                self.play(stage.boundary.animate.set_value(place), run_time=1.2)

    # -- the sigmoid -------------------------------------------------------------------------------------------

    def show_smooth(self) -> None:
        """Soften the step into the sigmoid; the misses become a curve with a slope."""
        stage = self.stage
        self.corner = self.swap(self.corner, "soft_p")
        soft = stage.soften()
        self.play(FadeOut(stage.step), FadeOut(stage.treads), FadeOut(self.count[0]), FadeIn(soft), run_time=0.6)
        self.total, k = stage.values("total", ".2f"), stage.steepness()
        self.play(FadeIn(self.total), FadeIn(k), run_time=0.4)
        moving = VGroup(soft, stage.sticks, stage.ball, stage.live["miss"], stage.live["k"])
        with self.redrawn(moving, stage.place):
            self.play(stage.softness.animate.set_value(0), run_time=3.2)
        self.sentence(2)
        self.play(FadeIn(stage.tangent), run_time=0.4)
        with self.redrawn(VGroup(*moving, stage.tangent, stage.live["intercept"]), stage.place):
            for place in (*stage.nudges, self.study.boundary):
                self.play(stage.boundary.animate.set_value(place), run_time=1.2)

    # -- the general form --------------------------------------------------------------------------------------

    def show_general(self) -> None:
        """Write the general form, and set the step beside two curves with a slope everywhere."""
        form = self.form = GeneralForm(self)
        hero = self.formula("general", em=0.72, colors={"theta": self.theme.theta, "g": self.theme.accent})
        self.clear_picture()
        self.play(FadeIn(hero.at(0, 1.8, "center")), run_time=0.8)
        fold = self.formula("general_fold", em=0.42, color=self.theme.quiet).at(0, 0.9, "center")
        self.play(FadeIn(fold), run_time=0.6)
        self.sentence(1)
        self.play(FadeIn(self.label("monotone", color=self.theme.accent).at(0, 0.2, "center")), run_time=0.6)
        self.play(FadeIn(form.still), FadeIn(form.moving), run_time=0.8)
        with self.redrawn(form.moving, form.place):
            self.play(form.z.animate.set_value(RIDE), run_time=4.2)
