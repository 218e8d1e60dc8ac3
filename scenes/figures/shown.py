"""A figure the way notebooks show pictures."""

from __future__ import annotations

import io
from dataclasses import dataclass

from mathcore import Study
from scenes.figures.paper import paper_for
from scenes.figures.plates import PLATES
from scenes.kit.settings import Settings

# Pixels an inch: as sharp as a screen, where print has 300 or more.
DENSITY = 150


@dataclass(frozen=True)
class Picture:
    """A drawn figure as PNG."""

    png: bytes

    def _repr_png_(self) -> bytes:
        return self.png


def plot(name: str, study: Study, settings: Settings | None = None) -> Picture:
    """Draw a figure of a study.

    Parameters
    ----------
    name
        One of the figures', e.g. "boundary".
    settings
        Language, theme and notation; None reads them from the environment.

    Raises
    ------
    KeyError
        For a name that is no figure's.
    ValueError
        Where the data cannot carry it, with the key of the reason.
    """
    plate, chosen = PLATES[name], settings or Settings()
    if reason := plate.left_out(study):
        raise ValueError(f"{name} cannot be drawn of these data: {reason}")
    file = io.BytesIO()
    with paper_for(chosen, study) as paper:
        plate.draw(study, paper).savefig(file, format="png", dpi=DENSITY)
    return Picture(file.getvalue())
