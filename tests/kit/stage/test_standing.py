"""What stands still is painted once, and nobody can tell."""

from __future__ import annotations

import numpy as np
import pytest
from stage_reference import camera, paint, scene_of_all, shot, wall

from scenes.kit.stage import Ball, Line, Stage, View, changed_boxes
from scenes.kit.stage.mobject import painter_for

VIEW = View(60, 130, 1.2, 12)
BOX = (-8, 8, -4.5, 4.5)


def ball(k):
    return Ball((0.2 * k, 0.1 * k, 0.3), 0.5, "#ff88aa", ("#000000", 10))


def standing():
    kept = painter_for((90, 160)).standing
    return len(kept.items) if kept else 0


@pytest.mark.parametrize("opacity", [1.0, 0.6])
def test_frames_are_those_of_a_fresh_stage(opacity):
    first = [wall(-4, 4, -1, "#223344", opacity), *scene_of_all()[1:4]]
    fresh = [paint([*first, ball(k)], VIEW) for k in range(6)]
    stage, cam = Stage([*first, ball(0)], VIEW, BOX), camera()
    for k in range(6):
        stage.items[-1] = ball(k)
        assert np.array_equal(shot(stage, cam), fresh[k])
    assert standing() == 4


def test_what_stands_still_is_kept_while_the_ball_moves():
    stage, cam = Stage([*scene_of_all()[:4], ball(0)], VIEW, BOX), camera()
    kept = []
    for k in range(4):
        stage.items[-1] = ball(k)
        shot(stage, cam)
        kept.append(standing())
    assert kept == [0, 4, 4, 4]


def test_a_moving_camera_keeps_nothing():
    stage, cam = Stage(scene_of_all(), VIEW, BOX), camera()
    for k in range(3):
        stage.view = View(60, 130 + k, 1.2, 12)
        shot(stage, cam)
        assert standing() == 0


def test_a_change_beneath_the_stage_shows():
    half = [wall(-4, 4, 0, "#ffffff", 0.5)]
    stage, cam = Stage(half, View(0, -90, 1, 1000), BOX), camera()
    for colour, expected in (("#000000", 128), ("#000000", 128), ("#000000", 128), ("#ffffff", 255), ("#000000", 128)):
        cam.background_color = colour
        assert shot(stage, cam)[45, 80, 0] == expected


def test_two_stages_do_not_disturb_each_other():
    view = View(0, -90, 1, 1000)
    left = Stage([wall(-9, 9, 0, "#ff0000"), Line([(-9, 0, -1), (9, 0, -1)], 30, "#ffffff")], view, (-8, 0, -4, 4))
    right = Stage([Line([(-9, 0, -1), (9, 0, -1)], 30, "#ffffff")], view, (0, 8, -4, 4))
    cam = camera()
    for _ in range(3):
        cam.reset()
        cam.capture_mobjects([left, right])
        assert cam.pixel_array[45, 40, :3].tolist() == [255, 0, 0]
        assert cam.pixel_array[45, 120, :3].tolist() == [255, 255, 255]


@pytest.mark.parametrize("opacity", [1.0, 0.6])
@pytest.mark.parametrize("box", [(0, 160, 0, 90), (60, 110, 30, 70), (0, 33, 5, 90), (79, 81, 44, 46)])
def test_a_box_is_painted_as_in_the_whole_and_nothing_beside_it(opacity, box):
    first = [wall(-4, 4, -1, "#223344", opacity), *scene_of_all()[1:4]]
    stage, cam = Stage([*first, ball(0)], VIEW, BOX, fade_px=100), camera()
    x0, x1, y0, y1 = box
    for k in range(4):
        stage.items[-1] = ball(k)
        whole = np.full((90, 160, 4), 90, np.uint8)
        stage.paint_on(whole, cam)
        part = np.full((90, 160, 4), 90, np.uint8)
        stage.paint_on(part, cam, box)
        assert np.array_equal(part[y0:y1, x0:x1], whole[y0:y1, x0:x1])
        part[y0:y1, x0:x1] = 90
        assert (part == 90).all()


@pytest.mark.parametrize("view", [VIEW, View(20, 40, 2.0, 6), View(80, -60, 0.6, 60)])
def test_changed_boxes_hold_every_pixel_that_changed(view):
    cam, shots = camera(), []
    stage = Stage([], view, BOX)
    frames = [[*scene_of_all(), ball(k), Line([[0, 0, 1], [k, 1, 1]], 4, "#ffffff")] for k in (0, 2)]
    frames[1][:-2] = frames[0][:-2]
    for items in frames:
        stage.items = items
        shots.append(shot(stage, cam))
    changed = (shots[0] != shots[1]).any(axis=-1)
    assert changed.any()
    for x0, x1, y0, y1 in changed_boxes(*frames, stage.place(cam)):
        changed[y0:y1, x0:x1] = False
    assert not changed.any()
