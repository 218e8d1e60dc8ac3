"""Lines, dots and the ball: coverage, joints, occlusion."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stage_reference import TOP, camera, paint, scene_of_all, wall

from scenes.kit.stage import Ball, Dots, Line, Stage, View

PX = 13.5
"""Makes a width of one pixel on the small test frame: 10 px to a unit instead of 135."""
number = st.floats(-6, 6)


@settings(max_examples=30, deadline=None)
@given(number, st.floats(-3, 3), number, st.floats(-3, 3), st.floats(0.5, 6))
def test_line_holds_its_length_times_its_width(x0, y0, x1, y1, width):
    picture = paint([Line([(x0, y0, 0), (x1, y1, 0)], width * PX, "#ffffff")])[..., 0] / 255
    exact = np.hypot(x1 - x0, y1 - y0) * 10 * width + np.pi * width**2 / 4
    assert picture.sum() == pytest.approx(exact, rel=0.04 + 0.12 / width, abs=0.3 * width + 1)


@pytest.mark.parametrize("opacity", [1.0, 0.5])
def test_joints_are_not_blended_twice(opacity):
    """Many corners on one straight line give the line without corners; crossing itself changes nothing."""
    ends = np.array([(-6.0, -2.1, 0), (6, 2.3, 0)])
    many = ends[0] + np.linspace(0, 1, 200)[:, None] * (ends[1] - ends[0])
    plain, fine, twice = (
        paint([Line(points, 3 * PX, "#ffffff", opacity)]) for points in (ends, many, np.concatenate([many, many[::-1]]))
    )
    assert np.abs(plain - fine).max() <= 3
    assert np.abs(fine - twice).max() <= 1
    assert plain.max() == pytest.approx(255 * opacity, abs=1)


def test_corner_has_no_gap():
    picture = paint([Line([(-4, -2, 0), (0, 2, 0), (4, -2, 0)], 5 * PX, "#ffffff")])[..., 0]
    assert picture[int(45 - 20), 79:81].min() == 255


def test_opacity_runs_along_the_line():
    row = paint([Line([(-6, 0, 0), (6, 0, 0)], 4 * PX, "#ffffff", [0, 1])])[45, :, 0] / 255
    assert row[20:140] == pytest.approx(np.linspace(0, 1, 120), abs=0.02)


def test_pen_is_lifted_at_not_a_number():
    row = paint([Line([(-6, 0, 0), (-2, 0, 0), (np.nan,) * 3, (2, 0, 0), (6, 0, 0)], 2 * PX, "#ffffff")])[45, :, 0]
    assert row[30] == row[130] == 255
    assert row[70:90].max() == 0


def test_dashes():
    row = paint([Line([(-6, 0, 0), (6, 0, 0)], 4 * PX, "#ffffff", dash=(20 * PX, 10 * PX))])[44, :, 0]
    starts = np.flatnonzero((row[1:] > 127) & (row[:-1] <= 127))
    assert len(starts) == 4
    assert np.diff(starts) == pytest.approx(30, abs=1)


def test_casing_lies_beneath_the_line():
    column = paint([Line([(-6, 0, 0), (6, 0, 0)], 4 * PX, "#ffffff", casing=("#ff0000", 10 * PX, 1))])[:, 80]
    assert column[45].tolist() == [255, 255, 255]
    assert column[48].tolist() == [255, 0, 0]
    assert (column[:, 0] > 127).sum() == 10


@pytest.mark.parametrize(("z", "hidden"), [(-1, True), (1, False)])
def test_line_is_hidden_exactly_behind_the_plane(z, hidden):
    row = paint([wall(-2, 2, 0), Line([(-6, 0, z), (6, 0, z)], 2 * PX, "#ffffff")])[45]
    behind = row[60:100]
    assert (behind[:, 0] == (0 if hidden else 255)).all()
    assert (row[25:59, 0] == 255).all() and (row[101:135, 0] == 255).all()


def test_what_is_hidden_at_an_outline_is_hidden_by_its_share():
    """The wall ends in the middle of a pixel: half of the line shows there."""
    row = paint([wall(-2.05, 2.05, 0), Line([(-6, 0, -1), (6, 0, -1)], 3 * PX, "#ffffff")])[45]
    assert row[59, 0] == pytest.approx(127, abs=20)


def test_line_dives_into_the_plane_where_they_meet():
    row = paint([wall(-6, 6, 0), Line([(-5, 0, 1), (5, 0, -1)], 2 * PX, "#ffffff")])[45, :, 0]
    assert (row[32:78] == 255).all()
    assert (row[82:] == 0).all()


@pytest.mark.parametrize("tilt", [0, 40, 65, 75])
def test_lifted_line_on_a_sheet_is_whole(tilt):
    ground = wall(-7, 7, 0)
    line = Line([(-5, -1, 0), (5, 1.5, 0)], 2 * PX, "#ffffff", lift=0.7)
    view = View(tilt, -80, 1, 30)
    assert np.abs(paint([ground, line], view)[..., 0] - paint([line], view)[..., 0]).max() <= 1


def test_translucent_wall_dims_what_is_behind():
    items = [wall(-2, 2, 0, "#000000", 0.7), Line([(-6, 0, -1), (6, 0, -1)], 3 * PX, "#ffffff")]
    row = paint(items)[45, :, 0]
    assert row[80] == pytest.approx(255 * 0.3, abs=2)
    assert row[30] == 255


def test_line_through_the_eye_is_cut():
    picture = paint([Line([(0, 0, -20), (0.5, 0, 60)], 3 * PX, "#ffffff")], View(0, -90, 1, 10))
    assert picture.max() == 255
    assert (picture[:, :75] == 0).all()


def test_lone_point_is_a_dot():
    picture = paint([Line([(0, 0, 0)], 6 * PX, "#ffffff")])[..., 0] / 255
    assert picture.sum() == pytest.approx(np.pi * 9, rel=0.05)


@pytest.mark.parametrize("items", [[Line([], 2, "#fff")], [Dots([], 2, "#fff")], []])
def test_nothing_paints_nothing(items):
    assert paint(items).max() == 0


@settings(max_examples=20, deadline=None)
@given(number, st.floats(-3, 3), st.floats(1, 8))
def test_disc_has_its_area(x, y, radius):
    picture = paint([Dots([(x, y, 0)], radius * PX, "#ffffff")])[..., 0] / 255
    assert picture.sum() == pytest.approx(np.pi * radius**2, rel=0.05, abs=0.5)


def test_rim_lies_round_the_disc():
    row = paint([Dots([(0.05, 0.05, 0)], 5 * PX, "#ff0000", "#00ff00", 3 * PX)])[44]
    assert row[80].tolist() == [255, 0, 0]
    assert row[86].tolist() == [0, 255, 0]
    assert (row.max(axis=1) > 127).sum() == pytest.approx(16, abs=1)


def test_dots_are_hidden_one_by_one():
    row = paint([wall(-8, 0, 0), Dots([(-4, 0, -1), (4, 0, -1), (-2, 0, 1)], 3 * PX, "#ffffff")])[45, :, 0]
    assert (row[40], row[120], row[60]) == (0, 255, 255)


def test_ball_is_round_and_lit_from_the_upper_left():
    picture = paint([Ball((0, 0, 0), 3, "#808080")])[..., 0]
    assert (picture > 0).sum() == pytest.approx(np.pi * 900, rel=0.05)
    assert picture[30, 70] > picture[60, 90] + 20


def test_ball_has_a_ring():
    row = paint([Ball((0, 0, 0), 2, "#ff0000", ("#00ff00", 3 * PX))])[45]
    assert row[101].tolist() == [0, 255, 0]
    assert row[104].max() == 0


@pytest.mark.parametrize("sunk", [-0.6, 0.0, 0.8])
def test_ball_cuts_a_plane_in_its_circle(sunk):
    """Seen from above, the ball shows out of the plane over a disc of radius sqrt(r^2 - sunk^2) where it is sunk."""
    picture = paint([wall(-4, 4, 0), Ball((0, 0, -sunk), 2, "#ff0000")])[..., 0] / 255
    wide = 2 if sunk < 0 else np.sqrt(4 - sunk**2)
    row = picture[45]
    assert (row > 0.2).sum() == pytest.approx(20 * wide, abs=1.5)


def test_ball_hides_what_is_behind_it_only():
    items = [
        Ball((0, 0, 0), 1, "#ff0000"),
        Line([(-6, 0, -2), (6, 0, -2)], 2 * PX, "#ffffff"),
        Dots([(0, 0, 2)], 2 * PX, "#00ff00"),
    ]
    row = paint(items)[45]
    assert row[80].tolist() == [0, 255, 0]
    assert row[75, 1] < 200
    assert row[60].tolist() == [255, 255, 255]


def test_ball_before_the_eye_is_left_out():
    assert paint([Ball((0, 0, 9.9), 1, "#ff0000")], View(0, 0, 1, 10)).max() == 0


def test_sizes_follow_the_resolution():
    line = Line([(-9, 0, 0), (9, 0, 0)], 27, "#ffffff")
    for width, height in ((160, 90), (320, 180), (480, 270)):
        column = paint([line], width=width, height=height)[:, width // 2, 0] / 255
        assert column.sum() == pytest.approx(27 * width / 16 / 135, rel=0.02)


def test_painting_twice_gives_the_same_frame():
    view = View(60, 130, 1.2, 12)
    first = paint(scene_of_all(), view)
    paint([wall(-8, 8, 3)], View(10, 20, 2, 5))
    assert np.array_equal(first, paint(scene_of_all(), view))


def test_outside_the_viewport_nothing_changes():
    cam = camera(colour="#102030")
    Stage(scene_of_all(), View(60, 130, 9, 12), (-2, 3, -1, 2)).paint_on(cam.pixel_array, cam)
    frame = cam.pixel_array[..., :3].copy()
    assert (frame[30:50, 60:110] != [16, 32, 48]).any()
    frame[25:55, 60:110] = [16, 32, 48]
    assert (frame == [16, 32, 48]).all()


def test_top_view_is_what_it_says():
    assert TOP.project((1.5, -2, 0))[:2] == pytest.approx([1.5, -2])
