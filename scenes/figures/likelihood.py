"""Likelihood and log-likelihood over the slope, with one line through both tops."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import ConnectionPatch

from mathcore import Study
from scenes.figures.labels import around, at_the_top, dense, label, settled
from scenes.figures.mathematics import number
from scenes.figures.paper import SMALL, Paper, few_ticks

HEIGHT = 74.0
# Room over the tops and under the log-likelihood, as a share of the range.
OVER, UNDER = 0.12, 0.04
# How far under the top of the log-likelihood the estimate is written, as a share of its range.
BELOW = 0.7
# An intercept nearer to 0 is 0 but for rounding.
ROUNDING = 1e-12


def left_out(study: Study) -> str:
    """Return why there is no top to draw a line through; "" where there is."""
    return "" if study.fit.exists else "no_maximum"


def draw(study: Study, paper: Paper) -> Figure:
    """Draw both over one axis, the intercept held at its estimate."""
    theme, figure, found = paper.theme, paper.figure(HEIGHT), study.profile()
    upper, lower = figure.subplots(2, sharex=True)
    slopes, likelihood, logs = found.theta1, found.likelihood, found.log_likelihood
    top = found.peak
    upper.fill_between(slopes, likelihood, color=theme.panel, linewidth=0)
    upper.plot(slopes, likelihood, color=theme.ink, label="likelihood")
    lower.plot(slopes, logs, color=theme.accent, label="log-likelihood")
    upper.plot(slopes[top], likelihood[top], "o", color=theme.ink)
    lower.plot(slopes[top], logs[top], "o", color=theme.accent)
    depth = float(np.ptp(logs))
    upper.set(xlim=(slopes[0], slopes[-1]), ylim=(0, (1 + OVER) * likelihood[top]))
    lower.set_ylim(logs.min() - UNDER * depth, logs.max() + OVER * depth)
    few_ticks(lower, 5, 3)
    upper.set_yticks([0])
    upper.set_title(paper.say("likelihood_share" if found.relative else "likelihood"))
    lower.set_title(paper.say("log_likelihood"))
    lower.set_xlabel(paper.parameter("slope", study))
    settled(upper)
    _name(figure, study, paper)
    return figure


def _name(figure: Figure, study: Study, paper: Paper) -> None:
    """Draw one line through both tops, and write where it stands and how high the curves are there."""
    theme, found, (upper, lower) = paper.theme, study.profile(), figure.axes
    top = float(found.theta1[found.peak])
    ends = (top, upper.get_ylim()[1]), (top, lower.get_ylim()[0])
    style: dict[str, Any] = {"color": theme.theta, "linewidth": 1.1, "linestyle": (0, (6, 2)), "gid": "argmax"}
    figure.add_artist(ConnectionPatch(*ends, upper.transData, lower.transData, **style))
    line = dense(np.array([upper.transData.transform(ends[0]), lower.transData.transform(ends[1])]), 1.0)
    height = "1" if found.relative else number(float(found.likelihood[found.peak]), 3)
    high, log = float(found.likelihood[found.peak]), float(found.log_likelihood[found.peak])
    small: dict[str, Any] = {"fontsize": SMALL, "off": line}
    label(upper, f"${height}$", around(top, high), color=theme.ink, **small)
    label(lower, f"${log:.2f}$", around(top, log), color=theme.accent, **small)
    place = (top, log - BELOW * float(np.ptp(found.log_likelihood)))
    estimate = f"${paper.symbol('hat_slope')}={top:.3f}$"
    label(lower, estimate, [(place, (5, 0.1)), (place, (-5, 0.1))], color=theme.theta)
    intercept = float(study.theta[0])
    value = number(intercept, 4) if abs(intercept) > ROUNDING else "0"
    held = paper.say("held", intercept=paper.symbol("intercept"), value=value)
    label(upper, held, at_the_top(upper), color=theme.quiet, fontsize=SMALL)
