"""The sheet ends at the box or exactly on the cut, and is the loss everywhere."""

import numpy as np
import pytest

from mathcore import LogisticLoss, Scaling, Window, builtin, fit, sheet

HOURS = Window((-5.5, 1.0), (-0.75, 2.25), 1.5)
FILM = Window((-5.5, 1.0), (-0.75, 2.5), 1.5)
BELOW = Window((-5.5, 1.0), (-0.75, 2.25), 0.405)
ABOVE = Window((-5.0, -3.0), (1.2, 1.8), 4.0)
ASIDE = Window((-2.0, 1.0), (-0.5, 0.5), 1.5)
WINDOWS = {"hours": HOURS, "film": FILM, "cut only": BELOW, "box only": ABOVE, "no minimum inside": ASIDE}


@pytest.fixture(scope="module", params=WINDOWS, ids=list(WINDOWS))
def made(request):
    window = WINDOWS[request.param]
    return window, sheet(LogisticLoss(builtin("hours")), window, rays=120, rings=20)


def test_shapes(made):
    _, surface = made
    assert surface.points.shape == (20, 121, 2)
    assert surface.heights.shape == (20, 121)
    assert surface.gradients.shape == (20, 121, 2)
    assert surface.at_cut.shape == (121,)
    assert surface.rim.shape == (121, 3)


def test_heights_and_gradients_are_those_of_the_loss(made, loss):
    _, surface = made
    assert surface.heights.tolist() == loss(surface.points).tolist()
    assert surface.gradients.tolist() == loss.gradient(surface.points).tolist()


def test_inside_the_box_and_below_the_cut(made):
    window, surface = made
    assert (surface.points >= [window.x_range[0], window.y_range[0]]).all()
    assert (surface.points <= [window.x_range[1], window.y_range[1]]).all()
    assert surface.heights.max() <= window.cut * (1 + 1e-12)


def test_the_rim_is_on_the_box_or_on_the_cut(made):
    window, surface = made
    theta0, theta1, height = surface.rim.T
    on_box = np.isin(theta0, window.x_range) | np.isin(theta1, window.y_range)
    assert height[surface.at_cut] == pytest.approx(np.full(surface.at_cut.sum(), window.cut), rel=1e-12)
    assert on_box[~surface.at_cut].all()


def test_closed_around_one_centre(made):
    _, surface = made
    assert (surface.points[0] == surface.points[0, 0]).all()
    assert surface.points[:, -1].tolist() == surface.points[:, 0].tolist()
    assert surface.at_cut[0] == surface.at_cut[-1]


def test_rays_go_round_once_in_order(made):
    window, surface = made
    half = np.array([np.ptp(window.x_range), np.ptp(window.y_range)]) / 2
    toward = (surface.points[-1] - surface.points[0, 0]) / half
    angles = np.unwrap(np.arctan2(toward[:, 1], toward[:, 0]))
    assert (np.diff(angles) > 0).all()
    assert angles[-1] - angles[0] == pytest.approx(2 * np.pi, abs=1e-9)


def test_the_rim_is_evenly_divided(made):
    """Corners are moved onto a ray, which changes the gaps beside them by half a gap at most."""
    window, surface = made
    half = np.array([np.ptp(window.x_range), np.ptp(window.y_range)]) / 2
    gaps = np.linalg.norm(np.diff(surface.points[-1] / half, axis=0), axis=1)
    assert gaps.max() < 2.2 * gaps.mean()


@pytest.mark.parametrize("window", [HOURS, FILM, ABOVE, ASIDE])
def test_corners_are_sharp(loss, window):
    """Every corner of the box below the cut is a point of the rim."""
    surface = sheet(loss, window)
    for x in window.x_range:
        for y in window.y_range:
            distance = np.abs(surface.points[-1] - [x, y]).max(axis=1).min()
            if float(loss([x, y])) < window.cut:
                assert distance < 1e-9
            else:
                assert distance > 1e-3


@pytest.mark.parametrize(("window", "crossings"), [(HOURS, 4), (FILM, 4), (BELOW, 0), (ABOVE, 0)])
def test_where_cut_meets_box_there_is_a_point_of_both(loss, window, crossings):
    surface = sheet(loss, window)
    theta0, theta1, _ = surface.rim[:-1].T
    on_box = (np.abs(theta0[:, None] - window.x_range).min(axis=1) < 1e-9) | (
        np.abs(theta1[:, None] - window.y_range).min(axis=1) < 1e-9)
    assert int((surface.at_cut[:-1] & on_box).sum()) == crossings
    assert int(np.abs(np.diff(surface.at_cut.astype(int))).sum()) == crossings


def test_centre_is_the_minimum(loss):
    assert sheet(loss, HOURS).points[0, 0].tolist() == fit(loss).theta.tolist()


def test_without_a_minimum_inside_the_centre_is_low(loss):
    surface = sheet(loss, ASIDE)
    assert surface.heights[0, 0] < np.median(surface.heights)


def test_separated_data(separated):
    window = Window((-3.0, 3.0), (-1.0, 8.0), 1.0)
    surface = sheet(LogisticLoss(separated), window)
    assert np.isfinite(surface.heights).all()
    assert surface.at_cut.any()
    assert not surface.at_cut.all()


def test_a_cut_below_the_surface(loss):
    with pytest.raises(ValueError, match=r"lies above the cut J = 0\.3 everywhere"):
        sheet(loss, Window((-5.5, 1.0), (-0.75, 2.25), 0.3))


@pytest.mark.parametrize("name", ["challenger", "menarche"])
def test_other_sets(name):
    data = builtin(name)
    loss = LogisticLoss(Scaling.standard(data).apply(data))
    hat = fit(loss).theta
    window = Window((hat[0] - 3, hat[0] + 3), (hat[1] - 4, hat[1] + 4), 1.0)
    surface = sheet(loss, window, rays=60, rings=8)
    assert surface.heights[-1][surface.at_cut] == pytest.approx(1.0, rel=1e-12)


def test_deterministic(loss):
    assert sheet(loss, HOURS).points.tolist() == sheet(loss, HOURS).points.tolist()
