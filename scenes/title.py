"""The film's title: the data, and the curve that it is all about."""

from __future__ import annotations

from manim import Create, FadeIn, LaggedStart, linear

from scenes.kit.curve_plot import CurvePlot
from scenes.kit.lesson import LEFT_EDGE, Lesson


class Title(Lesson):
    """What the film is about, over the data that it is made from.

    Shows: study.data, and h at study.theta.
    """

    slug = "title"
    title_place = (LEFT_EDGE, 2.36)
    title_em = 1.0
    loops = frozenset({"data"})

    def construct(self) -> None:
        """Play the one beat."""
        plot = self.plot = CurvePlot(self, (-5.9, 4.5, -2.3, 0.9), large=True)
        plot.set_theta(self.study.theta)
        with self.beat("data", "" if self.study.fit.exists else "endless"):
            self.play(FadeIn(plot.axes), run_time=0.8)
            marks = plot.data if plot.bins is None else [plot.data]
            self.play(LaggedStart(*map(FadeIn, marks), lag_ratio=0.12), run_time=2.2)
            self.sentence(1)
            self.play(Create(plot.curve, rate_func=linear), FadeIn(plot.shares), run_time=2.0)
            name = self.label("probability", color=self.theme.theta)
            self.play(FadeIn(name.at(plot.name.get_left()[0], plot.plot.box[3] + 0.24)), run_time=0.5)
            self.sentence(2)
            self.wait(1.4)
