"""Odds: dots, bars, stairs and the mirrored curve, read back through their axes, are odds and their logarithms."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit
from scipy.special import logit as scipy_logit
from storytelling import EVERYWHERE

everywhere = pytest.mark.parametrize("edition", EVERYWHERE)


@pytest.fixture
def played(edition, perform):
    return perform("odds", edition)


@pytest.fixture
def panels(played):
    panels = played.lesson.panels
    before = panels.x.get_value()
    yield panels
    panels.x.set_value(before)
    panels.place()


def score(study, x):
    return study.raw_theta[0] + study.raw_theta[1] * x


@everywhere
def test_dots_stand_at_probability_odds_and_log_odds(panels, played):
    for x in np.linspace(*panels.x_range, 5):
        panels.x.set_value(x)
        panels.place()
        p = expit(score(played.study, x))
        wanted = (p, p / (1 - p), np.log(p / (1 - p)))
        for plot, dot, live, height in zip(panels.plots, panels.dots, panels.values, wanted, strict=True):
            assert plot.value(dot.get_center()) == pytest.approx((x, height), rel=1e-5, abs=1e-5)
            assert float(live.text.replace("−", "-").replace(",", "")) == pytest.approx(height, rel=1e-5, abs=0.0051)


@everywhere
def test_the_upright_bar_is_split_at_the_curve(panels, played):
    panels.x.set_value(panels.ladder.x[1])
    panels.place()
    p = expit(score(played.study, panels.ladder.x[1]))
    lower, upper = panels.split
    ends = [panels.plots[0].value(point)[1] for bar in (lower, upper) for point in bar.get_start_and_end()]
    assert ends == pytest.approx([0, p, p, 1], abs=1e-6)


@everywhere
def test_curves_stay_within_their_panels(panels):
    for plot, curve in zip(panels.plots, panels.curves, strict=True):
        left, right, bottom, top = plot.box
        assert curve.get_left()[0] == pytest.approx(left) and curve.get_right()[0] == pytest.approx(right)
        assert bottom - 0.01 <= curve.get_bottom()[1] and curve.get_top()[1] <= top + 0.01


@everywhere
def test_bars_are_as_high_as_the_odds_and_cut_by_the_one_before(panels, played):
    ladder, plot = panels.ladder, panels.plots[1]
    for k, x in enumerate(ladder.x):
        whole, *cuts = panels.bar(k)
        assert plot.value(whole.get_start()) == pytest.approx((x, 0), abs=1e-6)
        expected = np.exp(score(played.study, x))
        assert plot.value(whole.get_end()) == pytest.approx((x, expected), rel=1e-6)
        smaller = np.exp(score(played.study, x - np.sign(played.study.raw_theta[1]) * ladder.unit))
        for n, cut in enumerate(cuts, 1):
            assert plot.value(cut.get_center())[1] == pytest.approx(n * smaller, rel=1e-6)
            assert n * smaller <= expected * (1 + 1e-9)


@everywhere
def test_stairs_are_equal_and_stand_on_the_line(panels, played):
    ladder, plot = panels.ladder, panels.plots[2]
    for k in range(3):
        across, up = panels.stair(k)
        x, z = plot.value(across.get_start())
        assert z == pytest.approx(score(played.study, x), abs=1e-6)
        x, z = plot.value(up.get_end())
        assert z == pytest.approx(score(played.study, x), abs=1e-6)
        rise = plot.value(up.get_end())[1] - plot.value(up.get_start())[1]
        assert rise == pytest.approx(played.study.raw_theta[1] * ladder.unit, abs=1e-6)


@everywhere
def test_the_mirror_is_true(played):
    mirror = played.lesson.mirror
    left, right, bottom, top = mirror.plot.box
    scale = (right - left) / np.ptp(mirror.plot.x_range), (top - bottom) / np.ptp(mirror.plot.y_range)
    assert scale[0] == pytest.approx(scale[1])
    mirror.turn.set_value(1)
    mirror.place()
    for point in mirror.copy.get_anchors():
        p, z = mirror.plot.value(point)
        assert z == pytest.approx(scipy_logit(p), abs=1e-6)
    mirror.turn.set_value(0)
    mirror.place()
    for point in mirror.copy.get_anchors():
        z, p = mirror.plot.value(point)
        assert p == pytest.approx(expit(z), abs=1e-6)


@everywhere
def test_a_pair_of_points_is_linked_across_the_diagonal(played):
    mirror = played.lesson.mirror
    for z in (-2.0, 0.3, 2.0):
        mirror.z.set_value(z)
        mirror.place()
        on, off = (mirror.plot.value(dot.get_center()) for dot in mirror.dots)
        assert on == pytest.approx((z, expit(z)), abs=1e-6)
        assert off == pytest.approx(on[::-1], abs=1e-6)
        values = [float(number.text.replace("−", "-")) for number in mirror.live]
        assert values == pytest.approx([z, expit(z)], abs=0.0051)


@everywhere
def test_the_ratio_is_written_with_its_parts(played):
    lesson = played.lesson
    for x in lesson.ladder.x:
        lesson.panels.x.set_value(x)
        lesson.ratio.place()
        upper, lower, ratio = (float(number.text.replace(",", "")) for number in lesson.ratio.numbers)
        p = expit(score(played.study, x))
        assert (upper, lower) == pytest.approx((p, 1 - p), abs=0.00051)
        assert ratio == pytest.approx(p / (1 - p), abs=0.0051)


@everywhere
def test_the_places_are_written_under_their_ticks(played):
    texts = " ".join(played.sources("odds"))
    for x in (played.lesson.ladder.x[0], played.lesson.ladder.x[-1]):
        assert f"{x:g}".replace("-", "−") in texts.replace(",", "")
