"""Dataset: what it refuses and what it derives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathcore import BUILTIN, DataError, Dataset, builtin, require_two_classes, require_varying

X = np.array([[1.0], [2.0], [3.0]])
Y = np.array([0, 1, 1])


def test_copies_to_float64_and_freezes():
    x, y = np.array([[1], [2]]), np.array([0, 1], dtype=np.uint8)
    data = Dataset(x, y)
    x[0, 0] = 99
    assert data.x.dtype == data.y.dtype == data.counts.dtype == np.float64
    assert data.x.tolist() == [[1.0], [2.0]]
    for array in (data.x, data.y, data.counts, data.design):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 5


@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint8, np.int64, np.float32])
def test_labels_of_any_number_type(dtype):
    assert Dataset(X, Y.astype(dtype)).y.tolist() == [0.0, 1.0, 1.0]


@pytest.mark.parametrize(("x", "y", "counts", "message"), [
    (X, Y[:, None], (), r"y must have the shape \(3,\), one label a row of x, not \(3, 1\): try y.ravel\(\)"),
    (X, Y[:2], (), r"y must have the shape \(3,\)"),
    (X[:, 0], Y, (), r"x must have the shape \(rows, features\), not \(3,\): for one feature use x\[:, None\]"),
    (X[None], Y, (), r"x must have the shape \(rows, features\)"),
    (X.T, Y, (), r"y must have the shape \(1,\)"),
    (np.empty((0, 1)), np.empty(0), (), "There are no rows"),
    ([[1.0], [np.nan], [3.0]], Y, (), r"x\[1, 0\] is nan: remove the row or fill in the value"),
    ([[1.0], [2.0], [np.inf]], Y, (), r"x\[2, 0\] is inf"),
    (X, [0, np.nan, 1], (), r"y\[1\] is nan"),
    (X, [-1, 1, 1], (), "Labels are 0 and 1, but y holds -1: recode"),
    (X, [1, 2, 2], (), "y holds 2"),
    (X, [0, 0.3, 1], (), r"y holds 0\.3"),
    (X, [5, 6, 7], (), "y holds 5, 6, 7"),
    (X, ["no", "yes", "yes"], (), "y must hold numbers"),
    (X, np.array([0, 1, None]), (), "y must hold numbers, not object"),
    ([["a"], ["b"], ["c"]], Y, (), "x must hold numbers"),
    (X, Y, [1, 2], r"counts must have the shape \(3,\), one a row, not \(2,\)"),
    (X, Y, [1, 0, 2], r"counts\[1\] is 0: a row stands for"),
    (X, Y, [1, 2, -3], r"counts\[2\] is -3"),
    (X, Y, [1, 2.5, 3], r"counts\[1\] is 2\.5"),
    (X, Y, [1, np.nan, 3], r"counts\[1\] is nan"),
])
def test_refuses(x, y, counts, message):
    with pytest.raises(DataError, match=message):
        Dataset(x, y, counts)


def test_one_name_a_column():
    with pytest.raises(DataError, match="1 columns, but the names are"):
        Dataset(X, Y, features=("a", "b"))
    with pytest.raises(DataError, match="the units"):
        Dataset(X, Y, units=("h", "m"))


def test_an_error_is_a_value_error():
    assert issubclass(DataError, ValueError)


def test_what_it_counts(hours):
    assert (hours.m, hours.d, hours.positives) == (20, 1, 10)
    grouped = Dataset(X, Y, [5, 2, 3])
    assert (grouped.m, grouped.positives) == (10, 5)


def test_design_starts_with_ones(hours):
    assert hours.design.shape == (20, 2)
    assert hours.design[:, 0].tolist() == [1.0] * 20
    assert hours.design[:, 1].tolist() == hours.x[:, 0].tolist()


def test_defaults_name_everything():
    data = Dataset(np.ones((2, 3)), [0, 1])
    assert data.features == ("x1", "x2", "x3")
    assert data.units == ("", "", "")
    assert data.classes == ("0", "1")


def test_no_features_at_all_are_allowed():
    assert Dataset(np.empty((3, 0)), Y).design.tolist() == [[1.0]] * 3


def test_select():
    vaso = builtin("vaso")
    rate = vaso.select("ln rate")
    assert rate.features == ("ln rate",)
    assert rate.x[:, 0].tolist() == vaso.x[:, 1].tolist()
    assert (rate.name, rate.source, rate.classes, rate.m) == (vaso.name, vaso.source, vaso.classes, vaso.m)


def test_select_what_is_not_there():
    with pytest.raises(DataError, match="vaso has no feature 'speed'; it has ln volume, ln rate"):
        builtin("vaso").select("speed")


def test_select_keeps_the_unit():
    assert builtin("iris").select("petal width").units == ("cm",)


@pytest.mark.parametrize("name", BUILTIN)
def test_expanded_has_one_row_a_trial(name):
    data = builtin(name)
    single = data.expanded()
    assert len(single.y) == single.m == data.m
    assert single.positives == data.positives
    assert (single.counts == 1).all()
    assert single.features == data.features


def test_groups_of_the_grouped_set():
    ages, trials, reached = builtin("menarche").groups()
    assert len(ages) == 25
    assert (ages[0], trials[0], reached[0]) == (9.21, 376, 0)
    assert (ages[3], trials[3], reached[3]) == (10.83, 120, 2)
    assert (ages[-1], trials[-1], reached[-1]) == (17.58, 1049, 1049)
    assert (np.diff(ages) > 0).all()


def test_groups_of_single_trials(hours):
    values, trials, successes = hours.groups()
    assert len(values) == 19  # two students studied 1.75 hours
    assert trials[values == 1.75] == 2
    assert successes[values == 1.75] == 1
    assert trials.sum() == 20


def test_groups_need_one_feature():
    with pytest.raises(DataError, match="choose one with"):
        builtin("vaso").groups()


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.integers(1, 9)), min_size=1, max_size=20))
def test_groups_of_expanded_rows_are_the_same(rows):
    x, y, counts = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    data = Dataset(x[:, None], y, counts)
    for grouped, single in zip(data.groups(), data.expanded().groups(), strict=True):
        assert grouped.tolist() == single.tolist()


def test_one_class_only():
    data = Dataset(X, [1, 1, 1], outcome="passed", classes=("failed", "passed"), name="exam")
    with pytest.raises(DataError, match="exam: every row of 'passed' says 'passed'; both outcomes are needed"):
        require_two_classes(data)
    with pytest.raises(DataError, match="says 'failed'"):
        require_two_classes(Dataset(X, [0, 0, 0], classes=("failed", "passed")))
    require_two_classes(Dataset(X, Y))


def test_a_constant_feature():
    with pytest.raises(DataError, match="the feature 'speed' is 0.1 in every row; choose one that varies"):
        require_varying(Dataset([[0.1], [0.1], [0.1]], Y, features=("speed",)))
    require_varying(Dataset(X, Y))
