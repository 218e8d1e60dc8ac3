"""Decision: the wager's columns, the mean of tosses, the worth over the wealth, the curve cut at a probability."""

from __future__ import annotations

import numpy as np
from traced._curves import column, dashed
from traced._data import data_and_curve
from tracing import PIXEL, Tracer

from mathcore.cutoff import gap, threshold
from scenes.decision import DEARER, SEED, TOSSES
from scenes.kit.caution import WEALTH
from scenes.kit.cut_off import BAR_Y, PERIOD
from scenes.kit.long_run import OUTCOMES
from scenes.kit.wager import COIN, SURE, WIDTH

# As far as a place of a dashed line may be from the end of a dash: less than a dash that is missing would leave.
PITCH, OUTLINE = 0.1, 0.06


def expectation(tracer: Tracer, lesson) -> None:
    plot, choice = lesson.wager.plot, lesson.choice
    column(tracer, "the sure amount", plot, (SURE, SURE + WIDTH), 0, choice.sure)
    # Levelled out: each half is as high as the mean of both payments.
    mean = 0.5 * 0 + 0.5 * choice.prize
    foot, level, top = plot.point(0, [0, mean, choice.prize])[:, 1]
    for left in (COIN, COIN + WIDTH / 2):
        column(tracer, "a half of the coin", plot, (left, left + WIDTH / 2), 0, mean)
        tracer.line_at("its edge", [[left, level], [left + WIDTH / 2, level]])
    left, right = COIN + WIDTH / 2, COIN + WIDTH
    outline = np.array([[left, level], [left, top], [right, top], [right, level]])
    dashed(tracer, "the outline of what heads pays", outline, OUTLINE)


def simulation(tracer: Tracer, lesson) -> None:
    plot, choice = lesson.run.plot, lesson.choice
    paid = choice.prize * np.random.default_rng(SEED).integers(2, size=TOSSES)
    n = np.arange(1, TOSSES + 1)
    means = np.cumsum(paid) / n
    tracer.dot("what a toss paid", plot, np.log10(n[:OUTCOMES]), paid[:OUTCOMES])
    tracer.dot("the mean of all", plot, np.log10(TOSSES), means[-1])
    counts = lesson.run.counts
    tracer.stroke("the means of the first tosses, at the numbers drawn", plot, np.log10(counts), means[counts - 1])
    # Not every number above 400 is drawn: in between, the line is straight.
    straight = np.interp(np.log10(n), np.log10(counts), means[counts - 1])
    tracer.near("the means between those drawn", plot.point(0, straight), plot.point(0, means), PIXEL)
    low, high = (lambda n, side=side: choice.prize / 2 * (1 + side * 2 / np.sqrt(n)) for side in (-1, 1))
    # Two standard errors reach 0 and the prize where n is 4.
    inside = np.linspace(np.log10(4), np.log10(TOSSES), 1000)
    for edge in (low, high):
        tracer.stroke("an edge of the band", plot, inside, edge(10**inside))
    tracer.bar("the band, as far as it reaches", plot, (0, 0), (np.log10(TOSSES), choice.prize))
    corners = np.array([plot.value(corner) for corner in lesson.run.band[0].get_vertices()])
    near, far = (np.clip(edge(10 ** corners[:, 0]), 0, choice.prize) for edge in (low, high))
    off = np.minimum(np.abs(corners[:, 1] - near), np.abs(corners[:, 1] - far))
    tracer.near("the corners of the band", off, 0.0, 1e-6 * choice.prize)
    tracer.line("the sure amount", lesson.wager.plot, [0, 4], [choice.sure, choice.sure])
    mean = lesson.wager.plot.point([0, 4], choice.prize / 2)[:, :2]
    dashed(tracer, "the expectation", mean, PITCH)


def utility(tracer: Tracer, lesson) -> None:
    caution, choice = lesson.caution, lesson.choice

    def worth(wealth: np.ndarray) -> np.ndarray:
        """Return what makes w + worth the geometric mean of both ends."""
        return np.sqrt(wealth) * np.sqrt(wealth + choice.prize) - wealth

    wealth = choice.sure**2 / (choice.prize - 2 * choice.sure)
    here, log = np.log10(wealth), np.log10
    ends = log([wealth, wealth + choice.prize, wealth + worth(wealth), wealth + choice.sure])
    tracer.dot("both ends of the coin, its worth and the sure amount", caution.line, ends, 0)
    tracer.line("from tails to heads", caution.line, ends[:2], [0, 0])
    # The curve stays as far as the wealth has been.
    logs = np.linspace(WEALTH[0], WEALTH[1] - 0.2, 1000)
    tracer.stroke("the worth over the wealth", caution.plot, logs, log(worth(10**logs)))
    tracer.dot("the worth at which both are equal", caution.plot, here, log(choice.sure))
    tracer.near("there the coin is worth the sure amount", worth(wealth), choice.sure, 1e-6 * choice.sure)
    tracer.line("the sure amount", caution.plot, WEALTH, log([choice.sure, choice.sure]))
    mean = caution.plot.point(WEALTH, log(choice.prize / 2))[:, :2]
    dashed(tracer, "the expectation", mean, PITCH)


def boundary(tracer: Tracer, lesson) -> None:
    study, picture = lesson.study, lesson.cut_off.picture
    plot, (intercept, slope) = picture.plot, lesson.study.raw_theta
    cut = 0.5 if lesson.variant else threshold(DEARER, 1)
    place = (np.log(cut / (1 - cut)) - intercept) / slope if slope else np.nan
    left, right = plot.box[:2]
    seen, middle = plot.x_range[0] < place < plot.x_range[1], split(plot, place, intercept, slope, cut)
    if seen:
        tracer.dot("the cut on the curve", plot, place, cut)
        foot = plot.point(place, 0)[:2]
        tracer.line_at("the drop to the boundary", [[foot[0], BAR_Y], foot])
    for a, b in ((left, middle), (middle, right)):
        if b - a > 1e-6:
            tracer.line_at("a side of the boundary", [[a, BAR_Y], [b, BAR_Y]])
    for label, side in enumerate(lesson.cut_off.bars):
        if side.get_stroke_opacity() > 0:
            x = plot.value(side.get_center())[0]
            tracer.near("which side is which", intercept + slope * x >= np.log(cut / (1 - cut)), label, 0)
    height = plot.point(0, cut)[1]
    ends = np.array([[left, height], [middle if seen else right, height]])
    dashed(tracer, "the level of the cut", ends, max(PERIOD, (ends[1, 0] - left) / 14) / 2)
    between(tracer, plot, gap(study.data))
    data_and_curve(tracer, picture, study.theta)


def split(plot, place: float, intercept: float, slope: float, cut: float) -> float:
    """Return where on the frame the sides meet: at an end of the axis where the boundary lies beyond it."""
    left, right = plot.box[:2]
    if np.isnan(place):
        return left if 1 / (1 + np.exp(-intercept)) >= cut else right
    return float(np.clip(plot.point(place, 0)[0], left, right))


def between(tracer: Tracer, plot, found: tuple[float, float] | None) -> None:
    """Trace the gap between the classes, if they have one: an area and its two edges."""
    if found is None:
        return
    low, high = found
    # Where the classes meet, the area would have no width.
    least = max(0.0, 0.025 - np.ptp(plot.point(found, 0)[:, 0]) / 2) * np.ptp(plot.x_range) / np.ptp(plot.box[:2])
    tracer.bar("the gap between the classes", plot, (low - least, 0), (high + least, 1))
    for x in {low, high}:
        dashed(tracer, "an edge of the gap", plot.point([x, x], [0, 1])[:, :2], PITCH)


BEATS = {"expectation": expectation, "simulation": simulation, "utility": utility, "boundary": boundary}
