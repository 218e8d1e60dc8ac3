"""Part 2: maximum likelihood in one picture, a jar with balls."""

from __future__ import annotations

from manim import AnimationGroup, Create, FadeIn, FadeOut, Transform, VGroup, linear, smooth

from mathcore.urn import Urn
from scenes.kit.balls import BallRow
from scenes.kit.estimates import SLOW as ROUNDS_WATCHED
from scenes.kit.estimates import Estimates
from scenes.kit.jar_draws import SLOW, JarDraws
from scenes.kit.jar_likelihood import INSIDE, ROW_Y, JarLikelihood
from scenes.kit.lesson import Lesson

DRAWS, FOUND, ROUNDS = 100, 70, 200


class Jar(Lesson):
    """Maximum likelihood in one picture: the share that makes the draws most probable, which is not the truth.

    Shows: Urn.draws of the first seed with so many white balls; their likelihood and its slope; further rounds.
    """

    slug = "jar"

    def construct(self) -> None:
        """Play the three beats."""
        self.urn = Urn()
        seed = self.urn.first_seed(DRAWS, FOUND)
        rounds = self.urn.draws(ROUNDS + 1, DRAWS, seed)
        self.found = rounds.sum(axis=1)
        self.quote(seed=seed, draws=DRAWS, white=FOUND, black=DRAWS - FOUND, rounds=ROUNDS, share=self.urn.share)
        self.quote(balls=self.urn.balls, inside=self.urn.white, lowest=self.found[1:].min() / DRAWS)
        self.quote(highest=self.found[1:].max() / DRAWS, estimate=FOUND / DRAWS)
        self.drawing = JarDraws(self, rounds[0])
        with self.beat("draws"):
            self.show_draws()
        self.likelihood = JarLikelihood(self, FOUND, DRAWS - FOUND)
        with self.beat("likelihood"):
            self.show_likelihood()
        self.estimates = Estimates(self, self.urn, self.found, DRAWS)
        with self.beat("truth"):
            self.show_truth()

    def show_draws(self) -> None:
        """Draw and put back three balls in full, then all of them, counted."""
        drawing = self.drawing
        self.seed = self.corner_label("seed")
        self.play(FadeIn(drawing.jar), FadeIn(self.seed), run_time=0.8)
        self.add(drawing.moving)
        self.play(FadeIn(drawing.names), run_time=0.5)
        self.sentence(1)
        with self.redrawn(drawing.moving, drawing.place):
            self.play(drawing.t.animate.set_value(SLOW), run_time=3.3, rate_func=linear)
            self.play(drawing.t.animate.set_value(drawing.last), run_time=3.4, rate_func=smooth)

    def show_likelihood(self) -> None:
        """Sort the notes into one row over the axis of shares; trace the likelihood to its top and beyond."""
        drawing, curve = self.drawing, self.likelihood
        self.row = BallRow(self.theme, curve.plot, ROW_Y, DRAWS, FOUND)
        self.remove(drawing.moving)
        self.add(drawing.jar, drawing.numbers, drawing.notes)
        corner = self.corner_formula("jar_likelihood")
        old = (drawing.jar, drawing.names, drawing.numbers, self.seed)
        order = sorted(range(DRAWS), key=lambda k: not drawing.drawn[k])
        moves = [Transform(drawing.notes[k], goal) for k, goal in zip(order, self.row.group, strict=True)]
        self.play(*map(FadeOut, old), AnimationGroup(*moves), run_time=1.6)
        self.remove(*drawing.notes)
        words = self.row_words()
        self.add(self.row.group)
        self.play(
            FadeIn(words),
            FadeIn(curve.axes),
            FadeIn(curve.height_axis),
            FadeIn(corner),
            FadeIn(curve.names()),
            run_time=0.7,
        )
        self.add(curve.moving)
        with self.redrawn(curve.moving, curve.place):
            self.play(curve.p.animate.set_value(1 - INSIDE), run_time=3.4)
            self.sentence(1)
            slope = self.formula("jar_slope", em=0.44).at(-5.1, -0.35)
            self.play(curve.p.animate.set_value(curve.best), FadeIn(slope), run_time=1.8)
        self.sentence(2)
        self.play(FadeIn(self.formula("jar_top", em=0.44).at(-5.1, -1.25)), run_time=0.6)
        self.wait(2.2)

    def row_words(self) -> VGroup:
        """Count the white and the black balls over the row."""
        plot, y = self.likelihood.plot, ROW_Y + 0.22
        white, black = FOUND / DRAWS / 2, (1 + FOUND / DRAWS) / 2
        return VGroup(
            self.label("so_white").at(float(plot.point(white, 0)[0]), y, "center"),
            self.label("so_black").at(float(plot.point(black, 0)[0]), y, "center"),
        )

    def show_truth(self) -> None:
        """Open the jar: its share is another; let further rounds pile up their estimates about it."""
        estimates = self.estimates
        row, axes = self.row.group, self.likelihood.axes
        old = [mobject for mobject in self.mobjects if mobject not in (self._title, row, axes)]
        self.play(*map(FadeOut, old), row.animate.become(estimates.row.group), FadeIn(self.seed), run_time=1.0)
        self.remove(row)
        self.add(estimates.moving)
        line, name = estimates.truth()
        self.play(FadeIn(estimates.names()), FadeIn(estimates.jar.group), run_time=0.6)
        self.play(Create(line), FadeIn(name), run_time=0.7)
        self.sentence(1)
        self.bring_to_front(estimates.moving)
        with self.redrawn(estimates.moving, estimates.place):
            self.play(estimates.t.animate.set_value(ROUNDS_WATCHED), run_time=2.4, rate_func=linear)
            self.play(estimates.t.animate.set_value(estimates.last), run_time=3.4, rate_func=smooth)
        self.sentence(2)
        self.play(FadeIn(estimates.ours()), run_time=0.6)
        self.wait(2.4)
