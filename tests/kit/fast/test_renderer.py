"""The fast renderer paints what Manim paints, frame by frame, whatever the scene does."""

import copy

import manim
import numpy as np
import pytest
from manim import (
    BLUE,
    Circle,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    MoveAlongPath,
    Scene,
    Square,
    Transform,
    ValueTracker,
    VGroup,
    tempconfig,
)  # fmt: skip
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.kit.bench.fidelity import WatchedRenderer
from scenes.kit.fast import copying, renderer_for
from scenes.kit.fast.renderer import FastRenderer
from scenes.kit.stage import Ball, Line, Patch, Stage, StageCamera, View

QUIET = {
    "dry_run": True, "verbosity": "ERROR", "progress_bar": "none", "disable_caching": True,
    "pixel_width": 320, "pixel_height": 180, "frame_rate": 10.0,
}  # fmt: skip


def watched(construct):
    """Play a scene with both painters; return how alike every frame is."""
    with tempconfig(QUIET):
        renderer = WatchedRenderer(StageCamera)
        scene = type("Watched", (Scene,), {"construct": construct})(renderer=renderer)
        scene.render()
    return np.array(renderer.painted)


def shapes(scene):
    group = VGroup(*(Circle(0.4, fill_opacity=0.5).move_to([x, 0.3 * x, 0]) for x in range(-4, 5)))
    scene.play(FadeIn(group), run_time=0.4)
    scene.play(Create(Square(3)), group[2].animate.shift([0, 2, 0]), run_time=0.4)
    scene.wait(0.3)
    scene.play(Transform(group[0], Dot(radius=1, color=BLUE)), run_time=0.4)
    scene.play(FadeOut(group), run_time=0.4)


def changing_family(scene):
    group, t = VGroup(Dot()), ValueTracker(0.0)
    scene.add(Square(5), group, DashedLine([-3, 1, 0], [3, 1, 0]))

    def grow(mobject):
        mobject.become(VGroup(*(Dot([k, 0.2 * t.get_value(), 0]) for k in range(1 + int(t.get_value())))))

    group.add_updater(grow)
    scene.play(t.animate.set_value(4), run_time=0.8)
    scene.wait(0.2)


def other_order(scene):
    low, high = Square(2, fill_opacity=1), Circle(1.2, fill_opacity=1, color=BLUE)
    scene.add(low, high)
    scene.wait(0.2)
    scene.bring_to_front(low)
    scene.wait(0.2)
    low.set_z_index(-1)
    scene.play(high.animate.shift([1, 0, 0]), run_time=0.4)


def gradients(scene):
    square = Square(2, fill_opacity=1).set_color_by_gradient("#ff0000", "#00ff00")
    scene.add(square, Dot())
    scene.play(MoveAlongPath(Dot(), Circle(2)), run_time=0.4)


def a_stage(scene):
    floor = Patch([[-2, -2, 0], [2, -2, 0], [2, 2, 0], [-2, 2, 0]], "#334455")
    stage = Stage([floor], View(60, 20, 0.8, 40), (-4, 4, -3, 3), fade_px=20)
    scene.add(Square(1), stage, Dot([1, 1, 0]))
    t = ValueTracker(0.0)

    def roll(_):
        at = t.get_value()
        stage.items = [floor, Line([[-2, 0, 0.1], [at, 0, 0.1]], 3, "#ffffff"), Ball([at, 0, 0.3], 0.3, "#ffaa00")]

    stage.add_updater(roll)
    scene.play(t.animate.set_value(1.5), run_time=1.0)
    scene.play(stage.animate.set_view(View(50, 60, 0.8, 40)), run_time=0.4)
    scene.play(FadeOut(stage), run_time=0.3)


@pytest.mark.render
@pytest.mark.parametrize("construct", [shapes, changing_family, other_order, gradients, a_stage])
def test_every_frame_is_manims(construct):
    likeness = watched(construct)
    assert len(likeness) >= 4
    assert likeness.min() > 0.9995


def test_a_moved_mobject_leaves_nothing_behind():
    def construct(scene):
        dot = Dot([-3, 0, 0], radius=0.5)
        scene.add(dot)
        scene.play(dot.animate.shift([6, 0, 0]), run_time=0.5)

    with tempconfig(QUIET):
        scene = type("Moved", (Scene,), {"construct": construct})(renderer=FastRenderer(StageCamera))
        scene.render()
        left, right = np.split(scene.camera.pixel_array[..., :3], 2, axis=1)
    assert left.max() == 0 and right.max() == 255


def test_another_version_of_manim_paints_by_itself_and_says_so(monkeypatch, caplog):
    monkeypatch.setattr(manim, "__version__", "0.99.0")
    with tempconfig(QUIET), caplog.at_level("WARNING", logger="manim"):
        made = renderer_for(StageCamera)
    assert type(made) is CairoRenderer
    assert "0.99.0" in caplog.text


def test_what_is_not_plain_video_is_written_by_manim():
    with tempconfig({**QUIET, "dry_run": False, "transparent": True}):
        scene = Scene(renderer=FastRenderer(StageCamera))
        assert scene.renderer.file_writer.planes is None


class TestCopies:
    def test_are_equal_and_share_nothing_that_changes(self):
        original = VGroup(Circle(color=BLUE), VGroup(Dot()))
        made = copying.deepcopy_mobject(original, {})
        assert [type(m) for m in made.get_family()] == [type(m) for m in original.get_family()]
        for a, b in zip(original.get_family(), made.get_family(), strict=True):
            assert a is not b
            np.testing.assert_array_equal(a.points, b.points)
            assert a.points is not b.points or len(a.points) == 0
            assert set(vars(a)) <= set(vars(b))

    def test_keep_one_object_one(self):
        mobject = VGroup()
        mobject.shared = [mobject, mobject.points]
        made = copy.deepcopy(mobject) if type(mobject).__deepcopy__ is copying.deepcopy_mobject else None
        made = made or copying.deepcopy_mobject(mobject, {})
        assert made.shared[0] is made
        assert made.shared[1] is made.points
