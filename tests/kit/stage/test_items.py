from __future__ import annotations

import copy

import numpy as np
import pytest

from scenes.kit.stage import Ball, Dots, LevelLines, Line, Patch, Sheet
from scenes.kit.stage.topology import fan, grid


def sheet(r=3, c=4, **changes):
    y, x = np.mgrid[:r, :c].astype(float)
    parts = {
        "points": np.stack([x, y, 0 * x], -1),
        "values": x,
        "normals": np.broadcast_to([0.0, 0.0, 1.0], (r, c, 3)),
        "ramp": ("#000", "#fff"),
        "range": (0.0, 1.0),
    }
    return Sheet(**(parts | changes))


WRONG = [
    (lambda: sheet(points=np.zeros((3, 4, 2))), "coordinates"),
    (lambda: sheet(points=np.zeros((12, 3))), "shape"),
    (lambda: sheet(points=np.zeros((1, 4, 3))), "shape"),
    (lambda: sheet(points=np.full((3, 4, 3), np.nan)), "finite"),
    (lambda: sheet(values=np.zeros((4, 3))), "match"),
    (lambda: sheet(normals=np.zeros((2, 4, 3))), "match"),
    (lambda: sheet(ramp=("blue", "#fff")), "not a colour"),
    (lambda: LevelLines((0.5,), "white"), "not a colour"),
    (lambda: Line(np.zeros((4, 2)), 1, "#fff"), "coordinates"),
    (lambda: Line(np.zeros((4, 3)), 1, "#ff"), "not a colour"),
    (lambda: Line(np.zeros((4, 3)), 1, "#fff", dash=(3, 0)), "dash"),
    (lambda: Line(np.zeros((4, 3)), 1, "#fff", opacity=[1, 2]), "broadcast"),
    (lambda: Patch(np.zeros((2, 3)), "#fff"), "n >= 3"),
    (lambda: Dots(np.zeros(3), 2, "#fff"), "shape"),
    (lambda: Ball((0, 0), 1, "#fff"), "coordinates"),
]


@pytest.mark.parametrize(("build", "says"), WRONG)
def test_wrong_items_say_what_is_wrong(build, says):
    with pytest.raises(ValueError, match=says):
        build()


def test_items_are_not_copied():
    item = Line(np.zeros((4, 3)), 1, "#fff")
    assert copy.deepcopy(item) is item


def test_items_keep_their_own_numbers():
    points = np.zeros((4, 3))
    line = Line(points, 1, "#fff")
    points[:] = 9
    assert line.points.max() == 0


def test_no_points_are_allowed_where_nothing_is_to_be_drawn():
    assert Line([], 1, "#fff").points.shape == (0, 3)
    assert Dots([], 1, "#fff").points.shape == (0, 3)


def outline(topology):
    return {tuple(sorted(edge[:2].tolist())) for edge in topology.edges if edge[3] < 0}


def test_rectangle_has_its_four_sides_as_outline():
    sides = outline(grid(3, 4, False, False))
    assert len(sides) == 2 * (2 + 3)
    assert (0, 1) in sides and (0, 4) in sides and (10, 11) in sides


def test_closed_polar_mesh_has_only_its_rim_as_outline():
    mesh = grid(4, 7, True, True)
    assert len(outline(mesh)) == 6
    assert min(min(edge) for edge in outline(mesh)) == 21
    assert len(mesh.triangles) == 6 + 2 * 6 * 2


def test_every_edge_lies_between_its_triangles():
    mesh = grid(4, 5, True, False)
    for a, b, one, two in mesh.edges:
        for triangle in (one, two):
            assert triangle < 0 or {a, b} <= set(mesh.triangles[triangle])
    # Euler: a tube has corners - edges + triangles = 0.
    assert len(np.unique(mesh.triangles)) - len(mesh.edges) + len(mesh.triangles) == 0


def test_fan():
    assert fan(5).triangles.tolist() == [[0, 1, 2], [0, 2, 3], [0, 3, 4]]
    assert len(outline(fan(5))) == 5


def test_closed_and_centred_meshes_are_recognised():
    angle, radius = np.meshgrid(np.linspace(0, 2 * np.pi, 13), np.linspace(0, 1, 4))
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle), 0 * angle], -1)
    disc = Sheet(points, radius, np.broadcast_to([0.0, 0, 1], points.shape), ("#000", "#fff"), (0, 1))
    assert disc.topology is grid(4, 13, True, True)


@pytest.mark.parametrize("up", [1, -1])
def test_winding_follows_the_normals(up):
    normals = np.broadcast_to([0.0, 0.0, float(up)], (3, 4, 3))
    assert sheet(normals=normals).winding == up
