"""Boundary: marks, shading, line, names, plot and read-out are those of the trials at the walk's time."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

import mathcore
from scenes.kit.stage import Line, Sheet

EDITIONS = ("hours", "hours-zh", "challenger", "vaso", "many", "million-zh")
everywhere = pytest.mark.parametrize("edition", EDITIONS)
TIMES = (0.0, 0.5, 1.0, 3.6, 40.0, 1e9)
always = pytest.mark.parametrize("t", TIMES)


@pytest.fixture(scope="module")
def rows():
    """The trials as their file has them: ln volume, ln rate, label."""
    path = Path(mathcore.__file__).with_name("datasets") / "vaso.csv"
    with path.open(encoding="utf-8") as file:
        found = [(float(r["volume"]), float(r["rate"]), int(r["constrict"])) for r in csv.DictReader(file)]
    table = np.array(found)
    return np.log(table[:, :2]), table[:, 2]


@pytest.fixture
def at(edition, perform):
    """Return a function that puts the scene at a time of its walk."""
    lesson = perform("boundary", edition).lesson

    def place(t):
        lesson.walk_t.set_value(min(t, float(lesson.plane.walk.steps)))
        lesson.place()
        return lesson, lesson.plane.walk.at(lesson.walk_t.get_value())

    return place


def chance(theta, x):
    return 1 / (1 + np.exp(-(theta[0] + x @ theta[1:])))


@everywhere
def test_every_trial_has_its_mark_at_its_features(at, rows):
    lesson, _ = at(0.0)
    x, y = rows
    frontier = lesson.frontier
    assert len(frontier.marks) == 39
    order = np.argsort(lesson.plane.data.y, kind="stable")
    for row, mark in zip(order, frontier.marks, strict=True):
        match = np.abs(x - lesson.plane.data.x[row]).sum(axis=1) + np.abs(y - lesson.plane.data.y[row])
        assert match.min() < 1e-12
        dot = mark.submobjects[0]
        found = np.array(frontier.plot.value(dot.get_center()))
        if lesson.plane.near[row]:
            assert found == pytest.approx(lesson.plane.data.x[row], abs=1e-6)
        else:
            assert found[0] == pytest.approx(lesson.plane.data.x[row, 0], abs=1e-6)
            assert lesson.plane.data.x[row, 1] < frontier.plot.y_range[0] < found[1]


@everywhere
def test_a_mark_off_the_plot_says_its_value(edition, perform):
    performance = perform("boundary", edition)
    assert "−3.5" in performance.sources("plane")
    assert performance.lesson.plane.data.x[:, 1].min() == pytest.approx(np.log(0.03))


@everywhere
@always
def test_the_shading_is_the_probability(at, t):
    lesson, theta = at(t)
    (sheet,) = [item for item in lesson.frontier.stage.items if isinstance(item, Sheet)]
    for i, j in ((0, 0), (10, 3), (24, 34), (48, 68), (30, 60)):
        place = np.array(lesson.frontier.plot.value(sheet.points[i, j]))
        assert sheet.values[i, j] == pytest.approx(chance(theta, place), rel=1e-9)
    assert sheet.range == (0.0, 1.0)
    assert sheet.lines.levels == pytest.approx([0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9])


@everywhere
@always
def test_the_line_is_where_the_probability_is_one_half(at, t):
    lesson, theta = at(t)
    lines = [item for item in lesson.frontier.stage.items if isinstance(item, Line)]
    assert len(lines) == int(t > 0)
    for line in lines:
        for point in line.points:
            assert chance(theta, np.array(lesson.frontier.plot.value(point))) == pytest.approx(0.5, abs=1e-9)


@everywhere
@always
def test_the_names_stand_beside_the_ends_of_their_lines(at, t):
    lesson, theta = at(t)
    frontier, right = lesson.frontier, lesson.frontier.plot.box[1]
    for name, p in zip(frontier.names, (0.1, 0.5, 0.9), strict=True):
        if max(glyph.get_fill_opacity() for glyph in name) > 0:
            x2 = frontier.plot.value([right, name.get_center()[1], 0])[1]
            assert chance(theta, np.array([frontier.plot.x_range[1], x2])) == pytest.approx(p, abs=1e-6)
            assert name.get_left()[0] - right == pytest.approx(0.16, abs=1e-6)
    assert [name.typst_code for name in frontier.names] == ["$ 0.1 $", "$ 0.5 $", "$ 0.9 $"]


@everywhere
def test_all_three_lines_are_named_in_the_end(at):
    lesson, _ = at(1e9)
    assert all(max(glyph.get_fill_opacity() for glyph in name) == 1 for name in lesson.frontier.names)


@everywhere
@always
def test_the_plot_and_the_read_out_follow_the_walk(at, rows, t):
    lesson, theta = at(t)
    x, y = rows
    time = lesson.walk_t.get_value()
    loss = np.logaddexp(0, (1 - 2 * y) * (theta[0] + x @ theta[1:])).mean()
    found = lesson.losses.plot(time).value(lesson.losses.dot.get_center())
    assert found == pytest.approx((time, loss), abs=1e-6 * max(1, time))
    order = [1, 2, 0] if lesson.settings.notation == "beta" else [0, 1, 2]
    texts = [float(number.text.replace("−", "-").replace(",", "")) for number in lesson.values.numbers]
    landed = lesson.plane.walk.points[int(time)]
    loss = np.logaddexp(0, (1 - 2 * y) * (landed[0] + x @ landed[1:])).mean()
    assert texts[:3] == pytest.approx(landed[order].tolist(), abs=0.0051)
    assert texts[3:] == [int(time), pytest.approx(loss, abs=0.000051)]


@everywhere
def test_the_walk_takes_gradient_steps(at, rows):
    lesson, _ = at(0.0)
    x, y = rows
    design = np.column_stack([np.ones(39), x])
    points, rate = lesson.plane.walk.points, lesson.plane.rate
    for k in (0, 1, 17, len(points) - 2):
        gradient = design.T @ (1 / (1 + np.exp(-design @ points[k])) - y) / 39
        assert points[k + 1] == pytest.approx(points[k] - rate * gradient, abs=1e-12)


@everywhere
def test_rings_mark_the_trials_on_the_wrong_side(at, rows):
    lesson, theta = at(1e9)
    x, y = rows
    wrong = x[(chance(theta, x) >= 0.5) != (y == 1)]
    rings = np.array([lesson.frontier.plot.value(ring.get_center()) for ring in lesson.frontier.rings(theta)])
    assert len(rings) == len(wrong) == 7
    assert np.sort(rings, axis=0) == pytest.approx(np.sort(wrong, axis=0), abs=1e-6)


@everywhere
def test_the_words_of_the_classes_stand_on_their_side(edition, perform):
    lesson = perform("boundary", edition).lesson
    theta = lesson.plane.walk.points[-1]
    no, yes = (group[0].get_center() for group in lesson.frontier.classes())
    assert chance(theta, np.array(lesson.frontier.plot.value(no))) < 0.1
    assert chance(theta, np.array(lesson.frontier.plot.value(yes))) > 0.9
