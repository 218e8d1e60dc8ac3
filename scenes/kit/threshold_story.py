"""What can be shown of a threshold over some data, and how its place is written."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mathcore import Study
from scenes.kit.cast import Cast
from scenes.kit.figures import scientific, scientific_text
from scenes.kit.written import Written

# Rows farther from the boundary than so many times the typical distance would press the others together.
FAR = 6.0
# A boundary nearer to 0 than this share of the typical distance is written as 0.
DUST = 1e-9
DIGITS = 3


def typical_distance(study: Study) -> float:
    """Return the median distance of the rows from the boundary, in the feature's units."""
    return float(np.median(np.abs(study.data.x[:, 0] - study.boundary)))


def near(study: Study, rows: Cast) -> Cast:
    """Return the rows that stand near enough to the boundary to share one axis with it."""
    keep = np.abs(rows.x - study.boundary) <= FAR * typical_distance(study)
    chosen = {name: getattr(rows, name)[keep] for name in ("rows", "x", "z", "p", "y", "paired")}
    return replace(rows, **chosen)


def reason_left_out(study: Study) -> str:
    """Return why no threshold can be shown: the scores do not depend on the feature, or no row is beyond it."""
    low, high = study.data.x.min(), study.data.x.max()
    inside = np.isfinite(study.boundary) and low < study.boundary < high
    return "" if inside else "away"


def boundary_math(study: Study) -> Written:
    """Return where the score is 0 as Typst mathematics, with three significant digits."""
    return Written.of(study.boundary, "0") if _dusty(study) else scientific(study.boundary, DIGITS)


def boundary_text(study: Study) -> Written:
    """Return where the score is 0 as plain text, with three significant digits."""
    return Written.of(study.boundary, "0") if _dusty(study) else scientific_text(study.boundary, DIGITS)


def _dusty(study: Study) -> bool:
    return abs(study.boundary) < DUST * typical_distance(study)
