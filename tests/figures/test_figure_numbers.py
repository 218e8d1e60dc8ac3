"""What is drawn is what the core computes: curves, walks, levels, and the one line through both tops."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import ConnectionPatch
from mpl_toolkits.mplot3d.art3d import Line3D, Poly3DCollection

from mathcore import (
    LogisticLoss,
    bounds,
    cross_entropy,
    odds,
    sheet,
    sigmoid,
    sigmoid_slope,
    softplus,
    telling_walks,
)
from scenes.figures.labels import LEVEL
from scenes.figures.plane import plane_study
from scenes.figures.scaling import reshaping_of
from scenes.figures.space import TALL, Space
from scenes.figures.surface import MARGINS, RAYS, RINGS, azimuth


def named(axes: Axes, label: str) -> Line2D:
    return next(line for line in axes.lines if line.get_label() == label)


def data(axes: Axes, label: str) -> tuple[np.ndarray, np.ndarray]:
    line = named(axes, label)
    return np.asarray(line.get_xdata()), np.asarray(line.get_ydata())


def levels(axes: Axes) -> list[Line2D]:
    return [line for line in axes.lines if line.get_gid() == LEVEL]


def test_the_sigmoid_and_its_slope(hours: Any):
    upper, lower = hours.figures["sigmoid"].axes
    z, p = data(upper, "sigmoid")
    np.testing.assert_array_equal(p, sigmoid(z))
    z, slope = data(lower, "slope")
    np.testing.assert_array_equal(slope, sigmoid_slope(z))
    (x0, x1), (y0, y1) = data(upper, "tangent")
    assert (y1 - y0) / (x1 - x0) == pytest.approx(sigmoid_slope(0.0)) and (y0 + y1) / 2 == sigmoid(0.0)


def test_odds_and_their_logarithm_are_those_of_the_estimate(hours: Any):
    upper, lower = hours.figures["odds"].axes
    intercept, slope = hours.study.raw_theta
    x, values = data(upper, "odds")
    np.testing.assert_allclose(values, odds(intercept + slope * x), rtol=1e-14)
    x, values = data(lower, "log-odds")
    np.testing.assert_allclose(values, intercept + slope * x, rtol=1e-14)


def test_one_line_goes_through_both_tops(hours: Any):
    figure, found = hours.figures["likelihood"], hours.study.profile()
    upper, lower = figure.axes
    np.testing.assert_array_equal(data(upper, "likelihood"), (found.theta1, found.likelihood))
    np.testing.assert_array_equal(data(lower, "log-likelihood"), (found.theta1, found.log_likelihood))
    (line,) = [artist for artist in figure.artists if isinstance(artist, ConnectionPatch)]
    assert line.xy1[0] == line.xy2[0] == hours.study.theta[1]
    for axes, label in ((upper, "likelihood"), (lower, "log-likelihood")):
        x, y = data(axes, label)
        assert x[np.argmax(y)] == hours.study.theta[1]
    # The line is one: it leaves the upper plot where it enters the lower one.
    ends = [axes.transData.transform(place)[0] for axes, place in ((upper, line.xy1), (lower, line.xy2))]
    assert ends[0] == pytest.approx(ends[1], abs=1e-6)


def test_branches_cost_what_cross_entropy_says(hours: Any):
    left, right = hours.figures["loss"].axes
    for y in (0, 1):
        h, cost = data(left, f"y={y}")
        np.testing.assert_array_equal(cost, cross_entropy(y, h))
        z, cost = data(right, f"y={y}")
        np.testing.assert_array_equal(cost, softplus((1 - 2 * y) * z))


def test_level_lines_lie_on_their_levels(hours: Any):
    (axes,) = hours.figures["contours"].axes
    assert len(levels(axes)) > 5
    for line in levels(axes):
        heights = hours.study.loss(line.get_xydata())
        assert np.ptp(heights) < 2e-3 and heights.max() < hours.study.window.cut + 1e-3


def test_the_path_is_the_walk(hours: Any):
    (axes,) = hours.figures["contours"].axes
    np.testing.assert_array_equal(named(axes, "walk").get_xydata(), hours.study.walk.points)
    np.testing.assert_array_equal(named(axes, "minimum").get_xydata(), [hours.study.fit.theta])
    dots = {tuple(point) for point in named(axes, "steps").get_xydata()}
    assert dots <= {tuple(point) for point in hours.study.walk.points}


def lines_in_space(axes: Axes, label: str) -> np.ndarray:
    found = next(line for line in axes.lines if isinstance(line, Line3D) and line.get_label() == label)
    return np.column_stack([np.ma.filled(part, np.nan) for part in found.get_data_3d()])


def test_the_surface_is_the_mesh_of_the_loss(hours: Any):
    (axes,) = hours.figures["surface"].axes
    skin = max((c for c in axes.collections if isinstance(c, Poly3DCollection)), key=lambda c: len(c._faces))
    corners = skin._faces.reshape(-1, 3)
    np.testing.assert_allclose(hours.study.loss(corners[:, :2]), corners[:, 2], rtol=1e-12)
    assert len(skin._faces) == (RINGS - 1) * RAYS and corners[:, 2].max() <= hours.study.window.cut * (1 + 1e-9)


def test_the_path_lies_on_the_surface(hours: Any):
    (axes,) = hours.figures["surface"].axes
    for label in ("walk", "steps", "rim"):
        points = lines_in_space(axes, label)
        seen = np.isfinite(points).all(axis=1)
        assert seen.sum() > 20
        np.testing.assert_allclose(points[seen, 2], hours.study.loss(points[seen, :2]), rtol=1e-9)


def test_what_is_seen_has_nothing_before_it(hours: Any):
    """Compared with a walk along each line of sight, in many short steps."""
    study, paper = hours.study, hours.paper
    figure = paper.figure(80.0)
    figure.set_layout_engine(None)
    mesh = sheet(study.loss, study.window, 24, 6)
    # From behind: there the near wall hides much.
    space = Space(figure, study.loss, study.window, azimuth(study) + 150, mesh.rim, MARGINS)
    theta = sheet(study.loss, study.window, 40, 12).points[1:-1].reshape(-1, 2)
    heights = study.loss(theta)
    toward = np.append(space.viewer * (space.high - space.low), space.climb * study.window.cut / TALL)
    hidden = np.zeros(len(theta), dtype=bool)
    for t in np.linspace(0.001, 2, 2000):
        ahead = theta + t * toward[:2]
        inside = ((ahead >= space.low) & (ahead <= space.high)).all(axis=1)
        surface = study.loss(np.where(inside[:, None], ahead, theta))
        drawn = inside & (surface <= study.window.cut)
        hidden |= drawn & (surface > heights + t * toward[2] + 1e-4)
    seen = space.seen(theta, heights)
    assert 0.02 < np.mean(~seen) < 0.9
    assert np.mean(seen == ~hidden) > 0.99


def test_the_view_is_the_one_that_is_computed_with(hours: Any):
    """A step along the line of sight does not move a point on the paper."""
    study, paper = hours.study, hours.paper
    figure = paper.figure(80.0)
    figure.set_layout_engine(None)
    space = Space(figure, study.loss, study.window, 33.0, np.zeros((1, 3)), MARGINS)
    start = np.append((space.low + space.high) / 2, 0.2)
    toward = np.append(space.viewer * (space.high - space.low), space.climb * study.window.cut / TALL)
    ahead = start + 0.2 * toward
    before, after = (space.pixels(point[:2], point[2])[0] for point in (start, ahead))
    np.testing.assert_allclose(before, after, atol=0.05)


def test_rates_are_the_telling_ones(hours: Any):
    upper, strip = hours.figures["rates"].axes
    rates, walks = telling_walks(hours.study.loss)
    for k, walk in enumerate(walks):
        steps, excess = data(upper, f"walk {k}")
        np.testing.assert_array_equal(steps, np.arange(1, walk.steps + 1))
        np.testing.assert_allclose(excess, np.maximum(walk.losses[1:] - hours.study.fit.loss, 1e-13))
    found = bounds(hours.study.loss)
    upright = [line.get_xdata()[0] for line in strip.lines if len(set(line.get_xdata())) == 1]
    assert {found.safe, found.local, *rates} <= set(upright)


def test_both_rulers_show_the_same_levels(hours: Any):
    found = reshaping_of(hours.study)
    raw, scaled = hours.figures["scaling"].axes
    for k, (axes, loss) in enumerate(((raw, found.raw), (scaled, found.scaled))):
        assert isinstance(loss, LogisticLoss)
        heights = [float(np.median(loss(line.get_xydata()))) for line in levels(axes)]
        assert heights[-1] == pytest.approx(found.cut, abs=1e-3)
        np.testing.assert_array_equal(named(axes, "walk").get_xydata(), found.walks[2 * k].points)
        np.testing.assert_array_equal(named(axes, "minimum").get_xydata(), [found.theta[k]])
    pairs = zip(levels(raw), levels(scaled), strict=True)
    for a, b in pairs:
        np.testing.assert_allclose(a.get_xydata(), found.scaling.to_raw_theta(b.get_xydata()), rtol=1e-9, atol=1e-9)


def test_a_map_true_to_scale_has_one_scale(hours: Any):
    for axes in hours.figures["scaling"].axes:
        (x0, x1), (y0, y1) = axes.get_xlim(), axes.get_ylim()
        assert (x1 - x0) / axes.bbox.width == pytest.approx((y1 - y0) / axes.bbox.height, rel=0.01)


def test_the_curve_meets_its_boundary_at_one_half(hours: Any):
    (axes,) = hours.figures["boundary"].axes
    x, p = data(axes, "curve")
    intercept, slope = hours.study.raw_theta
    np.testing.assert_allclose(p, sigmoid(intercept + slope * x), rtol=1e-14)
    edge = data(axes, "boundary")[0]
    np.testing.assert_array_equal(edge, [hours.study.boundary] * 2)
    assert np.interp(hours.study.boundary, x, p) == pytest.approx(0.5, abs=1e-4)


def test_every_row_has_its_mark(hours: Any):
    (axes,) = hours.figures["boundary"].axes
    for y in (0, 1):
        rows = np.sort(hours.study.data.x[hours.study.data.y == y, 0])
        np.testing.assert_array_equal(np.sort(data(axes, f"class {y}")[0]), rows)


def test_the_line_of_two_features_is_the_core_s(hours: Any):
    (axes,) = hours.figures["plane"].axes
    found = plane_study()
    for p in (0.1, 0.5, 0.9):
        ends = named(axes, f"p={p}").get_xydata()
        np.testing.assert_array_equal(ends, found.line(found.walk.points[-1], p))
        np.testing.assert_allclose(found.probabilities(found.walk.points[-1], ends), p, rtol=1e-9)
    marks = sum(len(named(axes, f"class {y}").get_xdata()) for y in (0, 1))
    assert marks == len(found.data.y)
