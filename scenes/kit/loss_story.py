"""Which words about the loss are true of a study, and the numbers that they quote."""

from __future__ import annotations

import numpy as np

from mathcore import Study, cross_entropy, entropy, factors
from scenes.kit.cast import Cast


def numbers(study: Study, rows: Cast, sure: float, soft: float) -> dict[str, float | int]:
    """Return what the words quote: costs of a sure guess, sticks that shrink and grow, and a soft label's entropy."""
    start, end = (factors(study.loss.data, t * study.theta)[rows.rows] for t in (0.0, 1.0))
    profile = study.profile()
    return {
        "shown": rows.size,
        "slope_top": float(profile.theta1[profile.peak]),
        "sure": sure,
        "cheap": float(cross_entropy(1, sure)),
        "dear": float(cross_entropy(0, sure)),
        "ln2": float(np.log(2)),
        "fallen": int(np.sum(end > start)),
        "risen": int(np.sum(end < start)),
        "soft": soft,
        "own": float(entropy(soft)),
    }


def shares(study: Study, rows: Cast) -> str:
    """Return whether the sticks go to the estimate, each trial with one, some with one, or to no estimate at all."""
    if not study.fit.exists:
        return "open"
    return "" if rows.complete else "some"
