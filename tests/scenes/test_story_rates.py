"""What the captions and narrations about learning rates claim, held against walks written out here."""

from __future__ import annotations

import re

import numpy as np
import pytest
from manim import ManimColor
from storytelling import EVERYWHERE, claims, played, said

from mathcore import separating_direction
from scenes.kit.rates_story import FIRST
from scenes.kit.theme import THEMES

EDITIONS = (*EVERYWHERE, "cycle", "slow", "steep", "leaps", "off")
SHOWN = [edition for edition in EDITIONS if edition not in ("apart", "touching-zh", "steep")]
MILLIONTH = 1e-6


def walked(loss, rate, steps):
    """Return points, losses and gradients of gradient descent from zeros, until the gradient is gone."""
    theta, path, slopes = np.zeros(2), [], []
    for _ in range(steps + 1):
        slope = loss.gradient(theta)
        path.append(theta)
        slopes.append(slope)
        if np.linalg.norm(slope) < MILLIONTH:
            break
        theta = theta - rate * slope
    return np.array(path), loss(np.array(path)), np.array(slopes)


def number(text):
    """Return a number as a narration writes it."""
    mantissa, _, power = text.partition("·10")
    exponent = power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return float(mantissa) * 10.0 ** int(exponent or 0)


NUMBER = r"(\d+(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"
TOLD = re.compile(
    rf"At {NUMBER} the walk crawls\. At {NUMBER} every step still goes down\. "
    rf"{NUMBER} (?:swings|takes).*?\. {NUMBER} leaps"
    rf"|学习率 {NUMBER}，走得很慢。{NUMBER}，每一步仍在下降。"
    rf"{NUMBER}，(?:在山谷两侧来回摆动|步子更大)。{NUMBER}，步子太大"
)


@played("rates", EDITIONS)
def test_it_is_left_out_where_there_is_no_minimum(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    assert bool(lesson.left_out()) == (separating_direction(lesson.study.loss.data) is not None)
    assert bool(lesson.left_out()) == (edition not in SHOWN)


@played("rates", SHOWN)
def test_each_rate_does_what_is_said_of_it(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    loss, text = lesson.study.loss, said(perform(slug, edition), "walks")
    rates = [number(value) for value in TOLD.search(text).groups() if value]
    assert rates == pytest.approx(lesson.rates, rel=0.05)
    crawls, down, swings, leaps = (walked(loss, rate, 3000) for rate in lesson.rates)
    assert len(crawls[0]) >= min(3001, 4 * len(down[0]))
    assert np.all(np.diff(down[1]) <= 1e-15)
    # From one side of the valley's floor to the other.
    hessian = loss.hessian(lesson.study.fit.theta)
    across = swings[2][:41] @ np.linalg.eigh(hessian)[1][:, -1]
    assert claims(text, "swings", "来回摆动") == (np.mean(across[:-1] * across[1:] < 0) > 0.5)
    assert lesson.rates[2] > lesson.rates[1]
    assert lesson.rates[3] > 2 / np.linalg.eigvalsh(hessian)[-1]
    assert FIRST == 40


@played("rates", SHOWN)
def test_the_ends_are_the_ones_told(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    loss, text = lesson.study.loss, said(perform(slug, edition), "walks")
    tail = text.split("let them run:" if "let them run" in text else "让它们继续走：")[1]
    ends = re.split("[，,] (?=and|[0-9])|，", tail.strip(" 。."))
    assert len(ends) == 3
    for k, end in zip((0, 2, 3), ends, strict=True):
        walk = lesson.crowd.walks[k]
        points, _, slopes = walked(loss, lesson.rates[k], walk.steps)
        if claims(end, "arrives", "后到达"):
            assert np.linalg.norm(slopes[-1]) < MILLIONTH and len(points) - 1 == walk.steps
            assert f"{len(points) - 1:,}" in end
        else:
            assert np.linalg.norm(slopes, axis=1).min() >= MILLIONTH
        if claims(end, "still on its way", "仍在路上"):
            assert len(points) - 1 == 10_000 and "10,000" in end
        if claims(end, "cycle", "循环"):
            period = int(re.search(r"cycle of (\d+)|陷入 (\d+)", end)[0].split()[-1])
            assert points[-1] == pytest.approx(points[-1 - period], abs=1e-6)
            assert np.linalg.norm(points[-1] - points[-2]) > 1e-3 * np.linalg.norm(points[-1])


@played("rates", SHOWN)
def test_the_bounds_are_bounds(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    loss, text = lesson.study.loss, said(perform(slug, edition), "bounds")
    quoted = number(re.search(rf"(?:Past|超过) {NUMBER}", text)[1])
    steepest = np.linalg.eigvalsh(loss.hessian(lesson.study.fit.theta))[-1]
    assert quoted == pytest.approx(2 / steepest, rel=0.02)
    assert f"{lesson.line.steps:,}" in text
    # L is the curvature at zero, and nowhere more.
    design, counts = loss.data.design, loss.data.counts
    largest = np.linalg.eigvalsh(design.T @ (counts[:, None] * design) / loss.data.m / 4)[-1]
    assert loss.lipschitz == pytest.approx(largest, rel=1e-9)
    assert np.linalg.eigvalsh(loss.hessian(np.zeros(2)))[-1] == pytest.approx(largest, rel=1e-6)
    if claims(text, "forks", "分叉"):
        points, _, _ = walked(loss, lesson.rates[3], lesson.crowd.walks[3].steps)
        assert points[-1] == pytest.approx(points[-3], abs=1e-6)
    else:
        assert claims(text, "never comes to rest", "永远停不下来")


@pytest.mark.parametrize("name", sorted(THEMES))
def test_darker_is_lower(name):
    for ramp in (THEMES[name].surface, THEMES[name].surface_muted):
        light = [ManimColor(color).to_rgb() @ [0.2126, 0.7152, 0.0722] for color in ramp]
        assert light == sorted(light)
