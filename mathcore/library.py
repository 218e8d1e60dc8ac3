"""The data sets that come with the project: a CSV file and, beside it, what it is and where it is from."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from mathcore.data import DataError, Dataset
from mathcore.reading import grouped_rows
from mathcore.table import read_table

FOLDER = Path(__file__).parent / "datasets"
BUILTIN = ("hours", "challenger", "vaso", "iris", "menarche")


def builtin(name: str, features: Sequence[str] | None = None) -> Dataset:
    """Return a data set that comes with the project, with its usual features or those asked for.

    Raises
    ------
    DataError
        There is no such data set or feature; the choices are listed.
    """
    if name not in BUILTIN:
        raise DataError(f"There is no built-in data set {name!r}; choose one of {', '.join(BUILTIN)}.")
    about = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    chosen = tuple(about["default"] if features is None else features)
    for feature in chosen:
        if feature not in about["features"]:
            raise DataError(f"{name} has no feature {feature!r}; it has {', '.join(about['features'])}.")
    return _load(name, about, chosen)


def _load(name: str, about: dict[str, Any], features: tuple[str, ...]) -> Dataset:
    table = read_table(FOLDER / f"{name}.csv")
    columns = [about["features"][feature] for feature in features]
    x = np.column_stack([np.array(table.column(column["column"]), dtype=np.float64) for column in columns])
    for j, column in enumerate(columns):
        if column.get("transform") == "ln":
            x[:, j] = np.log(x[:, j])
    y = np.array(table.column(about["label"]), dtype=np.float64)
    counts = np.ones(len(y))
    if "counts" in about:
        x, y, counts = grouped_rows(x, y, np.array(table.column(about["counts"]), dtype=np.float64))
    units = tuple(column["unit"] for column in columns)
    no, yes = about["classes"]
    return Dataset(x, y, counts, features, about["outcome"], (no, yes), name, about["source"], units)
