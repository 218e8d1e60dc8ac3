"""Newton: the parabola touches the loss to second order, walks arrive as told, and curvature can be learned."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from mathcore import (
    BUILTIN,
    LogisticLoss,
    Stop,
    Study,
    arrival,
    backtracking,
    bowl,
    builtin,
    descend,
    gradient_step,
    halvings,
    leaping_start,
    newton_runs,
    newton_step,
    secant_step,
)
from mathcore.newton import learned_inverse

NEAR = st.tuples(st.floats(-3, 1), st.floats(-1, 2))


@pytest.fixture(scope="module", params=BUILTIN)
def study(request):
    data = builtin(request.param)
    return Study.of(data if data.d == 1 else data.select(data.features[0]))


@pytest.fixture(scope="module")
def runs(study):
    return newton_runs(study.loss, study.fit.theta, study.rate)


# -- the parabola ------------------------------------------------------------------------------------------------


@given(NEAR, st.floats(0, 2 * np.pi))
def test_the_parabola_touches_the_loss_to_second_order(theta, angle):
    loss = LogisticLoss(builtin("hours"))
    q, along = bowl(loss, theta), np.array([np.cos(angle), np.sin(angle)])
    gaps = [abs(float(loss(q.point + h * along) - q(q.point + h * along))) for h in (0.02, 0.01)]
    # What is left is of third order: at most h^3 / 6 times the largest third derivative, sum |x|^3 / (6 sqrt 3) / m.
    most = np.mean(np.linalg.norm(loss.data.design, axis=1) ** 3) / (6 * np.sqrt(3)) / 6
    assert gaps[0] <= most * 0.02**3 + 1e-15
    assert gaps[1] <= most * 0.01**3 + 1e-15


@given(NEAR)
def test_the_bottom_is_where_the_parabola_is_flat_and_newton_goes(theta):
    loss = LogisticLoss(builtin("hours"))
    q = bowl(loss, theta)
    assert q.gradient + q.hessian @ q.step == pytest.approx(np.zeros(2), abs=1e-9)
    assert q.bottom == pytest.approx(newton_step()(loss, [q.point]), rel=1e-12, abs=1e-12)
    assert float(q(q.bottom)) <= float(q(q.point)) + 1e-12
    assert q.along([0.0, 1.0]) == pytest.approx(np.array([q.point, q.bottom]))


@given(NEAR, st.floats(0.05, 1.5))
def test_an_ellipse_is_a_level_of_the_parabola(theta, share):
    q = bowl(LogisticLoss(builtin("hours")), theta)
    low, high = float(q(q.bottom)), float(q(q.point))
    assert q(q.ellipse(share)) == pytest.approx(low + share**2 * (high - low), rel=1e-6, abs=1e-9)
    assert q.ellipse(1.0)[0] == pytest.approx(q.point, abs=1e-6)
    assert q.ellipse(0.0) == pytest.approx(np.tile(q.bottom, (181, 1)), abs=1e-9)


def test_level_lines_of_the_parabola_lie_on_their_level(loss):
    q = bowl(loss, [2.0, 2.0])
    for level, lines in zip((2.0, 2.5), q.lines((2.0, 2.5), (-3, 3), (-3, 3)), strict=True):
        assert lines
        assert all(np.abs(q(line) - level).max() < 1e-3 for line in lines)


def test_a_bowl_has_no_ellipse_without_a_bottom_or_in_other_dimensions(loss, hours):
    flat = bowl(loss, [0.0, 1e4])
    with pytest.raises(ValueError, match="no bottom"):
        flat.ellipse()
    with pytest.raises(ValueError, match="two parameters"):
        bowl(LogisticLoss(builtin("vaso")), np.zeros(3)).ellipse()
    with pytest.raises(ValueError, match="one feature"):
        leaping_start(LogisticLoss(builtin("vaso")))


# -- the walks ---------------------------------------------------------------------------------------------------


def test_hours_take_six_steps_to_ten_to_the_minus_eight(loss):
    study = Study.of(builtin("hours"))
    runs = newton_runs(loss, study.fit.theta, study.rate)
    errors = np.linalg.norm(runs.plain.points - study.fit.theta, axis=1)
    assert runs.plain.steps == 6
    assert errors[6] < 1e-8 <= errors[5]
    assert runs.leap.point.tolist() == [2.0, 2.0]
    assert runs.searched.steps == 8
    assert halvings(loss, runs.searched)[0] == 6


def test_every_walk_arrives_at_the_minimum_that_scipy_finds(study, runs):
    oracle = minimize(study.loss, np.zeros(2), jac=study.loss.gradient, method="BFGS", options={"gtol": 1e-10})
    for walk in (runs.plain, runs.learned, runs.searched):
        assert walk.points[-1] == pytest.approx(oracle.x, abs=2e-6)
        assert np.linalg.norm(walk.points[-1] - study.fit.theta) < 1e-8
        assert np.linalg.norm(walk.points[-2] - study.fit.theta) >= 1e-8


def test_the_line_search_never_climbs_and_halves_as_counted(study, runs):
    assert np.all(np.diff(runs.searched.losses) < 1e-12)
    for k, (halved, here) in enumerate(zip(halvings(study.loss, runs.searched), runs.searched.points, strict=False)):
        ahead = bowl(study.loss, here).along(0.5**halved)
        assert runs.searched.points[k + 1] == pytest.approx(ahead, abs=1e-9)


def test_from_the_start_found_the_step_leaps_off(study, runs):
    leap = runs.leap
    assert float(study.loss(leap.bottom)) > 10 * leap.value
    assert descend(study.loss, leap.point, newton_step(), max_steps=100).stop is Stop.DIVERGED


def test_gradient_descent_needs_as_many_steps_as_counted(study, runs):
    point = np.zeros(2)
    for _ in range(runs.downhill - 1):
        point = point - study.rate * study.loss.gradient(point)
    assert np.linalg.norm(point - study.fit.theta) >= 1e-8
    point = point - study.rate * study.loss.gradient(point)
    assert np.linalg.norm(point - study.fit.theta) < 1e-8


def test_a_rate_that_never_arrives_has_no_number_of_steps(loss):
    study = Study.of(builtin("hours"))
    assert newton_runs(loss, study.fit.theta, 2.0).downhill is None


def test_arrival_is_for_good(loss):
    walk = descend(loss, np.zeros(2), gradient_step(0.1), max_steps=30)
    assert arrival(walk, walk.points[10], 1e-12) is None
    assert arrival(walk, walk.points[-1], 1e-12) == 30
    assert arrival(walk, walk.points[-1], 1e3) == 0


# -- curvature learned from gradients ----------------------------------------------------------------------------


@given(NEAR, NEAR)
def test_the_learned_inverse_answers_the_last_change_of_gradient(a, b):
    loss = LogisticLoss(builtin("hours"))
    points = np.array([[0.0, 0.0], a, b])
    if np.linalg.norm(points[2] - points[1]) < 1e-3 or np.linalg.norm(points[1]) < 1e-3:
        return
    gradients = loss.gradient(points)
    inverse = learned_inverse(points, gradients, 1 / loss.lipschitz)
    assert inverse @ (gradients[2] - gradients[1]) == pytest.approx(points[2] - points[1], rel=1e-6, abs=1e-8)
    assert inverse == pytest.approx(inverse.T, rel=1e-6, abs=1e-9)
    assert np.linalg.eigvalsh(inverse).min() > 0


def test_the_learned_inverse_comes_near_the_true_one(loss):
    walk = descend(loss, np.zeros(2), backtracking(secant_step()), gtol=1e-8)
    learned = learned_inverse(walk.points, walk.gradients, 1 / loss.lipschitz)
    assert learned == pytest.approx(np.linalg.inv(loss.hessian(walk.points[-1])), rel=0.1)


def test_without_a_step_nothing_is_learned():
    points = np.array([[1.0, 1.0], [1.0, 1.0]])
    assert learned_inverse(points, np.zeros((2, 2)), 0.5) == pytest.approx(0.5 * np.eye(2))
