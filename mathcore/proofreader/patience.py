"""How long one formula may take: whatever is written, a verdict comes."""

from __future__ import annotations

import time
from contextvars import ContextVar

from mathcore.proofreader.trouble import PatienceError, Spot

# Of work, not of waiting: a busy machine makes no formula unreadable. Far more than any of the subject takes.
SECONDS = 8.0
_end: ContextVar[float] = ContextVar("end", default=float("inf"))


def begin(seconds: float = SECONDS) -> None:
    """Start the time of a formula."""
    _end.set(time.thread_time() + seconds)


def spend(spot: Spot) -> None:
    """Stop a formula whose time is over.

    Raises
    ------
    PatienceError
        It has taken too long.
    """
    if time.thread_time() > _end.get():
        raise PatienceError("it takes too long to try on data: write fewer or smaller sums", spot)
