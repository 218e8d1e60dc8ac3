"""Large and plain CSV files without a Python object for every cell.

Only what is beyond doubt is read here. For anything else the answer is None, and the careful reader reads the file,
or says what is wrong with it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from mathcore.arrays import Array
from mathcore.data import DataError
from mathcore.table import Table, parse_table

# Files below this many bytes are read with care in an instant.
LARGE = 2_000_000
HEAD = 65_536


def head_of_large(path: Path) -> Table | None:
    """Return the first rows of a large file, or None: the file is small, or its beginning is not plain."""
    try:
        if path.stat().st_size < LARGE:
            return None
        with path.open("rb") as file:
            raw = file.read(HEAD)
            # A file of another kind may hide its zeros further on.
            while part := file.read(16 * HEAD):
                if b"\0" in part:
                    return None
        text = raw[: raw.rfind(b"\n") + 1].decode("utf-8-sig")
        return parse_table(path, text) if text.strip() and "\0" not in text else None
    except (OSError, UnicodeDecodeError, DataError):
        return None


def read_columns(head: Table, wanted: Sequence[str], meanings: dict[str, dict[str, float]]) -> list[Array] | None:
    """Return columns of a large file as finite numbers, or None where a cell is not plainly one.

    Parameters
    ----------
    head
        The first rows of the file.
    wanted
        Names of columns.
    meanings
        For columns of words: the number that each word stands for.
    """
    # Cells of the other columns are counted, not kept.
    types = [(f"c{j}", "f8" if name in wanted else "U1") for j, name in enumerate(head.columns)]
    converters: dict[int | str, Callable[[str], float]] = {
        head.columns.index(name): _lookup(words) for name, words in meanings.items()
    }
    try:
        rows = np.loadtxt(
            head.path, dtype=np.dtype(types), delimiter=head.delimiter, skiprows=head.lines[0] - 1, comments=None,
            quotechar='"', converters=converters or None, encoding="utf-8-sig", ndmin=1,
        )  # fmt: skip
    except (ValueError, KeyError, OverflowError):
        return None
    columns = [np.ascontiguousarray(rows[f"c{head.columns.index(name)}"]) for name in wanted]
    return columns if all(np.isfinite(column).all() for column in columns) else None


def _lookup(words: dict[str, float]) -> Callable[[str], float]:
    return lambda cell: words[cell.strip()]
