"""How long one formula may take: whatever is written, a verdict comes."""

from __future__ import annotations

import time
from contextvars import ContextVar

from mathcore.proofreader.trouble import PatienceError, Spot

SECONDS = 8.0  # far more than any formula of the subject takes
_end: ContextVar[float] = ContextVar("end", default=float("inf"))


def begin(seconds: float = SECONDS) -> None:
    """Start the time of a formula."""
    _end.set(time.monotonic() + seconds)


def spend(spot: Spot) -> None:
    """Stop a formula whose time is over.

    Raises
    ------
    PatienceError
        It has taken too long.
    """
    if time.monotonic() > _end.get():
        raise PatienceError("it takes too long to try on data: write fewer or smaller sums", spot)
