"""Meshes on the frame: coverage, cracks, outlines, depth, level lines, translucency."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stage_reference import TOP, camera, depth_inside_slowly, paint

from scenes.kit.stage import LevelLines, Light, Patch, Sheet, View
from scenes.kit.stage.triangles import find_spans, prepare

FLAT = Light(ambient=1, diffuse=0, specular=0)
BOX = (0, 24, 0, 16)
place = st.tuples(st.floats(-6, 30), st.floats(-6, 22))


def middles(triangles):
    """How often each pixel of BOX is painted."""
    places = np.ones((3 * len(triangles), 3))
    places[:, :2] = np.asarray(triangles, float).reshape(-1, 2)
    corners = np.arange(len(places), dtype=np.int32).reshape(-1, 3)
    values, lights = np.zeros(len(places)), np.ones((len(places), 2, 2))
    order, turns = np.arange(len(corners)), np.ones(len(corners), np.int8)
    ready = prepare(order, corners, places, values, lights, turns, 1, BOX, np.zeros(0, np.float32), 0.0)
    hits = np.zeros((BOX[3], BOX[1]), int)
    for _, y, x0, x1 in find_spans(ready, BOX):
        hits[y, x0:x1] += 1
    return hits


def sheet(points, value=0.0, ramp=("#ffffff", "#ffffff"), **options):
    points = np.asarray(points, float)
    values = np.broadcast_to(value, points.shape[:2])
    normals = np.broadcast_to([0.0, 0.0, 1.0], points.shape)
    return Sheet(points, values, normals, ramp, (0, 1), light=options.pop("light", FLAT), **options)


def plane(x0, x1, y0, y1, z=0.0, n=2, **options):
    y, x = np.meshgrid(np.linspace(y0, y1, n), np.linspace(x0, x1, n), indexing="ij")
    return sheet(np.stack([x, y, np.full_like(x, z)], -1), **options)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(place, place, place), min_size=1, max_size=3))
def test_pixels_are_those_whose_middle_lies_in_the_triangle(triangles):
    inside = depth_inside_slowly(triangles, 24, 16)
    painted = middles(triangles) > 0
    assert painted[inside > 1e-6].all()
    assert not painted[inside < -1e-6].any()


@settings(max_examples=60, deadline=None)
@given(place, st.integers(4, 9), st.randoms(use_true_random=False))
def test_triangles_round_a_point_paint_each_pixel_exactly_once(centre, n, random):
    centre = np.array([min(max(centre[0], 1), 23), min(max(centre[1], 1), 15)])
    angles = np.sort([2 * np.pi * (k + 0.8 * random.random()) / n for k in range(n)])
    # Far enough out that even the middle of a side lies beyond the box.
    rim = centre + 400 * np.stack([np.cos(angles), np.sin(angles)], -1)
    fan = [(centre, rim[k], rim[(k + 1) % n]) for k in range(n)]
    assert (middles(fan) == 1).all()


def test_corners_on_pixel_middles_leave_no_crack():
    grid = [[(x + 0.5, y + 0.5) for x in range(-2, 28, 3)] for y in range(-2, 20, 3)]
    triangles = []
    for r in range(len(grid) - 1):
        for c in range(len(grid[0]) - 1):
            a, b, d, e = grid[r][c], grid[r][c + 1], grid[r + 1][c + 1], grid[r + 1][c]
            triangles += [(a, b, d), (a, d, e)]
    assert (middles(triangles) == 1).all()


@pytest.mark.parametrize("view", [TOP, View(40, 20, 1, 12), View(70, 200, 2, 6)])
def test_dense_mesh_leaves_no_background_inside(view):
    angle, radius = np.meshgrid(np.linspace(0, 2 * np.pi, 61), np.linspace(0, 3, 20))
    dome = np.stack([radius * np.cos(angle), radius * np.sin(angle), 0.1 * radius**2], -1)
    picture = paint([sheet(dome)], view, colour="#000000")[..., 0]
    painted = picture > 0
    for row in painted:
        columns = np.flatnonzero(row)
        if len(columns):
            assert row[columns[0] : columns[-1] + 1].all()
    inner = (picture == 255).sum()
    assert inner > 0.8 * painted.sum()


@pytest.mark.parametrize("turn", [0, 7, 31, 45, 63, 88])
@pytest.mark.parametrize("opacity", [1, 0.6])
def test_outline_is_smooth_and_covers_its_area(turn, opacity):
    a = np.radians(turn)
    corners = np.array([[-4, -2], [4, -2], [4, 2], [-4, 2]]) @ [[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]]
    patch = Patch(np.column_stack([corners, np.zeros(4)]), "#ffffff", opacity)
    picture = paint([patch], colour="#000000")[..., 0] / 255 / opacity
    assert picture.sum() == pytest.approx(32 * 100, rel=4e-3)
    if turn % 45:
        assert len(np.unique(picture)) > 8


@settings(max_examples=25, deadline=None)
@given(st.floats(-3.3, 3.3), st.floats(0.05, 3))
def test_upright_edge_has_the_shade_of_its_share(left, wide):
    """One row of a strip between two upright edges: each pixel as bright as it is covered."""
    patch = Patch([(left, -9, 0), (left + wide, -9, 0), (left + wide, 9, 0), (left, 9, 0)], "#ffffff")
    row = paint([patch])[45, :, 0] / 255
    edges = np.array([left, left + wide]) * 10 + 80
    x = np.arange(160)
    exact = np.clip(np.minimum(x + 1, edges[1]) - np.maximum(x, edges[0]), 0, 1)
    assert np.abs(row - exact).max() < 0.07


def test_the_nearer_sheet_is_in_front_whatever_the_order():
    low, high = plane(-4, 4, -4, 4, ramp=("#ff0000",) * 2), plane(-1, 1, -1, 1, z=1, ramp=("#00ff00",) * 2)
    one, two = paint([low, high]), paint([high, low])
    assert one[45, 80].tolist() == [0, 255, 0]
    assert one[45, 100].tolist() == [255, 0, 0]
    assert np.abs(one - two).max() <= 20
    assert (one != two).any(axis=-1).sum() < 100


def test_sheets_cut_through_each_other_on_their_line():
    flat = plane(-4, 4, -4, 4, ramp=("#ff0000",) * 2)
    slope = sheet([[(-4, -4, -1), (4, -4, 1)], [(-4, 4, -1), (4, 4, 1)]], ramp=("#0000ff",) * 2)
    picture = paint([flat, slope])
    assert picture[45, 50].tolist() == [255, 0, 0]
    assert picture[45, 110].tolist() == [0, 0, 255]


def test_colour_is_the_ramps_at_the_value():
    points = np.array([[(-4, -4, 0), (4, -4, 0)], [(-4, 4, 0), (4, 4, 0)]], float)
    picture = paint([sheet(points, [[0, 1], [0, 1]], ("#000000", "#ff0000", "#ffffff"))])
    assert picture[45, 80] == pytest.approx([255, 10, 10], abs=10)
    assert picture[45, 45] == pytest.approx([picture[30, 45, 0], 0, 0], abs=1)


def test_perspective_does_not_bend_the_values():
    """On a steep plane the middle value is seen where the middle of the plane falls."""
    view = View(75, -90, 1, 8)
    points = np.array([[(-3, -3, 0), (3, -3, 0)], [(-3, 3, 0), (3, 3, 0)]], float)
    lines = LevelLines((0.5,), "#ff0000", 3)
    picture = paint([sheet(points, [[0, 0], [1, 1]], ("#000000",) * 2, lines=lines)], view, height=160, frame_width=10)
    row = np.argmax(picture[:, 80, 0])
    assert row + 0.5 == pytest.approx(80 - view.project((0, 0, 0))[1] * 16, abs=1)


@pytest.mark.parametrize("slope", [0.02, 0.1, 0.5])
@pytest.mark.parametrize("width", [0.6, 1.4, 3.0])
def test_level_lines_have_constant_width(slope, width):
    """However slowly the value changes: the line across a row holds `width` px of light."""
    y, x = np.meshgrid(np.linspace(-4, 4, 5), np.linspace(-6, 6, 9), indexing="ij")
    lines = LevelLines((0.5,), "#ffffff", width * 13.5)
    mesh = sheet(np.stack([x, y, 0 * x], -1), 0.5 + slope * (x + 0.3 * y), ("#000000",) * 2, lines=lines)
    picture = paint([mesh])[..., 0] / 255
    across = picture[20:70].sum(axis=1) * np.cos(np.arctan(0.3))
    assert across == pytest.approx(width, rel=0.03, abs=0.06)


def test_level_lines_mix_by_their_opacity():
    lines = LevelLines((0.5,), "#ffffff", 54, 0.5)
    picture = paint(
        [sheet([[(-4, -4, 0), (4, -4, 0)], [(-4, 4, 0), (4, 4, 0)]], [[0, 1], [0, 1]], ("#000",) * 2, lines=lines)]
    )
    assert picture[45, 80, 0] == pytest.approx(128, abs=1)


@pytest.mark.parametrize("order", [1, -1])
def test_translucent_sheet_shows_its_far_side_behind_its_near_one(order):
    """A fold seen from above: red far side, green near side, each half opaque."""
    points = np.array([[(-4, -4, 0), (4, -4, 0)], [(-4, 4, 1e-3), (4, 4, 1e-3)], [(-4, -4, 1), (4, -4, 1)]], float)
    values = np.array([[0, 0], [0.5, 0.5], [1, 1]], float)
    fold = sheet(points[::order], values[::order], ("#ff0000", "#ff0000", "#00ff00", "#00ff00"), opacity=0.5)
    # Near y = -3 the lower leaf is red and the upper one green.
    r, g, b = paint([fold], colour="#000000")[75, 80]
    assert (r, g, b) == pytest.approx((64, 128, 0), abs=3)


@pytest.mark.parametrize("phi", [30, 80, 150])
def test_both_sides_are_lit_towards_the_viewer(phi):
    view, light = View(phi, -90, 1, 1000), Light(specular=0)
    normal = view.matrix @ [0, 0, 1]
    normal *= np.sign(normal[2])
    toward = np.array(light.direction) / np.linalg.norm(light.direction)
    expected = light.ambient + light.diffuse * max(normal @ toward, 0)
    seen = paint([plane(-4, 4, -4, 4, ramp=("#808080",) * 2, light=light)], view)[45, 80, 0]
    assert seen == pytest.approx(128 * expected, abs=1)


def test_light_stays_with_the_camera():
    up = plane(-2, 2, -2, 2, light=Light(specular=0))
    shades = {paint([up], View(40, theta, 1, 1000))[45, 80, 0] for theta in (0, 50, 130, 260)}
    assert len(shades) == 1


def test_nothing_is_lost_when_the_eye_stands_inside():
    """The floor reaches behind the eye: it is cut at the near plane and fills the lower half of the frame."""
    floor = plane(-50, 50, -50, 50, n=3)
    picture = paint([floor], View(88, 30, 1, 4, target=(0, 0, 0.5)), colour="#000000")[..., 0]
    assert (picture[60:] == 255).all()
    assert (picture[:30] == 0).all()


def test_everything_behind_the_eye_paints_nothing():
    assert paint([plane(-1, 1, -1, 1, z=20)], View(0, 0, 1, 5)).max() == 0


@pytest.mark.parametrize(("width", "height"), [(160, 90), (90, 160), (64, 64), (33, 17)])
def test_any_shape_of_frame(width, height):
    frame_width = 8.0
    picture = paint([plane(-1, 1, -1, 1)], width=width, height=height, frame_width=frame_width)[..., 0] / 255
    assert picture.sum() == pytest.approx((2 * width / frame_width) ** 2, rel=0.02)


def test_many_outline_pixels_find_room():
    """A comb with more outline than the samples reserved at first."""
    teeth = [Patch([(x, -4, 0), (x + 0.01, -4, 0), (x + 0.01, 4, 0)], "#ffffff") for x in np.linspace(-7, 7, 40)]
    cam = camera(960, 540)
    from scenes.kit.stage.mobject import Stage, painter_for

    Stage(teeth, TOP, (-8, 8, -4.5, 4.5)).paint_on(cam.pixel_array, cam)
    assert painter_for((540, 960)).used > 1 << 14
    assert cam.pixel_array[..., 0].max() > 0
