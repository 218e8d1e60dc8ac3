"""What the captions and narrations about batches claim, held against sums over rows."""

from __future__ import annotations

import re

import numpy as np
import pytest
from storytelling import EVERYWHERE, claims, played, said

from mathcore import fit

LEFT_OUT = ("apart", "touching-zh", "outlier")
SHOWN = [edition for edition in EVERYWHERE if edition not in LEFT_OUT]


def mean_loss(data, theta):
    z = theta[0] + theta[1] * data.x[:, 0]
    return float(np.mean(np.logaddexp(0, np.where(data.y == 1, -z, z))))


@played("batches", EVERYWHERE)
def test_it_is_left_out_where_the_walks_show_nothing(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    assert bool(lesson.left_out()) == (edition in LEFT_OUT)
    if lesson.left_out() == "stuck":
        batches = lesson.epochs
        middle = batches.walks[2].points[-100:].mean(axis=0)
        low = fit(batches.loss).loss
        assert mean_loss(batches.loss.data, middle) - low > 0.5 * (np.log(2) - low)


@played("batches", SHOWN)
def test_an_epoch_is_cut_as_told(slug, edition, perform):
    performance = perform(slug, edition)
    batches, text = performance.lesson.epochs, said(performance, "step")
    told = re.search(
        r"Handfuls of (\d+) take (\d+)\. Single rows take (\d+)|每批 (\d+) 个，走 (\d+) 步。一次一个，走 (\d+) 步", text
    )
    size, count, single = (int(value) for value in told.groups() if value)
    assert single == len(batches.loss.data.y)
    assert count == -(-single // size)
    assert (performance.study.data.m == single) == (not claims(text, "drawn at random", "随机抽出"))
    if claims(text, "drawn at random", "随机抽出"):
        assert f"{performance.study.data.m:,}" in text and f"{single:,}" in text


@played("batches", SHOWN)
def test_cheap_steps_point_their_own_way(slug, edition, perform):
    """The noise written at the bars: the spread of the steps that each size takes from zero."""
    performance = perform(slug, edition)
    data, rate = performance.lesson.epochs.loss.data, performance.lesson.epochs.rate
    single = rate * (data.y - 0.5)[:, None] * np.stack([np.ones(len(data.y)), data.x[:, 0]], axis=1)
    spread = np.sqrt(single.var(axis=0).sum())
    shown = [source for source in performance.sources("step") if claims(source, "noise", "噪声")]
    values = [re.search(r'±#text\("([^"]+)"\)', source)[1] for source in shown]
    assert values[0] == "0" and len(values) == 3
    plain = [float(value) for value in values if "·" not in value]
    assert plain == sorted(plain)
    if "·" not in values[2]:
        assert float(values[2]) == pytest.approx(spread, rel=0.06)


@played("batches", SHOWN)
def test_the_losses_after_one_epoch(slug, edition, perform):
    performance = perform(slug, edition)
    batches, text = performance.lesson.epochs, said(performance, "epochs")
    quoted = [float(value) for value in re.findall(r"0\.\d{3}(?!\d)", text)][-3:]
    after = [
        mean_loss(batches.loss.data, batches.walks[k].points[-(-batches.m // size)])
        for k, size in enumerate(batches.sizes)
    ]
    assert quoted == pytest.approx(after, abs=5.1e-4)
    assert re.search(rf"all {batches.epochs} epochs|全部 {batches.epochs} 轮", text)
    assert all(
        walk.steps == batches.epochs * -(-batches.m // size)
        for walk, size in zip(batches.walks, batches.sizes, strict=True)
    )


@played("batches", SHOWN)
def test_it_trembles_where_it_is_said_to(slug, edition, perform):
    performance = perform(slug, edition)
    batches, text = performance.lesson.epochs, said(performance, "tremble")
    best = fit(batches.loss).theta
    late = batches.walks[2].points[-max(1, batches.epochs // 4) * batches.m :]
    off, spread = np.abs(late.mean(axis=0) - best), late.std(axis=0)
    assert spread.min() > 0
    # Even at the minimum the rows pull: their gradients there are not zero.
    h = 1 / (1 + np.exp(-(best[0] + best[1] * batches.loss.data.x[:, 0])))
    assert np.abs(h - batches.loss.data.y).min() > 0
    if claims(text, "about the minimum", "最小值附近"):
        assert np.all(off < 2.2 * spread)
        half = len(late) // 2
        assert np.all(late[half:].std(axis=0) > 0.3 * late[:half].std(axis=0))
    else:
        assert claims(text, "has not settled", "没有停在")
        assert np.linalg.norm(late[-1] - best) > 0
