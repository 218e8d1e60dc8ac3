from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stage_reference import project_slowly

from scenes.kit.stage import View

number = st.floats(-5, 5)
views = st.builds(
    View,
    phi=st.floats(0, 90),
    theta=st.floats(-180, 180),
    zoom=st.floats(0.1, 4),
    focal_distance=st.floats(20, 80),
    target=st.tuples(number, number, number),
    shift=st.tuples(number, number),
)


@given(views, st.tuples(number, number, number))
def test_projection_agrees_with_one_rotation_after_the_other(view, point):
    assert view.project(point) == pytest.approx(project_slowly(view, point), rel=1e-9, abs=1e-9)


@given(views)
def test_target_falls_on_the_shift_at_the_focal_distance(view):
    assert view.project(view.target) == pytest.approx([*view.shift, view.focal_distance], abs=1e-9)


def test_agrees_with_manims_three_d_camera():
    from manim import DEGREES, ThreeDCamera

    theirs = ThreeDCamera(phi=65 * DEGREES, theta=143 * DEGREES, zoom=0.7, focal_distance=20)
    points = np.random.default_rng(1).normal(size=(20, 3))
    mine = View(65, 143, 0.7, 20).project(points)
    assert mine[:, :2] == pytest.approx(theirs.project_points(points)[:, :2])


def test_points_of_any_shape():
    points = np.arange(24.0).reshape(2, 4, 3) / 10
    assert View(60, 30).project(points).shape == (2, 4, 3)


@given(views, views)
def test_between_starts_at_one_view_and_ends_at_the_other(a, b):
    for u, end in ((0, a), (1, b)):
        got = View.between(a, b, u)
        for name in ("phi", "theta", "zoom", "focal_distance", "target", "shift"):
            assert getattr(got, name) == pytest.approx(getattr(end, name), abs=1e-9)


def test_between_changes_zoom_by_equal_ratios():
    assert View.between(View(0, 0, 1), View(0, 0, 9), 0.5).zoom == pytest.approx(3)


def test_points_behind_the_eye_stay_finite():
    assert np.isfinite(View(0, 0, 1, 5).project([[0, 0, 5], [1, 1, 50]])).all()


@pytest.mark.parametrize("wrong", [{"zoom": 0}, {"zoom": -1}, {"focal_distance": 0}])
def test_impossible_views_are_refused(wrong):
    with pytest.raises(ValueError, match="above 0"):
        View(60, 30, **wrong)
