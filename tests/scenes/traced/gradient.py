"""Gradient: gauges at the links of one row, rows with their residuals, both slopes, both walks, both regressions."""

from __future__ import annotations

import numpy as np
from traced._sticks import upright
from tracing import Tracer, only_words, sigma

from mathcore import chain as links_of
from mathcore import slip as both_walks
from scenes.gradient import STEPS
from scenes.kit.columns import aside
from scenes.kit.residual_view import LONGEST, ROWS, ZERO


def chain(tracer: Tracer, lesson) -> None:
    """Parameter, score, probability and loss of the row whose chain the core chose."""
    row = links_of(lesson.study.loss, lesson.study.theta)
    z = row.inputs @ row.theta
    h = sigma(z if row.label else -z)
    for plot, value in zip(lesson.gauges.plots, (row.theta[row.j], z, sigma(z), -np.log(h)), strict=True):
        tracer.dot("a gauge", plot, 0, value)
    tracer.excuse("arrows from gauge to gauge", lesson.gauges.arrows)


def rows(tracer: Tracer, lesson, plot, heights) -> None:
    """Rows that the scene shows, at feature and label, and sticks from label to prediction, beside one another."""
    chosen, data = lesson.view.rows.rows, lesson.study.data
    x, y = data.x[chosen, 0], data.y[chosen]
    tracer.dot("a row of the data", plot, x, y)
    upright(tracer, "a residual", plot, x, y, heights, aside(plot.point(x, 0)[:, 0], y))


def mean(tracer: Tracer, lesson) -> None:
    study, view = lesson.study, lesson.view
    rows(tracer, lesson, view.plot, sigma(study.scores[view.rows.rows]))
    x = np.linspace(*view.plot.x_range, 1000)
    tracer.stroke("the curve", view.plot, x, sigma(study.raw_theta[0] + study.raw_theta[1] * x))
    data = study.loss.data
    residuals = data.counts * (sigma(study.scores) - data.y) / data.m
    for y, column in zip(ROWS, data.design.T, strict=True):
        length = LONGEST * (residuals @ column) / view.largest
        tracer.line_at("a slope of J", [(ZERO, y), (ZERO + length, y)])


def slip(tracer: Tracer, lesson) -> None:
    loss, plot = lesson.study.loss, lesson.slip.plot
    rate = both_walks(loss, STEPS).rate
    for name, sign in (("the gradient's walk", -1), ("the walk that lost its minus", 1)):
        thetas = [np.zeros(2)]
        for _ in range(STEPS):
            thetas.append(thetas[-1] + sign * rate * loss.gradient(thetas[-1]))
        losses = loss(np.array(thetas))
        tracer.dot(name, plot, np.arange(STEPS + 1), losses)
        tracer.stroke(name, plot, np.arange(STEPS + 1), losses)
    left, right, foot, top = plot.box
    tracer.stroke_at("both axes", [(left, top), (left, foot), (right, foot)])


def same(tracer: Tracer, lesson) -> None:
    """Both regressions; the line's parameters come from numpy's own fit of a line."""
    study, data = lesson.study, lesson.study.data
    line = np.polynomial.Polynomial.fit(data.x[:, 0], data.y, 1, w=np.sqrt(data.counts))
    predictions = (lambda x: sigma(study.raw_theta[0] + study.raw_theta[1] * x), line)
    for twin, predict in zip(lesson.twins, predictions, strict=True):
        x = np.linspace(*twin.plot.x_range, 2000)
        low, high = twin.plot.y_range
        inside = (low <= predict(x)) & (predict(x) <= high)
        tracer.stroke("a regression's prediction", twin.plot, x[inside], predict(x[inside]))
        rows(tracer, lesson, twin.plot, predict(data.x[lesson.view.rows.rows, 0]))


BEATS = {"chain": chain, "cancel": only_words, "mean": mean, "slip": slip, "same": same}
