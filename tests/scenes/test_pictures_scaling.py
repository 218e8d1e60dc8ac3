"""Scaling: the ruler is the affine map, and both maps are the same models, each true to scale."""

from __future__ import annotations

import numpy as np
import pytest

from mathcore import LogisticLoss
from scenes.kit.stage import Sheet

EDITIONS = ("hours", "hours-zh", "challenger", "falling", "few", "menarche-zh", "many", "million-zh")
everywhere = pytest.mark.parametrize("edition", EDITIONS)
both = pytest.mark.parametrize("number", [0, 1])


@pytest.fixture
def lesson(edition, perform):
    return perform("scaling", edition).lesson


def losses(study):
    """Return J over raw and over standardised parameters, from the data alone."""
    x, counts = study.data.x[:, 0], study.data.counts
    mean = np.average(x, weights=counts)
    sd = np.sqrt(np.average((x - mean) ** 2, weights=counts))
    return LogisticLoss(study.data), lambda theta: LogisticLoss(study.data)(
        np.stack([theta[..., 0] - theta[..., 1] * mean / sd, theta[..., 1] / sd], axis=-1)
    )


@everywhere
@pytest.mark.parametrize(("slid", "stretched"), [(0, 0), (0.4, 0), (1, 0), (1, 0.3), (1, 1)])
def test_a_value_of_the_ruler_stands_at_the_feature_it_names(lesson, slid, stretched):
    ruler, data = lesson.ruler, lesson.study.data
    mean = np.average(data.x[:, 0], weights=data.counts)
    sd = np.sqrt(np.average((data.x[:, 0] - mean) ** 2, weights=data.counts))
    ruler.slid.set_value(slid)
    ruler.stretched.set_value(stretched)
    ruler.place()
    for value in (-1.0, 0.0, 2.0):
        feature = ruler.plot.value([ruler.at(value), 0, 0])[0]
        assert feature == pytest.approx(slid * mean + value * (1 + stretched * (sd - 1)), rel=1e-6, abs=1e-6 * sd)
    for tick, (line, _) in {**ruler.ticks, **ruler.units}.items():
        if line.get_stroke_opacity() > 0:
            assert line.get_center()[0] == pytest.approx(ruler.at(tick), abs=1e-6)
    ruler.slid.set_value(1)
    ruler.stretched.set_value(1)
    ruler.place()


@everywhere
def test_the_ruler_shows_zero_at_the_mean_and_one_a_deviation_on(lesson):
    ruler, x = lesson.ruler, lesson.study.data.x[:, 0]
    ticks = {**ruler.ticks, **ruler.units}
    shown = [value for value, (line, _) in ticks.items() if line.get_stroke_opacity() > 0]
    assert 0.0 in shown and len(shown) >= 3
    assert ruler.plot.value(ruler.mean_line()[0].get_start())[0] == pytest.approx(
        np.average(x, weights=lesson.study.data.counts), rel=1e-6
    )


@everywhere
@both
def test_a_map_shows_its_own_loss_at_one_scale(lesson, number):
    bowls, loss = lesson.bowls, losses(lesson.study)[number]
    plot = bowls.plots[number]
    origin, right, up = plot.point(0, 0), plot.point(1, 0), plot.point(0, 1)
    assert right[0] - origin[0] == pytest.approx(up[1] - origin[1], rel=1e-9)
    (surface,) = [item for item in bowls.island(float(number)) if isinstance(item, Sheet)]
    places = surface.points.reshape(-1, 3)[::97]
    theta = np.array([plot.value(place) for place in places])
    # Read back from the frame, a hair of the raw valley's width is many levels: hold the loss in double precision.
    assert loss(theta) == pytest.approx(surface.values.reshape(-1)[::97], rel=1e-6)


@everywhere
def test_both_maps_have_their_lines_at_the_same_levels(lesson):
    bowls = lesson.bowls
    first, second = ([item for item in bowls.island(share) if isinstance(item, Sheet)][0] for share in (0.0, 1.0))
    assert first.lines.levels == second.lines.levels == bowls.levels
    assert len(bowls.levels) >= 3
    assert first.values.tolist() == second.values.tolist()
    assert first.range == second.range


@everywhere
@both
def test_the_crosses_are_the_minimum(lesson, number):
    place = lesson.bowls.plots[number].value(lesson.bowls.cross(number).get_center())
    reach = np.ptp(lesson.bowls.plots[number].x_range)
    expected = lesson.study.raw_theta if number == 0 else lesson.reshaping.theta[1]
    assert place == pytest.approx(tuple(expected), abs=1e-6 * reach)


@everywhere
@both
@pytest.mark.parametrize("t", [0.0, 3.0, 7.5, 1e9])
def test_the_balls_are_where_the_walks_are(lesson, number, t):
    trail = lesson.bowls.trails[number]
    walk = lesson.reshaping.walks[2 * number]
    *_, ball = trail.items(t)
    plot = lesson.bowls.plots[number]
    expected = walk.at(min(t, walk.steps))
    assert plot.value(ball.points[0]) == pytest.approx(tuple(expected), abs=1e-9 * np.ptp(plot.x_range))


@everywhere
def test_the_counts_end_at_the_walks_lengths(lesson):
    shown = [count.text for count in lesson.bowls.counts]
    assert shown == [f"{lesson.reshaping.walks[k].steps:,}" for k in (0, 2)]


def test_the_story_of_hours(perform):
    lesson = perform("scaling", "hours").lesson
    assert [count.text for count in lesson.bowls.counts] == ["7,122", "41"]
