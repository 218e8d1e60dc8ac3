"""What the captions and narrations of the descent claim, held against the numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest
from manim import ManimColor
from storytelling import MANY, claims, played, said

from mathcore import Stop
from scenes.kit.theme import THEMES

DESCENTS = (
    "hours",
    "hours-zh",
    "challenger",
    "menarche-zh",
    "apart",
    "falling",
    "cycle",
    "slow",
    "few",
    "leaps",
    "off",
    *MANY,
)
MILLIONTH = 1e-6
SLOW, CLOSE = 4, 15


def crossings(study, first: int, last: int) -> list[bool]:
    """Return for each step whether the slope across the valley changes its sign."""
    walk = study.walk
    hessian = study.fit.hessian if study.fit.exists else study.loss.hessian(walk.points[-1])
    across = walk.gradients @ np.linalg.eigh(hessian)[1][:, -1]
    return [bool(across[k] * across[k + 1] < 0) for k in range(first, min(last, walk.steps))]


@played("descent", DESCENTS)
def test_bins_are_told_where_rows_are_counted_in_them(slug, edition, perform):
    performance = perform(slug, edition)
    study, curve = performance.study, performance.lesson.curve
    binned = len(study.data.y) > 40
    text, shown = said(performance, "surface"), " ".join(performance.sources("surface"))
    assert bool(re.search(r"in \d+ bins|分成? \d+ 组", text)) == binned
    assert bool(re.search(r"in \d+ bins|分 \d+ 组", shown)) == binned
    if binned:
        bins, low, high = len(curve.bins.edges) - 1, curve.bins.edges[0], curve.bins.edges[-1]
        assert f" {bins} " in text and f" {bins} " in shown and f"{study.data.m:,}" in text
        x = study.data.x[:, 0]
        beyond = int(study.data.counts[(x < low) | (x > high)].sum())
        assert claims(shown, "farther out", "轴外") == (beyond > 0)
        assert not beyond or f"{beyond:,}" in shown


@played("descent", DESCENTS)
def test_the_first_steps_rise_only_where_it_is_said(slug, edition, perform):
    performance = perform(slug, edition)
    rises, text = np.diff(performance.study.walk.losses) > 0, said(performance, "step")
    if claims(text, "overshoot", "冲过"):
        assert rises[0]
        assert claims(text, "at first", "一开始") == (not rises[:SLOW].all())
        assert f"{performance.study.rate:g}" in text
    if claims(text, "down at every step", "每一步都在下降"):
        assert not rises.any()


@played("descent", DESCENTS)
def test_steps_leap_across_the_bottom_where_it_is_said(slug, edition, perform):
    performance = perform(slug, edition)
    if "close" in performance.ends and claims(said(performance, "close"), "leap across the bottom", "横跨谷底"):
        assert np.mean(crossings(performance.study, SLOW, CLOSE)) > 0.5


@played("descent", DESCENTS)
def test_the_valley_is_long_where_it_is_called_flat(slug, edition, perform):
    performance = perform(slug, edition)
    if "close" in performance.ends and claims(said(performance, "close"), "nearly flat", "平缓"):
        low, high = np.linalg.eigvalsh(performance.study.loss.hessian(performance.study.theta))
        assert high > 10 * low


@played("descent", DESCENTS)
def test_swings_die_down_where_there_were_some(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "far")
    if claims(text, "swings", "摆动"):
        assert np.mean(crossings(study, CLOSE, CLOSE + 30)) > 0.8
        assert np.linalg.norm(study.walk.points[-1] - study.walk.points[-2]) < 1e-3


@played("descent", DESCENTS)
def test_the_end_of_the_walk_is_the_one_told(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "far")
    length = np.linalg.norm(study.walk.gradients[-1])
    assert claims(text, "one millionth", "百万分之一") == (study.walk.stop is Stop.CONVERGED)
    if study.walk.stop is Stop.CONVERGED:
        assert length < MILLIONTH <= np.linalg.norm(study.walk.gradients[-2])
        assert f"{study.walk.steps:,}" in text
    told = re.search(r"same (\d+) points|同样的 (\d+) 个点", text)
    if told:
        period = int(told[1] or told[2])
        assert len({tuple(point) for point in study.walk.points[-6 * period :].round(6)}) == period
    if claims(text, "Always downhill", "一直下降"):
        assert np.all(np.diff(study.walk.losses) < 0)


@played("descent", DESCENTS)
def test_the_ending_has_the_words_of_its_case(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "end")
    assert claims(text, "No minimum", "没有最小值") == (not study.fit.exists)
    assert claims(text, "How we know", "怎么知道") == (study.walk.stop is Stop.CONVERGED)
    assert claims(text, "did not arrive", "没有走到") == (study.fit.exists and study.walk.stop is not Stop.CONVERGED)
    if study.fit.exists:
        assert np.linalg.eigvalsh(study.loss.hessian(study.fit.theta)).min() > 0
        assert np.linalg.norm(study.loss.gradient(study.fit.theta)) < 1e-12


@played("descent", DESCENTS)
def test_newton_agrees_as_told(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "end")
    told = re.search(r"needs (\d+) steps and agrees to (\d+) decimals|只用 (\d+) 步，前 (\d+) 位小数相同", text)
    assert bool(told) == (study.walk.stop is Stop.CONVERGED and study.newton.stop is Stop.CONVERGED)
    if told:
        steps, decimals = (int(number) for number in told.groups() if number)
        assert steps == study.newton.steps
        assert np.abs(study.walk.points[-1] - study.newton.points[-1]).max() <= 0.5 * 10.0**-decimals


# -- the colours that the words name ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(THEMES))
def test_darker_is_lower(name):
    light = [ManimColor(color).to_rgb() @ [0.2126, 0.7152, 0.0722] for color in THEMES[name].surface]
    assert light == sorted(light)


@pytest.mark.parametrize("name", sorted(THEMES))
def test_the_dots_that_the_chinese_narration_calls_white_are_white(name):
    assert THEMES[name].path.upper() == "#FFFFFF"
