"""Close: the stations of the way, and the data with their curve and the feature at one half."""

from __future__ import annotations

from manim import DashedLine
from traced._data import data_and_curve
from tracing import PIXEL, Tracer

from scenes.kit.way import MIDDLE, ROAD_X, ROWS


def way(tracer: Tracer, lesson) -> None:
    """No numbers: a dot before each of the five lines."""
    tracer.dot_at("a station", [(ROAD_X, y + MIDDLE) for y in ROWS])


def result(tracer: Tracer, lesson) -> None:
    study, plot = lesson.study, lesson.plot.plot
    data_and_curve(tracer, lesson.plot, study.theta)
    half = -study.raw_theta[0] / study.raw_theta[1]
    low, high = plot.x_range
    family = [part for mobject in lesson.mobjects for part in mobject.get_family()]
    # The dashes of a dashed line are of its kind, too.
    dashed = [part for part in family if isinstance(part, DashedLine) and part.submobjects]
    if low < half < high:
        drawn = [[part.get_start()[:2], part.get_end()[:2]] for part in dashed]
        wanted = plot.point([[low, half], [half, half]], [[0.5, 0.5], [0.5, 0.0]])[..., :2]
        tracer.near("the feature at one half", drawn, wanted, PIXEL)
    elif dashed:
        tracer.findings.append("one half is marked, where there is none")


BEATS = {"way": way, "result": result}
