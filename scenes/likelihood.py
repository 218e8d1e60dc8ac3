"""Part 2: how probable all the labels are together."""

from __future__ import annotations

import numpy as np
from manim import (
    DOWN,
    UP,
    Create,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    ReplacementTransform,
    ValueTracker,
    VGroup,
    linear,
    smooth,
)

from scenes.kit.factor_bars import FactorBars
from scenes.kit.joint_square import JointSquare
from scenes.kit.lesson import RIGHT_EDGE, Lesson
from scenes.kit.likelihood_story import TOO_STEEP, Products, drawn, sweep
from scenes.kit.live_theta import LiveTheta
from scenes.kit.product_gauge import ProductGauge

PLOT = (-5.95, 0.45, -2.1, 1.72)
SQUARE_LEFT, NOTE_Y = 2.46, -2.85


class Likelihood(Lesson):
    """One factor for each row, and their product as the curve changes.

    Shows: factors and log-likelihood of study.loss.data at t times study.theta, t from 0 to 4.
    """

    slug = "likelihood"

    def construct(self) -> None:
        """Play the three beats."""
        self.bars = FactorBars(self, PLOT)
        self.t, self.grown, self.stacked = ValueTracker(1.0), ValueTracker(0.0), ValueTracker(0.0)
        rows = self.bars.rows
        self.products = Products(self.study, rows)
        self.gauge = ProductGauge(self, rows.y if rows.complete else rows.y[:0], self.products.lowest, PLOT[2:])
        self.place()
        self.quote(shown=rows.size, times=TOO_STEEP, **self.products.quoted())
        self.square = JointSquare(self, self.bars, SQUARE_LEFT)
        with self.beat("pair", joint=self.square.joint):
            self.show_pair(self.square)
        with self.beat("factors", drawn(rows)):
            self.show_factors(self.square)
        with self.beat("sweep", sweep(self.study, rows)):
            self.show_sweep()

    def place(self) -> None:
        """Draw curve, bars and product as the trackers stand."""
        t = self.t.get_value()
        self.bars.grown = self.grown.get_value()
        self.bars.set(t * self.study.theta)
        self.gauge.set(self.products.steps(t), self.stacked.get_value())

    # -- two of them -------------------------------------------------------------------------------------------

    def show_pair(self, square: JointSquare) -> None:
        """Lay the factors of two rows along a square: one cut goes straight across the other."""
        self.corner = self.corner_formula("independent")
        picture = self.bars.picture
        self.play(FadeIn(picture.axes), FadeIn(picture.data), FadeIn(self.corner), run_time=0.5)
        self.play(Create(picture.curve), FadeIn(picture.name), run_time=0.7)
        bars = VGroup(*(square.source(label) for label in (0, 1)))
        self.play(*(GrowFromEdge(bar, side) for bar, side in zip(bars, (UP, DOWN), strict=True)), run_time=0.6)
        moves = [
            ReplacementTransform(bar.copy(), edge, path_arc=arc)
            for bar, edge, arc in zip(bars, square.edges, (-np.pi / 2, 0), strict=True)
        ]
        self.play(*moves, FadeIn(square.frame), run_time=1.2)
        self.play(FadeIn(square.numbers), run_time=0.4)
        self.sentence(1)
        self.play(Create(square.cut_across), run_time=1.0, rate_func=smooth)
        self.play(Create(square.cut_up), run_time=1.6, rate_func=smooth)
        self.sentence(2)
        self.play(FadeIn(square.area), FadeIn(square.value), run_time=0.8)
        square.group.add(bars)

    # -- all of them -------------------------------------------------------------------------------------------

    def show_factors(self, square: JointSquare) -> None:
        """Grow a bar for every row, and let each factor take its step down from 1."""
        bars, gauge = self.bars, self.gauge
        self.play(FadeOut(square.group), FadeOut(self.corner), run_time=0.6)
        self.add(bars.threads, bars.bars, bars.picture.curve, bars.picture.data)
        for number, label in enumerate((1, 0)):
            self.sentence(number)
            with self.redrawn(bars.threads, self.place):
                self.play(self.grown.animate.set_value(bars.done(label)), run_time=2.4, rate_func=linear)
        self.sentence(2)
        corner = self.corner_formula("likelihood", em=0.4)
        self.play(FadeIn(gauge.axis), FadeIn(gauge.name), FadeIn(corner), run_time=0.6)
        self.add(gauge.steps, gauge.number)
        with self.redrawn(gauge.steps, self.place):
            self.play(self.stacked.animate.set_value(1.0), run_time=3.0, rate_func=smooth)
        if drawn(bars.rows):
            note = self.label("drawn", em=0.34, color=self.theme.quiet).at(RIGHT_EDGE, NOTE_Y, "right")
            self.play(FadeIn(note), run_time=0.5)

    # -- as the curve changes ----------------------------------------------------------------------------------

    def show_sweep(self) -> None:
        """Turn the curve flat, up to the estimate and beyond it: bars and product move together."""
        values = LiveTheta(self, self.bars.picture.name)
        self.play(FadeIn(self.gauge.peg(self.products.log(1.0))), FadeIn(values.group), run_time=0.5)

        def place() -> None:
            self.place()
            values.set(self.t.get_value() * self.study.theta)

        for number, (t, seconds) in enumerate(((0.0, 2.4), (1.0, 2.4), (TOO_STEEP, 3.4))):
            self.sentence(number)
            with self.redrawn(self.bars.threads, place):
                self.play(self.t.animate.set_value(t), run_time=seconds, rate_func=smooth)
        self.sentence(3)
        self.show_least()

    def show_least(self) -> None:
        """Ring the row with the least factor, and frame the step that it takes."""
        if not self.study.fit.exists:
            return
        k, gauge = self.products.least, self.gauge
        value = self.math(self.products.least_source, 0.38, self.theme.accent)
        self.ring = self.bars.ring(k)
        self.frame = gauge.frame_round(k) if self.bars.rows.complete else None
        if self.frame:
            marks, value = VGroup(self.ring, self.frame), gauge.beside(value, k)
        else:
            marks = VGroup(self.ring, self.ring.copy())
            value = gauge.beside_all(value, marks[1])
        self.play(*map(Create, marks), FadeIn(value), run_time=1.0)
