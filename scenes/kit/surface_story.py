"""Which words are true of a surface: whether it has a lowest point, and whether its valley is long."""

from __future__ import annotations

from mathcore import Study
from scenes.kit.story import LONG, Story


def bend(study: Study) -> str:
    """Return whether the surface is a long valley, a bowl, or has no lowest point."""
    if not study.fit.exists:
        return Story(study).split()
    low, high = study.fit.eigenvalues
    return "" if high > LONG * low else "bowl"
