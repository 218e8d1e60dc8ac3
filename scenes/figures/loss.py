"""What one label costs: over the probability that it was given, and over the score."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from mathcore import Study, cross_entropy, sigmoid, softplus
from scenes.figures.labels import label, settled
from scenes.figures.paper import HAIR, Paper

HEIGHT = 62.0
# Scores shown on either side; where the probability is as near to 0 or 1 the other branch ends.
SPAN, SAMPLES = 5.0, 401
# The cost at which the branches are named.
HIGH = 4.4
STYLES = ((0, (5, 1.6)), "-")


def draw(study: Study, paper: Paper) -> Figure:
    """Draw both branches twice, side by side, on one scale of costs."""
    theme, figure = paper.theme, paper.figure(HEIGHT)
    left, right = figure.subplots(1, 2, sharey=True)
    z = np.linspace(-SPAN, SPAN, SAMPLES)
    h = sigmoid(z)
    right.plot([-SPAN, 0, SPAN], [SPAN, 0, SPAN], color=theme.line, linewidth=HAIR, linestyle=":", label="asymptotes")
    for y, color in enumerate((theme.class0, theme.class1)):
        left.plot(h, cross_entropy(y, h), color=color, linestyle=STYLES[y], label=f"y={y}")
        right.plot(z, softplus((1 - 2 * y) * z), color=color, linestyle=STYLES[y], label=f"y={y}")
    top = float(softplus(SPAN))
    left.set(xlim=(0, 1), ylim=(0, top), xticks=(0, 0.5, 1), xticklabels=("0", "0.5", "1"), yticks=range(6))
    right.set(xlim=(-SPAN, SPAN), xticks=(-4, 0, 4))
    left.set_title(paper.say("nats"))
    left.set_xlabel(f"${paper.symbol('h_bare')}$")
    right.set_xlabel(paper.say("score"))
    settled(left)
    bare = paper.symbol("h_bare")
    names = ((rf"$-\ln(1-{bare})$", r"$\ln(1+e^{z})$"), (rf"$-\ln {bare}$", r"$\ln(1+e^{-z})$"))
    # Each at its own branch's high end, where the branches are farthest from one another.
    for y, color in enumerate((theme.class0, theme.class1)):
        side = 2 * y - 1
        places = (float(sigmoid(-side * HIGH)), HIGH), (-side * HIGH, HIGH)
        for axes, name, place in zip((left, right), names[y], places, strict=True):
            label(axes, f"{name}\n$y={y}$", [(place, (6 * side, 0))], color=color, linespacing=1.5)
    return figure
