"""The log-likelihood over one slope, the intercept held, as two scenes draw it."""

from __future__ import annotations

import numpy as np
from tracing import Tracer

from scenes.kit.plot import Plot

# So many of the profile's slopes are looked at by another road.
CHECKED = 9


def profile(tracer: Tracer, lesson) -> tuple[np.ndarray, np.ndarray]:
    """Return slopes and log-likelihoods of the core, held against the sum over all trials at some of the slopes."""
    study = lesson.study
    found = study.profile()
    x, signs = study.loss.data.x[:, 0], 2 * study.data.y - 1
    some = np.linspace(0, len(found.theta1) - 1, CHECKED).astype(int)
    by_sum = [
        -np.logaddexp(0, -signs * (study.theta[0] + slope * x)) @ study.data.counts for slope in found.theta1[some]
    ]
    logs = found.log_likelihood
    tracer.near("the profile, summed otherwise", logs[some], by_sum, 1e-9 * np.abs(logs).max())
    return found.theta1, logs


def inside(logs: np.ndarray) -> bool:
    """Whether the profile has its top between its ends: data that fall apart have none."""
    return bool(0 < logs.argmax() < len(logs) - 1)


def tops(
    tracer: Tracer,
    logs: np.ndarray,
    slopes: np.ndarray,
    upper: tuple[str, Plot, np.ndarray],
    lower: tuple[str, Plot, np.ndarray],
) -> None:
    """Trace what is marked at the log-likelihood's top in two plots over the slope, and the line through both.

    Each plot comes with what is marked there and with its heights. Where there is no top, the end is marked.
    """
    top = int(logs.argmax()) if inside(logs) else len(logs) - 1
    for name, plot, heights in (upper, lower):
        tracer.dot(f"{name}, or the end", plot, slopes[top], heights[top])
    if inside(logs):
        (_, above, heights), (_, below, _) = upper, lower
        ends = above.point(slopes[top], heights[top])[:2], below.point(slopes[top], below.y_range[0])[:2]
        tracer.line_at("the line through both", ends)
