"""The study: the numbers that the film quotes, for the default data, the other sets, and awkward data."""

import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pytest

from mathcore import BUILTIN, DataError, Dataset, Stop, Study, builtin, read_csv, sigmoid

FOLDER = Path(__file__).parent / "reference"
PUBLISHED = json.loads((FOLDER / "published_fits.json").read_text(encoding="utf-8"))["datasets"]
CASES = [(name, feature) for name in BUILTIN for feature in builtin(name).features]


@pytest.fixture(scope="module")
def study():
    return Study.of(builtin("hours"))


@pytest.fixture(scope="module", params=CASES, ids=["-".join(case) for case in CASES])
def any_study(request):
    name, feature = request.param
    return Study.of(builtin(name).select(feature))


class TestHours:
    """What the lesson says of the 20 students."""

    @pytest.mark.parametrize(("name", "printed"), [
        ("theta0", "-4.0777"), ("theta1", "1.5046"), ("se0", "1.7610"), ("se1", "0.6287"), ("loss_hat", "0.4015"),
        ("log_likelihood", "-8.02988"), ("odds_ratio", "4.50"), ("boundary", "2.71"), ("eigen_high", "1.11"),
        ("eigen_low", "0.0145"), ("bound_safe", "0.746"), ("bound_local", "1.80"), ("rate", "1.5"), ("cut", "1.5"),
        ("loss_start", "0.6931"), ("halves_log_sum", "-745.1"), ("grad_start", "0.50625"), ("loss_top", "1.4697"),
    ])
    def test_printed_numbers(self, study, name, printed):
        assert f"{study.facts[name]:.{len(printed.partition('.')[2])}f}" == printed

    @pytest.mark.parametrize(("name", "value"), [
        ("steps", 456), ("stop", "CONVERGED"), ("newton_steps", 6), ("newton_stop", "CONVERGED"), ("m", 20),
        ("rows", 20), ("positives", 10), ("negatives", 10), ("right", 16), ("wrong", 4), ("product_start", 2.0**-20),
        ("product20", 2.0**-20), ("halves_zero", 1075), ("halves_subnormal", 1023), ("feature", "hours"),
        ("unit", "h"), ("outcome", "pass"), ("class0", "failed"), ("class1", "passed"), ("name", "hours"),
        ("mean", 0.0), ("sd", 1.0), ("x_low", 0.5), ("x_high", 5.5),
    ])
    def test_exact_facts(self, study, name, value):
        assert study.facts[name] == value

    def test_raw(self, study):
        assert not study.scaled
        assert study.raw_theta.tolist() == study.theta.tolist()
        assert study.loss.data is study.data

    def test_nine_and_a_half_millionths(self, study):
        assert study.products_start[-1] == pytest.approx(9.5e-7, rel=0.01)

    def test_walks_at_other_rates(self):
        assert Study.of(builtin("hours"), rate=0.1).walk.steps == 7122
        assert Study.of(builtin("hours"), rate=2.0).walk.stop is Stop.OSCILLATING

    def test_a_chosen_rate_is_kept(self):
        study = Study.of(builtin("hours"), rate=2.0, max_steps=100)
        assert study.rate == study.facts["rate"] == 2.0

    def test_boundary_to_ten_digits(self, study):
        assert study.boundary == pytest.approx(float(PUBLISHED["hours"]["decision_boundary_x"]), rel=1e-12)


class TestEverySet:
    def test_the_default_rate_arrives_within_a_few_hundred_steps(self, any_study):
        assert any_study.walk.stop is Stop.CONVERGED
        assert any_study.walk.steps < 500

    def test_the_valley_is_not_too_long(self, any_study):
        assert any_study.fit.eigenvalues[1] / any_study.fit.eigenvalues[0] < 300
        assert any_study.scaled == (any_study.data.name not in ("hours", "vaso"))

    def test_rate_lies_between_the_bounds(self, any_study):
        safe, local = any_study.rate_bounds
        assert 0.8 * local < any_study.rate < 0.87 * local
        assert safe <= local * (1 + 1e-12)

    def test_raw_theta_is_the_published_one(self, any_study):
        """The one-feature sets are those with published numbers."""
        published = PUBLISHED.get(any_study.data.name, {"features": []})
        if len(published["features"]) == 2:
            assert any_study.raw_theta == pytest.approx([float(t) for t in published["theta_hat"]], rel=1e-10)
            assert any_study.raw_standard_errors == pytest.approx([float(s) for s in published["se"]], rel=1e-9)
            assert any_study.boundary == pytest.approx(float(published["decision_boundary_x"]), rel=1e-10)

    def test_raw_and_scaled_theta_give_the_same_scores(self, any_study):
        raw = any_study.raw_theta[0] + any_study.raw_theta[1] * any_study.data.x[:, 0]
        assert any_study.scores == pytest.approx(raw, rel=1e-9, abs=1e-9)
        assert any_study.probabilities.tolist() == sigmoid(any_study.scores).tolist()

    def test_sides(self, any_study):
        for p, y, side in zip(any_study.probabilities, any_study.data.y, any_study.sides, strict=True):
            assert side == ((p >= 0.5) == (y == 1))
        assert any_study.right == int(any_study.data.counts[any_study.sides].sum())
        assert any_study.right + any_study.facts["wrong"] == any_study.data.m

    def test_at_the_boundary_the_coin_is_fair(self, any_study):
        x = (any_study.boundary - any_study.scaling.mean[0]) / any_study.scaling.sd[0]
        assert sigmoid(any_study.theta @ [1.0, x]) == pytest.approx(0.5, abs=1e-12)

    def test_order(self, any_study):
        assert (np.diff(any_study.data.x[any_study.order, 0]) >= 0).all()
        assert sorted(any_study.order) == list(range(len(any_study.data.y)))

    def test_one_factor_a_trial_by_rising_feature(self, any_study):
        assert len(any_study.factors_start) == any_study.data.m
        assert (np.diff(any_study.trials.x[:, 0]) >= 0).all()
        assert (any_study.factors_start == 0.5).all()

    def test_products_and_sums(self, any_study):
        assert any_study.log_sums_end[-1] == pytest.approx(any_study.log_likelihood, rel=1e-11)
        assert any_study.log_sums_start[-1] == pytest.approx(-any_study.data.m * math.log(2), rel=1e-12)
        assert any_study.products_start[-1] == 0.5**any_study.data.m
        assert any_study.products_end[-1] == pytest.approx(any_study.likelihood, rel=1e-9)
        assert any_study.underflows == (any_study.data.name == "menarche")

    def test_profile_peaks_on_one_line(self, any_study):
        curve = any_study.profile(201)
        assert curve.peak == int(curve.likelihood.argmax()) == 100
        assert curve.theta1[100] == pytest.approx(any_study.theta[1], rel=1e-15)
        assert curve.relative == any_study.underflows
        assert (np.diff(curve.likelihood[:101]) >= 0).all()
        assert (np.diff(curve.likelihood[100:]) <= 0).all()
        top = 1.0 if curve.relative else any_study.likelihood
        assert curve.likelihood[100] == pytest.approx(top, rel=1e-9)

    def test_the_sheet_holds_the_walk(self, any_study):
        window = any_study.window
        assert not window.clipped
        assert any_study.walk.losses.max() < window.cut
        assert any_study.sheet.heights.max() <= window.cut * (1 + 1e-12)
        assert any_study.sheet.points[0, 0].tolist() == any_study.theta.tolist()

    def test_newton_arrives(self, any_study):
        assert any_study.newton.stop is Stop.CONVERGED
        assert any_study.newton.points[-1] == pytest.approx(any_study.theta, abs=1e-6)

    def test_facts_are_plain_and_finite(self, any_study):
        for name, value in any_study.facts.items():
            assert type(value) in (int, float, str), name
            assert isinstance(value, str) or math.isfinite(value), name

    def test_every_study_has_the_same_facts(self, any_study, study):
        assert any_study.facts.keys() == study.facts.keys()


@pytest.fixture(scope="module", params=[([1, 2, 3, 4], [0, 0, 1, 1]), ([0, 0, 1, 1], [0, 1, 1, 1]),
                                        ([1900, 1950, 2000, 2020], [1, 1, 0, 0])])
def endless(request):
    x, y = request.param
    return Study.of(Dataset(np.array(x, dtype=float)[:, None], y))


class TestSeparable:
    def test_says_so(self, endless):
        assert endless.separable
        assert endless.walk.stop is Stop.SEPARABLE
        assert not endless.fit.exists

    def test_the_walk_shows_the_endless_fall(self, endless):
        assert endless.walk.steps == 1000
        assert endless.walk.losses[-1] < endless.walk.losses[0] / 1.5
        assert endless.theta.tolist() == endless.walk.points[-1].tolist()

    def test_everything_can_still_be_drawn(self, endless):
        assert np.isfinite(endless.sheet.heights).all()
        assert np.isfinite(endless.profile(11).log_likelihood).all()
        assert endless.facts["stop"] == "SEPARABLE"
        assert math.isnan(endless.facts["se1"])
        assert math.isfinite(endless.facts["boundary"])
        assert math.isfinite(endless.facts["bound_local"])

    def test_a_year_is_standardised(self, endless):
        assert endless.scaled == (endless.data.x.max() > 100)


class TestRefusals:
    def test_several_features(self):
        with pytest.raises(DataError, match=r"vaso has 2 features \(ln volume, ln rate\).*choose a feature"):
            Study.of(builtin("vaso"))

    def test_one_class(self):
        with pytest.raises(DataError, match="both outcomes are needed"):
            Study.of(Dataset([[1.0], [2.0]], [1, 1]))

    def test_constant_feature(self):
        with pytest.raises(DataError, match="is 3 in every row"):
            Study.of(Dataset([[3.0], [3.0]], [0, 1]))

    @pytest.mark.parametrize("rate", [0, -1.5, np.nan, np.inf])
    def test_rate(self, rate):
        with pytest.raises(ValueError, match=f"learning rate must be a positive number, not {rate}"):
            Study.of(builtin("hours"), rate=rate)

    def test_values_too_large(self, hours):
        with pytest.raises(DataError, match="rescale"):
            Study.of(Dataset(hours.x * 1e160, hours.y))


class TestAwkwardData:
    def test_the_default_rate_does_not_leap_out_of_the_window(self):
        """One value far off: near the last rate that settles the first steps would climb above 4 J(start)."""
        x = np.array([21.4, 0.0, 1.9, 0.4, 0.5, 0.7, 0.0, 0.7, 0.3, 146.1, 1.4, 0.6])
        study = Study.of(Dataset(x[:, None], [1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0]))
        assert study.rate < 0.2 * study.rate_bounds[1]
        assert study.rate == float(f"{study.rate:.1e}")
        assert study.walk.stop is Stop.CONVERGED
        assert not study.window.clipped

    def test_where_the_loss_is_flat_to_the_last_bit_no_rate_is_too_high(self):
        """Far along a valley without an end every sigmoid has saturated."""
        study = Study.of(Dataset([[-2.0], [-1.0], [1.0], [2.0]], [0, 0, 1, 1]), rate=30_000.0)
        assert study.rate_bounds == (2 / study.loss.lipschitz, float("inf"))

    @pytest.mark.parametrize("unit", [1e-6, 1e6])
    def test_units(self, hours, unit, study):
        other = Study.of(Dataset(hours.x * unit, hours.y))
        assert other.scaled
        assert other.walk.stop is Stop.CONVERGED
        assert other.boundary / unit == pytest.approx(study.boundary, rel=1e-10)
        assert other.raw_standard_errors * [1, unit] == pytest.approx(study.raw_standard_errors, rel=1e-9)

    def test_two_rows_of_counts(self):
        study = Study.of(Dataset([[0.0], [0.0], [1.0], [1.0]], [0, 1, 0, 1], [3, 1, 1, 4]))
        assert study.walk.stop is Stop.CONVERGED
        assert study.raw_theta == pytest.approx([math.log(1 / 3), math.log(4) - math.log(1 / 3)], rel=1e-12)

    def test_no_relation_at_all(self):
        """Four crossed points: theta_1 is 0 and there is no boundary."""
        study = Study.of(Dataset([[1.0], [1.0], [2.0], [2.0]], [0, 1, 0, 1]))
        assert study.walk.steps == 0
        assert study.walk.stop is Stop.CONVERGED
        assert np.isfinite(study.sheet.heights).all()
        assert study.theta == pytest.approx([0, 0], abs=1e-12)

    def test_a_file_written_by_hand(self, tmp_path):
        path = tmp_path / "dose.csv"
        path.write_text("dose;outcome\n1;died\n2;survived\n3;died\n4;survived\n5;survived\n", encoding="utf-8")
        study = Study.of(read_csv(path))
        assert study.facts["class1"] == "survived"
        assert study.facts["feature"] == "dose"
        assert study.walk.stop is Stop.CONVERGED

    def test_ties_are_positive(self):
        """At p = 1/2 exactly, z = 0 or -0.0, the side is that of label 1."""
        study = Study.of(Dataset([[-1.0], [0.0], [0.0], [1.0], [-1.0], [1.0]], [0, 1, 0, 1, 1, 0]))
        tie = dataclasses.replace(study, fit=dataclasses.replace(study.fit, theta=np.array([-0.0, 1.0])))
        assert tie.scores[1] == 0.0
        assert tie.sides[:4].tolist() == [True, True, False, True]


def test_frozen(study):
    with pytest.raises(dataclasses.FrozenInstanceError):
        study.rate = 3.0


def test_deterministic(study):
    again = Study.of(builtin("hours"))
    assert again.walk.points.tolist() == study.walk.points.tolist()
    assert again.facts == study.facts
