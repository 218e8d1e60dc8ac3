"""What the captions and narrations about standardising claim, held against numbers taken from the data alone."""

from __future__ import annotations

import re

import numpy as np
import pytest
from storytelling import EVERYWHERE, claims, played, said

from mathcore import LogisticLoss, separating_direction

LEFT_OUT = ("apart", "touching-zh", "outlier")
SHOWN = [edition for edition in EVERYWHERE if edition not in LEFT_OUT]


def standardised(data):
    x, counts = data.x[:, 0], data.counts
    mean = np.average(x, weights=counts)
    return mean, np.sqrt(np.average((x - mean) ** 2, weights=counts))


def condition(data, theta, mean=0.0, sd=1.0):
    """Return the ratio of the curvatures at theta, for the feature less a mean over a deviation."""
    design = np.stack([np.ones(len(data.y)), (data.x[:, 0] - mean) / sd], axis=1)
    h = 1 / (1 + np.exp(-design @ theta))
    low, high = np.linalg.eigvalsh(design.T @ (design * (data.counts * h * (1 - h))[:, None]))
    return high / low


def steps(loss, rate, most):
    theta = np.zeros(2)
    for step in range(most + 1):
        slope = loss.gradient(theta)
        if np.linalg.norm(slope) < 1e-6:
            return step
        theta = theta - rate * slope
    return None


@played("scaling", EVERYWHERE)
def test_it_is_left_out_where_it_does_not_help(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    assert bool(lesson.left_out()) == (edition in LEFT_OUT)
    data = lesson.study.data
    if separating_direction(data) is not None:
        assert lesson.left_out() == "separable"
    elif lesson.left_out():
        mean, sd = standardised(data)
        raw = lesson.study.raw_theta
        scaled = np.array([raw[0] + raw[1] * mean, raw[1] * sd])
        assert condition(data, scaled, mean, sd) > condition(data, raw)


@played("scaling", SHOWN)
def test_neither_places_nor_curve_change(slug, edition, perform):
    performance = perform(slug, edition)
    data, raw = performance.study.data, performance.study.raw_theta
    (formula,) = [source for source in performance.sources("ruler") if "x'" in source and "z =" in source]
    signs = [-1.0 if sign == "-" else 1.0 for sign in re.findall(r" ([-+]) ⟨theta", formula)]
    parts = [float(eval(value.replace("dot 10^", "*10**"))) for value in re.findall(r"theta\|([^⟩]+)⟩", formula)]  # noqa: S307
    a, b, c, d = parts[0], signs[0] * parts[1], parts[2], signs[1] * parts[3]
    mean, sd = standardised(data)
    assert (a, b) == pytest.approx(tuple(raw), rel=0.006)
    assert (c, d) == pytest.approx((raw[0] + raw[1] * mean, raw[1] * sd), rel=0.006)
    assert claims(said(performance, "ruler"), "keep their places, and so does the curve", "位置不变，曲线也不变")


@played("scaling", SHOWN)
def test_the_curvatures_differ_as_told(slug, edition, perform):
    performance = perform(slug, edition)
    data, raw, text = performance.study.data, performance.study.raw_theta, said(performance, "shape")
    mean, sd = standardised(data)
    before = condition(data, raw)
    after = condition(data, np.array([raw[0] + raw[1] * mean, raw[1] * sd]), mean, sd)
    told = re.search(r"factor of ([\d,.]+\d)|相差 ([\d,.]+) 倍", text)
    assert float((told[1] or told[2]).replace(",", "")) == pytest.approx(before, rel=0.02)
    assert after < before
    if claims(text, "a long valley", "狭长的山谷"):
        assert before > 10 and after < 5
    else:
        closer = re.search(r"round bowl: ([\d.]+\d)|圆形的碗：([\d.]+)", text)
        assert float(closer[1] or closer[2]) == pytest.approx(after, rel=0.03)


@played("scaling", SHOWN)
def test_the_walks_take_as_long_as_told(slug, edition, perform):
    performance = perform(slug, edition)
    lesson, text = performance.lesson, said(performance, "walks")
    mean, sd = standardised(lesson.study.data)
    scaled = LogisticLoss(
        lesson.study.data.__class__(
            (lesson.study.data.x - mean) / sd, lesson.study.data.y, counts=lesson.study.data.counts
        )
    )
    assert scaled.lipschitz == pytest.approx(0.25, abs=1e-9)
    few = steps(scaled, 4.0, 10_000)
    assert f"{few:,} steps" in text or f"{few:,} 步" in text
    short, longer = (walk.steps for walk in lesson.reshaping.walks[:2])
    arrived = [
        walk.losses[-1] - lesson.study.fit.loss < 1e-5 and walk.steps < 10_000 for walk in lesson.reshaping.walks[:2]
    ]
    if claims(text, "still", "也要") and not claims(text, "On its way", "仍在路上"):
        assert arrived == [True, True] and f"{short:,}" in text and f"{longer:,}" in text
    elif claims(text, "either", "即使"):
        assert arrived == [False, False] and longer == 10_000
    else:
        assert arrived == [False, True] and short == 10_000 and f"{longer:,}" in text


def test_the_steps_of_hours_on_the_raw_feature(perform):
    lesson = perform("scaling", "hours").lesson
    assert steps(LogisticLoss(lesson.study.data), 0.1, 8000) == 7122
    assert "7,122 at 0.1, and still 1,905" in said(perform("scaling", "hours"), "walks")
    assert steps(LogisticLoss(lesson.study.data), 0.373, 8000) == 1905
