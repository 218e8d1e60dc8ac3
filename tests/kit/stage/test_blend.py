"""One surface turns into another: what lies between is between, and what does not match is refused."""

import numpy as np
import pytest
from manim import Scene, Transform, tempconfig
from stage_reference import TOP

from scenes.kit.stage import Ball, Dots, LevelLines, Line, Patch, Sheet, Stage, StageCamera, View
from scenes.kit.stage.blend import between

GRID = np.stack([*np.meshgrid(np.arange(3.0), np.arange(4.0), indexing="ij"), np.zeros((3, 4))], axis=-1)
UP = np.broadcast_to([0.0, 0.0, 1.0], GRID.shape)


def sheet(height, colour="#000000", opacity=1.0, levels=(0.0,)):
    points = GRID + [0, 0, height]
    lines = LevelLines(levels, "#ffffff", 1 + height)
    return Sheet(points, points[..., 2], UP, (colour, "#ffffff"), (0.0, 1.0 + height), lines, opacity)


def test_a_sheet_halfway_is_the_mean_of_both():
    (half,) = between([sheet(0)], [sheet(2, opacity=0.5)], 0.5)
    np.testing.assert_allclose(half.points, GRID + [0, 0, 1])
    np.testing.assert_allclose(half.values, 1)
    assert half.range == (0, 2) and half.opacity == 0.75 and half.lines.width_px == 2


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_every_kind_of_item_has_a_way(share):
    start = [
        Line([(0, 0, 0), (1, 0, 0)], 2, "#000000", casing=("#000000", 4, 0.5)), Dots([(0, 0, 0)], 2, "#000000"),
        Ball((0, 0, 0), 1, "#000000"), Patch([(0, 0, 0), (1, 0, 0), (1, 1, 0)], "#000000"),
    ]  # fmt: skip
    end = [
        Line([(0, 2, 0), (1, 2, 0)], 4, "#ffffff", casing=("#ffffff", 8, 1.0)), Dots([(0, 2, 0)], 4, "#ffffff"),
        Ball((0, 2, 0), 3, "#ffffff"), Patch([(0, 2, 0), (1, 2, 0), (1, 3, 0)], "#ffffff"),
    ]  # fmt: skip
    line, dots, ball, patch = between(start, end, share)
    for points in (line.points, dots.points, ball.point[None]):
        np.testing.assert_allclose(points[:, 1], 2 * share)
    assert line.width_px == 2 + 2 * share and line.casing[1:] == (4 + 4 * share, 0.5 + 0.5 * share)
    assert ball.radius == 1 + 2 * share and dots.radius_px == 2 + 2 * share
    assert patch.points[2, 1] == 1 + 2 * share
    assert {"#000000", "#ffffff"}.isdisjoint({line.color}) == (0 < share < 1)


def test_what_is_in_both_stays_the_same_object():
    floor = Patch([(0, 0, 0), (1, 0, 0), (1, 1, 0)], "#000000")
    assert between([floor, sheet(0)], [floor, sheet(1)], 0.3)[0] is floor


def test_what_does_not_match_is_refused_in_words():
    with pytest.raises(ValueError, match="must match in order"):
        between([sheet(0)], [Ball((0, 0, 0), 1, "#000000")], 0.5)
    with pytest.raises(ValueError, match=r"points: shape \(2, 3\) cannot turn into \(3, 3\)"):
        between([Line(np.eye(3)[:2], 1, "#000000")], [Line(np.eye(3), 1, "#000000")], 0.5)


def test_level_lines_of_another_number_change_at_half_of_the_way():
    low, high = sheet(0, levels=(0.0,)), sheet(0, levels=(0.0, 0.5))
    assert [len(between([low], [high], share)[0].lines.levels) for share in (0.4, 0.6)] == [1, 2]


def test_transform_turns_one_surface_into_another():
    heights = []

    class Morph(Scene):
        def construct(self):
            stage = Stage([sheet(0)], TOP, (-4, 4, -2, 2))
            self.add_updater(lambda dt: heights.append(stage.items[0].points[0, 0, 2]))
            self.add(stage)
            self.play(Transform(stage, Stage([sheet(2)], View(30, 0), (-4, 4, -2, 2))), run_time=1, rate_func=float)
            heights.append(stage.items[0].points[0, 0, 2])

    quiet = {"dry_run": True, "progress_bar": "none", "verbosity": "ERROR", "frame_rate": 10.0, "pixel_width": 160}
    with tempconfig({**quiet, "pixel_height": 90, "disable_caching": True}):
        Morph(camera_class=StageCamera).render()
    assert heights[-1] == 2
    assert (np.diff(heights) >= 0).all() and len({round(h, 3) for h in heights}) > 8
