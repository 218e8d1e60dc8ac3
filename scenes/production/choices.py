"""The choices of the command line, each with the words that explain it."""

from __future__ import annotations

import difflib
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from scenes.kit.settings import Settings
from scenes.playlist import PLAYLIST, Entry
from scenes.production.errors import ProductionError
from scenes.production.key import ROOT
from scenes.production.quality import QUALITIES, Quality

MEDIA = ROOT / "media"

PICTURE, DATA, RUN = "What the film looks like", "Your own data and voice", "How it is made"


def _option(panel: str, words: str, *names: str, **limits: Any) -> Any:
    return typer.Option(*names, help=words, rich_help_panel=panel, **limits)


Scenes = Annotated[list[str] | None, typer.Argument(help="Only these scenes; 'lecture list' names them.")]
QualityName = Annotated[
    str, _option(PICTURE, "low, medium, high or 4k (480p15, 720p30, 1080p60, 2160p60).", "--quality")
]
Language = Annotated[str | None, _option(PICTURE, "en (default) or zh.")]
Theme = Annotated[str | None, _option(PICTURE, "dark (default) or light.")]
Notation = Annotated[str | None, _option(PICTURE, "theta (default) or beta.")]
Data = Annotated[
    str | None, _option(DATA, "A CSV file, or a built-in set: hours (default), challenger, vaso, iris, menarche.")
]
Feature = Annotated[str | None, _option(DATA, "The column with the measured number x.")]
Label = Annotated[str | None, _option(DATA, "The column with the outcome: two values, or successes.")]
Counts = Annotated[str | None, _option(DATA, "For grouped data: the column with the trials.")]
Rate = Annotated[str | None, _option(DATA, "The learning rate; chosen from the data by default.")]
Voice = Annotated[
    str | None,
    _option(DATA, "A folder with recordings of your own; 'lecture script' says what to record into which file."),
]
Jobs = Annotated[int | None, _option(RUN, "Scenes rendered at one time.", min=1)]
Cluster = Annotated[
    str | None, _option(RUN, "The address of a Dask scheduler whose workers render, such as tcp://10.0.0.5:8786.")
]
Watch = Annotated[
    bool, _option(RUN, "Paint what changed whenever a file is saved, and show it in the browser.", "--watch")
]
Output = Annotated[Path, _option(RUN, "The folder that the film's folder is made in.")]
ScriptFile = Annotated[Path | None, _option(RUN, "The file to write it to; else it is printed.", "--output")]


def settings_of(**choices: str | None) -> Settings:
    """Return the settings: the environment's, the given choices winning."""
    return Settings.of(**{name: value for name, value in choices.items() if value is not None})


def quality_of(name: str) -> Quality:
    """Return the quality of that name."""
    if name not in QUALITIES:
        raise ProductionError(f"quality: {name!r} is not a choice. Choose one of: {', '.join(QUALITIES)}.")
    return QUALITIES[name]


def entries_of(slugs: list[str] | None) -> tuple[Entry, ...]:
    """Return the scenes of those names in the film's order; all where none is named."""
    names = [entry.slug for entry in PLAYLIST]
    for slug in slugs or []:
        if slug not in names:
            near = difflib.get_close_matches(slug, names, n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            raise ProductionError(f"There is no scene {slug!r}.{meant} There are: {', '.join(names)}.")
    return tuple(entry for entry in PLAYLIST if not slugs or entry.slug in slugs)


def jobs_of(asked: int | None) -> int:
    """Return how many scenes to render at one time: by default one a core, four at most (0.7 GB each)."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return asked or max(1, min(cores, 4))
