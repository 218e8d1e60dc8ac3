"""The end of the film: the whole way in five lines, and what it came to for these data."""

from __future__ import annotations

from manim import Create, FadeIn, VGroup, linear

from scenes.kit.curve_plot import CurvePlot
from scenes.kit.lesson import LEFT_EDGE, RIGHT_EDGE, TITLE_Y, Lesson
from scenes.kit.typeset import escape
from scenes.kit.way import Way
from scenes.kit.written import figure

SOURCE_Y = -3.5


class Close(Lesson):
    """From the score to the minimum, and the curve that these data led to.

    Shows: study.theta, J there, study.boundary, study.data.source.
    """

    slug = "close"

    def construct(self) -> None:
        """Play the two beats."""
        with self.beat("way"):
            self.show_way()
        with self.beat("result", self.result()):
            self.show_result()

    def result(self) -> str:
        """Return whether there is an estimate, and whether its curve crosses one half among the data."""
        if not self.study.fit.exists:
            return "endless"
        x = self.study.data.x
        return "" if x.min() <= self.study.boundary <= x.max() else "aside"

    def show_way(self) -> None:
        """Write one line for each station of the lecture."""
        way = Way(self)
        for k, (dot, row) in enumerate(zip(way.dots, way.rows, strict=True)):
            if k:
                self.sentence(k)
                self.play(Create(way.stretches[k - 1]), run_time=0.4)
                # The stations stay above the stretch that joins them.
                self.add(way.dots[k - 1])
            self.play(FadeIn(dot), FadeIn(row), run_time=0.7)
        self.wait(0.6)

    def show_result(self) -> None:
        """Draw the curve over the data once more, and name where they are from."""
        self.clear_picture()
        self.plot = plot = CurvePlot(self, (-5.9, 4.5, -1.9, 1.6), large=True)
        plot.set_theta(self.study.theta)
        self.play(FadeIn(plot.axes), FadeIn(plot.data), FadeIn(self.source()), run_time=0.6)
        self.play(Create(plot.curve, rate_func=linear), FadeIn(plot.shares), FadeIn(plot.name), run_time=1.4)
        self.play(FadeIn(self.half(plot)), run_time=0.5)
        self.sentence(1)
        self.play(FadeIn(self.values()), FadeIn(self.scaling_note(TITLE_Y)), run_time=0.6)

    def values(self) -> VGroup:
        """Write the parameters and the loss at the right of the title's line."""
        first, second = (figure(value, ".3f") for value in self.in_order(self.study.theta))
        name = "estimate" if self.study.fit.exists else "last_point"
        theta = self.formula(name, em=0.42, values={"first": first, "second": second})
        if not self.study.fit.exists:
            return VGroup(theta.at(RIGHT_EDGE, 2.35, "right"))
        loss = self.formula("loss_at_hat", values={"value": figure(self.study.fit.loss, ".4f")})
        loss.at(RIGHT_EDGE, 2.35, "right")
        return VGroup(theta.at(loss.get_left()[0] - 0.6, 2.35, "right"), loss)

    def half(self, plot: CurvePlot) -> VGroup:
        """Mark where the curve crosses one half, if it does so within the plot."""
        boundary = self.study.boundary
        low, high = plot.plot.x_range
        if not low < boundary < high:
            return VGroup()
        x = float(plot.plot.point(boundary, 0)[0])
        # Below one half the curve runs on the left of a rising boundary and on the right of a falling one.
        side = 1 if self.study.raw_theta[1] > 0 else -1
        value = self.text(figure(boundary, ".4g"), 0.36).at(x + 0.16 * side, -0.85, "left" if side > 0 else "right")
        lines = [((low, 0.5), (boundary, 0.5)), ((boundary, 0.5), (boundary, 0.0))]
        half = self.tick("0.5").at(plot.plot.box[0] - 0.18, float(plot.plot.point(0, 0.5)[1]) - 0.12, "right")
        return VGroup(*(plot.plot.dashed(*ends, self.theme.line) for ends in lines), half, value)

    def source(self) -> VGroup:
        """Name the source of the data, in its own words."""
        text = self.study.data.source
        if not text:
            return VGroup()
        words = self.text(escape(text), em=0.3, color=self.theme.quiet)
        if words.width > RIGHT_EDGE - LEFT_EDGE:
            half = text.rfind(" ", 0, len(text) // 2 + 12)
            lines = f"{escape(text[:half])} \\ {escape(text[half + 1 :])}"
            words = self.text(lines, em=0.3, color=self.theme.quiet, align="right")
        return VGroup(words.at(RIGHT_EDGE, SOURCE_Y, "right"))
