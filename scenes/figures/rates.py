"""Four learning rates: how far the loss stands above its minimum, step by step, and the bounds between the rates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullLocator
from numpy.typing import NDArray

from mathcore import Bounds, Stop, Study, Trajectory, bounds, telling_walks
from scenes.figures.labels import Spot, label, settled
from scenes.figures.mathematics import number, rate
from scenes.figures.paper import HAIR, SMALL, Paper
from scenes.kit.story import Story

HEIGHT = 80.0
# Besides its colour each rate has a line and a mark of its own; the last one does not arrive.
LINES = ("-", (0, (5, 1.6)), (0, (5, 1.4, 1, 1.4)), (0, (1.2, 1.0)))
MARKS = ("o", "s", "^", "X")
# Below this, what is left above the minimum is rounding.
LEAST = 1e-13
# Places along a curve at which its name is tried.
TRIED = 24
ENDINGS = {Stop.MAX_STEPS: "late", Stop.DIVERGED: "leaps"}
# Room on the line of rates beyond the largest.
BEYOND = 1.12


def left_out(study: Study) -> str:
    """Return why no walk can arrive; "" where one can."""
    return Story(study).nowhere_to_go()


def draw(study: Study, paper: Paper) -> Figure:
    """Draw the excess of J at each rate, both scales logarithmic, and under it a line with rates and bounds."""
    figure = paper.figure(HEIGHT)
    upper, lower = figure.subplots(2, height_ratios=(4, 1))
    rates, walks = telling_walks(study.loss)
    found = bounds(study.loss)
    heights = [excess(study, walk) for walk in walks]
    for k, values in enumerate(heights):
        style = {"color": paper.theme.walks[k], "linewidth": 1.1}
        upper.plot(np.arange(1, len(values) + 1), values, linestyle=LINES[k], label=f"walk {k}", **style)
        upper.plot(len(values), values[-1], MARKS[k], clip_on=False, **style)
    _scales(upper, heights, 4 * float(walks[0].losses[0]))
    upper.set_title(f"$J-J({paper.symbol('hat')})$")
    upper.set_xlabel(paper.say("steps"))
    _line(lower, rates, found, paper)
    settled(upper)
    for k, values in enumerate(heights):
        label(upper, _went(rates[k], walks[k], paper), _along(values), color=paper.theme.walks[k], halo=paper.ground)
    _name_line(lower, rates, found, paper)
    return figure


def excess(study: Study, walk: Trajectory) -> NDArray[np.float64]:
    """Return how far J lies above its minimum after each step, the first at index 0."""
    return np.maximum(walk.losses[1:] - study.fit.loss, LEAST)


def _scales(axes: Axes, heights: Sequence[NDArray[np.float64]], highest: float) -> None:
    """Set both scales to whole decades; a walk that leaps away leaves the plot."""
    low = min(float(values.min()) for values in heights)
    top = min(max(float(values.max()) for values in heights), highest)
    steps = max(len(values) for values in heights)
    axes.set(xscale="log", yscale="log", xlim=(1, 10 ** np.ceil(np.log10(max(steps, 10)))))
    axes.set_ylim(10 ** np.floor(np.log10(low)), 10 ** np.ceil(np.log10(top)))
    for axis, most in ((axes.xaxis, 6), (axes.yaxis, 5)):
        axis.set_major_locator(LogLocator(numticks=most))
        axis.set_minor_locator(NullLocator())


def _went(value: float, walk: Trajectory, paper: Paper) -> str:
    """Return a rate, and where its walk does not arrive how it ends."""
    if walk.stop is Stop.CONVERGED:
        return f"$\\alpha={rate(value)}$"
    return paper.say(ENDINGS.get(walk.stop, "never"), rate=rate(value))


def _along(values: NDArray[np.float64]) -> list[Spot]:
    """Return spots beside a curve, from its end backwards, on either side of it."""
    steps = np.unique(np.geomspace(1, len(values), TRIED).round().astype(int))[::-1]
    places = [(float(step), float(values[step - 1])) for step in steps]
    return [(place, way) for place in places for way in ((-5, -4), (-5, 0), (5, 4), (5, 0), (0, 5), (0, -5))]


def _line(axes: Axes, rates: Sequence[float], found: Bounds, paper: Paper) -> None:
    """Draw the line of rates with a mark at each, and upright lines at the bounds."""
    theme = paper.theme
    axes.set(xlim=(0, BEYOND * max(*rates, found.local)), ylim=(-5, 1.2), yticks=[])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.axhline(0, color=theme.line, linewidth=HAIR)
    axes.plot([0, 0], [-0.5, 0.5], color=theme.line, linewidth=HAIR)
    for k, value in enumerate(rates):
        axes.plot(value, 0, MARKS[k], color=theme.walks[k], clip_on=False)
    for value in (found.safe, found.local):
        axes.plot([value, value], [-1, 1], color=theme.ink, linewidth=1.0, linestyle=(0, (2, 1)))
    axes.set_xticks([])


def _name_line(axes: Axes, rates: Sequence[float], found: Bounds, paper: Paper) -> None:
    """Name the line at its end and both bounds under it."""
    theme, end = paper.theme, axes.get_xlim()[1]
    label(axes, r"$\alpha$", [((end, 0), (-2, 4))], color=theme.ink)
    label(axes, "$0$", [((0, 0), (-3, 0))], color=theme.quiet, fontsize=SMALL)
    for name, value in ((r"2/\lambda_{\max}", found.local), ("2/L", found.safe)):
        spots = [((value, -1.0), (across, down)) for down in (-2.0, -12.5) for across in (0.0, -1.0, 1.0)]
        label(axes, f"${name}={number(value, 3)}$", spots, color=theme.ink, fontsize=SMALL)
