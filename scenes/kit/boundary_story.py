"""Which words are true of the trials with two features: whether the film has been about them all along."""

from __future__ import annotations

from scenes.kit.settings import Settings

DATA = "vaso"


def whose(settings: Settings) -> str:
    """Return "own" where the film's own data are the trials, of which it has shown one feature so far."""
    return "own" if settings.data == DATA else ""
