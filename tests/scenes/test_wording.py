"""The variants that the story chooses, held against many studies at many rates, without playing a scene."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest

from mathcore import BUILTIN, Dataset, Stop, Study, builtin, separating_direction
from scenes.kit.cast import cast
from scenes.kit.figures import scientific_text
from scenes.kit.lesson import facts
from scenes.kit.settings import Settings
from scenes.kit.story import CLOSE, MOST_RINGS, SLOW, Story
from scenes.kit.words import Words

APART = (1, 2, 3, 4, 6, 7, 8, 9), (0, 0, 0, 0, 1, 1, 1, 1)
TOUCHING = (1, 2, 3, 4, 4, 5, 6, 7), (0, 0, 0, 0, 1, 1, 1, 1)
OUTLIER = (1, 2, 3, 4, 5, 6, 1000), (0, 0, 1, 0, 1, 1, 1)
SIX = (1, 2, 3, 4, 5, 6), (0, 0, 1, 0, 1, 1)
OWN = {"apart": APART, "touching": TOUCHING, "outlier": OUTLIER, "six": SIX}
RATES = {
    "hours": (None, 0.01, 0.1, 0.7, 0.8, 0.9, 1.0, 1.2, 1.7, 1.79, 2.0, 3.0, 100.0, 1e4),
    "challenger": (None, 0.1, 2.0, 20.0, 50.0),
    "menarche": (None, 0.1, 30.0, 60.0),
    "vaso": (None,),
    "iris": (None,),
    "apart": (None, 0.05, 0.5, 1.0, 10.0, 100.0),
    "touching": (None, 1.0, 100.0),
    "outlier": (None, 0.02, 0.1),
    "six": (None,),
}
# Walks of 20,000 steps, seconds each.
LONG = {("outlier", None), ("outlier", 0.02), ("outlier", 0.1), ("challenger", 50.0), ("menarche", 60.0)}


def case(name, rate):
    # A study is computed once, by the worker that has all its tests.
    marks = [pytest.mark.xdist_group(f"{name}-{rate}"), *([pytest.mark.wide] if (name, rate) in LONG else [])]
    return pytest.param(name, rate, id=f"{name}-{rate or 'default'}", marks=marks)


CASES = [case(name, rate) for name, rates in RATES.items() for rate in rates]
everywhere = pytest.mark.parametrize(("name", "rate"), CASES)
MILLIONTH = 1e-6


def dataset(name):
    if name in BUILTIN:
        data = builtin(name)
        return data if data.d == 1 else data.select(data.features[0])
    x, y = OWN[name]
    return Dataset(np.array(x, float)[:, None], np.array(y, float), name=name)


@cache
def told(name, rate):
    """Return a study and its story, as a lesson makes them."""
    study = Study.of(dataset(name), rate=rate)
    return study, Story(study, rate_chosen=rate is not None)


def text(study, key, variant, language="en"):
    words = Words.load(language, facts(study, Settings(data="hours")))
    slope = scientific_text(float(np.linalg.norm(study.walk.gradients[-1])), 2)
    full = f"{key}.{variant}" if variant else key
    return " ".join(words.get(f"{full}.{part}", slope=slope, digits=3) for part in ("caption", "narration"))


def both(study, key, variant):
    """Return whether phrases stand in a variant's words: in English and in Chinese, or in neither."""
    english, chinese = (text(study, key, variant, language) for language in ("en", "zh"))

    def claims(phrase, same):
        assert (phrase in english) == (same in chinese), (phrase, same)
        return phrase in english

    return claims


def crossings(study):
    """Return for each step whether the slope across the valley at the minimum changes its sign."""
    across = study.walk.gradients @ np.linalg.eigh(study.loss.hessian(study.fit.theta))[1][:, -1]
    return across[:-1] * across[1:] < 0


def lengths(study):
    return np.linalg.norm(np.diff(study.walk.points, axis=0), axis=1)


@everywhere
def test_the_first_steps(name, rate):
    study, story = told(name, rate)
    claims, rises = both(study, "descent.step", story.step()), np.diff(study.walk.losses) > 0
    assert claims("down at every step", "每一步都在下降") == (not rises.any())
    if claims("rises before it falls", "先升后降"):
        assert rises[0] and not rises[:SLOW].all()
    if claims("rises instead of falling", "不降反升"):
        assert rises[:SLOW].all()
    if claims("down at first; some later steps go uphill", "起初下降"):
        assert not rises[0] and rises.any()


@everywhere
def test_from_close_by(name, rate):
    study, story = told(name, rate)
    if study.walk.steps <= CLOSE:
        return
    claims, seen = both(study, "descent.close", story.close()), study.walk.points[SLOW : CLOSE + 1]
    if claims("nearly flat", "平缓"):
        low, high = np.linalg.eigvalsh(np.mean([study.loss.hessian(point) for point in seen], axis=0))
        assert high > 10 * low
        assert study.walk.losses[SLOW : CLOSE + 1].max() <= study.window.cut
    if claims("leap across the bottom", "横跨谷底"):
        hessian = study.fit.hessian if study.fit.exists else study.loss.hessian(seen.mean(axis=0))
        along, across = np.abs(np.diff(seen, axis=0) @ np.linalg.eigh(hessian)[1]).mean(axis=0)
        assert across > 2 * along
    if claims("step's length is the learning rate times the gradient's", "步长等于学习率乘以梯度的长度"):
        slopes = np.linalg.norm(study.walk.gradients[:-1], axis=1)
        assert lengths(study)[:CLOSE] == pytest.approx(study.rate * slopes[:CLOSE])


@everywhere
def test_the_rest_of_the_walk(name, rate):
    study, story = told(name, rate)
    claims, walk = both(study, "descent.far", story.far()), study.walk
    length = np.linalg.norm(walk.gradients[-1])
    assert claims("one millionth", "百万分之一") == (walk.stop is Stop.CONVERGED)
    if walk.stop is Stop.CONVERGED:
        assert length < MILLIONTH
    if claims("swings die down", "摆动渐渐平息"):
        assert crossings(study)[CLOSE : CLOSE + 30].mean() > 0.8
        assert lengths(study)[-1] < 1e-3 < 1e-2 < lengths(study)[SLOW:CLOSE].min()
        assert np.divide(*np.linalg.eigvalsh(study.fit.hessian)) < 0.1
    if claims("steps grow shorter", "步子随之变短"):
        assert lengths(study)[-1] < 1e-2 * lengths(study).max()
    if claims("is still", "仍有"):
        assert walk.stop is Stop.MAX_STEPS and length >= MILLIONTH
        assert scientific_text(length, 2) in text(study, "descent.far", story.far())
    if claims("this learning rate crawls", "走得太慢"):
        default, _ = told(name, None)
        assert default.walk.stop is Stop.CONVERGED and default.rate > study.rate


@everywhere
def test_the_walks_that_do_not_arrive(name, rate):
    study, story = told(name, rate)
    claims, walk = both(study, "descent.far", story.far()), study.walk
    if claims("same", "同样的"):
        period = int(re.search(r"same (\d+) points", text(study, "descent.far", story.far()))[1])
        assert len({tuple(point) for point in walk.points[-6 * period :].round(6)}) == period
    if claims("leaps as far as before", "跳得和先前一样远"):
        assert walk.stop is Stop.OSCILLATING and walk.steps > 1000
        quarters = np.array_split(lengths(study), 4)
        assert np.sqrt(np.mean(quarters[3] ** 2) / np.mean(quarters[2] ** 2)) > 0.9
    if claims("a thousand times", "一千倍"):
        assert walk.losses[-1] > 1000 * walk.losses[0]
        assert walk.losses[-1] > study.window.cut
    if claims("no lowest point", "没有最低点"):
        direction = separating_direction(study.loss.data)
        assert study.loss(walk.points[-1] + direction) <= study.loss(walk.points[-1])
    if claims("Always downhill", "一直下降"):
        assert np.all(np.diff(walk.losses) <= 0)
    if claims("also goes uphill", "步是上坡"):
        assert f"{np.sum(np.diff(walk.losses) > 0):,}" in text(study, "descent.far", story.far())


@everywhere
def test_the_end(name, rate):
    study, story = told(name, rate)
    claims, arrived = both(study, "descent.end", story.end()), study.walk.stop is Stop.CONVERGED
    assert claims("No minimum", "没有最小值") == (not study.fit.exists)
    assert claims("How we know", "怎么知道") == (study.fit.exists and arrived)
    assert claims("did not arrive", "没有走到") == (study.fit.exists and not arrived)
    if claims("because of its learning rate", "问题在学习率"):
        assert told(name, None)[0].walk.stop is Stop.CONVERGED
        assert rate is not None
    if not study.fit.exists:
        x, y = study.data.x[:, 0], study.data.y
        shared = set(x[y == 0]) & set(x[y == 1])
        assert claims("perfect split", "完全分开") == (not shared)
        assert claims("meet at one value only", "只在一个取值处相接") == (len(shared) == 1)


@everywhere
def test_the_peaks(name, rate):
    study, story = told(name, rate)
    claims = both(study, "logarithm.peaks", story.split())
    assert claims("both", "都") and claims("no peak", "没有最高点") == (not study.fit.exists)
    assert claims("split cleanly", "完全分开") == (study.data.name == "apart")
    assert claims("meet at one value only", "只在一个取值处相接") == (study.data.name == "touching")


@everywhere
def test_rings_are_named_where_they_mark_all_that_stray(name, rate):
    study, story = told(name, rate)
    rows = cast(study).rows
    claims = both(study, "mapping.students", story.students(rows))
    strays = rows[~study.sides[rows]]
    wrong = study.data.m - study.right
    assert claims("All ", "全部") == (wrong == 0)
    if claims("ringed", "圈出"):
        assert 0 < len(strays) <= MOST_RINGS
        assert study.data.counts[strays].sum() == wrong


def test_no_ring_is_named_where_nobody_on_the_stage_strays():
    study, story = told("iris", None)
    rows = np.flatnonzero(study.sides)[:40]
    assert study.data.m > study.right
    assert story.students(rows) == "many"


@pytest.mark.parametrize("before", ["down to ", "一直到", "("])
def test_negative_numbers_have_a_true_minus(before, monkeypatch):
    monkeypatch.setattr("scenes.kit.words._find", lambda language, key: before + "{sum:.2f}")
    assert Words.load("zh").get("any.key", sum=-13.8629) == f"{before}−13.86"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_narration_writes_a_number_as_a_computer_does(language):
    study, _ = told("hours", 0.01)
    assert " 0.0018" in text(study, "descent.far", "crawls", language)
    assert not re.search(r"\de[-−+]\d", text(study, "descent.far", "crawls", language))
    assert not re.search(r"\de[-−+]\d", text(study, "descent.far", "max_steps", language))
