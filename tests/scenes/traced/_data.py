"""The plot of the data: rows or bins, and the curve of the present parameters."""

from __future__ import annotations

import numpy as np
from tracing import Tracer, sigma

from scenes.kit.curve_plot import CurvePlot


def data_and_curve(tracer: Tracer, curve: CurvePlot, theta: np.ndarray) -> None:
    """Trace the plot of the data: every row at its feature and label, or the share of each bin, and h as a curve."""
    study, plot = tracer.lesson.study, curve.plot
    raw = study.scaling.to_raw_theta(np.asarray(theta, float))
    if curve.bins is None:
        tracer.dot("a row of the data", plot, study.data.x[:, 0], study.data.y)
    else:
        bins_of(tracer, curve)
    x = np.linspace(*plot.x_range, 1000)
    tracer.stroke("the curve", plot, x, sigma(raw[0] + raw[1] * x))


def bins_of(tracer: Tracer, curve: CurvePlot) -> None:
    """Trace the share of class 1 in every bin that has rows; the bars have a test of their own (test_bins_drawn)."""
    study, edges = tracer.lesson.study, curve.bins.edges
    x, y, counts = study.data.x[:, 0], study.data.y, study.data.counts
    zeros, ones = (np.histogram(x[y == k], edges, weights=counts[y == k])[0] for k in (0, 1))
    full = zeros + ones > 0
    middles = (edges[:-1] + edges[1:]) / 2
    tracer.dot("the share of a bin", curve.plot, middles[full], (ones[full] / (zeros + ones)[full]))
    tracer.excuse("bars and legend, held by test_bins_drawn", curve.data)
