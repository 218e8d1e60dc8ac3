"""Part 3: the loop in eight lines of Python, walked through with the values of a real run."""

from __future__ import annotations

from manim import Animation, FadeIn, FadeOut, LaggedStart, VGroup, smooth

from scenes.kit.algorithm_story import Run
from scenes.kit.answers import Answers
from scenes.kit.code_view import CodeView
from scenes.kit.design_matrix import design_matrix
from scenes.kit.figures import scientific_text
from scenes.kit.lesson import RIGHT_EDGE, TITLE_Y, Lesson
from scenes.kit.listing import GRADIENT, LOSS, PROBABILITIES, SCORES, STEP, TEST, UPDATE, library, loop
from scenes.kit.pace import Rate, hurry
from scenes.kit.watch import RUNNING, Watch

FIRST_Y, LIBRARY_Y = 2.2, 2.2


class Algorithm(Lesson):
    """The loop in eight lines of Python, with the values of a real run, and a library that agrees.

    Shows: study.walk (points, losses, gradients), the scores and probabilities of rows along it, study.fit.
    """

    slug = "algorithm"

    def left_out(self) -> str:
        """Leave it out where the start is already the minimum."""
        return "" if self.study.walk.steps else "still"

    def construct(self) -> None:
        """Play the four beats, in the words that are true of this run."""
        self.run = Run(self.study, self.settings.builtin)
        self.source = loop(self.settings.notation, self.study.rate, self.run.limit)
        self.code = CodeView(self, self.source, FIRST_Y)
        self.watch = Watch(self, self.code)
        self.quote(shown=self.watch.rows.size)
        with self.beat("code", "scaled" if self.study.scaled else ""):
            self.show_code()
        with self.beat("pass"):
            self.show_pass()
        run = self.run
        numbers = {"last": run.last, "limit": run.limit, "slope": scientific_text(run.slope, 2)}
        with self.beat("run", run.ending(), loss_last=float(self.study.walk.losses[run.last]), **numbers):
            self.show_run()
        if self.study.fit.exists:
            self.quote(digits=run.digits)
        with self.beat("library", run.verdict()):
            self.show_library()

    # -- the program ---------------------------------------------------------------------------------------------

    def show_code(self) -> None:
        """Write the program line by line, then show what it reads."""
        self.note = self.scaling_note(TITLE_Y)
        self.play(LaggedStart(*map(FadeIn, self.code.lines), lag_ratio=0.35), run_time=2.3)
        self.sentence(1)
        self.data = design_matrix(self)
        self.play(FadeIn(self.data), FadeIn(self.note), run_time=0.8)
        self.sentence(2)
        self.play(self.data[1][1].animate.set_color(self.theme.accent), run_time=0.6)

    # -- one pass after the other ----------------------------------------------------------------------------------

    def show_pass(self) -> None:
        """Walk the cursor through the first pass slowly and through the second quicker, each line with its values."""
        code, watch = self.code, self.watch
        self.add(code.band)
        self.bring_to_back(code.band)
        self.play(FadeOut(self.data), FadeIn(code.band), FadeIn(code.cursor), FadeIn(watch.header), run_time=0.8)
        self.play(FadeIn(self.sample()), run_time=0.3)
        for line in RUNNING:
            if line == LOSS:
                self.sentence(1)
            if line == UPDATE:
                self.sentence(2)
            self.play(*code.mark(line), run_time=0.3)
            self.play(FadeIn(watch.groups[line]), run_time=0.4)
            self.wait(0.4 if line in (LOSS, GRADIENT) else 0.1)
        for line in RUNNING if self.run.last else ():
            self.play(*code.mark(line), run_time=0.15)
            self.advance([line], 1, seconds=0.4 if line in (SCORES, PROBABILITIES) else 0.15)

    def sample(self) -> VGroup:
        """Say for how many of the rows, or groups, there is a column; nothing where each case has its own."""
        note = VGroup()
        drawn = self.story.drawn(self.watch.rows.size)
        if drawn != "count":
            words = self.label(drawn, em=0.33, color=self.theme.quiet)
            note.add(words.at(RIGHT_EDGE, self.code.y(UPDATE) - 0.62, "right"))
        return note

    def advance(self, lines: tuple[int, ...] | list[int], to: float, seconds: float, pace: Rate = smooth) -> None:
        """Let lines run on to a pass; their values follow."""
        goals: list[Animation] = [self.watch.passes[line].animate(rate_func=pace).set_value(to) for line in lines]
        with self.redrawn(self.watch.groups[STEP], self.watch.place):
            self.play(*goals, run_time=seconds)

    def show_run(self) -> None:
        """Run the whole loop, faster and faster, to its last pass; the cursor ends at the test."""
        code, last = self.code, self.run.last
        self.play(*code.mark(STEP, UPDATE), run_time=0.6)
        self.sentence(1)
        self.advance(RUNNING, last, seconds=4.2, pace=hurry(last - 1))
        self.play(*code.mark(TEST if self.run.arrives else STEP), run_time=0.4)
        if self.run.arrives:
            above, below = self.watch.verdicts
            self.play(FadeOut(above), FadeIn(below), run_time=0.4)
        self.wait(0.6)

    # -- a library -----------------------------------------------------------------------------------------------

    def show_library(self) -> None:
        """Call a library in two lines, and set its answer under that of the loop, with the curve of both."""
        self.clear_picture()
        calls = CodeView(self, library(self.settings.notation), LIBRARY_Y, em=0.38, pitch=0.66)
        answers = self.answers = Answers(self, self.run)
        off = calls.lines[0].part("off")
        self.play(LaggedStart(*map(FadeIn, calls.lines), lag_ratio=0.5), run_time=1.0)
        self.play(off.animate.set_color(self.theme.accent), run_time=0.4)
        # A part that was played alone goes back into its line.
        self.add(calls.lines)
        self.play(FadeIn(answers.curve.group), FadeIn(self.scaling_note(TITLE_Y)), run_time=0.6)
        answers.show(off)
        self.add(calls.lines)
