"""Title: the data and the curve of the study's parameters."""

from __future__ import annotations

from tracing import Tracer, data_and_curve


def data(tracer: Tracer, lesson) -> None:
    data_and_curve(tracer, lesson.plot, lesson.study.theta)


BEATS = {"data": data}
