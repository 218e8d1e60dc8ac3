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
    card
        Whether it only announces or closes: it belongs to the film, but is none of the scenes that teach.
    """

    slug: str
    scene: str
    part: int
    seconds: int
    card: bool = False

    @property
    def file(self) -> Path:
        """The scene's file."""
        return Path(__file__).with_name(f"{self.slug}.py")

    @property
    def number(self) -> int:
        """The scene's place among the scenes that teach, from 1; 0 for a card."""
        return 0 if self.card else [entry for entry in PLAYLIST if not entry.card].index(self) + 1

    @property
    def clip(self) -> str:
        """What the scene's clip is called."""
        return self.slug if self.card else f"{self.number:02d}-{self.slug}"


PLAYLIST = (
    Entry("title", "Title", 0, 10, card=True),
    Entry("part1", "Part1", 1, 4, card=True),
    Entry("threshold", "Threshold", 1, 38),
    Entry("mapping", "Mapping", 1, 52),
    Entry("odds", "Odds", 1, 36),
    Entry("decision", "Decision", 1, 42),
    Entry("slope", "Slope", 1, 35),
    Entry("part2", "Part2", 2, 5, card=True),
    Entry("jar", "Jar", 2, 34),
    Entry("bernoulli", "Bernoulli", 2, 33),
    Entry("likelihood", "Likelihood", 2, 34),
    Entry("logarithm", "Logarithm", 2, 50),
    Entry("loss", "Loss", 2, 45),
    Entry("surface", "Surface", 2, 35),
    Entry("part3", "Part3", 3, 5, card=True),
    Entry("gradient", "Gradient", 3, 46),
    Entry("descent", "Descent", 3, 54),
    Entry("rates", "Rates", 3, 47),
    Entry("scaling", "Scaling", 3, 36),
    Entry("batches", "Batches", 3, 39),
    Entry("newton", "Newton", 3, 44),
    Entry("boundary", "Boundary", 3, 29),
    Entry("algorithm", "Algorithm", 3, 35),
    Entry("close", "Close", 3, 22, card=True),
)
