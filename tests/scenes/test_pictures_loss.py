"""Loss: hill and valley, branches, sticks and floor are the numbers they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, log_expit, logit, xlogy
from scipy.stats import entropy

from scenes.kit import branches as branch_plot
from scenes.kit.branches import SURE
from scenes.kit.entropy_floor import SOFT, TOP

EDITIONS = (
    "hours", "hours-zh", "challenger", "menarche-zh", "vaso", "apart", "falling", "touching-zh", "few", "outlier",
    "many", "skewed", "million-zh",
)  # fmt: skip
everywhere = pytest.mark.parametrize("edition", EDITIONS)


@pytest.fixture
def played(edition, perform):
    return perform("loss", edition)


@pytest.fixture
def lesson(played):
    return played.lesson


def signed_scores(study, theta):
    intercept, slope = study.scaling.to_raw_theta(np.asarray(theta, float))
    return (2 * study.data.y - 1) * (intercept + slope * study.data.x[:, 0])


def log_likelihood(study, theta):
    return float(study.data.counts @ log_expit(signed_scores(study, theta)))


def drawn(plot, curve):
    return np.array([plot.value(point) for point in curve.get_anchors()])


# -- the hill and the valley -------------------------------------------------------------------------------------


@everywhere
def test_the_hill_is_the_log_likelihood_and_the_valley_the_loss(played):
    turned, study = played.lesson.turned, played.study
    turned.turn.set_value(1.0)
    turned.place()
    hill, valley = drawn(turned.upper, turned.hill), drawn(turned.lower, turned.valley)
    assert hill[:, 0] == pytest.approx(valley[:, 0])
    for k in range(0, len(hill), len(hill) // 7):
        theta = [study.theta[0], hill[k, 0]]
        log = log_likelihood(study, theta)
        assert hill[k, 1] == pytest.approx(log, rel=1e-8, abs=1e-4)
        assert valley[k, 1] == pytest.approx(-log / study.data.m, rel=1e-8, abs=1e-4)
        assert valley[k, 1] == pytest.approx(float(study.loss(theta)), rel=1e-8, abs=1e-4)


@everywhere
def test_the_valley_begins_as_the_hill_and_is_its_mirror_image(lesson):
    turned = lesson.turned
    turned.turn.set_value(0.0)
    turned.place()
    hill = np.array(turned.hill.get_anchors())
    assert np.array(turned.valley.get_anchors()) == pytest.approx(hill)
    turned.turn.set_value(1.0)
    turned.place()
    middle = (turned.upper.box[3] + turned.lower.box[2]) / 2
    assert (np.array(turned.valley.get_anchors())[:, 1] + hill[:, 1]) / 2 == pytest.approx(np.full(len(hill), middle))


@everywhere
@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_both_dots_stand_on_their_curves_above_one_another(played, share):
    turned, study = played.lesson.turned, played.study
    k = round(share * turned.top)
    turned.index.set_value(k)
    turned.place()
    (x, log), (same, loss) = (
        plot.value(dot.get_center()) for plot, dot in zip((turned.upper, turned.lower), turned.dots, strict=True)
    )
    assert x == pytest.approx(same)
    assert x == pytest.approx(turned.profile.theta1[k])
    assert loss == pytest.approx(-log / study.data.m, rel=1e-9)


@everywhere
def test_one_line_goes_through_the_top_and_the_lowest_point(played):
    turned, study = played.lesson.turned, played.study
    line = turned.line()
    assert line.get_start()[0] == pytest.approx(line.get_end()[0])
    slope = turned.upper.value(line.get_start())[0]
    valley = -turned.profile.log_likelihood
    assert slope == pytest.approx(turned.profile.theta1[np.argmin(valley)])
    if study.fit.exists:
        assert slope == pytest.approx(study.fit.theta[1], rel=1e-9)
    sources = " ".join(played.sources("turn")).replace('","', ",")
    if turned.inside:
        assert f"{-log_likelihood(study, [study.theta[0], slope]):,.2f} /{study.data.m:,}" in sources.replace("\\", " ")
        assert f"= {valley.min() / study.data.m:.4f}" in sources


# -- the branches ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["hours", "hours-zh"])
@pytest.mark.parametrize("label", [0, 1])
def test_over_h_the_branches_are_minus_the_logs(lesson, label):
    branches = lesson.branches
    branches.stretch.set_value(0.0)
    branches.place()
    found = drawn(branches.over_h, branches.curves[label])
    assert found[:, 1] == pytest.approx(-np.log(found[:, 0] if label else 1 - found[:, 0]), rel=1e-6)


@pytest.mark.parametrize("edition", ["hours", "hours-zh"])
@pytest.mark.parametrize("label", [0, 1])
def test_over_z_the_branches_are_softplus(lesson, label):
    branches = lesson.branches
    branches.stretch.set_value(1.0)
    branches.place()
    found = drawn(branches.over_z, branches.curves[label])
    assert found[:, 1] == pytest.approx(np.log1p(np.exp(found[:, 0] * (1 - 2 * label))), rel=1e-9)
    assert found[0, 0] == pytest.approx(-branch_plot.SPAN)
    assert found[-1, 0] == pytest.approx(branch_plot.SPAN)


@pytest.mark.parametrize("edition", ["hours"])
def test_every_point_keeps_its_height_while_the_axis_changes(lesson):
    branches = lesson.branches
    heights = []
    for stretch in (0.0, 0.4, 1.0):
        branches.stretch.set_value(stretch)
        heights.append([branches.point(label, branches.z)[:, 1] for label in (0, 1)])
    assert np.ptp(heights, axis=0) == pytest.approx(np.zeros_like(heights[0]), abs=1e-12)
    h = branches.over_h.value(branches.point(0, 0.0))
    branches.stretch.set_value(0.0)
    assert branches.over_h.value(branches.point(1, float(logit(0.9))))[0] == pytest.approx(0.9)
    assert h is not None


@pytest.mark.parametrize("edition", ["hours", "hours-zh"])
@pytest.mark.parametrize("h", [0.5, 0.8, SURE])
def test_sticks_and_numbers_are_the_costs_of_one_h(lesson, h):
    branches = lesson.branches
    branches.stretch.set_value(0.0)
    branches.h.set_value(h)
    branches.place()
    for label, cost in ((0, -np.log(1 - h)), (1, -np.log(h))):
        assert branches.numbers[label].text == f"{cost:.2f}"
        top = max(branches.sticks[label].get_start_and_end(), key=lambda point: point[1])
        assert branches.over_h.value(top)[1] == pytest.approx(cost, abs=2e-3)
        assert branches.over_h.value(branches.dots[label].get_center())[1] == pytest.approx(cost)


# -- the shares --------------------------------------------------------------------------------------------------


@everywhere
@pytest.mark.parametrize("t", [0.0, 0.5, 1.0])
def test_sticks_are_the_costs_and_the_level_is_their_mean(played, t):
    shares, study = played.lesson.shares, played.study
    shares.set(t)
    costs = -log_expit(signed_scores(study, t * study.theta))
    mean = float(study.data.counts @ costs) / study.data.m
    for stick, cost in zip(shares.sticks, costs[shares.rows.rows], strict=True):
        ends = [shares.plot.value(point)[1] for point in stick.get_start_and_end()]
        assert min(ends) == pytest.approx(0, abs=1e-9)
        assert max(ends) == pytest.approx(cost, abs=2e-3 * shares.highest)
        assert cost <= shares.plot.y_range[1]
    assert shares.plot.value(shares.level.get_start())[1] == pytest.approx(mean, rel=1e-9)
    assert shares.number.text == f"{mean:.4f}"
    if t == 0:
        assert costs == pytest.approx(np.full(len(costs), np.log(2)))
    if shares.rows.complete:
        assert mean == pytest.approx(costs[shares.rows.rows].mean())


@everywhere
def test_no_stick_hides_another(lesson):
    shares = lesson.shares
    width = shares.sticks[0].stroke_width / 100
    gaps = np.diff(np.sort(shares.xs))
    # Trials of both classes at many values: those stand closer, but none stands before another.
    assert gaps.min() >= 0.1 - 1e-9
    assert width <= max(0.07, gaps.min()) + 1e-9
    places = shares.plot.point(shares.rows.x, 0)[:, 0]
    assert np.abs(shares.xs - places).max() <= 0.3


# -- the floor ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["hours", "hours-zh"])
@pytest.mark.parametrize(("y", "h"), [(1.0, 0.25), (SOFT, 0.25), (SOFT, SOFT), (1.0, SOFT)])
def test_what_stands_on_the_floor_is_the_divergence(lesson, y, h):
    floor = lesson.floor
    floor.y.set_value(y)
    floor.h.set_value(h)
    floor.place()
    own, total = float(entropy([y, 1 - y])), float(-xlogy(y, h) - xlogy(1 - y, 1 - h))
    assert [number.text for number in floor.numbers] == [
        f"{total - own + 0.0:.3f}".replace("-", ""), f"{own:.3f}", f"{total:.3f}", f"{y:.2f}", f"{h:.2f}",
    ]  # fmt: skip
    assert floor.plot.value(floor.edge.get_start())[1] == pytest.approx(own, abs=1e-9)
    assert floor.plot.value(floor.dot.get_center()) == pytest.approx((h, total))
    assert floor.plot.value(floor.pieces[0].get_end())[1] == pytest.approx(total, abs=2e-3)
    curve = drawn(floor.plot, floor.curve)
    assert curve[:, 1].min() == pytest.approx(own, abs=1e-3)
    assert curve[np.argmin(curve[:, 1]), 0] == pytest.approx(y, abs=2e-3)
    assert curve[:, 1] == pytest.approx(-xlogy(y, curve[:, 0]) - xlogy(1 - y, 1 - curve[:, 0]))
    assert curve[:, 1].max() <= TOP


@pytest.mark.parametrize("edition", ["hours"])
@pytest.mark.parametrize(("y", "arrows"), [(SOFT, [1, 1]), (1.0, [1, 0])])
def test_arrows_stand_where_the_curve_leaves_the_frame(lesson, y, arrows):
    floor = lesson.floor
    floor.y.set_value(y)
    floor.place()
    assert [max(part.get_stroke_opacity() for part in arrow) for arrow in floor.onward] == arrows


@everywhere
def test_the_formula_keeps_its_brackets_round_both_terms(played):
    (source,) = [text for text in played.sources("bends") if "sum" in text]
    inside = source.split("⟨open|paren.l⟩")[1].split("⟨shut|paren.r⟩")[0]
    assert "y_i z_i" in inside
    assert "ln(1 + e^(z_i))" in inside
    assert "- 1/m sum_(i=1)^m" in source
    # And it is J: tried on the data, term by term.
    study = played.study
    intercept, slope = study.raw_theta
    z, y, counts = intercept + slope * study.data.x[:, 0], study.data.y, study.data.counts
    total = -float(counts @ (y * z - np.logaddexp(0, z))) / study.data.m
    assert total == pytest.approx(float(study.loss(study.theta)), rel=1e-9, abs=1e-12)
    assert expit(0) == 0.5
