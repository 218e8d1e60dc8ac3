"""Mapping: marks, mapped back through their axes, are the scores and probabilities of the study."""

from __future__ import annotations

import re

import mpmath
import numpy as np
import pytest

from mathcore import sigmoid
from scenes.mapping import FAR, PROBABILITY

PIXEL = 1 / 135
EDGE = 64 / 9
EDITIONS = (
    *("hours", "hours-zh", "challenger", "menarche-zh", "apart", "falling", "outlier", "steep"),
    *("many", "skewed", "million-zh"),
)
everywhere = pytest.mark.parametrize("edition", EDITIONS)


@pytest.fixture
def played(edition, perform):
    return perform("mapping", edition)


def height(p):
    return PROBABILITY.point(0, p)[..., 1]


@everywhere
def test_the_rows_shown_are_the_studys(played):
    rows, study = played.lesson.cast, played.study
    assert np.array_equal(rows.z, study.scores[rows.rows])
    assert np.array_equal(rows.p, study.probabilities[rows.rows])
    assert np.array_equal(rows.y, study.data.y[rows.rows])
    assert rows.z == pytest.approx(study.loss.data.design[rows.rows] @ study.theta, abs=1e-12)


@everywhere
def test_magnified_marks_stand_at_their_scores(played):
    near, unit = played.lesson.magnifier.near, 1 / (2 * played.lesson.span) * 11.3
    marks = played.places["line"]["marks"]
    assert len(marks) == played.lesson.cast.size
    for mark, z in zip(marks, played.lesson.cast.z, strict=True):
        if abs(z) <= played.lesson.span:
            assert abs(near.value(mark)[0] - z) * unit < PIXEL
        else:
            # Off the end at its side, and still on the frame.
            assert played.lesson.span < np.sign(z) * near.value(mark)[0]
            assert abs(mark[0]) < EDGE


@everywhere
def test_no_mark_leaves_the_frame(played):
    lesson = played.lesson
    marks = [*lesson.magnifier.marks, *lesson.magnifier.rug, *lesson.magnifier.class_words, *lesson.bend.marks]
    for part in [*marks, *(part for link in lesson.links for part in link)]:
        assert max(abs(part.get_left()[0]), abs(part.get_right()[0])) < EDGE


@everywhere
def test_an_arrow_stands_where_scores_lie_beyond_a_line(played):
    magnifier = played.lesson.magnifier
    for line, drawn, z in (
        (magnifier.true, magnifier.true_line, played.study.scores),
        (magnifier.near, magnifier.near_line, played.lesson.cast.z),
    ):
        end = line.x_range[1]
        assert len(drawn) - 2 == int(z.max() > end) + int(z.min() < -end)


@everywhere
def test_ticks_on_the_true_line_stand_at_their_scores(played):
    true, rows = played.lesson.magnifier.true, played.lesson.cast
    for line, z, aside in zip(played.lesson.magnifier.rug, rows.z, rows.aside, strict=True):
        if abs(z) <= FAR:
            assert line.get_start()[0] == pytest.approx(float(true.point(z, 0)[0]) + aside, abs=PIXEL)
        else:
            assert np.sign(z) * true.value(line.get_start())[0] > FAR


@everywhere
@pytest.mark.parametrize("u", [0.0, 0.3, 0.6, 1.0])
def test_the_bend_keeps_the_order(played, u):
    bend = played.lesson.bend
    z = np.linspace(-FAR, FAR, 4001)
    way = bend.way(z, u)
    # Heights rise, or the way lies still flat; sideways nobody overtakes until the line has become the axis.
    assert np.all(np.diff(way[:, 1]) >= 0)
    assert np.all(np.diff(way[:, 0]) >= -1e-12)


@everywhere
def test_the_bend_begins_on_the_line_and_ends_on_the_axis(played):
    bend, line, z = played.lesson.bend, played.lesson.line, np.linspace(-12, 12, 97)
    assert bend.way(z, 0.0)[:, 0] == pytest.approx(line.x(z))
    assert bend.way(z, 0.0)[:, 1] == pytest.approx(line.y)
    assert bend.way(z, 1.0)[:, 0] == pytest.approx(PROBABILITY.box[0])
    assert bend.way(z, 1.0)[:, 1] == pytest.approx(height(sigmoid(z)))


@everywhere
def test_bent_marks_end_at_their_probabilities(played):
    bend = played.lesson.bend
    bend.u.set_value(1.0)
    bend.place()
    for dot, p in zip(bend.marks, played.study.probabilities[played.lesson.cast.rows], strict=True):
        assert PROBABILITY.value(dot.get_center())[1] == pytest.approx(p, abs=PIXEL / 3.94)


@everywhere
def test_trails_lead_to_the_sigmoid(played):
    bend, rows = played.lesson.bend, played.lesson.cast
    bend.u.set_value(1.0)
    bend.place()
    for trail, z, aside in zip(bend.trails, rows.z, rows.aside, strict=True):
        start, end = trail.get_start() - [aside, aside, 0], trail.get_end() - [aside, aside, 0]
        assert start[:2] == pytest.approx(played.lesson.line.point(z)[:2], abs=PIXEL)
        assert end[1] == pytest.approx(height(1 / (1 + np.exp(-z))), abs=PIXEL)


@everywhere
def test_every_row_goes_up_to_the_curve_and_across_to_its_probability(played):
    lesson = played.lesson
    for (up, across, dot, rug), z, p in zip(lesson.links, lesson.cast.z, lesson.cast.p, strict=True):
        aside = 0.03
        assert dot.get_center()[:2] == pytest.approx([float(lesson.line.x(z)), float(height(p))], abs=PIXEL)
        assert up.get_end()[1] == pytest.approx(height(p), abs=PIXEL)
        assert abs(up.get_end()[0] - up.get_start()[0]) < 1e-9
        assert abs(across.get_end()[1] - across.get_start()[1]) < 1e-9
        assert rug.get_start()[1] == pytest.approx(height(p), abs=aside)


@everywhere
def test_rings_stand_round_those_on_the_other_side_only(played):
    lesson, study = played.lesson, played.study
    strays = np.flatnonzero(~study.sides[lesson.cast.rows])
    marked = 0 < len(strays) <= 8 and study.data.counts[lesson.cast.rows[strays]].sum() == study.data.m - study.right
    rings = sorted(map(tuple, np.round(played.places["students"]["rings"], 6)))
    expected = sorted(tuple(np.round(lesson.on_curve(lesson.cast.z[k]), 6)) for k in strays) if marked else []
    assert np.allclose(rings, expected, atol=PIXEL)
    wrong = (study.probabilities >= 0.5) != (study.data.y == 1)
    assert np.array_equal(wrong, ~study.sides)


@everywhere
@pytest.mark.parametrize("share", [0.0, 0.4, 1.0])
def test_at_every_zoom_a_score_is_where_its_probability_is(played, share):
    extremes = played.lesson.extremes
    power = share * extremes.last
    extremes.power.set_value(power)
    extremes.place()
    for k, passing in enumerate(extremes.dots):
        z, side = extremes.scores[k // 2], (-1, 1)[k % 2]
        with mpmath.workdps(40):
            away = float(2 * 5.3 * mpmath.mpf(10) ** power / (1 + mpmath.exp(-z)))
        if passing[0].get_fill_opacity() > 0:
            assert abs(passing[0].get_x() - side * (5.3 - away)) < PIXEL


@everywhere
def test_the_digits_shown_are_exact_and_cut(played):
    for z, drawn in zip((-FAR, FAR), played.lesson.extremes.digits, strict=True):
        shown = re.sub(r"thin|tail|dots\.h|[^0-9.]", "", drawn[1].typst_code)
        with mpmath.workdps(60):
            exact = mpmath.nstr(1 / (1 + mpmath.exp(-z)), 50, strip_zeros=False, min_fixed=-100, max_fixed=100)
        assert exact.startswith(shown)
        assert len(shown) > 18
        assert shown.startswith("0.") and set(shown[2:]) not in ({"0"}, {"9"})
