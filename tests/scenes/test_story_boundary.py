"""What the words of the boundary claim, held against the trials."""

from __future__ import annotations

import re

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from storytelling import EVERYWHERE, claims, played, said

from mathcore import builtin
from scenes.kit.boundary_story import whose
from scenes.kit.settings import Settings

HAT = (-2.8754, 5.1793, 4.5617)


@pytest.fixture(scope="module")
def model():
    data = builtin("vaso")
    return LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(data.x, data.y)


@played("boundary", EVERYWHERE)
def test_the_trials_are_counted(slug, edition, perform):
    performance = perform(slug, edition)
    assert re.search(r"\b39 trials|39 次试验", said(performance, "plane"))
    assert builtin("vaso").m == 39
    assert builtin("vaso").features == ("ln volume", "ln rate")


@played("boundary", EVERYWHERE)
def test_they_are_another_data_set_unless_they_are_the_films_own(slug, edition, perform):
    performance = perform(slug, edition)
    own, text = performance.lesson.settings.data == "vaso", said(performance, "plane")
    assert claims(text, "Another data set", "换一组数据") == (not own)
    assert claims(text, "The same 39 trials", "还是这 39 次试验") == own


def test_whose_they_are_is_decided_by_the_settings():
    assert whose(Settings(data="vaso")) == "own"
    assert whose(Settings(data="hours")) == ""


@played("boundary", EVERYWHERE)
def test_at_zero_there_is_no_line(slug, edition, perform):
    performance = perform(slug, edition)
    assert claims(said(performance, "plane"), "no line yet", "还没有线")
    plane = performance.lesson.plane
    assert len(plane.line(plane.walk.points[0])) == 0
    assert set(plane.probabilities(plane.walk.points[0], plane.data.x)) == {0.5}
    assert len(plane.line(plane.walk.points[1])) == 2


@played("boundary", EVERYWHERE)
def test_the_line_turns_and_moves_and_the_shading_sharpens(slug, edition, perform):
    performance = perform(slug, edition)
    assert claims(said(performance, "sweep"), "turns and moves", "转动、移动")
    assert claims(said(performance, "sweep"), "sharpens", "越来越分明")
    points = performance.lesson.plane.walk.points
    angles = np.degrees(np.arctan2(points[1:, 2], points[1:, 1]))
    offsets = -points[1:, 0] / np.linalg.norm(points[1:, 1:], axis=1)
    assert np.ptp(angles) > 5
    assert np.ptp(offsets) > 0.2
    assert np.all(np.diff(np.linalg.norm(points[:, 1:], axis=1)) > 0)


@played("boundary", EVERYWHERE)
def test_j_falls_at_every_step(slug, edition, perform):
    performance = perform(slug, edition)
    assert claims(said(performance, "sweep"), "and falls", "一路下降")
    assert np.all(np.diff(performance.lesson.plane.walk.losses) < 0)
    assert claims(said(performance, "sweep"), "Three parameters", "三个参数")
    assert performance.lesson.plane.walk.points.shape[1] == 3


@played("boundary", EVERYWHERE)
def test_the_line_has_settled_after_so_many_steps(slug, edition, perform):
    performance = perform(slug, edition)
    walk, text = performance.lesson.plane.walk, said(performance, "end")
    assert f"{len(walk.points) - 1:,} " in text
    assert claims(text, "has settled", "不再移动")
    assert np.linalg.norm(walk.gradients[-1]) < 1e-6
    assert walk.points[-1] == pytest.approx(HAT, abs=1e-3)
    assert np.linalg.norm(walk.points[-1] - walk.points[-2]) < 1e-5


@played("boundary", EVERYWHERE)
def test_as_many_are_on_their_side_as_another_library_says(slug, edition, perform, model):
    performance = perform(slug, edition)
    data, text = builtin("vaso"), said(performance, "end")
    kept = int(np.sum(model.predict(data.x) == data.y))
    assert re.search(rf"{kept} of 39|39 次(试验)?里(有)? {kept} 次", text)
    assert claims(text, "the ringed ones do not", "圈出来的没有")
    rings = performance.lesson.frontier.rings(performance.lesson.plane.walk.points[-1])
    assert len(rings) == 39 - kept
