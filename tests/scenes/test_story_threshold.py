"""What the scene of the threshold claims, held against the numbers of the edition that it is spoken over."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.special import expit, logit
from storytelling import EVERYWHERE, MANY, claims, played, said

from scenes.kit.threshold_story import boundary_math, boundary_text, near, reason_left_out


def wrong(data, study, place):
    """Count the wrong ones of a threshold at a place, from the data and the sign of the slope alone."""
    x = data.x[:, 0]
    predicted = (x >= place) if study.raw_theta[1] > 0 else (x <= place)
    return data.counts @ (predicted != (data.y == 1))


@played("threshold", EVERYWHERE)
def test_the_score_is_zero_at_the_place_spoken_of(slug, edition, perform):
    performance = perform(slug, edition)
    text = said(performance, "score")
    place = float(re.search(r"(?:at|在) (−?[\d.]+)", text)[1].replace("−", "-").rstrip("."))
    assert place == pytest.approx(performance.study.boundary, rel=0.006)
    assert any(boundary_math(performance.study) in source for source in performance.sources("score"))


@played("threshold", EVERYWHERE)
def test_a_scaled_feature_is_shown_in_its_own_units_and_that_is_told(slug, edition, perform):
    performance = perform(slug, edition)
    told = any(claims(source, "own units", "原单位") for source in performance.sources("score"))
    assert told == performance.study.scaled
    low, high = performance.lesson.stage.plot.x_range
    assert low < performance.study.boundary < high


@played("threshold", EVERYWHERE)
def test_the_number_of_wrong_ones_jumps_and_is_flat_in_between(slug, edition, perform):
    performance = perform(slug, edition)
    stage, study = performance.lesson.stage, performance.study
    assert claims(said(performance, "step"), "jumps, flat in between", "中间全是平的")
    edges = np.unique(stage.data.x[:, 0])
    numbers = []
    for a, b in zip(edges[:-1], edges[1:], strict=True):
        within = {wrong(stage.data, study, a + share * (b - a)) for share in (0.1, 0.5, 0.9)}
        assert len(within) == 1
        numbers.append(within.pop())
    assert len(set(numbers)) > 1 or len(edges) < 3


@played("threshold", EVERYWHERE)
def test_every_miss_is_between_0_and_1_and_the_total_has_a_slope(slug, edition, perform):
    performance = perform(slug, edition)
    stage, study = performance.lesson.stage, performance.study
    text = said(performance, "smooth")
    assert claims(text, "between 0 and 1", "在 0 和 1 之间")
    assert re.search(r"(from 50 to 1|从 50 降到 1)", text)
    x, y = stage.data.x[:, 0], stage.data.y
    for place in stage.nudges:
        z = study.raw_theta[1] * (x - place)
        # |y - p| is p of the other label: in logarithms nothing rounds to 0.
        logs = -np.logaddexp(0, np.where(y == 1, z, -z))
        assert np.all(np.isfinite(logs)) and np.all(logs < 0)
        slope = stage.data.counts @ (expit(z) * expit(-z) * (1 - 2 * y))
        assert abs(slope) > 1e-3


@played("threshold", EVERYWHERE)
def test_only_some_are_counted_where_only_some_are_drawn(slug, edition, perform):
    performance = perform(slug, edition)
    rows, told = len(performance.study.data.y), " ".join(performance.sources("step"))
    shown = len(performance.lesson.stage.data.y)
    assert (shown < rows) == (edition in MANY)
    assert bool(re.search(rf"{shown} of {rows:,}|{rows:,} .*{shown}", told)) == (shown < rows)
    assert claims(told, "no estimate", "并非估计") == (not performance.study.fit.exists)


def test_the_step_is_neither_and_the_sigmoid_is_both(perform):
    assert "neither" in said(perform("threshold", "hours"), "general")
    zs = np.linspace(-3, 3, 61)
    step = (zs >= 0).astype(float)
    assert np.any(np.diff(step) == 0)
    h = 10.0 ** -np.arange(1, 8)
    assert np.all(np.diff(1 / h) > 0)  # the step's quotient (1 - 0) / h at 0 grows without end
    p = expit(zs)
    assert np.all(np.diff(p) > 0)
    assert logit(p) == pytest.approx(zs)


def study(x, boundary, theta=(0.0, 1.0)):
    data = SimpleNamespace(x=np.array(x, float)[:, None])
    return SimpleNamespace(data=data, boundary=boundary, raw_theta=np.array(theta))


@pytest.mark.parametrize(
    ("boundary", "reason"), [(2.5, ""), (0.5, "away"), (4.5, "away"), (float("nan"), "away"), (float("inf"), "away")]
)
def test_without_a_boundary_among_the_data_the_scene_is_left_out(boundary, reason):
    assert reason_left_out(study([1, 2, 3, 4], boundary)) == reason


@pytest.mark.parametrize(
    ("boundary", "text"),
    [(2.7101, "2.71"), (64.79, "64.8"), (-0.1132, "-0.113"), (1e-15, "0"), (13.0, "13.0"), (51234.0, "5.12·10⁴")],
)
def test_the_boundary_is_written_with_three_digits(boundary, text):
    assert boundary_text(study([boundary - 1, boundary + 2], boundary)) == text


@pytest.mark.parametrize("edition", ["hours", "outlier"])
def test_only_rows_far_from_the_boundary_stand_off_the_axis(edition, perform):
    lesson = perform("threshold", edition).lesson
    rows = lesson.stage.seen
    everyone = lesson.study.data.x[:, 0]
    distance = np.abs(everyone - lesson.study.boundary)
    off = distance > 6 * np.median(distance)
    assert set(np.flatnonzero(~off)) == set(rows.rows)
    assert off.any() == (edition == "outlier")
    assert near(lesson.study, rows).size == rows.size
