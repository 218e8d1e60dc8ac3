"""What the captions and narrations of the jar claim, held against draws and likelihoods computed here."""

from __future__ import annotations

import re
from fractions import Fraction

import numpy as np
from scipy import optimize
from storytelling import EVERYWHERE, claims, played, said

SEED = 40
ROUNDS = np.random.default_rng(SEED).integers(100, size=(201, 100)) < 65


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", text)


def likelihood(p: Fraction) -> Fraction:
    return p**70 * (1 - p) ** 30


@played("jar", EVERYWHERE)
def test_the_draws_are_counted_as_they_came(slug, edition, perform):
    performance = perform(slug, edition)
    assert numbers(said(performance, "draws")) == ["100", "70", "30"]
    assert int(ROUNDS[0].sum()) == 70
    assert claims(said(performance, "draws"), "put it back", "放回去")
    assert performance.lesson.drawing.drawn.tolist() == ROUNDS[0].tolist()


@played("jar", EVERYWHERE)
def test_the_seed_is_named_and_is_the_first_such(slug, edition, perform):
    for beat in ("draws", "truth"):
        shown = " ".join(perform(slug, edition).sources(beat))
        assert claims(shown, f"seed {SEED}, the first with 70 white", f"种子 {SEED}，首个有 70 个白球")


def test_no_earlier_seed_draws_seventy():
    for seed in range(SEED):
        assert (np.random.default_rng(seed).integers(100, size=(1, 100)) < 65).sum() != 70


@played("jar", EVERYWHERE)
def test_the_likelihood_peaks_where_the_narration_says(slug, edition, perform):
    text = said(perform(slug, edition), "likelihood")
    found = numbers(text)
    assert found.count("70") == found.count("30") == 2
    assert "0.7" in found
    best = Fraction(7, 10)
    assert all(likelihood(best) > likelihood(Fraction(k, 1000)) for k in range(1001) if k != 700)
    # The slope is zero where 70 over p equals 30 over 1 minus p.
    assert Fraction(70) / best == Fraction(30) / (1 - best)
    root = optimize.brentq(lambda p: 70 / p - 30 / (1 - p), 0.01, 0.99)
    assert abs(root - 0.7) < 1e-9
    assert claims(text, "Tiny for every p", "处处都很小") and likelihood(best) < Fraction(1, 10**26)


@played("jar", EVERYWHERE)
def test_the_formulas_on_the_frame_are_those_of_the_draws(slug, edition, perform):
    shown = " ".join(perform(slug, edition).sources("likelihood"))
    assert "^70" in shown and "^30" in shown
    assert "70/⟨theta|p⟩ - 30/(1 - ⟨theta|p⟩)" in shown
    assert "70\\/100 = 0.7" in shown
    assert "2.95·10⁻²⁷" in shown
    assert f"{float(likelihood(Fraction(7, 10))):.2e}" == "2.95e-27"


@played("jar", EVERYWHERE)
def test_the_estimates_scatter_about_the_truth_as_told(slug, edition, perform):
    performance = perform(slug, edition)
    text, found = said(performance, "truth"), ROUNDS.sum(axis=1) / 100
    more = found[1:]
    assert numbers(text) == ["0.65", "200", f"{more.min():g}", f"{more.max():g}"]
    assert len(more) == 200
    # Piled up about the truth: as many on either side, most of them near.
    assert abs(np.median(more) - 0.65) <= 0.01
    assert np.mean(np.abs(more - 0.65) <= 0.05) > 0.6
    # Ours is one of many such: further rounds give it again, and larger ones.
    assert (more == found[0]).any() and (more > found[0]).any()
    shown = " ".join(performance.sources("truth"))
    assert claims(shown, "the truth: 0.65", "真值 0.65") and claims(shown, "our estimate: 0.7", "我们的估计 0.7")
    assert claims(shown, "65 of 100 white", "100 个里有 65 个白球")
