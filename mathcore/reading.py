"""read_csv: a Dataset from a course maker's own file."""

import math
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from mathcore.arrays import Array
from mathcore.data import DataError, Dataset, require_two_classes, require_varying
from mathcore.quick import head_of_large, read_columns
from mathcore.table import Table, is_number, read_table

POSITIVE = frozenset([
    "1", "true", "t", "yes", "y", "positive", "pos", "present", "passed", "pass", "success", "survived", "case",
])
NEGATIVE = frozenset([
    "0", "false", "f", "no", "n", "negative", "neg", "absent", "failed", "fail", "failure", "died", "control",
])
MISSING = frozenset(["", "na", "n/a", "nan", "null", "?"])
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")


def read_csv(path: str | Path, *, feature: str | Sequence[str] | None = None, label: str | None = None,
             counts: str | None = None, name: str | None = None) -> Dataset:
    """Read features and labels from a CSV file with a header.

    Without `counts` every row is one trial, and the label column holds two values: 0 and 1, or two texts. Of two
    texts the one that says yes means 1 ("yes", "true", "passed", "positive" and their like); failing that the one
    whose opposite says no means 0; failing that the one that comes second in the alphabet means 1.
    `Dataset.classes` states the outcome. With `counts` every row is a group: `counts` its trials, `label` its
    successes. A file of two columns needs no names: the first is the feature, the second the label.

    Raises
    ------
    DataError
        Anything wrong with the file; the message names file, line, column and remedy.
    """
    path = Path(path)
    head = head_of_large(path)
    data = _quickly(head, feature, label, name) if head and counts is None else None
    data = data or _carefully(path, feature, label, counts, name)
    try:
        require_two_classes(data)
        require_varying(data)
    except DataError as error:
        raise DataError(f"{path}: {str(error).removeprefix(f'{data.name}: ')}") from None
    return data


def _carefully(path: Path, feature: str | Sequence[str] | None, label: str | None, counts: str | None,
               name: str | None) -> Dataset:
    """Read a file cell by cell, so that whatever is wrong can be named."""
    table = read_table(path)
    names, label = _chosen(table, feature, label, counts)
    x = np.column_stack([_numbers(table, column) for column in names])
    title = name or path.stem
    if counts is not None:
        return _grouped(table, x, names, label, counts, title)
    y, classes = _labels(table, label)
    return Dataset(x, y, features=names, outcome=label, classes=classes, name=title, source=path.name)


def _quickly(head: Table, feature: str | Sequence[str] | None, label: str | None, name: str | None) -> Dataset | None:
    """Read a large file whose first rows are known; None where it takes the careful reader."""
    names, label = _chosen(head, feature, label, None)
    try:
        _, classes = _labels(head, label)
    except DataError:
        return None
    words = {} if classes == ("0", "1") else {label: {text: float(k) for k, text in enumerate(classes)}}
    columns = read_columns(head, [*names, label], words)
    if columns is None or not np.isin(columns[-1], (0.0, 1.0)).all():
        return None
    return Dataset(np.column_stack(columns[:-1]), columns[-1], features=names, outcome=label, classes=classes,
                   name=name or head.path.stem, source=head.path.name)


def grouped_rows(x: Array, successes: Array, trials: Array) -> tuple[Array, Array, Array]:
    """Return x, y and counts of weighted rows: two a group, failures first, those without trials left out."""
    rows = np.repeat(np.arange(len(x)), 2)
    y = np.tile([0.0, 1.0], len(x))
    counts = np.column_stack([trials - successes, successes]).ravel()
    kept = counts > 0
    return x[rows[kept]], y[kept], counts[kept]


def _chosen(table: Table, feature: str | Sequence[str] | None, label: str | None,
            counts: str | None) -> tuple[tuple[str, ...], str]:
    """Return the names of the feature columns and of the label column, all known and different."""
    if feature is None and label is None and counts is None and len(table.columns) == 2:
        feature, label = table.columns
    if feature is None or label is None:
        missing = " and ".join(what for what, given in (("feature", feature), ("label", label)) if given is None)
        raise DataError(f"{table.path} has the columns {', '.join(table.columns)}: say which is the {missing}.")
    names = (feature,) if isinstance(feature, str) else tuple(feature)
    if not names:
        raise DataError(f"{table.path}: name at least one feature column of {', '.join(table.columns)}.")
    wanted = [*names, label, *([counts] if counts is not None else [])]
    for column in wanted:
        table.column(column)
        if wanted.count(column) > 1:
            raise DataError(f"{table.path}: the column {column!r} cannot serve twice; choose different columns.")
    return names, label


def _numbers(table: Table, column: str, wrong: Callable[[float], str] = lambda value: "") -> Array:
    """Return a column as finite numbers; `wrong` says what else is the matter with a value, or nothing."""
    values = []
    for row, cell in enumerate(table.column(column)):
        if not is_number(cell):
            raise table.problem(row, column, _not_a_number(cell))
        value = float(cell)
        what = wrong(value) if math.isfinite(value) else "is not a finite number; remove the row or fill in the value"
        if what:
            raise table.problem(row, column, f"{cell!r} {what}.")
        values.append(value)
    return np.array(values, dtype=np.float64)


def _not_a_number(cell: str) -> str:
    if not cell:
        return "the cell is empty; remove the row or fill in the value."
    if DECIMAL_COMMA.fullmatch(cell):
        return f"{cell!r} has a decimal comma; write {cell.replace(',', '.')} with a point."
    return f"{cell!r} is not a number; correct it, or choose a column of numbers."


def _labels(table: Table, column: str) -> tuple[Array, tuple[str, str]]:
    """Return labels 0 and 1 and the texts that they stand for."""
    cells = table.column(column)
    keys = [_label_key(cell) for cell in cells]
    for row, key in enumerate(keys):
        if key in MISSING:
            raise table.problem(row, column, f"the label is missing ({cells[row]!r}); remove the row or fill it in.")
    values = sorted(set(keys), key=keys.index)
    if len(values) > 2:
        row = keys.index(values[2])
        shown = ", ".join(repr(value) for value in values[:4])
        raise table.problem(row, column, f"a third label value, {cells[row]!r}. A label has two values; this column "
                                         f"has {len(values)} ({shown}{' ...' if len(values) > 4 else ''}). Keep the "
                                         "rows of two classes, or choose another column.")
    if len(values) < 2:
        raise DataError(f"{table.path}, column {column!r}: every row says {cells[0]!r}; both outcomes are needed.")
    zero, one = _meaning(table, column, values)
    return np.array([float(key == one) for key in keys]), (_shown(cells, keys, zero), _shown(cells, keys, one))


def _label_key(cell: str) -> str:
    """Return what two spellings of one label have in common: 1 and 1.0, Yes and yes."""
    return f"{float(cell):g}" if is_number(cell) else cell.casefold()


def _shown(cells: list[str], keys: list[str], key: str) -> str:
    return key if key in ("0", "1") else cells[keys.index(key)]


def _meaning(table: Table, column: str, values: list[str]) -> tuple[str, str]:
    """Return which of two label values means 0 and which 1."""
    first, second = sorted(values)
    if is_number(first) and is_number(second) and [first, second] != ["0", "1"]:
        raise DataError(f"{table.path}, column {column!r}: the labels are {first} and {second}; write 0 and 1 instead, "
                        "or two words.")
    if (first in POSITIVE) != (second in POSITIVE):
        return (second, first) if first in POSITIVE else (first, second)
    if (first in NEGATIVE) != (second in NEGATIVE):
        return (first, second) if first in NEGATIVE else (second, first)
    return first, second


def _grouped(table: Table, x: Array, names: tuple[str, ...], label: str, counts: str, title: str) -> Dataset:
    def not_a_count(value: float) -> str:
        if value < 0:
            return "is negative; a count is 0, 1, 2 ..."
        return "" if value == math.floor(value) else "is not a whole number; a count is 0, 1, 2 ..."

    successes, trials = _numbers(table, label, not_a_count), _numbers(table, counts, not_a_count)
    for row in np.flatnonzero(successes > trials):
        raise table.problem(int(row), label, f"{successes[row]:g} successes among {trials[row]:g} trials (column "
                                             f"{counts!r}); the trials must be at least as many. Are the two swapped?")
    if not trials.any():
        raise DataError(f"{table.path}, column {counts!r}: every group has 0 trials; there is nothing to learn from.")
    rows = grouped_rows(x, successes, trials)
    return Dataset(*rows, features=names, outcome=label, classes=(f"not {label}", label), name=title,
                   source=table.path.name)
