"""Who stands on the stage: everybody where there is room, an even spread of the rest otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from mathcore import Dataset, Study, builtin
from scenes.kit.cast import MOST, cast
from scenes.kit.story import Story
from scenes.kit.words import Words


def study(rows):
    rng = np.random.default_rng(rows)
    x = rng.normal(size=rows)
    return Study.of(Dataset(x[:, None], (x + rng.normal(size=rows) > 0).astype(float)))


@pytest.mark.parametrize("rows", [12, MOST])
def test_few_rows_are_all_there_in_the_order_of_the_feature(rows):
    found = cast(study(rows))
    assert found.complete
    assert sorted(found.rows) == list(range(rows))
    assert np.all(np.diff(found.x) >= 0)


@pytest.mark.parametrize("rows", [MOST + 1, 57, 400, 12_345])
def test_of_many_rows_each_stands_in_the_middle_of_an_equal_share(rows):
    whole = study(rows)
    found = cast(whole)
    ranks = np.argsort(np.argsort(whole.data.x[:, 0]))[found.rows]
    assert not found.complete
    assert len(set(found.rows)) == found.size == MOST
    assert ranks == pytest.approx((np.arange(MOST) + 0.5) * rows / MOST, abs=1)
    assert np.array_equal(found.z, whole.scores[found.rows])


@pytest.mark.parametrize(
    ("data", "shown", "english"),
    [
        (builtin("hours"), 20, "20 cases"),
        (builtin("iris").select("petal length"), 40, "40 of 100 cases"),
        (builtin("menarche"), 46, "3,918 cases in 46 marks"),
        (builtin("menarche"), 40, "40 of 46 groups of cases"),
    ],
    ids=["all", "some", "groups", "some groups"],
)
def test_words_say_how_many_are_drawn(data, shown, english):
    told = Study.of(data)
    words = Words.load("en", {**told.facts, "case": "case", "cases": "cases"})
    key = f"labels.{Story(told).drawn(shown)}"
    own = words.has(f"mapping.{key}")
    assert words.get(f"{'mapping' if own else 'shared'}.{key}", shown=shown) == english
