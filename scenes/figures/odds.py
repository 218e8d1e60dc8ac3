"""Odds and log-odds over the feature: equal steps multiply the one and add to the other."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mathcore import OddsLadder, Study, odds, odds_ladder
from scenes.figures.labels import at_the_top, label, settled
from scenes.figures.mathematics import number, step
from scenes.figures.paper import HAIR, Paper, few_ticks, note_the_ending

HEIGHT = 74.0
# How far the axis goes on beyond the first and the last place, in steps.
MARGIN, SAMPLES = 0.25, 241
# A factor this near to 1 would be written as 1: then a step shows nothing.
FLAT = 0.005


def left_out(study: Study) -> str:
    """Return why the odds cannot be shown to change, as a key of words; "" where they can."""
    change = study.raw_theta[1] * np.ptp(study.data.x[:, 0])
    return "" if np.isfinite(change) and abs(change) > 3 * FLAT else "flat"


def ladder_of(study: Study) -> OddsLadder:
    """Return the places on the feature's axis."""
    column = study.data.x[:, 0]
    return odds_ladder(study.raw_theta, float(column.min()), float(column.max()))


def draw(study: Study, paper: Paper) -> Figure:
    """Draw both over the feature in its own units, with four places at equal distances."""
    theme, figure, ladder = paper.theme, paper.figure(HEIGHT), ladder_of(study)
    upper, lower = figure.subplots(2, sharex=True)
    x = np.linspace(ladder.x[0] - MARGIN * ladder.unit, ladder.x[-1] + MARGIN * ladder.unit, SAMPLES)
    z = ladder.score(x)
    upper.vlines(ladder.x, 0, ladder.odds, color=theme.line, linewidth=2.4)
    upper.plot(x, odds(z), color=theme.ink, label="odds")
    upper.plot(ladder.x, ladder.odds, "o", color=theme.ink, clip_on=False)
    lower.axhline(0, color=theme.line, linewidth=HAIR, linestyle=":")
    _stairs(lower, ladder, paper)
    lower.plot(x, z, color=theme.accent, label="log-odds")
    lower.plot(ladder.x, ladder.log_odds, "o", color=theme.accent)
    few_ticks(upper)
    few_ticks(lower)
    upper.set(xlim=(x[0], x[-1]), ylim=(0, None))
    lower.set_xticks(ladder.x)
    upper.set_title(paper.say("odds"))
    lower.set_title(paper.say("log_odds"))
    note_the_ending(upper, study, paper)
    lower.set_xlabel(paper.name("feature"), parse_math=False)
    _name(upper, lower, ladder, paper)
    return figure


def _stairs(axes: Axes, ladder: OddsLadder, paper: Paper) -> None:
    """Draw the steps from place to place: across, then up or down."""
    for (xa, xb), (za, zb) in zip(
        zip(ladder.x[:-1], ladder.x[1:], strict=True),
        zip(ladder.log_odds[:-1], ladder.log_odds[1:], strict=True),
        strict=True,
    ):
        axes.plot([xa, xb, xb], [za, za, zb], color=paper.theme.line, linewidth=0.9)


def _name(upper: Axes, lower: Axes, ladder: OddsLadder, paper: Paper) -> None:
    """Write the odds at their places, and in the free at_the_top what every step does."""
    theme, rising = paper.theme, ladder.step > 0
    settled(upper)
    sides = ((-5, 4), (-6, 0.1), (0, 6)) if rising else ((5, 4), (6, 0.1), (0, 6))
    for x, value in zip(ladder.x, ladder.odds, strict=True):
        spots = [((x, value), side) for side in sides]
        label(upper, f"${number(float(value), 3)}$", spots, color=theme.ink, fontsize=7)
    unit = step(ladder.unit)
    times = paper.say("times", factor=number(ladder.factor, 3), step=unit)
    plus = paper.say("plus" if rising else "minus", added=number(abs(ladder.step), 3), step=unit)
    order = slice(None, None, 1 if rising else -1)
    label(upper, times, at_the_top(upper)[order], color=theme.ink)
    label(lower, plus, at_the_top(lower)[order], color=theme.accent)
