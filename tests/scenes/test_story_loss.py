"""What is said of the loss, held against the numbers of the edition."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.special import log_expit
from scipy.stats import entropy
from storytelling import EVERYWHERE, claims, played, said

from mathcore import separating_direction
from scenes.kit.branches import SURE
from scenes.kit.entropy_floor import SOFT

EVERY = (*EVERYWHERE, "steep", "cycle", "slow")


def costs(study, rows, t):
    """Return what the labels of some trials cost on the curve of t times the parameters."""
    intercept, slope = study.scaling.to_raw_theta(t * study.theta)
    return -log_expit((2 * rows.y - 1) * (intercept + slope * rows.x))


@played("loss", EVERY)
def test_hill_and_valley_meet_at_the_slope_that_is_named(slug, edition, perform):
    performance = perform(slug, edition)
    study, text, turned = performance.study, said(performance, "turn"), performance.lesson.turned
    assert f"{study.data.m:,}" in text
    assert claims(text, "is a hill", "一座山") == study.fit.exists
    if study.fit.exists:
        assert f"{study.fit.theta[1]:.3f}".replace("-", "−") in text
        assert turned.inside
        logs = turned.profile.log_likelihood
        assert np.all(np.diff(logs[: turned.top + 1]) >= 0) and np.all(np.diff(logs[turned.top :]) <= 0)


@played("loss", EVERY)
def test_the_costs_of_a_confident_guess(slug, edition, perform):
    text = said(perform(slug, edition), "branches")
    for number in (f"{SURE}", f"{-np.log(SURE):.2f}", f"{-np.log(1 - SURE):.2f}"):
        assert number in text
    assert -np.log1p(-(1 - 1e-300)) > -np.log(1 - SURE)


def test_a_mistake_costs_about_as_much_as_its_score():
    z = np.linspace(4, 40, 100)
    assert np.logaddexp(0, z) - z == pytest.approx(np.zeros(100), abs=0.02)


@played("loss", EVERY)
def test_sticks_that_shrink_and_grow_are_counted(slug, edition, perform):
    performance = perform(slug, edition)
    study, text, rows = performance.study, said(performance, "shares"), performance.lesson.shares.rows
    start, end = costs(study, rows, 0), costs(study, rows, 1)
    assert start == pytest.approx(np.full(rows.size, np.log(2)))
    fallen, risen = int(np.sum(end < start)), int(np.sum(end > start))
    assert re.search(
        rf"\b{fallen} (shrink|have shrunk), {risen} (grow|have grown)|{fallen} 根变短，{risen} 根变长", text
    )
    assert f"{np.log(2):.3f}" in text
    assert f"{float(study.loss(study.theta)):.4f}" in text
    if claims(text, "sinks to", "降到"):
        assert study.loss(study.theta) <= np.log(2)
    assert claims(text, "estimate", "估计值") == study.fit.exists
    assert claims(text, "could sink on", "还可以再降") == (not study.fit.exists)
    if not study.fit.exists:
        assert study.loss(study.theta + separating_direction(study.loss.data)) < study.loss(study.theta)


@played("loss", EVERY)
def test_sticks_are_counted_where_not_every_trial_has_one(slug, edition, perform):
    performance = perform(slug, edition)
    text, m, shown = said(performance, "shares"), performance.study.data.m, len(performance.lesson.shares.sticks)
    some = claims(text, f"of all {m:,}", f"全部 {m:,} 个")
    if performance.study.fit.exists:
        assert some == (shown < m)
    else:
        assert shown == m
    if some:
        assert re.search(rf"\b{shown}\b", text)
        assert any(f"{shown}" in source and f"{m:,}" in source for source in performance.sources("shares"))


@played("loss", EVERY)
def test_the_floor_is_the_entropy_of_the_soft_label(slug, edition, perform):
    text = said(perform(slug, edition), "entropy")
    assert f"{SOFT}" in text
    assert f"{entropy([SOFT, 1 - SOFT]):.3f}" in text
    assert entropy([1.0, 0.0]) == 0
    assert claims(text, "A hard label has no floor", "硬标签没有这层底")
