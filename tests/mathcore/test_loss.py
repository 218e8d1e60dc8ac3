"""The loss, its gradient and its Hessian: published values, differences, convexity, far-out theta."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import log_loss

from mathcore import BUILTIN, DataError, Dataset, LogisticLoss, builtin, sigmoid, softplus

FOLDER = Path(__file__).parent / "reference"
PUBLISHED = json.loads((FOLDER / "published_fits.json").read_text(encoding="utf-8"))["datasets"]
EDGES = {case["id"]: case for case in json.loads((FOLDER / "edge_cases.json").read_text(encoding="utf-8"))["cases"]}
KEYS = dict(zip(BUILTIN, ["hours", "challenger", "vaso", "iris_vv2", "menarche"], strict=True))
SURFACE = [(name, point) for name in BUILTIN for point in PUBLISHED[KEYS[name]].get("surface_points", [])]
ROWS = [(case, EDGES[case]["exact"]) for case in EDGES if case.startswith("loss_z")]

values = st.floats(-3, 3)


@st.composite
def problems(draw):
    """Return small data with counts, one to three features, and a theta."""
    n, d = draw(st.integers(2, 8)), draw(st.integers(1, 3))
    x = draw(arrays(np.float64, (n, d), elements=values))
    y = draw(arrays(np.float64, n, elements=st.sampled_from([0.0, 1.0])))
    counts = draw(arrays(np.float64, n, elements=st.sampled_from([1.0, 2.0, 5.0])))
    theta = draw(arrays(np.float64, d + 1, elements=values))
    return LogisticLoss(Dataset(x, y, counts)), theta


@pytest.mark.parametrize(("name", "point"), SURFACE, ids=lambda v: v if isinstance(v, str) else str(v["theta"]))
def test_points_of_the_surface(name, point):
    loss, theta = LogisticLoss(builtin(name)), [float(t) for t in point["theta"]]
    assert float(loss(theta)) == pytest.approx(float(point["J"]), rel=1e-14, abs=1e-300)
    exact = np.array([float(g) for g in point["grad"]])
    assert np.abs(loss.gradient(theta) - exact).max() <= 1e-14 * np.abs(exact).max() + 1e-16


@pytest.mark.parametrize("name", BUILTIN)
class TestPublished:
    def test_zero(self, name):
        loss, published = LogisticLoss(builtin(name)), PUBLISHED[KEYS[name]]
        zero = np.zeros(loss.p)
        assert float(loss(zero)) == pytest.approx(float(published["loss_at_zero"]), rel=1e-15)
        assert loss.gradient(zero) == pytest.approx([float(g) for g in published["grad_at_zero"]], rel=1e-13, abs=1e-15)
        eigenvalues = np.linalg.eigvalsh(loss.hessian(zero))
        assert eigenvalues == pytest.approx([float(v) for v in published["hessian_eigenvalues_at_zero"]], rel=1e-10)

    def test_lipschitz(self, name):
        loss, published = LogisticLoss(builtin(name)), PUBLISHED[KEYS[name]]
        assert loss.lipschitz == pytest.approx(float(published["L"]), rel=1e-14)
        assert 2 / loss.lipschitz == pytest.approx(float(published["two_over_L"]), rel=1e-14)
        assert loss.lipschitz == pytest.approx(np.linalg.eigvalsh(loss.hessian(np.zeros(loss.p)))[-1], rel=1e-13)

    def test_grouped_equals_expanded(self, name):
        data = builtin(name)
        grouped, single = LogisticLoss(data), LogisticLoss(data.expanded())
        theta = np.linspace(-0.5, 0.5, grouped.p)
        assert float(grouped(theta)) == pytest.approx(float(single(theta)), rel=1e-13)
        assert grouped.gradient(theta) == pytest.approx(single.gradient(theta), rel=1e-12, abs=1e-14)
        assert grouped.hessian(theta) == pytest.approx(single.hessian(theta), rel=1e-12)
        assert grouped.lipschitz == pytest.approx(single.lipschitz, rel=1e-13)

    def test_agrees_with_scikit_learn(self, name):
        data = builtin(name)
        loss, theta = LogisticLoss(data), np.linspace(-1, 0.5, data.d + 1) / np.abs(data.x).max()
        h = sigmoid(loss.scores(theta))
        assert float(loss(theta)) == pytest.approx(log_loss(data.y, h, sample_weight=data.counts), rel=1e-12)


@pytest.mark.parametrize(("case", "exact"), ROWS, ids=[case for case, _ in ROWS])
def test_one_row_far_out(case, exact):
    """The score and the label stand in the name of the case: loss_z37_y0."""
    z, y = case.removeprefix("loss_z").split("_y")
    loss = LogisticLoss(Dataset(np.array([[float(z)]]), np.array([float(y)])))
    assert float(loss([0.0, 1.0])) == pytest.approx(float(exact), rel=4e-16, abs=5e-324)


def test_no_clipping():
    loss = LogisticLoss(Dataset(np.array([[-100.0]]), np.array([1.0])))
    assert float(loss([0.0, 1.0])) == 100.0


@pytest.mark.parametrize("row", EDGES["separable_1d"]["exact"], ids=lambda row: str(row["theta1"]))
def test_separated_data_have_an_exact_loss_all_the_way_down(separated, row):
    value = float(LogisticLoss(separated)([0.0, float(row["theta1"])]))
    assert value == pytest.approx(float(row["exact_J"]), rel=5e-16, abs=5e-324)


@pytest.mark.parametrize(("theta", "exact"), EDGES["surface_extreme"]["exact"].items())
def test_extremes_of_the_challenger_surface(theta, exact):
    point = [float(t) for t in theta.strip("()").split(",")]
    loss = LogisticLoss(builtin("challenger"))
    assert float(loss(point)) == pytest.approx(float(exact), rel=1e-14)
    assert np.isfinite(loss.gradient(point)).all()


def test_softplus_form(hours, loss):
    """J is also the mean of softplus(z) - y z, which loses digits far out and is what the film derives."""
    theta = np.array([-4.0, 1.5])
    z = loss.scores(theta)
    assert float(loss(theta)) == pytest.approx(float(np.mean(softplus(z) - hours.y * z)), rel=1e-14)


def test_one_class_and_one_row_have_a_loss():
    """m = 1, x = [1, 2], y = 1: J(0) = ln 2, gradient -(1/2)(1, 2), L = 5/4."""
    loss = LogisticLoss(Dataset(np.array([[2.0]]), np.array([1])))
    exact = EDGES["m1"]["exact"]
    assert float(loss([0, 0])) == pytest.approx(float(exact["J0"]), rel=1e-15)
    assert loss.gradient([0, 0]).tolist() == [float(g) for g in exact["grad0"]]
    assert loss.hessian([0, 0]).tolist() == [[float(v) for v in row] for row in exact["H0"]]
    assert loss.lipschitz == float(exact["L"])


def test_scores_that_overflow():
    loss = LogisticLoss(Dataset(np.array([[1e200], [1e200]]), np.array([0, 1])))
    assert float(loss([0.0, 1e200])) == np.inf
    assert np.isfinite(loss.gradient([0.0, 1e200])).all()
    only_right = LogisticLoss(Dataset(np.array([[1e200]]), np.array([1])))
    assert float(only_right([0.0, 1e200])) == 0.0


def test_features_that_overflow_the_curvature():
    hours = builtin("hours")
    loss = LogisticLoss(Dataset(hours.x * 1e160, hours.y, name="big"))
    assert float(loss([0, 0])) == pytest.approx(np.log(2), rel=1e-15)
    assert np.isfinite(float(loss([0, 1e-160])))
    with pytest.raises(DataError, match=r"big: values up to .* rescale"):
        _ = loss.lipschitz
    with pytest.raises(DataError, match="rescale"):
        loss.hessian([0, 0])


def test_huge_features_keep_a_finite_lipschitz_constant():
    hours = builtin("hours")
    loss = LogisticLoss(Dataset(hours.x * 1e6, hours.y))
    assert loss.lipschitz == pytest.approx(2482031250000.0, rel=1e-6)


@pytest.mark.parametrize("theta", [[np.nan, 0.0], [0.0, np.inf]])
def test_theta_must_be_finite(loss, theta):
    for function in (loss, loss.gradient, loss.hessian):
        with pytest.raises(ValueError, match="NaN or infinity"):
            function(theta)


@pytest.mark.parametrize("theta", [[0.0], [0.0, 0.0, 0.0], np.zeros((2, 3)), 0.0])
def test_theta_must_have_p_numbers(loss, theta):
    with pytest.raises(ValueError, match=r"last axis must be 2: an intercept and one number for each of \['hours'\]"):
        loss(theta)


def test_integers_are_welcome_and_left_alone(loss):
    theta = np.array([1, 2])
    assert float(loss(theta)) == float(loss([1.0, 2.0]))
    loss.gradient(theta)
    assert theta.tolist() == [1, 2]


@pytest.mark.parametrize("shape", [(), (3,), (2, 5), (0,), (1, 1, 1)])
def test_broadcasting_equals_a_loop_to_the_last_bit(loss, shape):
    thetas = np.random.default_rng(0).normal(size=(*shape, 2))
    assert loss(thetas).shape == shape
    assert loss.gradient(thetas).shape == (*shape, 2)
    assert loss.hessian(thetas).shape == (*shape, 2, 2)
    for index in np.ndindex(shape):
        assert float(loss(thetas)[index]) == float(loss(thetas[index]))
        assert loss.gradient(thetas)[index].tolist() == loss.gradient(thetas[index]).tolist()
        assert loss.hessian(thetas)[index] == pytest.approx(loss.hessian(thetas[index]), rel=1e-14)


def test_many_theta_over_many_rows_go_block_by_block():
    """300 theta over 12,000 rows are 3.6 million scores: many blocks, and to the last bit the same."""
    rng = np.random.default_rng(0)
    big = LogisticLoss(Dataset(rng.normal(size=(12_000, 1)), rng.integers(0, 2, 12_000)))
    thetas = rng.normal(size=(20, 15, 2))
    values, gradients = big(thetas), big.gradient(thetas)
    assert values.shape == (20, 15)
    assert gradients.shape == (20, 15, 2)
    for index in [(0, 0), (5, 8), (11, 2), (19, 14)]:
        assert values[index] == float(big(thetas[index]))
        assert gradients[index].tolist() == big.gradient(thetas[index]).tolist()


@given(problems())
def test_gradient_against_differences(problem):
    loss, theta = problem
    for j, slope in enumerate(loss.gradient(theta)):
        step = np.zeros(loss.p)
        step[j] = 1e-5
        difference = (float(loss(theta + step)) - float(loss(theta - step))) / 2e-5
        assert slope == pytest.approx(difference, abs=1e-8)


@given(problems())
def test_hessian_against_differences_of_the_gradient(problem):
    loss, theta = problem
    for j, row in enumerate(loss.hessian(theta)):
        step = np.zeros(loss.p)
        step[j] = 1e-5
        assert row == pytest.approx((loss.gradient(theta + step) - loss.gradient(theta - step)) / 2e-5, abs=1e-7)


@given(problems())
def test_hessian_is_symmetric_and_nowhere_negative(problem):
    loss, theta = problem
    hessian = loss.hessian(theta)
    assert hessian == pytest.approx(hessian.T, rel=1e-14, abs=1e-300)
    eigenvalues = np.linalg.eigvalsh(hessian)
    assert eigenvalues[0] >= -1e-14
    assert eigenvalues[-1] <= loss.lipschitz * (1 + 1e-12)


@given(problems(), st.floats(0, 1))
def test_convex_along_every_line(problem, share):
    loss, theta = problem
    other = -theta[::-1]
    between = share * theta + (1 - share) * other
    assert float(loss(between)) <= share * float(loss(theta)) + (1 - share) * float(loss(other)) + 1e-12


@given(problems())
def test_gradient_is_bounded_by_the_mean_length_of_the_rows(problem):
    loss, theta = problem
    data = loss.data
    bound = float(data.counts @ np.linalg.norm(data.design, axis=1)) / data.m
    assert np.linalg.norm(loss.gradient(theta)) <= bound + 1e-12


def test_the_bound_for_hours(hours):
    exact = float(EDGES["grad_bound"]["exact"].removeprefix("hours: "))
    assert np.linalg.norm(hours.design, axis=1).mean() == pytest.approx(exact, rel=1e-14)


@given(problems())
def test_grouped_equals_expanded(problem):
    loss, theta = problem
    single = LogisticLoss(loss.data.expanded())
    assert float(loss(theta)) == pytest.approx(float(single(theta)), rel=1e-12, abs=1e-15)
    assert loss.gradient(theta) == pytest.approx(single.gradient(theta), rel=1e-11, abs=1e-14)
    assert loss.hessian(theta) == pytest.approx(single.hessian(theta), rel=1e-11, abs=1e-14)


@given(problems())
def test_swapping_the_classes_mirrors_the_loss(problem):
    loss, theta = problem
    swapped = LogisticLoss(Dataset(loss.data.x, 1 - loss.data.y, loss.data.counts))
    assert float(swapped(-theta)) == float(loss(theta))
    assert swapped.gradient(-theta).tolist() == (-loss.gradient(theta)).tolist()


@given(problems())
def test_never_negative(problem):
    loss, theta = problem
    assert float(loss(theta)) >= 0.0
