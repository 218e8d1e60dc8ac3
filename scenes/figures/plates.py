"""Writes all figures of an edition: for print as PDF and SVG, as pixels in PNG."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from matplotlib.figure import Figure

from mathcore import Study
from scenes.figures import boundary, contours, likelihood, loss, odds, plane, rates, scaling, sigmoid, surface
from scenes.figures.captions import caption
from scenes.figures.paper import Paper, paper_for
from scenes.kit.settings import Settings
from scenes.kit.studies import read_study
from scenes.kit.words import Words

# What matplotlib would write into files besides the picture; dates would make each one new.
METADATA = {
    "pdf": ("CreationDate", "Creator", "Producer"),
    "svg": ("Date", "Creator"),
    "png": ("Software",),
}


def _always(study: Study) -> str:
    return ""


@dataclass(frozen=True)
class Plate:
    """A figure: how it is drawn, and the key of why some data cannot carry it ("" where they can)."""

    draw: Callable[[Study, Paper], Figure]
    left_out: Callable[[Study], str] = _always


PLATES = {
    "sigmoid": Plate(sigmoid.draw),
    "odds": Plate(odds.draw, odds.left_out),
    "likelihood": Plate(likelihood.draw, likelihood.left_out),
    "loss": Plate(loss.draw),
    "contours": Plate(contours.draw),
    "surface": Plate(surface.draw),
    "rates": Plate(rates.draw, rates.left_out),
    "scaling": Plate(scaling.draw, scaling.left_out),
    "boundary": Plate(boundary.draw),
    "plane": Plate(plane.draw),
}


def make(settings: Settings, folder: Path) -> dict[str, str]:
    """Write ``<name>.pdf``, ``.svg`` and ``.png`` of every figure that the data can carry.

    Returns
    -------
    dict
        For each figure "", or why it is left out.
    """
    study, reasons = read_study(settings), left_out(settings)
    with paper_for(settings, study) as paper, _quiet_fonts():
        for name, plate in PLATES.items():
            if not reasons[name]:
                save(plate.draw(study, paper), folder, name)
    return reasons


def left_out(settings: Settings) -> dict[str, str]:
    """Return for each figure why the data cannot carry it, in words; "" where they can."""
    study, words = read_study(settings), Words.load(settings.language)
    reasons = {}
    for name, plate in PLATES.items():
        key = plate.left_out(study)
        known = (f"{table}.left_out.{key}" for table in ("figures", name, "shared"))
        reasons[name] = words.get(next(filter(words.has, known))) if key else ""
    return reasons


def captions(settings: Settings) -> dict[str, tuple[str, str]]:
    """Return title and caption, in plain text, of each figure that the data can carry, in their order."""
    study, reasons = read_study(settings), left_out(settings)
    return {name: caption(name, settings, study) for name, reason in reasons.items() if not reason}


def save(figure: Figure, folder: Path, name: str) -> None:
    """Write a figure in all formats; the same figure makes the same bytes."""
    for suffix, omitted in METADATA.items():
        figure.savefig(folder / f"{name}.{suffix}", metadata=dict.fromkeys(omitted))


@contextmanager
def _quiet_fonts() -> Iterator[None]:
    """Keep to itself what is odd about the dates in the type of the mathematics."""
    logger = logging.getLogger("fontTools")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)
