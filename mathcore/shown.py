"""A study as a table, the way notebooks show their values."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mathcore.study import Study

# Of a column's or a class's name, in a table.
LONGEST_NAME = 60


def table(study: Study) -> str:
    """Return the main numbers as an HTML table; what users wrote is escaped and shortened.

    The parameters are those for the feature in its own units.
    """
    cells = [(escape(name), escape(value)) for name, value in _rows(study)]
    rows = "".join(f"<tr><th scope='row'>{name}</th><td>{value}</td></tr>" for name, value in cells)
    return f"<table><caption>{escape(_short(study.data.name))}</caption><tbody>{rows}</tbody></table>"


def _rows(study: Study) -> list[tuple[str, str]]:
    data, walk = study.data, study.walk
    feature, (class0, class1) = _short(data.features[0]), (_short(name) for name in data.classes)
    rows = [
        ("trials", f"{data.m:,}: {data.m - data.positives:,} {class0}, {data.positives:,} {class1}"),
        ("feature", f"{feature}{', standardised for the walk' if study.scaled else ''}"),
    ]
    if study.fit.exists:
        estimates = zip(("intercept", f"slope of {feature}"), study.raw_theta, study.raw_standard_errors, strict=True)
        rows += [(name, f"{value:.6g} (standard error {error:.3g})") for name, value, error in estimates]
        rows.append(("boundary, p = 1/2", f"{feature} = {study.boundary:.4g}"))
        rows.append(("mean loss J at the minimum", f"{study.fit.loss:.6g}"))
    else:
        rows.append(("estimate", str(study.fit.stop.value)))
    rows.append(("gradient descent", f"{walk.steps:,} steps at rate {study.rate:g}: {walk.stop.value}"))
    rows.append(("gradient's norm at its end", f"{float(np.linalg.norm(walk.gradients[-1])):.3g}"))
    return rows


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"
