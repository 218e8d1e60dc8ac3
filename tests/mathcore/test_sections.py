"""Sections run along the Hessian's own directions as far as the window and its cut; chords lie above the surface."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import LogisticLoss, Study, Window, builtin, chord, fit, principal_sections, tour

HOURS = Window((-5.5, 1.0), (-0.75, 2.25), 1.5)
HAT = np.array([-4.07771343108763, 1.50464542837333])
# Of the Hessian at HAT, to the digits that the film shows.
CURVATURES = (1.10877, 0.0144873)
inside = st.tuples(st.floats(-5.5, 1.0), st.floats(-0.75, 2.25)).map(np.array)


@pytest.fixture(scope="module")
def sections(loss):
    return principal_sections(loss, HAT, HOURS)


def exact_loss(theta):
    """Return J of the students at 40 digits."""
    data = builtin("hours")
    with mpmath.workdps(40):
        a, b = (mpmath.mpf(float(part)) for part in theta)
        terms = [
            mpmath.log(1 + mpmath.exp((1 - 2 * int(y)) * (a + b * mpmath.mpf(float(x)))))
            for x, y in zip(data.x[:, 0], data.y, strict=True)
        ]
        return mpmath.fsum(terms) / len(terms)


def test_the_curvatures_are_the_eigenvalues(sections):
    assert [section.curvature for section in sections] == pytest.approx(CURVATURES, rel=5e-6)


def test_the_curvatures_are_second_derivatives_along_the_sections(sections):
    for section in sections:
        with mpmath.workdps(40):
            step = 1e-6
            far, near, here = (
                exact_loss(section.centre + share * step * section.direction) for share in (1, -1, 0)
            )
            assert float((far + near - 2 * here) / step**2) == pytest.approx(section.curvature, rel=1e-3)


def test_the_directions_are_unit_vectors_at_a_right_angle(sections):
    steep, flat = sections
    assert steep.direction @ steep.direction == pytest.approx(1, abs=1e-14)
    assert steep.direction @ flat.direction == pytest.approx(0, abs=1e-14)
    assert steep.direction[1] > 0 and flat.direction[1] > 0


def test_the_samples_lie_on_the_line_at_the_losses_heights(sections, loss):
    for section in sections:
        assert section.points == pytest.approx(HAT + section.distances[:, None] * section.direction, abs=1e-12)
        assert section.heights.tolist() == loss(section.points).tolist()
        assert 0.0 in section.distances
        assert np.all(np.diff(section.distances) > 0)


def test_each_end_is_on_the_box_or_on_the_cut(sections):
    for section in sections:
        for k in (0, -1):
            theta0, theta1 = section.points[k]
            gap = min(abs(theta0 - edge) for edge in HOURS.x_range), min(abs(theta1 - edge) for edge in HOURS.y_range)
            assert min(*gap, abs(section.heights[k] - HOURS.cut)) < 1e-12
        assert section.heights.max() <= HOURS.cut
        assert (section.points >= [-5.5, -0.75]).all() and (section.points <= [1.0, 2.25]).all()


def test_both_rise_from_the_minimum_to_either_side(sections):
    for section in sections:
        side = np.sign(section.distances[1:] + section.distances[:-1])
        assert np.all(np.diff(section.heights) * side > 0)


def test_what_is_reached_is_the_farthest_sample_below_the_level(sections):
    steep, _ = sections
    for side in (1, -1):
        found = steep.reached(1.0, side)
        below = steep.points[(side * steep.distances >= 0) & (steep.heights <= 1.0)]
        assert np.linalg.norm(found - HAT) == np.linalg.norm(below - HAT, axis=1).max()
    assert steep.reached(0.1, 1).tolist() == HAT.tolist()


def test_a_tour_starts_at_its_start_and_ends_at_the_centre(sections, loss):
    steep, flat = sections
    stops = tour(np.zeros(2), steep, flat, 1.2)
    assert stops[0].tolist() == [0, 0] and stops[-1] == pytest.approx(HAT)
    sides = (stops - HAT) @ steep.direction
    assert sides[1] > 0 > sides[2]
    assert np.linalg.norm(stops[3]) > np.linalg.norm(HAT)
    share = np.linspace(0, 1, 30)[:, None]
    for a, b in zip(stops[:-1], stops[1:], strict=True):
        way = a + share * (b - a)
        assert loss(way).max() <= max(float(loss(a)), float(loss(b))) + 1e-12
        assert loss(way).max() <= 1.2


@given(inside, inside)
def test_no_chord_passes_below_the_surface(a, b):
    found = chord(LogisticLoss(builtin("hours")), a, b)
    assert np.all(found.straight - found.heights >= -1e-12 * found.straight)
    assert found.straight[[0, -1]] == pytest.approx(found.heights[[0, -1]])


@given(inside)
def test_a_chord_has_even_steps_from_end_to_end(a):
    found = chord(LogisticLoss(builtin("hours")), a, HAT, n=9)
    assert found.points[[0, -1]] == pytest.approx(np.array([a, HAT]))
    assert np.diff(found.points, n=2, axis=0) == pytest.approx(np.zeros((7, 2)), abs=1e-12)
    assert np.diff(found.straight, n=2) == pytest.approx(np.zeros(7), abs=1e-12)


@pytest.mark.parametrize("name", ["challenger", "menarche"])
def test_sections_of_other_data_keep_within_their_window(name):
    study = Study.of(builtin(name))
    for section, curvature in zip(
        principal_sections(study.loss, study.theta, study.window), study.fit.eigenvalues[::-1], strict=True
    ):
        assert section.curvature == pytest.approx(curvature, rel=1e-9)
        assert section.heights.max() <= study.window.cut


def test_at_a_point_that_is_no_minimum_too(loss):
    found = [section.curvature for section in principal_sections(loss, [0, 0], HOURS)]
    assert found == pytest.approx(np.linalg.eigvalsh(loss.hessian(np.zeros(2)))[::-1])


@pytest.mark.parametrize("point", [[-6.0, 1.0], [0.9, 2.2]])
def test_points_off_the_surface_are_refused(loss, point):
    with pytest.raises(ValueError, match="outside the window or above its cut"):
        principal_sections(loss, point, HOURS)


def test_several_features_are_refused():
    loss = LogisticLoss(builtin("vaso"))
    with pytest.raises(ValueError, match="two parameters, not 3"):
        principal_sections(loss, fit(loss).theta, HOURS)
