"""What the words of the surface claim, held against the numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest
from storytelling import EVERYWHERE, claims, played, said

from mathcore import BUILTIN, Study, builtin, separating_direction
from scenes.kit.figures import scientific_text
from scenes.kit.surface_story import bend

SURFACES = EVERYWHERE


def mean_loss(study, theta):
    """Return J from the rows themselves."""
    data = study.loss.data
    z = theta[0] + theta[1] * data.x[:, 0]
    return float(np.logaddexp(0, (1 - 2 * data.y) * z) @ data.counts / data.counts.sum())


def curvatures(performance):
    """Return the smaller and the larger curvature where the surface is cut, summed over the rows."""
    data, theta = performance.study.loss.data, performance.lesson.rising.centre
    h = 1 / (1 + np.exp(-(theta[0] + theta[1] * data.x[:, 0])))
    hessian = (data.design.T * (data.counts * h * (1 - h))) @ data.design / data.counts.sum()
    return np.linalg.eigvalsh(hessian)


@played("surface", SURFACES)
def test_the_loss_is_a_mean_over_all_trials(slug, edition, perform):
    performance = perform(slug, edition)
    assert f"{int(performance.study.data.counts.sum()):,} " in said(performance, "height")
    theta = performance.lesson.rising.stops[1]
    assert float(performance.study.loss(theta)) == pytest.approx(mean_loss(performance.study, theta), rel=1e-9)


@played("surface", SURFACES)
def test_bins_are_told_where_rows_are_counted_in_them(slug, edition, perform):
    performance = perform(slug, edition)
    text, binned = said(performance, "curve"), len(performance.study.data.y) > 40
    assert bool(re.search(r"in \d+ bins|分成 \d+ 组", text)) == binned
    if binned:
        assert f" {len(performance.lesson.curve.bins.edges) - 1} " in text
        assert f"{performance.study.data.m:,} " in text


@played("surface", SURFACES)
def test_bad_curves_stand_high_where_the_tour_shows_them(slug, edition, perform):
    performance = perform(slug, edition)
    text, stops = said(performance, "height"), performance.lesson.rising.stops
    assert claims(text, "A bad curve stands high, a good one lies low", "差的曲线站得高，好的曲线落得低")
    losses = [mean_loss(performance.study, stop) for stop in stops]
    # The walls come first, the valley after them.
    assert min(losses[1:3]) > losses[4]


@played("surface", SURFACES)
def test_the_curvatures_said_are_those_of_the_rows(slug, edition, perform):
    performance = perform(slug, edition)
    text, (low, high) = said(performance, "convex"), curvatures(performance)
    assert scientific_text(high, 3) in text and scientific_text(low, 3) in text
    told = re.search(r"([\d,]+) times less|横向的 ([\d,]+) 分之一", text)
    if told:
        assert int((told[1] or told[2]).replace(",", "")) == round(high / low)
    assert claims(text, "Both are positive", "都为正") and low > 0


@played("surface", SURFACES)
def test_the_valley_is_long_where_it_is_called_so(slug, edition, perform):
    performance = perform(slug, edition)
    text, (low, high) = said(performance, "convex"), curvatures(performance)
    exists = separating_direction(performance.study.loss.data) is None
    assert claims(text, "long valley", "狭长的山谷") == (exists and high > 10 * low)


@played("surface", SURFACES)
def test_a_lowest_point_is_cut_only_where_there_is_one(slug, edition, perform):
    performance = perform(slug, edition)
    study, text = performance.study, said(performance, "convex")
    direction = separating_direction(study.loss.data)
    assert claims(text, "through its lowest point", "过最低点") == (direction is None)
    assert claims(text, "no lowest point", "没有最低点", "without a lowest point") == (direction is not None)
    centre = performance.lesson.rising.centre
    if direction is None:
        assert np.linalg.norm(study.loss.gradient(centre)) < 1e-9
        return
    assert centre.tolist() in study.walk.points.tolist()
    assert claims(text, "last point of a descent", "最后一点")
    assert mean_loss(study, centre + direction) < mean_loss(study, centre)
    x, y = study.data.x[:, 0], study.data.y
    shared = set(x[y == 0]) & set(x[y == 1])
    assert claims(text, "perfect split", "完全分开") == (not shared)
    assert claims(text, "meet at one value only", "只在一个取值处相接") == (len(shared) == 1)
    # "it goes on falling": along the flat section to the side that leads away from the start.
    flat = performance.lesson.rising.flat
    falls = [mean_loss(study, centre + side * 0.5 * flat.direction) < mean_loss(study, centre) for side in (1, -1)]
    assert falls.count(True) == 1


@played("surface", SURFACES)
def test_the_curvature_is_a_weighted_sum_of_squares(slug, edition, perform):
    performance = perform(slug, edition)
    assert claims(said(performance, "convex"), "weighted sum of squares", "平方的加权和")
    study, data = performance.study, performance.study.loss.data
    rng = np.random.default_rng(7)
    for theta in performance.lesson.rising.stops:
        z = np.abs(theta[0] + theta[1] * data.x[:, 0])
        # ln h (1 - h): where it is finite the weight is positive, though float64 may round it to 0.
        logs = -z - 2 * np.log1p(np.exp(-z))
        assert np.isfinite(logs).all()
        weights = data.counts * np.exp(logs) / data.counts.sum()
        direction = rng.normal(size=2)
        squares = (data.design @ direction) ** 2
        assert direction @ study.loss.hessian(theta) @ direction == pytest.approx(weights @ squares, rel=1e-9)


@played("surface", SURFACES)
def test_every_chord_hangs_above_the_surface(slug, edition, perform):
    performance = perform(slug, edition)
    study = performance.study
    assert claims(said(performance, "convex"), "every chord hangs above it", "任何一条弦都悬在曲面上方")
    points = performance.lesson.rising.lattice_points
    rng = np.random.default_rng(11)
    for a, b in points[rng.integers(len(points), size=(60, 2))]:
        middle = float(study.loss((a + b) / 2))
        assert middle <= (float(study.loss(a)) + float(study.loss(b))) / 2 + 1e-12


@pytest.mark.parametrize("name", BUILTIN)
def test_the_words_chosen_fit_the_built_in_data(name):
    data = builtin(name)
    study = Study.of(data if data.d == 1 else data.select(data.features[0]))
    low, high = np.linalg.eigvalsh(study.loss.hessian(study.theta))
    assert bend(study) == ("" if high > 10 * low else "bowl")
