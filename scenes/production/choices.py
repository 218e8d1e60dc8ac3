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
from scenes.production.quality import DEFAULT, QUALITIES, Quality

# Beside the project where it lies as a whole; where it was installed as a package, beside whoever calls.
MEDIA = (ROOT if (ROOT / "pyproject.toml").is_file() else Path.cwd()) / "media"
# The frames that the film can be cut for, besides its own.
WIDE, SHAPES = "16:9", ("9:16", "1:1", "4:3")

PICTURE, DATA, RUN = "What the film looks like", "Your own data and voice", "How it is made"
KIT = "What is made"


def _option(panel: str, words: str, *names: str, **limits: Any) -> Any:
    return typer.Option(*names, help=words, rich_help_panel=panel, **limits)


Scenes = Annotated[list[str] | None, typer.Argument(help="Only these scenes; 'lecture list' names them.")]
QualityName = Annotated[
    str | None, _option(PICTURE, "low, medium, high (default) or 4k (480p15, 720p30, 1080p60, 2160p60).", "--quality")
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
Slides = Annotated[bool, _option(KIT, "slides.html: a slide a beat, in one file for any browser.", "--slides")]
Pptx = Annotated[bool, _option(KIT, "slides.pptx: the same for PowerPoint.", "--pptx")]
Stills = Annotated[bool, _option(KIT, "stills/: a picture of every beat's end, and the same in 4K.", "--stills")]
Formulas = Annotated[bool, _option(KIT, "formulas/: every formula as SVG, in colour and in black.", "--formulas")]
Figures = Annotated[bool, _option(KIT, "figures/: plots for print as PDF, SVG and PNG.", "--figures")]
Gifs = Annotated[bool, _option(KIT, "clips/*.gif: a scene's most moving beat, 2 MB at most.", "--gifs")]
Overlays = Annotated[bool, _option(KIT, "clips/*.webm and *.mov: scenes without their ground.", "--overlays")]
Numbers = Annotated[
    bool, _option(KIT, "numbers.json: every number shown, where it is from, and what made the edition.", "--numbers")
]
Page = Annotated[bool, _option(KIT, "index.html: the film, the scenes, and whatever else is there.", "--page")]
Shapes = Annotated[
    list[str] | None, _option(KIT, "cuts/: the film in another frame, 9:16, 1:1 or 4:3; may be repeated.", "--shape")
]
From = Annotated[
    Path | None,
    _option(
        RUN,
        "The numbers.json of an edition to make again: what it was made of. Other options win; --data and --voice then "
        "say where the same files are now.",
        "--from",
    ),
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


def quality_of(name: str | None) -> Quality:
    """Return the quality of that name; where none is given, the usual one."""
    if name is not None and name not in QUALITIES:
        raise ProductionError(f"quality: {name!r} is not a choice. Choose one of: {', '.join(QUALITIES)}.")
    return QUALITIES[name or DEFAULT]


def entries_of(slugs: list[str] | None) -> tuple[Entry, ...]:
    """Return the scenes of those names in the film's order; all where none is named."""
    names = [entry.slug for entry in PLAYLIST]
    for slug in slugs or []:
        if slug not in names:
            near = difflib.get_close_matches(slug, names, n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            raise ProductionError(f"There is no scene {slug!r}.{meant} There are: {', '.join(names)}.")
    return tuple(entry for entry in PLAYLIST if not slugs or entry.slug in slugs)


def shapes_of(names: list[str] | None) -> list[str]:
    """Return the frames of those names, each once; 16:9 is the film itself."""
    for name in names or []:
        if name not in (*SHAPES, WIDE):
            raise ProductionError(f"shape: {name!r} is not a choice. Choose out of: {WIDE}, {', '.join(SHAPES)}.")
    return [name for name in dict.fromkeys(names or []) if name != WIDE]


def jobs_of(asked: int | None) -> int:
    """Return how many scenes to render at one time: by default one a core, four at most (0.7 GB each)."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return asked or max(1, min(cores, 4))
