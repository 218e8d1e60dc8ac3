"""Title: the data and the curve of the study's parameters."""

from __future__ import annotations

from traced._data import data_and_curve
from tracing import Tracer


def data(tracer: Tracer, lesson) -> None:
    data_and_curve(tracer, lesson.plot, lesson.study.theta)


BEATS = {"data": data}
