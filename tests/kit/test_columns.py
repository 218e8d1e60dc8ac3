"""Columns: which trials stand side by side, and how far each steps aside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import Dataset, Study, builtin
from scenes.kit.columns import ASIDE, MOST, PITCH, aside, columns

WIDTH = 5.5
places = st.lists(st.floats(-5, 5), min_size=1, max_size=30).map(np.array)


def study(x, y, counts=()):
    return Study.of(Dataset(np.array(x, float)[:, None], np.array(y, float), np.array(counts, float)), max_steps=50)


@given(places, st.floats(0.05, 0.3))
def test_columns_keep_their_pitch_and_their_order(x, pitch):
    moved = x + aside(x, np.zeros(len(x), int), pitch)
    order = np.argsort(x, kind="stable")
    assert np.all(np.diff(moved[order]) >= pitch - 1e-9)


@given(places)
def test_columns_of_two_classes_keep_out_of_each_others_way_without_moving(x):
    x = np.unique(np.round(x, 1))[::2]
    both = np.concatenate([x, x])
    labels = np.repeat([0, 1], len(x))
    apart = np.diff(x).min(initial=1.0) >= PITCH
    assert np.abs(aside(both, labels)).max() <= 1e-9 or not apart


@given(places)
def test_a_crowd_stays_centred_on_its_place(x):
    assert np.mean(aside(x, np.zeros(len(x), int))) == pytest.approx(0, abs=1e-9)


def test_all_twenty_students_have_a_column():
    rows = columns(Study.of(builtin("hours")), WIDTH)
    assert rows.complete
    assert sorted(rows.rows.tolist()) == list(range(20))


def test_of_many_girls_a_spread_is_chosen_by_their_numbers_not_by_group():
    data = builtin("menarche")
    chosen = columns(Study.of(data), 100.0, 24)
    assert not chosen.complete
    # A quarter of the girls are of one age: more columns than there is room for.
    assert 20 <= chosen.size <= 24
    assert abs(chosen.y.mean() - data.positives / data.m) <= 2.5 / 24


def test_a_row_of_several_trials_has_several_columns():
    rows = columns(study([1, 2, 2, 3], [0, 0, 1, 1], [1, 3, 1, 2]), WIDTH)
    assert rows.complete
    assert sorted(rows.x.tolist()) == [1, 2, 2, 2, 2, 3, 3]


def test_a_trial_far_out_is_left_out():
    rows = columns(study([1, 2, 3, 4, 5, 6, 1000], [0, 0, 1, 0, 1, 1, 1]), WIDTH)
    assert not rows.complete
    assert rows.x.tolist() == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("seed", range(4))
def test_none_stands_far_from_its_place(seed):
    rng = np.random.default_rng(seed)
    x = rng.lognormal(1, 1.2, 400)
    rows = columns(study(x, rng.random(400) < 0.5), WIDTH)
    assert 10 <= rows.size <= MOST
    drawn = rows.x * WIDTH / np.ptp(rows.x)
    assert np.abs(aside(drawn, rows.y)).max() <= ASIDE
