"""What is said of the likelihood, held against the products themselves."""

from __future__ import annotations

import re
from decimal import Decimal

import mpmath
import numpy as np
import pytest
from scipy.special import expit, log_expit
from storytelling import EVERYWHERE, claims, played, said

from mathcore import separating_direction

STEEP = 4
EVERY = (*EVERYWHERE, "steep", "cycle", "slow")
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def numbers(text: str) -> list[float]:
    """Return the common logarithms of all positive numbers written in a text, powers of ten too."""
    found = []
    for mantissa, power in re.findall(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)(?:·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text):
        value = Decimal(mantissa.replace(",", ""))
        if value:
            found.append(float(value.log10()) + (int(power.translate(RAISED)) if power else 0))
    return found


def log10_product(study, t) -> float:
    """Return the product's common logarithm, from the data in their own units, in mpmath where float64 is short."""
    intercept, slope = study.scaling.to_raw_theta(t * study.theta)
    signed = (2 * study.data.y - 1) * (intercept + slope * study.data.x[:, 0])
    if len(signed) > 100:
        return float(study.data.counts @ log_expit(signed)) / np.log(10)
    with mpmath.workdps(30):
        product = mpmath.mpf(1)
        for z, count in zip(signed.tolist(), study.data.counts.tolist(), strict=True):
            product *= (1 / (1 + mpmath.exp(-z))) ** int(count)
        return float(mpmath.log10(product))


def told(text: str, log10: float) -> bool:
    """Return whether a text quotes a number, to two digits or, with a long exponent, to one."""
    slack = 0.023 if log10 > -100_000 else 0.3
    return any(abs(found - log10) <= slack for found in numbers(text))


@played("likelihood", EVERY)
def test_the_products_quoted_are_those_of_the_flat_the_fitted_and_the_steep_curve(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "sweep")
    assert log10_product(study, 0) == pytest.approx(study.data.m * np.log10(0.5), rel=1e-12)
    for t in (0, 1, STEEP):
        assert told(text, log10_product(study, t)), (t, log10_product(study, t), text)
    # Where there is no estimate, the words speak of where training stopped: of the last point of the walk.
    if not study.fit.exists:
        assert np.array_equal(study.theta, study.walk.points[-1])
        assert claims(text, "training stopped", "训练停下")
    if performance.lesson.bars.rows.complete or study.fit.exists:
        assert told(said(performance, "factors"), log10_product(study, 1))


@played("likelihood", EVERY)
def test_the_best_and_the_worse_are_called_so_where_they_are(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "sweep")
    best, steep = log10_product(study, 1), log10_product(study, STEEP)
    assert claims(text, "it is highest", "乘积最大") == study.fit.exists
    if study.fit.exists:
        # A concave function is highest where its slope is zero.
        assert np.linalg.norm(study.loss.gradient(study.theta)) < 1e-6
        assert np.linalg.eigvalsh(study.loss.hessian(study.theta)).min() > 0
    if claims(text, "falls to", "跌到"):
        assert steep < best
    assert claims(text, "higher still", "还要更大") == (not study.fit.exists and steep > best)
    if claims(text, "no curve is the best", "没有最好的曲线"):
        direction = separating_direction(study.loss.data)
        assert study.loss(study.theta + direction) < study.loss(study.theta)
    assert claims(text, "no curve is the best", "没有最好的曲线") == (not study.fit.exists)
    if claims(text, "a steeper one always beats it", "更陡的总是更好"):
        # Along the direction of separation the product never falls, and it is the slope that grows.
        losses = [float(study.loss(study.theta + k * direction)) for k in (0.0, 1.0, 3.0, 10.0)]
        assert losses == sorted(losses, reverse=True)
        assert direction[1] * study.theta[1] > 0


@played("likelihood", EVERY)
def test_the_bars_that_grow_are_counted_and_the_least_is_named(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "sweep")
    rows = performance.lesson.bars.rows
    intercept, slope = study.raw_theta
    signed = (2 * rows.y - 1) * (intercept + slope * rows.x)
    fitted, steep = expit(signed), expit(STEEP * signed)
    if study.fit.exists:
        grown = int(np.sum(steep > fitted))
        assert re.search(rf"\b{grown} of (the )?{rows.size} bars grow|{rows.size} 个长条里有 {grown} 个变长", text)
        assert told(text, float(np.log10(steep.min())))
    if claims(text, "contradicts the curve", "与曲线相反"):
        assert steep.min() < 0.5
        assert rows.complete
    if claims(text, "ringed bar", "圈出的长条"):
        assert not rows.complete


@played("likelihood", EVERY)
def test_the_factors_are_counted(slug, edition, perform):
    performance = perform(slug, edition)
    text, m, shown = said(performance, "factors"), performance.study.data.m, len(performance.lesson.bars.bars)
    assert f"{m:,}" in text
    drawn = re.search(r"([\d,]+) of ([\d,]+) .* are drawn|这里画出 ([\d,]+) .*中的 (\d+) 个", text)
    assert bool(drawn) == (shown < m)
    if drawn:
        counted = {int(group.replace(",", "")) for group in drawn.groups() if group}
        assert counted == {shown, m}


@played("likelihood", EVERY)
def test_the_area_is_the_product_of_two_of_them(slug, edition, perform):
    performance = perform(slug, edition)
    square, text = performance.lesson.square, said(performance, "pair")
    rows, (intercept, slope) = performance.lesson.bars.rows, performance.study.raw_theta
    first, second = (float(expit((2 * rows.y[k] - 1) * (intercept + slope * rows.x[k]))) for k in square.pair)
    assert f"{first * second:.2f}" in text
    assert claims(text, "independent", "相互独立")
