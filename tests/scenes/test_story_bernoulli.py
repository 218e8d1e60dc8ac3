"""What the Bernoulli scene claims, held against the numbers of the edition that it is spoken over."""

from __future__ import annotations

import re

import numpy as np
import pytest
from scipy.stats import bernoulli as published
from storytelling import EVERYWHERE, claims, played, said

from scenes.kit.bernoulli_story import tried


@played("bernoulli", EVERYWHERE)
def test_it_is_left_out_of_no_edition(slug, edition, perform):
    assert perform(slug, edition).lesson.left_out() == ""


@played("bernoulli", EVERYWHERE)
def test_the_two_always_add_up_to_one(slug, edition, perform):
    performance = perform(slug, edition)
    text, study = said(performance, "mass"), performance.study
    assert claims(text, "always add up to 1", "合计总是 1")
    h = 1 / (1 + np.exp(-np.clip(study.scores, -700, 700)))
    assert published.pmf(1, h) + published.pmf(0, h) == pytest.approx(np.ones_like(h))
    assert claims(text, "mass", "质量") and claims(text, "not a density", "不是密度", "而不是密度")
    # A mass, as its values are probabilities themselves; a density's need not stay below 1.
    assert claims(text, "Bernoulli", "伯努利")


@played("bernoulli", EVERYWHERE)
def test_what_stays_is_the_probability_of_the_label(slug, edition, perform):
    performance = perform(slug, edition)
    study = performance.study
    scaled = study.loss.data.x[:, 0]
    for key, label in (("one", 1), ("zero", 0)):
        text = said(performance, key)
        (row,) = [row for row in tried(study) if row.label == label]
        at = np.flatnonzero((study.data.x[:, 0] == row.x) & (study.data.y == label))[0]
        h = 1 / (1 + np.exp(-(study.theta[0] + study.theta[1] * scaled[at])))
        stays = published.pmf(label, h)
        assert f"= {stays:.{row.decimals}f}" in text
        assert re.search(rf"label {label}\b|标签为 {label}", text)
        # Each factor to its exponent: the one is 1, the other the mass.
        assert [h**label, (1 - h) ** (1 - label)] == pytest.approx([stays, 1] if label else [1, stays])


@played("bernoulli", EVERYWHERE)
def test_labels_are_called_by_name_where_they_have_one(slug, edition, perform):
    performance = perform(slug, edition)
    classes = [performance.lesson.words.facts[f"class{label}"] for label in (0, 1)]
    for key, label in (("one", 1), ("zero", 0)):
        named = f"“{classes[label]}”" in said(performance, key)
        assert named == (tuple(classes) != ("0", "1"))


@played("bernoulli", EVERYWHERE)
def test_the_symbol_is_that_of_the_notation(slug, edition, perform):
    performance = perform(slug, edition)
    bare = "h" if performance.lesson.settings.notation == "theta" else "p"
    assert f"1 − {bare} " in said(performance, "mass") or f"1 − {bare}。" in said(performance, "mass")
    assert claims(said(performance, "formula"), f"{bare} to the power y", f"{bare} 的 y 次方")
    assert claims(said(performance, "formula"), f"1 − {bare} to the power 1 − y", f"1 − {bare} 的 1 − y 次方")
