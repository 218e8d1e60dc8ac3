"""The sigmoid, and under it its slope."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathcore import Study, sigmoid, sigmoid_slope
from scenes.figures.labels import label, settled
from scenes.figures.paper import HAIR, Paper

HEIGHT = 66.0
REACH, SAMPLES = 6.0, 481
# How far the tangent reaches to either side, as a score.
TANGENT = 1.6


def draw(study: Study, paper: Paper) -> Figure:
    """Draw both over one axis of scores, with the tangent at 0, where the slope is highest."""
    theme, figure = paper.theme, paper.figure(HEIGHT)
    upper, lower = figure.subplots(2, sharex=True, height_ratios=(3, 2))
    z, ends = np.linspace(-REACH, REACH, SAMPLES), np.array([-TANGENT, TANGENT])
    middle, top = float(sigmoid(0.0)), float(sigmoid_slope(0.0))
    guide = {"color": theme.line, "linewidth": HAIR}
    for axes, height in ((upper, middle), (lower, top)):
        axes.plot([-REACH, 0, 0], [height, height, 0], linestyle=":", **guide)
    upper.axhline(1, linestyle="--", **guide)
    upper.plot(z, sigmoid(z), color=theme.ink, label="sigmoid")
    upper.plot(ends, middle + top * ends, color=theme.accent, linewidth=1.0, linestyle=(0, (5, 2)), label="tangent")
    upper.plot(0, middle, "o", color=theme.ink)
    lower.plot(z, sigmoid_slope(z), color=theme.accent, label="slope")
    lower.plot(0, top, "o", color=theme.accent)
    upper.set(xlim=(-REACH, REACH), ylim=(0, 1.06), yticks=(0, middle, 1), yticklabels=("0", f"{middle:g}", "1"))
    lower.set(ylim=(0, 1.15 * top), yticks=(0, top), yticklabels=("0", f"{top:g}"), xticks=range(-6, 7, 2))
    upper.set_title(paper.say("probability"))
    lower.set_title(paper.say("slope"))
    lower.set_xlabel(paper.say("score"))
    _name(upper, lower, paper)
    return figure


def _name(upper: Axes, lower: Axes, paper: Paper) -> None:
    theme = paper.theme
    settled(upper)
    at, below = (1.0, float(sigmoid(1.0))), (1.2, float(sigmoid_slope(1.2)))
    label(upper, r"$\sigma(z)=\dfrac{1}{1+e^{-z}}$", [(at, (10, -6))], color=theme.ink)
    label(upper, paper.say("steepest"), [((-1.2, 0.3), (-10, 2))], color=theme.accent)
    label(lower, r"$\sigma'(z)=\sigma(z)\,(1-\sigma(z))$", [(below, (6, 2))], color=theme.accent)
