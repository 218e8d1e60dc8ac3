"""The stage as a mobject: in scenes, faded, moved, copied, hashed."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from manim import DOWN, ORIGIN, RIGHT, FadeIn, FadeOut, Scene, Square, ValueTracker, tempconfig
from stage_reference import TOP, camera, paint, shot

from scenes.kit.stage import Line, Patch, Sheet, Stage, StageCamera, View

ROOT = Path(__file__).resolve().parents[3]
FLOOR = Patch([(-9, -9, 0), (9, -9, 0), (9, 9, 0), (-9, 9, 0)], "#ffffff")
BOX = (-4, 4, -2, 2)


def test_bounding_box_is_the_viewport():
    stage = Stage([], TOP, (-1, 3, -2, 1))
    assert stage.width == 4 and stage.height == 3
    assert stage.get_center() == pytest.approx([1, -0.5, 0])
    assert stage.viewport == (-1, 3, -2, 1)


def test_shifting_moves_the_picture():
    cam, stage = camera(), Stage([FLOOR], TOP, BOX)
    before = shot(stage, cam)
    after = shot(stage.shift(2 * RIGHT + DOWN), cam)
    assert np.array_equal(after[10:, 20:], before[:-10, :-20])


def test_scaling_scales_the_picture():
    line = Line([(-3, 0, 0), (3, 0, 0)], 27, "#ffffff")
    stage = Stage([line], TOP, BOX).scale(0.5)
    assert stage.project((3, 0, 0)) == pytest.approx([1.5, 0, 0])
    assert (shot(stage, camera())[45, :, 0] > 127).sum() == pytest.approx(31, abs=2)


def test_project_follows_the_view_and_the_viewport():
    stage = Stage([], View(60, 30, 1.5, 10, target=(1, 2, 3), shift=(0.5, 0)), (0, 6, -1, 3))
    assert stage.project((1, 2, 3)) == pytest.approx([3.5, 1, 0])
    assert stage.project(np.zeros((5, 3))).shape == (5, 3)


@pytest.mark.parametrize("opacity", [0.0, 0.25, 0.5, 1.0])
def test_opacity_of_the_whole(opacity):
    picture = shot(Stage([FLOOR, FLOOR], TOP, BOX).set_opacity(opacity), camera())
    assert picture[45, 80] == pytest.approx([255 * opacity] * 3, abs=1)


def test_background_and_none():
    assert paint([], background="#ff0000", box=BOX)[45, 80].tolist() == [255, 0, 0]
    assert paint([], background="#ff0000", box=BOX)[5, 5].tolist() == [0, 0, 0]
    assert paint([], colour="#112233", box=BOX)[45, 80].tolist() == [17, 34, 51]


def test_edges_fade_but_not_at_the_frame():
    row = paint([FLOOR], box=(-8, 4, -2, 2), fade_px=10 * 13.5)[45, :, 0]
    assert row[0] == 255
    assert row[115] == pytest.approx(127, abs=30)
    assert (np.diff(row[108:121]) <= 0).all() and row[119] < 10 and row[108] == 255


def test_depth_visible():
    with tempconfig({"pixel_width": 160, "pixel_height": 90, "frame_width": 16, "frame_height": 9}):
        stage = Stage([FLOOR], View(60, -90, 1, 20), (-8, 8, -4.5, 4.5))
        assert stage.depth_visible((0, 0, 1))
        assert stage.depth_visible((0, 0, 0))
        assert not stage.depth_visible((0, 0, -1))
        assert not stage.depth_visible((0, 500, 1))
        stage.items.clear()
        assert stage.depth_visible((0, 0, -1))


def test_copies_are_cheap_and_independent():
    y, x = np.meshgrid(np.linspace(-2, 2, 300), np.linspace(-2, 2, 300), indexing="ij")
    points = np.stack([x, y, x * y], -1)
    big = Sheet(points, x, np.ones_like(points), ("#000", "#fff"), (-2, 2))
    stage = Stage([big], TOP, BOX)
    start = time.perf_counter()
    twin = stage.copy()
    assert time.perf_counter() - start < 0.05
    assert twin.items[0] is big
    twin.items.append(FLOOR)
    twin.shift(RIGHT)
    assert len(stage.items) == 1 and stage.get_center() == pytest.approx(ORIGIN)
    assert copy.deepcopy(stage).view is stage.view


def test_state_holds_no_buffers():
    stage = Stage([FLOOR], TOP, BOX)
    before = set(vars(stage))
    shot(stage, camera())
    assert set(vars(stage)) == before


@pytest.mark.parametrize("wrong", [(1, 0, 0, 1), (0, 1, 1, 1)])
def test_impossible_viewports_are_refused(wrong):
    with pytest.raises(ValueError, match="viewport"):
        Stage([], TOP, wrong)


def test_order_with_other_mobjects():
    cam, stage = camera(), Stage([FLOOR], TOP, BOX)
    red = Square(1, color="#ff0000", fill_opacity=1)
    for mobjects, expected in (([stage, red], [255, 0, 0]), ([red, stage], [255, 255, 255])):
        cam.reset()
        cam.capture_mobjects(mobjects)
        assert cam.pixel_array[45, 80, :3].tolist() == expected


def test_transparent_frames_stay_transparent():
    cam = StageCamera(pixel_width=160, pixel_height=90, frame_width=16, frame_height=9, background_opacity=0)
    half = Patch([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)], "#ffffff", 0.5)
    cam.capture_mobjects([Stage([half], TOP, BOX)])
    assert cam.pixel_array[45, 80].tolist() == [128] * 4
    assert cam.pixel_array[30, 50].tolist() == [0] * 4


SMALL = {
    "pixel_width": 160,
    "pixel_height": 90,
    "frame_width": 16,
    "frame_height": 9,
    "frame_rate": 10,
    "verbosity": "ERROR",
}


class Film(Scene):
    """A scene whose frames are kept instead of being written."""

    def __init__(self, act):
        super().__init__(camera_class=StageCamera)
        self.act, self.frames = act, []
        self.renderer.add_frame = lambda frame, num_frames=1: self.frames.extend([frame[..., :3]] * num_frames)

    def construct(self):
        self.act(self)


def film(act):
    with tempconfig(SMALL | {"dry_run": True}):
        scene = Film(act)
        scene.render()
        return np.array(scene.frames, float)


def test_fading_in_and_out():
    def act(scene):
        stage = Stage([FLOOR], TOP, BOX)
        scene.play(FadeIn(stage, rate_func=lambda t: t), run_time=1)
        assert stage.opacity == 1
        scene.play(FadeOut(stage, rate_func=lambda t: t), run_time=1)
        assert stage not in scene.mobjects

    light = film(act)[:, 45, 80, 0] / 255
    assert len(light) == 20
    assert light[:10] == pytest.approx(np.arange(10) / 10, abs=0.01)
    assert light[10:] == pytest.approx(1 - np.arange(10) / 10, abs=0.01)


def test_updaters_drive_the_view_and_the_items():
    def act(scene):
        u = ValueTracker(0)
        stage = Stage([], TOP, BOX)

        def follow(mobject):
            x = u.get_value()
            mobject.items[:] = [Line([(x, -1, 0), (x, 1, 0)], 27, "#ffffff")]
            mobject.view = View.between(TOP, View(0, -90, 2, 1000), x)

        stage.add_updater(follow)
        scene.add(stage)
        scene.play(u.animate.set_value(1), run_time=1, rate_func=lambda t: t)

    frames = film(act)
    columns = [np.mean(np.flatnonzero(frame[45, :, 0] > 100)) for frame in frames]
    expected = [79.5 + 10 * k / 10 * 2 ** (k / 10) for k in range(10)]
    assert columns == pytest.approx(expected, abs=0.6)


def test_the_view_can_be_animated():
    def act(scene):
        stage = Stage([Patch([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)], "#ffffff")], TOP, BOX)
        scene.add(stage)
        scene.play(stage.animate.set_view(View(0, -90, 4, 1000)), run_time=1)
        assert stage.view.zoom == pytest.approx(4)

    wide = (film(act)[:, 45, :, 0] > 127).sum(axis=1)
    assert wide[0] == 20 and wide[-1] > 60 and (np.diff(wide) >= 0).all()


def test_a_stage_that_stands_still_is_kept_beneath_what_moves():
    def act(scene):
        scene.add(Stage([FLOOR], TOP, BOX))
        square = Square(1, color="#ff0000", fill_opacity=1).shift(6 * RIGHT)
        scene.play(square.animate.shift(6 * -RIGHT), run_time=0.5)
        scene.wait(0.3)

    frames = film(act)
    assert (frames[:, 45, 50] == 255).all()
    assert frames[-1, 45, 80].tolist() == [255, 0, 0]


SCRIPT = """
from manim import *
from scenes.kit.stage import Patch, Stage, StageCamera, View

class Small(Scene):
    def __init__(self, **kwargs):
        super().__init__(camera_class=StageCamera, **kwargs)

    def construct(self):
        floor = Patch([(-9, -9, 0), (9, -9, 0), (9, 9, 0)], "#ffffff")
        u = ValueTracker(0)
        stage = Stage([floor], View(60, 30), (-4, 4, -2, 2))
        stage.add_updater(lambda m: m.set_view(View(60, 30 + 10 * u.get_value())))
        self.next_section("one")
        self.play(FadeIn(stage), run_time=0.2)
        self.next_section("two")
        self.play(u.animate.set_value(1), run_time=0.2)
        self.wait(0.2)
"""


@pytest.mark.render
def test_manims_own_command_renders_and_caches_it(tmp_path):
    (tmp_path / "small.py").write_text(SCRIPT)
    command = [sys.executable, "-m", "manim", "-ql", "--save_sections", "--media_dir", "media", "small.py", "Small"]
    environment, outputs = os.environ | {"PYTHONPATH": str(ROOT)}, []
    for _ in range(2):
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        outputs.append(done.stdout + done.stderr)
    assert list(tmp_path.rglob("Small.mp4"))
    assert len(list(tmp_path.rglob("sections/*.mp4"))) == 2
    assert outputs[1].count("Using cached") == 3, outputs[1]


def test_importing_the_stage_does_not_import_numba():
    """Every lesson has a StageCamera; only those with a stage pay for the compiler."""
    code = "import sys; import scenes.kit.stage; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_without_a_cache_folder_kernels_still_compile(monkeypatch):
    from scenes.kit.stage import compiled

    real = compiled.njit

    def njit(**options):
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return real(**options)

    monkeypatch.setattr(compiled, "njit", njit)
    assert compiled.compiled(lambda x: x + 1)(2) == 3
