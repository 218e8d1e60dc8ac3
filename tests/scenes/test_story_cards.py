"""What the title and the close claim, held against the numbers of the edition that they are spoken over."""

from __future__ import annotations

import re

import numpy as np
import pytest
from storytelling import EVERYWHERE, claims, played, said

from mathcore import separating_direction, sigmoid


def crossing(study) -> float:
    """Return where h is one half, in the feature's own units, by bisection."""
    theta = study.scaling.to_raw_theta(study.theta)
    low, high = -1e9, 1e9
    rising = theta[1] > 0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if (theta[0] + theta[1] * middle >= 0) == rising else (middle, high)
    return (low + high) / 2


@played("title", EVERYWHERE)
def test_the_title_counts_the_data(slug, edition, perform):
    performance = perform(slug, edition)
    text = said(performance, "data")
    assert f"{int(performance.study.data.counts.sum()):,} " in text
    assert claims(text, "for ever", "没有尽头") == (separating_direction(performance.study.loss.data) is not None)


@played("close", EVERYWHERE)
def test_the_close_says_where_the_curve_crosses_one_half(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "result")
    if not study.fit.exists:
        return
    x, place = study.data.x[:, 0], crossing(study)
    if claims(text, "does not cross", "不穿过"):
        assert not x.min() <= place <= x.max()
    else:
        assert x.min() <= place <= x.max()
        assert f" {place:.4g} " in text.replace("−", "-")


@played("close", EVERYWHERE)
def test_the_close_names_the_least_loss_only_where_there_is_one(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "result")
    direction = separating_direction(study.loss.data)
    assert claims(text, "there is no lowest one", "没有最小的损失") == (direction is not None)
    if direction is not None:
        assert study.loss(study.theta + direction) < study.loss(study.theta)
        return
    best = study.loss(study.theta)
    assert f"{best:.4f}" in text
    around = study.theta + 0.05 * np.random.default_rng(1).normal(size=(200, 2))
    assert (study.loss(around) > best).all()


@pytest.mark.parametrize("edition", ["hours", "hours-zh", "challenger", "falling", "menarche-zh"])
def test_the_curve_of_the_close_and_its_half_are_the_fit(edition, perform):
    lesson = perform("close", edition).lesson
    study, plot = lesson.study, lesson.plot.plot
    points = np.array([plot.value(point) for point in lesson.plot.curve.get_anchors()])
    theta = study.scaling.to_raw_theta(study.fit.theta)
    assert points[:, 1] == pytest.approx(sigmoid(theta[0] + theta[1] * points[:, 0]), abs=1e-6)
    across, down, *_ = lesson.half(lesson.plot)
    x, y = plot.value(across.get_end())
    assert (x, y) == pytest.approx((crossing(study), 0.5), abs=0.02 * np.ptp(plot.x_range))
    assert plot.value(down.get_end())[1] == pytest.approx(0.0, abs=0.05)


@pytest.mark.parametrize("edition", ["hours", "hours-zh"])
def test_the_parameters_at_the_close_are_the_fit(edition, perform):
    performance = perform("close", edition)
    theta = [f"{value:.3f}" for value in performance.study.fit.theta]
    (line,) = [source for source in performance.sources("result") if theta[0] in source]
    assert theta[1] in line
    assert re.search(f"{performance.study.fit.loss:.4f}", " ".join(performance.sources("result")))
