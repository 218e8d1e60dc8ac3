"""Contour: the path is the walk, and the gradient stands at a right angle to the level line."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.kit.clip import clipped, within
from scenes.kit.map_view import BOX
from scenes.kit.room import box_of
from scenes.kit.stage import Dots, Line

PIXEL, HAIR = 1 / 135, 1e-9
EDITIONS = ("hours", "hours-zh", "challenger", "apart", "cycle", "many", "skewed", "million-zh")
everywhere = pytest.mark.parametrize("edition", EDITIONS)
early = pytest.mark.parametrize("step", range(4))


@pytest.fixture
def lesson(edition, perform):
    return perform("contour", edition).lesson


@everywhere
@pytest.mark.parametrize("t", [0.0, 0.5, 3.0, 11.7, 1e9])
def test_the_path_is_the_walk(lesson, t):
    t = min(t, float(lesson.study.walk.steps))
    (path,) = [item for item in lesson.map.path(t) if isinstance(item, Line)]
    expected = np.vstack([lesson.study.walk.points[: int(t) + 1], lesson.study.walk.at(t)])
    found = np.array([lesson.map.plot.value(point) for point in path.points])
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("edition", ["leaps", "off", "steep"])
@pytest.mark.parametrize("t", [0.5, 3.0, 11.7, 1e9])
def test_of_a_walk_that_leaps_off_the_map_only_what_lies_on_it_is_drawn(lesson, t):
    t = min(t, float(lesson.study.walk.steps))
    path, dots, ball = lesson.map.path(t)
    assert np.isnan(path.points).any() or t < 1
    drawn = path.points[np.isfinite(path.points).all(axis=1)]
    places = np.vstack([drawn, dots.points, ball.points])
    assert within(places, (BOX[0] - HAIR, BOX[1] + HAIR, BOX[2] - HAIR, BOX[3] + HAIR)).all()
    assert len(ball.points) == lesson.map.holds(lesson.study.walk.at(t))


def test_a_path_is_cut_off_at_the_sides_of_the_box():
    path = np.array([[0, 0, 0], [2, 0, 0], [2, 2, 0], [0.5, 0.5, 0], [0.5, -3, 0], [-3, -3, 0], [-3, 0, 0], [3, 0, 0]])
    pieces = clipped(path.astype(float), (-1, 1, -1, 1)).reshape(-1, 3, 3)[:, :2, :2]
    expected = [[[0, 0], [1, 0]], [[1, 1], [0.5, 0.5]], [[0.5, 0.5], [0.5, -1]], [[-1, 0], [1, 0]]]
    assert pieces == pytest.approx(np.array(expected))


@everywhere
@pytest.mark.parametrize("t", [0.0, 0.5, 3.0, 11.7, 1e9])
def test_the_point_is_where_the_walk_is(lesson, t):
    t = min(t, float(lesson.study.walk.steps))
    point = [item for item in lesson.map.path(t) if isinstance(item, Dots)][-1]
    assert lesson.map.plot.value(point.points[0]) == pytest.approx(tuple(lesson.study.walk.at(t)), abs=1e-9)


@everywhere
@early
def test_the_arrow_is_parallel_to_the_gradient(lesson, step):
    theta = lesson.study.walk.points[step]
    square, arrow, _ = lesson.map.gradient_at(theta)
    along = (arrow.get_end() - arrow.get_start())[:2]
    gradient = lesson.study.loss.gradient(theta)
    assert along @ gradient == pytest.approx(np.linalg.norm(along) * np.linalg.norm(gradient), rel=1e-6)
    corners = [corner[:2] for corner in square.get_anchors()]
    a, b = corners[0] - lesson.map.place(theta)[:2], corners[-1] - lesson.map.place(theta)[:2]
    assert abs(a @ b) < 1e-6


@everywhere
@early
def test_the_level_line_crosses_the_gradient_at_a_right_angle(lesson, step):
    theta = lesson.study.walk.points[step]
    lines = lesson.map.level_through(theta)
    here = lesson.map.place(theta)
    if not len(lines):
        pytest.skip("this level lies outside the map")
    anchors = min((line.get_anchors() for line in lines), key=lambda a: np.linalg.norm(a - here, axis=1).min())
    assert np.linalg.norm(anchors - here, axis=1).min() < 0.1
    values = np.array([lesson.map.plot.value(point) for point in anchors[::5]])
    assert lesson.study.loss(values) == pytest.approx(float(lesson.study.loss(theta)), rel=0.01)


@everywhere
def test_the_cross_is_the_minimum(lesson):
    if lesson.study.fit.exists:
        cross = lesson.map.minimum([])[0]
        assert lesson.map.plot.value(cross.get_center()) == pytest.approx(tuple(lesson.study.fit.theta), abs=1e-6)


@everywhere
def test_the_name_of_the_minimum_stands_where_the_walk_leaves_room(lesson):
    if not lesson.study.fit.exists:
        return
    _, name = lesson.map.minimum([])
    left, right, bottom, top = box_of(name)
    start, end = lesson.map.place(lesson.study.walk.points[:2])
    x, y, _ = np.linspace(start, end, 400).T
    assert not np.any((left < x) & (x < right) & (bottom < y) & (y < top))


@everywhere
def test_level_lines_lie_on_their_level(lesson):
    plot, loss = lesson.map.plot, lesson.study.loss
    levels = [level for level in lesson.map.levels if lesson.map._lines(level)]
    assert levels
    for level in levels:
        for line in lesson.map._lines(level):
            theta = np.array([plot.value(place) for place in line])
            slope = np.linalg.norm(loss.gradient(theta), axis=-1) / (plot.point(1, 0) - plot.point(0, 0))[0]
            assert np.abs(loss(theta) - level).max() <= (0.5 * PIXEL * slope).max()


@everywhere
@pytest.mark.parametrize("t", [0.0, 2.0, 1e9])
def test_the_read_out_follows_the_walk(lesson, t):
    lesson.walk_t.set_value(min(t, float(lesson.study.walk.steps)))
    lesson.place()
    theta = lesson.study.walk.at(lesson.walk_t.get_value())
    assert lesson.readout.numbers[0].text == f"{int(lesson.walk_t.get_value()):,}"
    assert float(lesson.readout.numbers[2].text) == pytest.approx(float(lesson.study.loss(theta)), abs=5.1e-5)
