"""Landscape and level lines: the drawn heights are the loss."""

import numpy as np
import pytest

from mathcore import Dataset, LogisticLoss, builtin, fit, landscape, level_lines, onto_level

X, Y = (-5.5, 1.0), (-0.75, 2.25)


def test_heights_are_the_loss(loss):
    grid = landscape(loss, X, Y, (7, 11))
    assert grid.points.shape == (7, 11, 2)
    assert grid.heights.shape == (7, 11)
    for i, j in np.ndindex(7, 11):
        assert grid.heights[i, j] == float(loss(grid.points[i, j]))


def test_axes(loss):
    grid = landscape(loss, X, Y, (7, 11))
    assert grid.points[0, 0].tolist() == [-5.5, -0.75]
    assert grid.points[-1, -1].tolist() == [1.0, 2.25]
    assert (np.diff(grid.points[0, :, 0]) > 0).all()
    assert (np.diff(grid.points[:, 0, 1]) > 0).all()
    assert np.ptp(grid.points[0, :, 1]) == 0


def test_a_reversed_range_is_the_mirror(loss):
    forward, backward = landscape(loss, X, Y, (5, 6)), landscape(loss, X[::-1], Y, (5, 6))
    assert backward.heights[:, ::-1] == pytest.approx(forward.heights, rel=1e-14)


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (5, 1)])
def test_a_single_row_or_point_has_no_contours(loss, shape):
    grid = landscape(loss, (0, 0), (0, 0), shape)
    assert grid.heights == pytest.approx(np.full(shape, np.log(2)), rel=1e-15)
    assert grid.contours([0.5, 0.7]) == [[], []]


@pytest.mark.parametrize(("x_range", "y_range", "shape"), [
    ((np.nan, 1), Y, (3, 3)), (X, (0, np.inf), (3, 3)), (X, Y, (0, 3)), (X, Y, (3, 0)),
])
def test_bad_ranges(loss, x_range, y_range, shape):
    with pytest.raises(ValueError, match="finite ranges and at least one point"):
        landscape(loss, x_range, y_range, shape)


def test_needs_two_parameters():
    with pytest.raises(ValueError, match="two parameters, not 3: choose one feature"):
        landscape(LogisticLoss(builtin("vaso")), X, Y, (3, 3))


def test_contours_lie_near_their_level(loss):
    grid = landscape(loss, X, Y, (201, 201))
    levels = [0.42, 0.5, 1.0]
    for level, lines in zip(levels, grid.contours(levels), strict=True):
        assert lines
        for line in lines:
            assert line.shape[1] == 2
            assert loss(line) == pytest.approx(np.full(len(line), level), abs=2e-3)


def test_a_level_below_the_minimum_has_no_lines(loss):
    assert landscape(loss, X, Y, (51, 51)).contours([0.40]) == [[]]
    assert level_lines(loss, 0.40, X, Y) == []


class TestLevelLines:
    @pytest.mark.parametrize("level", [0.402, 0.42, 0.45, 0.5, 0.7, 1.0, 1.5, 2.5])
    def test_every_vertex_is_on_the_level(self, loss, level):
        lines = level_lines(loss, level, X, Y)
        assert lines
        for line in lines:
            assert np.abs(loss(line) - level).max() < 1e-12

    @pytest.mark.parametrize("level", [0.45, 0.6, 0.8, 1.0, 1.2, 1.6, 2.0])
    def test_beside_a_row_far_out_the_valley_is_too_narrow_for_the_grid(self, level):
        """Lines of a grid were up to 60 pixels off there, where the slope is nearly 0."""
        far = LogisticLoss(Dataset([[1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [1000.0]], [0, 0, 1, 0, 1, 1, 1]))
        box = (-5.5, 1.5), (-0.75, 2.75)
        for line in landscape(far, *box, (241, 241)).contours([level])[0]:
            assert np.abs(far(onto_level(far, level, line, *box)) - level).max() < 1e-12

    @pytest.mark.parametrize("level", [0.42, 1.0, 1.5])
    def test_inside_the_box_and_open_only_at_its_edges(self, loss, level):
        for line in level_lines(loss, level, X, Y):
            low, high = [X[0], Y[0]], [X[1], Y[1]]
            assert (line >= low).all()
            assert (line <= high).all()
            closed = np.allclose(line[0], line[-1], atol=1e-9)
            ends = line[[0, -1]]
            on_edge = (np.isclose(ends, low, atol=1e-12) | np.isclose(ends, high, atol=1e-12)).any(axis=1)
            assert closed or on_edge.all()

    def test_smooth_enough_to_draw(self, loss):
        """No corner turns by more than 3 degrees, in the picture's proportions."""
        for level in (0.42, 0.45, 0.7, 1.5):
            for line in level_lines(loss, level, X, Y):
                chords = np.diff(line / [6.5, 3.0], axis=0)
                angles = np.unwrap(np.arctan2(chords[:, 1], chords[:, 0]))
                assert np.abs(np.diff(angles)).max() < np.radians(4)

    def test_the_minimum_is_inside_every_closed_line(self, loss):
        hat = fit(loss).theta
        line = level_lines(loss, 0.41, X, Y)[0]
        angles = np.unwrap(np.arctan2(*(line - hat).T[::-1]))
        assert abs(abs(angles[-1] - angles[0]) - 2 * np.pi) < 1e-6
