"""Surface: point, curve, stick, skin, section and chord stand at the loss of their parameters."""

from __future__ import annotations

import numpy as np
import pytest

from scenes.kit.figures import scientific
from scenes.kit.stage import Ball, Dots, Line, Sheet
from scenes.kit.valley import DEPTH

PIXEL = 1 / 135
EDITIONS = ("hours", "hours-zh", "challenger", "menarche-zh", "apart", "falling", "few", "many", "million-zh")
everywhere = pytest.mark.parametrize("edition", EDITIONS)


@pytest.fixture
def at(edition, perform):
    """Return a function that puts the scene's trackers where it is told, all others at the end of the heights."""
    lesson = perform("surface", edition).lesson

    def place(**values):
        rest = {"tour_t": 4, "above": 0, "lift": 1, "spread": 1, "skin": 1, "across": 0, "along": 0, "hung": 0}
        for name, value in {**rest, "carried": 0, "turn": 0, **values}.items():
            getattr(lesson, name).set_value(value)
        lesson.place()
        return lesson

    return place


def read(lesson, points):
    """Return theta and J of places of the stage's world."""
    found = np.array([lesson.valley.parameters(point) for point in points])
    return found[:, :2], found[:, 2]


def heights(lesson, theta):
    """Return J of parameters, from the rows themselves: softplus of the scores with their labels' signs."""
    data = lesson.study.loss.data
    x, y, counts = data.x[:, 0], data.y, data.counts
    values = [np.logaddexp(0, (1 - 2 * y) * (a + b * x)) @ counts / counts.sum() for a, b in theta]
    return np.array(values)


def of(items, kind):
    return [item for item in items if isinstance(item, kind)]


@everywhere
@pytest.mark.parametrize("t", [0.0, 0.4, 1.0, 2.7, 4.0])
def test_the_ball_stands_over_its_parameters_on_the_plane_and_then_on_the_surface(at, t):
    lesson = at(tour_t=t, lift=0.0)
    stops = lesson.rising.stops
    theta = stops[int(t)] + (t - int(t)) * (stops[min(int(t) + 1, 4)] - stops[int(t)])
    (ball,) = of(lesson.stage.items, Ball)
    found, height = read(lesson, [ball.point - [0, 0, ball.radius]])
    assert found[0] == pytest.approx(theta, abs=1e-9)
    assert height[0] == pytest.approx(DEPTH / lesson.valley.lift)
    lesson = at(tour_t=t)
    (ball,) = of(lesson.stage.items, Ball)
    slope = np.append(lesson.study.loss.gradient(theta) / lesson.valley._scale * lesson.valley.lift, -1.0)
    found, height = read(lesson, [ball.point + ball.radius * slope / np.linalg.norm(slope)])
    assert found[0] == pytest.approx(theta, abs=1e-9)
    assert height == pytest.approx(heights(lesson, found), abs=1e-9)


@everywhere
@pytest.mark.parametrize("t", [0.0, 1.5, 4.0])
def test_the_curve_is_the_sigmoid_of_the_point(at, t):
    lesson = at(tour_t=t)
    raw, plot = lesson.study.scaling.to_raw_theta(lesson.rising.at(t)), lesson.curve.plot
    for anchor in lesson.curve.curve.get_anchors()[::11]:
        x, p = plot.value(anchor)
        assert p == pytest.approx(1 / (1 + np.exp(-(raw[0] + raw[1] * x))), abs=PIXEL / (plot.box[3] - plot.box[2]))


@everywhere
@pytest.mark.parametrize("t", [0.0, 2.0, 3.5, 4.0])
def test_the_read_out_is_the_point_and_its_loss(at, t):
    lesson = at(tour_t=t)
    theta = lesson.rising.at(t)
    texts = [float(number.text.replace("−", "-").replace(",", "")) for number in lesson.values.numbers]
    order = -1 if lesson.settings.notation == "beta" else 1
    assert texts[:2] == pytest.approx(theta[::order].tolist(), abs=0.0051)
    assert texts[2] == pytest.approx(heights(lesson, [theta])[0], abs=0.000051)


@everywhere
def test_the_tour_visits_both_walls_and_ends_in_the_valley(at):
    lesson = at()
    stops, loss = lesson.rising.stops, heights(lesson, lesson.rising.stops)
    assert stops[0].tolist() == [0, 0]
    centre = lesson.study.fit.theta if lesson.study.fit.exists else lesson.rising.centre
    assert stops[-1] == pytest.approx(centre)
    across = (stops - centre) @ np.linalg.eigh(lesson.study.loss.hessian(centre))[1][:, -1]
    assert across[1] * across[2] < 0
    assert min(loss[1:3]) > loss[4]
    low, high = np.sort([lesson.valley.window.x_range, lesson.valley.window.y_range], axis=1).T
    assert np.all((low <= stops) & (stops <= high))
    assert loss.max() <= lesson.valley.window.cut


@everywhere
@pytest.mark.parametrize("lift", [0.3, 1.0])
def test_sticks_are_as_high_as_the_loss_and_dashed_below_zero(at, lift):
    lesson = at(skin=0, lift=lift, spread=0)
    floor, stops = DEPTH / lesson.valley.lift, lesson.rising.stops
    feet, dashed, full, tops = lesson.rising.visited(4.0, lift)
    goal = floor + lift * (heights(lesson, stops) - floor)
    for dots, level in ((feet, np.full(5, floor)), (tops, goal)):
        theta, height = read(lesson, dots.points)
        assert theta == pytest.approx(stops, abs=1e-9)
        assert height == pytest.approx(level, abs=1e-9)
    ends = dashed.points.reshape(-1, 3, 3), full.points.reshape(-1, 3, 3)
    assert read(lesson, ends[0][:, 1])[1] == pytest.approx(np.minimum(goal, 0.0), abs=1e-9)
    assert read(lesson, ends[1][:, 0])[1] == pytest.approx(np.minimum(goal, 0.0), abs=1e-9)
    assert ends[1][:, 1] == pytest.approx(tops.points)
    assert dashed.dash is not None and full.dash is None


@everywhere
def test_many_points_rise_to_their_losses(at):
    lesson = at(skin=0)
    dots = lesson.rising.lattice(1.0)
    theta, height = read(lesson, np.vstack([part.points for part in dots]))
    assert len(theta) > 60
    assert height == pytest.approx(heights(lesson, theta), abs=1e-9)
    assert height.max() <= lesson.valley.window.cut
    assert sum(len(part.points) for part in dots) == len(lesson.rising.lattice_points)
    assert lesson.rising.lattice(0.0) == [] == lesson.rising.lattice(1.0, 0.0)


@everywhere
@pytest.mark.parametrize("share", [0.07, 0.5, 1.0])
def test_the_skin_is_the_loss_wherever_it_has_come(at, share):
    lesson = at(skin=share)
    (sheet,) = of(lesson.stage.items, Sheet)
    theta, height = read(lesson, sheet.points[::6, ::24].reshape(-1, 3))
    assert height == pytest.approx(heights(lesson, theta), abs=1e-7)
    assert sheet.values.max() <= lesson.valley.window.cut * (1 + 1e-9)
    ends, rim = lesson.study.sheet.points[-1], read(lesson, sheet.points[-1])[0]
    middle = lesson.study.sheet.points[0, 0]
    assert rim - middle == pytest.approx(share * (ends - middle), abs=1e-9)


@everywhere
def test_the_surface_is_that_of_the_descent(at):
    lesson = at()
    (sheet,) = of(lesson.stage.items, Sheet)
    assert sheet is lesson.valley.surface[0]
    assert sheet.points == pytest.approx(lesson.valley.world(lesson.study.sheet.points, lesson.study.sheet.heights))
    assert lesson.stage.view == lesson.valley.wide()


@everywhere
@pytest.mark.parametrize("share", [0.4, 1.0])
def test_the_sections_run_along_the_eigenvectors(at, share):
    lesson = at(across=share, along=share)
    centre = lesson.rising.centre
    vectors = np.linalg.eigh(lesson.study.loss.hessian(centre))[1]
    lines = lesson.bending.on_stage((share, share))
    for line, direction in zip(lines, (vectors[:, 1], vectors[:, 0]), strict=True):
        theta, height = read(lesson, line.points[::8])
        away = theta - centre
        assert away[:, 0] * direction[1] - away[:, 1] * direction[0] == pytest.approx(np.zeros(len(away)), abs=1e-9)
        assert height == pytest.approx(heights(lesson, theta), abs=1e-9)
        assert height.max() <= lesson.valley.window.cut * (1 + 1e-9)
    assert all(
        line in lesson.stage.items
        or any(np.array_equal(line.points, item.points) for item in of(lesson.stage.items, Line))
        for line in lines
    )


@everywhere
def test_the_plot_shows_the_same_sections(at):
    lesson = at(across=1, along=1)
    plot, centre = lesson.bending.plot, lesson.rising.centre
    for curve, section in zip(lesson.bending.curves, (lesson.rising.steep, lesson.rising.flat), strict=True):
        found = np.array([plot.value(anchor) for anchor in curve.get_anchors()[::9]])
        theta = centre + found[:, :1] * section.direction
        assert found[:, 1] == pytest.approx(heights(lesson, theta), abs=1e-6)
        assert np.abs(found[:, 0]).max() <= plot.x_range[1] * (1 + 1e-6)
    place = plot.value(lesson.bending.dot.get_center())
    assert place == pytest.approx((0.0, heights(lesson, [centre])[0]), abs=1e-9)


@everywhere
def test_nothing_of_the_sections_is_drawn_before_they_are_cut(at):
    lesson = at()
    assert lesson.bending.on_stage((0.0, 0.0)) == []
    assert all(np.ptp(curve.points, axis=0).max() == 0 for curve in lesson.bending.curves)


@everywhere
def test_the_values_are_the_curvatures(edition, perform):
    performance = perform("surface", edition)
    lesson, sources = performance.lesson, performance.sources("convex")
    low, high = np.linalg.eigvalsh(lesson.study.loss.hessian(lesson.rising.centre))
    assert f"$ lambda_1 = {scientific(high, 3)} $" in sources
    assert f"$ lambda_2 = {scientific(low, 3)} $" in sources
    assert "$ lambda_1 $" in sources and "$ lambda_2 $" in sources


@everywhere
@pytest.mark.parametrize("carried", [0.0, 0.5, 1.0])
def test_the_chord_is_straight_and_above_the_surface(at, carried):
    lesson = at(hung=1, carried=carried)
    *hairs, line, dots = lesson.bending.chord_items(1.0, carried)
    ends, height = read(lesson, dots.points)
    assert height == pytest.approx(heights(lesson, ends), abs=1e-9)
    theta, height = read(lesson, line.points)
    share = np.linspace(0, 1, len(theta))[:, None]
    assert theta == pytest.approx(ends[0] + share * (ends[1] - ends[0]), abs=1e-9)
    assert np.diff(height, n=2) == pytest.approx(np.zeros(len(height) - 2), abs=1e-9)
    assert np.all(height[1:-1] > heights(lesson, theta[1:-1]))
    assert len(hairs) > 8
    for hair in hairs:
        theta, height = read(lesson, hair.points)
        assert theta[0] == pytest.approx(theta[1], abs=1e-9)
        assert height[1] == pytest.approx(heights(lesson, theta[1:])[0], abs=1e-9) and height[0] > height[1]


@everywhere
def test_a_chord_that_grows_is_a_part_of_the_whole_one(at):
    lesson = at()
    whole, part = (lesson.bending.chord_items(share, 0.0) for share in (1.0, 0.5))
    assert np.array_equal(part[-2].points, whole[-2].points[: len(part[-2].points)])
    assert len(part[-1].points) == 1 and len(of(part, Dots)) == 1
