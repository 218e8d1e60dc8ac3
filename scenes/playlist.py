"""The order of the film: the only list of scenes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """One scene of the film: ``scenes/<slug>.py`` holds the class ``scene``.

    Attributes
    ----------
    seconds
        About how long it plays; which scene is begun first depends on it, and what the progress is shown against.
    """

    slug: str
    scene: str
    part: int
    seconds: int

    @property
    def file(self) -> Path:
        """The scene's file."""
        return Path(__file__).with_name(f"{self.slug}.py")


PLAYLIST = (
    Entry("mapping", "Mapping", 1, 59),
    Entry("logarithm", "Logarithm", 2, 56),
    Entry("descent", "Descent", 3, 60),
    Entry("contour", "Contour", 3, 31),
)
