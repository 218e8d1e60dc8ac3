"""PlaneStudy: the trials of Finney, walked as the reference walks them, and the line where h = 1/2."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from mathcore import DataError, Dataset, PlaneStudy, Stop, builtin

# Computed with 60 digits; the estimate agrees with the one published by SAS (LOGISTIC, example 6) and Pregibon (1981).
HAT = [-2.87542171021681133707516610087, 5.17932401927189334502591128355, 4.5616752788071100880570155325]
PUBLISHED = [-2.8754, 5.1793, 4.5617]
LOSS_AT_HAT = 0.374709939496229814547435960471
LIPSCHITZ = 0.307034742881330540079786999147
# Gradient descent at a rate of 2 from zeros, steps 0 to 3.
FIRST = [
    [0.0, 0.0, 0.0],
    [0.02564102564102564, 0.21967689437673346, 0.2725145765573986],
    [-0.0222531371568706, 0.41854683131954123, 0.4500592784785282],
    [-0.09050008360940737, 0.6001984079929635, 0.5835466034255157],
]
PLANE = PlaneStudy.of(builtin("vaso"), max_steps=0)
slopes = st.floats(-20, 20).filter(lambda slope: abs(slope) > 1e-3)
parameters = st.tuples(st.floats(-10, 10), slopes, slopes).map(np.array)
chances = st.floats(0.05, 0.95)


@pytest.fixture(scope="module")
def trials():
    return PlaneStudy.of(builtin("vaso"))


class TestWalk:
    def test_the_rate_is_a_power_of_two_at_which_j_cannot_climb(self, trials):
        assert trials.rate == 2.0 <= 1 / LIPSCHITZ < 4.0
        assert trials.loss.lipschitz == pytest.approx(LIPSCHITZ, rel=1e-14)
        assert np.all(np.diff(trials.walk.losses) < 0)

    def test_the_first_iterates_are_those_of_the_reference(self, trials):
        assert trials.walk.points[: len(FIRST)] == pytest.approx(np.array(FIRST), rel=1e-13, abs=1e-15)

    def test_the_walk_arrives_at_the_published_fit(self, trials):
        assert trials.walk.stop is Stop.CONVERGED
        assert trials.fit.theta == pytest.approx(HAT, rel=1e-12)
        assert trials.fit.theta.round(4).tolist() == PUBLISHED
        assert trials.walk.points[-1] == pytest.approx(HAT, abs=1e-3)
        assert trials.walk.losses[-1] == pytest.approx(LOSS_AT_HAT, abs=1e-9)

    def test_a_rate_can_be_chosen(self):
        assert PlaneStudy.of(builtin("vaso"), rate=0.5, max_steps=3).walk.steps == 3


class TestSides:
    def test_as_many_are_on_their_side_as_another_library_says(self, trials):
        model = LogisticRegression(C=np.inf, tol=1e-10, max_iter=10_000).fit(trials.data.x, trials.data.y)
        predicted = model.predict(trials.data.x) == trials.data.y
        assert trials.sides(trials.fit.theta).tolist() == predicted.tolist()
        assert trials.right(trials.fit.theta) == predicted.sum() == 32

    def test_at_zero_all_lean_to_label_one(self, trials):
        assert trials.right(np.zeros(3)) == trials.data.positives == 20

    def test_trials_are_counted_not_rows(self):
        data = Dataset(np.array([[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]]), np.array([0, 1, 0]), np.array([3, 2, 1]))
        assert PlaneStudy.of(data, max_steps=1).right(np.array([0.0, 0.0, 1.0])) == 2


class TestLine:
    @given(parameters, chances)
    def test_its_ends_have_the_probability_and_lie_on_the_edge(self, theta, p):
        ends = PLANE.line(theta, p)
        if not len(ends):
            return
        z = theta[0] + ends @ theta[1:]
        assert z == pytest.approx(np.full(2, np.log(p / (1 - p))), abs=1e-9 * (1 + np.abs(theta).sum()))
        for end in ends:
            gaps = [(end[k] - low, high - end[k]) for k, (low, high) in enumerate(PLANE.ranges)]
            assert np.min(gaps) == pytest.approx(0, abs=1e-9)

    @given(parameters, chances)
    def test_it_is_missing_only_where_all_corners_are_on_one_side(self, theta, p):
        (x0, x1), (y0, y1) = PLANE.ranges
        corners = np.array([(x, y) for x in (x0, x1) for y in (y0, y1)])
        above = theta[0] + corners @ theta[1:] - np.log(p / (1 - p))
        if np.abs(above).min() > 1e-9:
            assert (len(PLANE.line(theta, p)) == 2) == (above.min() < 0 < above.max())

    @given(parameters)
    def test_larger_probabilities_are_on_its_left(self, theta):
        ends = PLANE.line(theta)
        if len(ends):
            along = ends[1] - ends[0]
            assert np.array([-along[1], along[0]]) @ theta[1:] >= 0

    @given(parameters)
    def test_all_lines_are_parallel(self, theta):
        ways = [np.diff(ends, axis=0)[0] for ends in (PLANE.line(theta, p) for p in (0.2, 0.5, 0.8)) if len(ends)]
        for way in ways:
            assert way @ theta[1:] == pytest.approx(0, abs=1e-9 * np.linalg.norm(theta[1:]))

    def test_along_an_axis_it_runs_from_edge_to_edge(self, trials):
        (x0, x1), (y0, y1) = trials.ranges
        assert sorted(trials.line(np.array([0.0, 0.0, 3.0])).tolist()) == [[x0, 0.0], [x1, 0.0]]
        assert sorted(trials.line(np.array([0.0, -2.0, 0.0])).tolist()) == [[0.0, y0], [0.0, y1]]
        assert trials.line(np.array([99.0, 0.0, 3.0])).shape == (0, 2)

    def test_without_slopes_there_is_no_line(self, trials):
        assert trials.line(np.zeros(3)).shape == trials.line(np.array([1.0, 0.0, 0.0])).shape == (0, 2)


class TestPlane:
    def test_one_trial_lies_far_out_and_the_others_are_in_view(self, trials):
        assert trials.data.x[~trials.near].tolist() == [[pytest.approx(np.log(2.35)), pytest.approx(np.log(0.03))]]
        for k, (low, high) in enumerate(trials.ranges):
            assert low < trials.data.x[trials.near, k].min() and trials.data.x[trials.near, k].max() < high

    def test_probabilities_are_those_of_the_rows(self, trials):
        scores = trials.data.design @ np.array(HAT)
        assert trials.probabilities(HAT, trials.data.x) == pytest.approx(1 / (1 + np.exp(-scores)), rel=1e-13)
        assert trials.probabilities(np.zeros(3), np.zeros((4, 5, 2))).tolist() == np.full((4, 5), 0.5).tolist()

    def test_one_feature_is_refused(self):
        with pytest.raises(DataError, match="needs two features; hours has 1"):
            PlaneStudy.of(builtin("hours"))
