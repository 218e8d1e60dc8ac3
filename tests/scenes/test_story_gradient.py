"""What the captions and narrations of the gradient claim, held against the numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest
from storytelling import EVERYWHERE, claims, played, said

from mathcore import BUILTIN, LogisticLoss, builtin, slip
from scenes.gradient import three_digits


def probability(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))


def sides(study, t):
    """Return the sizes of all residuals on the way to the study's parameters, and the gradient there."""
    data = study.loss.data
    residuals = probability(data.design @ (t * study.theta)) - data.y
    return np.abs(residuals), data.design.T @ (data.counts * residuals) / data.m


@played("gradient", EVERYWHERE)
def test_three_links_multiply(slug, edition, perform):
    performance = perform(slug, edition)
    assert claims(said(performance, "chain"), "Three links", "三个环节")
    assert len(performance.lesson.gauges.links) == 3
    chain = performance.lesson.chain
    middle, h = float(chain.theta[chain.j]), 1e-6
    difference = float(chain.losses(middle + h) - chain.losses(middle - h)) / (2 * h)
    assert np.prod(chain.links(middle)) == pytest.approx(difference, rel=1e-4, abs=1e-7)


@played("gradient", EVERYWHERE)
def test_the_row_shown_is_one_of_the_data(slug, edition, perform):
    performance = perform(slug, edition)
    chain, data = performance.lesson.chain, performance.study.loss.data
    assert np.any((data.x[:, 0] == chain.inputs[1]) & (data.y == chain.label))
    shown = " ".join(s.source for _, moment in performance.moments for s in moment)
    assert f"{chain.inputs[1]:.3g}".replace("-", "−") in shown
    assert f"y = {chain.label}" in shown


@played("gradient", EVERYWHERE)
def test_what_stands_below_is_what_stands_above(slug, edition, perform):
    performance = perform(slug, edition)
    text = said(performance, "cancel")
    letter = "p" if performance.lesson.settings.notation == "beta" else "h"
    assert text.count(f"{letter}(1 − {letter})") == 2
    struck = performance.lesson.derivation.rows[3].parts("cancel")
    assert len(struck) == 2 and len(struck[0]) == len(struck[1])


@played("gradient", EVERYWHERE)
def test_residuals_balance_where_it_is_said(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "mean")
    assert f"{study.data.m:,}" in text
    balanced = claims(text, "both slopes are zero", "两个斜率都是零")
    assert balanced == study.fit.exists
    sizes, gradient = sides(study, 1)
    if balanced:
        data = study.loss.data
        over = data.counts[data.y == 0] @ sizes[data.y == 0]
        under = data.counts[data.y == 1] @ sizes[data.y == 1]
        assert over == pytest.approx(under, rel=1e-6)
        assert np.linalg.norm(gradient) < 1e-8
    else:
        assert claims(text, "A steeper curve shrinks the sticks", "曲线越陡")
        counts = study.loss.data.counts
        totals = [float(counts @ sides(study, t)[0]) for t in np.linspace(0, 1, 11)]
        assert np.all(np.diff(totals) < 0)
        assert sizes.min() > 0


@played("gradient", EVERYWHERE)
def test_the_sticks_drawn_are_counted_where_they_are_not_all(slug, edition, perform):
    performance = perform(slug, edition)
    view, m = performance.lesson.view, performance.study.data.m
    shown = " ".join(performance.sources("mean"))
    n = len(view.sticks)
    assert bool(re.search(rf"{n} of {m:,} |{m:,} [^0-9]*中的 {n} 个", shown)) == (n < m)
    if performance.study.fit.exists:
        assert bool(re.search(rf"here of {n};|这里画出 {n} 个", said(performance, "mean"))) == (n < m)


@played("gradient", EVERYWHERE)
def test_with_the_lost_minus_every_step_climbs(slug, edition, perform):
    performance = perform(slug, edition)
    loss, walks = performance.study.loss, performance.lesson.slip.slip
    assert claims(said(performance, "slip"), "at every step", "步步上升")
    up = down = np.zeros(2)
    heights = [(float(loss(up)), float(loss(down)))]
    for _ in range(10):
        up, down = up + walks.rate * loss.gradient(up), down - walks.rate * loss.gradient(down)
        heights.append((float(loss(up)), float(loss(down))))
    climbing, falling = np.array(heights).T
    assert np.all(np.diff(climbing) > 0) and np.all(np.diff(falling) < 0)
    shown = " ".join(performance.sources("slip"))
    assert f"{climbing[-1]:.1f}" in shown and f"{falling[-1]:.2f}" in shown
    assert f"alpha = {walks.rate:g}" in shown


@pytest.mark.parametrize("name", BUILTIN)
def test_the_climb_is_at_least_what_convexity_says(name):
    data = builtin(name)
    loss = LogisticLoss(data if data.d == 1 else data.select(data.features[0]))
    walks = slip(loss, 10)
    least = walks.up.losses[:-1] + walks.rate * np.sum(walks.up.gradients[:-1] ** 2, axis=1)
    assert np.all(walks.up.losses[1:] >= least)


@played("gradient", EVERYWHERE)
def test_only_h_differs_from_linear_regression(slug, edition, perform):
    performance = perform(slug, edition)
    assert claims(said(performance, "same"), "Only h differs", "Only p differs", "不同的只有")
    logistic, linear = performance.lesson.twins
    assert logistic.gradient.typst_code == linear.gradient.typst_code
    assert "sigma" in logistic.inner.typst_code and "sigma" not in linear.inner.typst_code


@pytest.mark.parametrize("value", [0.03489, 0.25, -0.494, -27.362, 1.0, 3.14e-5, -0.0996])
def test_a_factor_is_written_with_three_digits_that_count(value):
    """0.476 = −27.362 · 0.035 · −0.494 was 0.473."""
    assert float(format(value, three_digits(value))) == pytest.approx(value, rel=0.005)
