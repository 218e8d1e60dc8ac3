"""What is said of the odds of some data: numbers as words, and the variant that is true."""

from __future__ import annotations

import numpy as np

from mathcore import OddsLadder, Study
from scenes.kit.figures import scientific_text
from scenes.kit.plot import tick_text
from scenes.kit.written import Written, figure

DIGITS = 3
# A factor this near to 1 would be written as 1: then a step shows nothing.
FLAT = 0.005


def reason_left_out(study: Study) -> str:
    """Return why the odds cannot be shown to change: the slope is 0, or next to it over all the data."""
    change = study.raw_theta[1] * np.ptp(study.data.x[:, 0])
    return "" if np.isfinite(change) and abs(change) > 3 * FLAT else "flat"


def about_odds(ladder: OddsLadder) -> dict[str, Written]:
    """Return the numbers of a ladder as the words write them."""
    texts = {
        "unit": Written.of(ladder.unit, tick_text(ladder.unit, ladder.unit)),
        "factor": scientific_text(ladder.factor, DIGITS),
        "added": scientific_text(abs(ladder.step), DIGITS),
        "second": Written.of(float(ladder.x[1]), tick_text(float(ladder.x[1]), ladder.unit)),
        "second_p": figure(float(ladder.p[1]), ".3f"),
        "second_odds": scientific_text(float(ladder.odds[1]), DIGITS),
    }
    return texts


def factor_words(study: Study, ladder: OddsLadder, builtin: bool) -> str:
    """Return how a step is put: one more hour, one more of some unit, or a fall."""
    if ladder.step < 0:
        return "falling"
    return "hour" if builtin and study.data.name == "hours" and ladder.unit == 1 else ""
