"""What the scene of the slope claims, held against the sigmoid computed with many digits."""

from __future__ import annotations

import re

import mpmath
import pytest
from storytelling import EVERYWHERE, claims, played, said


def sigmoid(z):
    return 1 / (1 + mpmath.exp(-mpmath.mpf(z)))


def derivative(z):
    return mpmath.diff(sigmoid, z)


@played("slope", EVERYWHERE)
def test_one_quarter_is_the_most_and_at_one_half(slug, edition, perform):
    text = said(perform(slug, edition), "parabola")
    top = float(re.search(r"(?:never more than|最大值是) ([\d.]+)", text)[1].rstrip("."))
    assert top == float(derivative(0)) == 0.25
    assert all(derivative(z) < top for z in (-2, -0.01, 0.01, 3))
    assert sigmoid(0) == 0.5
    assert re.search(r"p = 0\.5", text)


@played("slope", EVERYWHERE)
def test_the_tails_are_as_flat_as_they_are_said_to_be(slug, edition, perform):
    text = said(perform(slug, edition), "tails")
    tail = int(re.search(r"(?:score of|得分到) (\d+)", text)[1])
    p, slope = map(float, re.findall(r"\d\.\d{4}", text))
    assert p == pytest.approx(float(sigmoid(tail)), abs=5.1e-5)
    assert slope == pytest.approx(float(derivative(tail)), abs=5.1e-5)
    assert claims(text, "a hundredth", "百分之一")
    assert 0.008 < derivative(tail) / derivative(0) < 0.012
    # One more point of score, on either side.
    assert sigmoid(tail + 1) - sigmoid(tail) < 0.002
    assert sigmoid(-tail) - sigmoid(-tail - 1) < 0.002


@played("slope", EVERYWHERE)
def test_flat_steep_flat(slug, edition, perform):
    assert claims(said(perform(slug, edition), "ride"), "steepest in the middle", "中间最陡")
    slopes = [derivative(z) for z in range(-7, 8)]
    assert slopes[:8] == sorted(slopes[:8])
    assert slopes[7:] == sorted(slopes[7:], reverse=True)


@played("slope", EVERYWHERE)
def test_the_sigmoid_is_not_said_to_be_its_own_derivative(slug, edition, perform):
    text = " ".join(said(perform(slug, edition), beat.key) for beat in perform(slug, edition).lesson.beats)
    assert not claims(text, "own derivative", "own slope", "自身的导数")
    assert derivative(1) != sigmoid(1)
