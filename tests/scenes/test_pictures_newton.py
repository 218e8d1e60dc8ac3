"""Newton: parabola, jump, digits and line search on the frame are those of the loss."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.kit.bowl_marks import RINGS, ellipses
from scenes.kit.far_map import LEAP, SEARCHED
from scenes.kit.slice_plot import height_text
from scenes.kit.stage import Dots, Line

EDITIONS = ("hours", "hours-zh", "challenger", "many", "menarche-zh", "falling", "outlier", "skewed", "million-zh")
LEFT_OUT = ("apart", "touching-zh")
everywhere = pytest.mark.parametrize("edition", EDITIONS)
PIXEL = 1 / 135


@pytest.fixture
def lesson(edition, perform):
    return perform("newton", edition).lesson


def solved(study, theta):
    """Return Newton's next point by another road: a linear solve of the sums over the rows."""
    data = study.loss.data
    z = data.design @ theta
    h = 1 / (1 + np.exp(-z))
    weights = data.counts * h * (1 - h)
    gradient = data.design.T @ (data.counts * (h - data.y))
    return theta - np.linalg.solve(data.design.T @ (weights[:, None] * data.design), gradient)


@everywhere
def test_each_jump_ends_at_the_bottom_of_the_parabola(lesson):
    walk = lesson.near.walks[0]
    for here, ahead in zip(walk.points[:-1], walk.points[1:], strict=True):
        assert ahead == pytest.approx(solved(lesson.study, here), rel=1e-6, abs=1e-7)


@everywhere
@pytest.mark.parametrize("t", [0.0, 0.4, 1.0, 2.5])
def test_the_ball_is_where_the_walk_is(lesson, t):
    for view, number in ((lesson.near, 0), (lesson.near, 1), (lesson.far.view, SEARCHED)):
        ball = [item for item in view.path(t, number) if isinstance(item, Dots)][-1]
        if len(ball.points):
            assert view.plot.value(ball.points[0]) == pytest.approx(tuple(view.walks[number].at(t)), abs=1e-9)


@everywhere
@pytest.mark.parametrize("step", range(3))
def test_the_ellipses_are_levels_of_the_parabola_and_their_middle_its_bottom(lesson, step):
    from mathcore import bowl

    view, walk = lesson.near, lesson.near.walks[0]
    items = ellipses(view, bowl(lesson.study.loss, walk.points[step]), 1.0)
    rings, bottom = [item for item in items if isinstance(item, Line)], items[-1]
    assert len(rings) == len(RINGS)
    gradient, hessian = lesson.study.loss.gradient(walk.points[step]), lesson.study.loss.hessian(walk.points[step])
    for ring, share in zip(rings, RINGS, strict=True):
        places = ring.points[np.isfinite(ring.points).all(axis=1)]
        away = np.array([view.plot.value(place) for place in places]) - walk.points[step]
        rise = away @ gradient + np.einsum("ki,ij,kj->k", away, hessian, away) / 2
        depth = gradient @ np.linalg.solve(hessian, gradient) / 2
        # Clipping cuts chords, which lie a little inside.
        assert rise == pytest.approx((share**2 - 1) * depth, abs=2e-3 * depth)
    assert view.plot.value(bottom.points[0]) == pytest.approx(tuple(walk.points[step + 1]), abs=1e-6)


@everywhere
def test_the_digits_in_accent_are_those_that_are_right(lesson, perform, edition):
    table, walk = lesson.table, lesson.far.view.walks[SEARCHED]
    goal = f"{lesson.study.fit.theta[1]:.8f}"
    for step in range(table.first, len(walk.points)):
        shared, whole = table.right_digits(step), f"{walk.points[step, 1]:.8f}"
        assert whole.startswith(shared) and goal.startswith(shared)
        assert shared in ("", goal) or goal[: len(shared) + 1] != whole[: len(shared) + 1]
    assert table.right_digits(len(walk.points) - 1) == goal
    shown = " ".join(perform("newton", edition).sources("search"))
    assert goal.replace("-", "−") in shown


@everywhere
def test_the_step_leaves_the_map_towards_the_parabolas_bottom(lesson):
    far = lesson.far
    view, (start, out) = far.view, far.way_out()
    assert view.plot.value(start) == pytest.approx(tuple(far.bowl.point), abs=1e-9)
    there = far.bowl.point + far.share_out() * (solved(lesson.study, far.bowl.point) - far.bowl.point)
    assert view.plot.value(out) == pytest.approx(tuple(there), rel=1e-3, abs=1e-6)
    left, right, foot, top = view.box
    assert min(abs(out[0] - left), abs(out[0] - right), abs(out[1] - foot), abs(out[1] - top)) < 1e-6
    assert not view.holds(view.walks[LEAP].points[1])


@everywhere
@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_the_slice_shows_the_loss_along_the_step(lesson, share):
    profile, bowl = lesson.profile, lesson.far.bowl
    profile.zoom.set_value(0)
    profile.share.set_value(share)
    profile.place()
    plot = profile.plot()
    theta = bowl.point + share * bowl.step
    exact = float(lesson.study.loss(theta))
    x, y = plot.value(profile.dot.get_center())
    assert x == pytest.approx(share, abs=1e-9)
    assert y == pytest.approx(exact, abs=2 * PIXEL * (plot.y_range[1] - plot.y_range[0]) / 3.75)
    for line, height in ((profile.curve, lesson.study.loss), (profile.parabola, bowl)):
        places = np.array([plot.value(place) for place in line.get_anchors()])
        inside = places[(places[:, 0] > 0) & (places[:, 0] < 1.05)]
        wanted = height(bowl.point + inside[:, :1] * bowl.step)
        assert inside[:, 1] == pytest.approx(np.asarray(wanted), abs=PIXEL * (plot.y_range[1] - plot.y_range[0]))


@everywhere
def test_the_halved_step_stands_on_the_loss_and_is_the_one_taken(lesson):
    profile, walk = lesson.profile, lesson.far.view.walks[SEARCHED]
    halved = int(np.log2(1 / profile.reach) + 0.5) if profile.zoom.get_value() else 0
    for k in range(10):
        profile.share.set_value(1)
        profile.zoom.set_value(k)
        profile.place()
        x, y = profile.plot().value(profile.dot.get_center())
        theta = walk.points[0] + 0.5**k * profile.bowl.step
        assert x == pytest.approx(0.5**k, rel=1e-9)
        assert y == pytest.approx(float(lesson.study.loss(theta)), rel=1e-9)
        assert profile.value.text == height_text(float(lesson.study.loss(theta))).replace("-", "−")
        if np.linalg.norm(theta - walk.points[1]) < 1e-9:
            halved = k
            break
    assert np.linalg.norm(walk.points[0] + 0.5**halved * profile.bowl.step - walk.points[1]) < 1e-9


@pytest.mark.parametrize("edition", LEFT_OUT)
def test_without_a_minimum_the_scene_is_left_out_and_says_why(perform, edition):
    performance = perform("newton", edition)
    assert performance.lesson.beats == []
    assert "minimum" in performance.lesson.summary()["omitted"] or "最小值" in performance.lesson.summary()["omitted"]
