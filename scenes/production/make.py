"""Makes an edition: decides what is to be rendered, renders it, joins the film, and tells what is there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from rich.console import Console

from scenes.kit.settings import Settings
from scenes.playlist import PLAYLIST, Entry
from scenes.production import film, sound, subtitles
from scenes.production.clip import Order
from scenes.production.crew import hired
from scenes.production.edition import Edition
from scenes.production.errors import ProductionError
from scenes.production.key import clip_key
from scenes.production.quality import Quality
from scenes.production.report import Report
from scenes.production.shoot import shoot


@dataclass(frozen=True)
class Made:
    """One row of the final table: what, where, how long (seconds), and whether it is new."""

    what: str
    file: Path | None
    seconds: float
    state: str


@dataclass(frozen=True)
class Work:
    """What a render is asked for.

    Attributes
    ----------
    jobs
        Scenes rendered at one time on this machine.
    cluster
        The address of a Dask scheduler that has them rendered elsewhere.
    """

    settings: Settings
    quality: Quality
    entries: tuple[Entry, ...]
    jobs: int
    output: Path
    cluster: str | None = None

    @property
    def folder(self) -> Path:
        """The edition's folder, absolute: manim works in a folder of its own."""
        return self.output.resolve() / (self.settings.edition + self.quality.suffix)


def make(work: Work, console: Console) -> list[Made]:
    """Render what is not there yet, join the film, and return the rows of the final table.

    Raises
    ------
    ProductionError
        For every known trouble; what is finished by then stays and counts.
    """
    with Edition(work.folder).opened() as edition:
        return renew(edition, work, console)


def renew(edition: Edition, work: Work, console: Console) -> list[Made]:
    """Do what `make` does, in an edition that is open."""
    keys = keys_of(work)
    stale = [entry for entry in work.entries if edition.entry(entry.slug, keys[entry.slug]) is None]
    if stale:
        _shoot(edition, work, stale, keys, console)
    rows = [_clip_row(edition, entry, keys, entry in stale) for entry in work.entries]
    carried = [entry for entry in work.entries if "file" in recorded(edition, entry, keys)]
    if len(carried) > 1:
        rows.insert(0, _film_row(edition, work, carried, keys))
    return rows


def keys_of(work: Work) -> dict[str, str]:
    """Return the key of every clip, by its scene's name."""
    return {entry.slug: clip_key(entry, work.settings, work.quality) for entry in work.entries}


def recorded(edition: Edition, entry: Entry, keys: dict[str, str]) -> dict[str, Any]:
    """Return what is recorded of a finished clip.

    Raises
    ------
    ProductionError
        Where it is not finished.
    """
    found = edition.entry(entry.slug, keys[entry.slug])
    if found is None:
        raise ProductionError(f"{entry.slug}: the clip was changed while the film was being made. Call again.")
    return found


def _shoot(edition: Edition, work: Work, stale: list[Entry], keys: dict[str, str], console: Console) -> None:
    orders = [_order(edition, work, entry, keys[entry.slug]) for entry in stale]
    with hired(work.jobs, stale, work.cluster) as crew:
        failures = shoot(edition, crew, orders, console)
    if failures:
        raise ProductionError("\n".join(failures))


def _order(edition: Edition, work: Work, entry: Entry, key: str) -> Order:
    return Order.of(
        entry,
        work.settings,
        work.quality,
        folder=edition.attempt(),
        log=edition.logs / f"{entry.slug}.log",
        drawings=edition.work / "drawings" / entry.slug,
        key=key,
    )


def _clip_row(edition: Edition, entry: Entry, keys: dict[str, str], is_new: bool) -> Made:
    found = recorded(edition, entry, keys)
    if "omitted" in found:
        return Made(entry.slug, None, 0.0, f"left out: {found['omitted']}")
    report = Report.of(found["report"])
    path = edition.folder / found["file"]
    edition.write(path.with_suffix(".srt"), subtitles.compose(report.cues))
    return Made(report.title, path, report.duration, "made" if is_new else "kept")


def film_name(entries: Sequence[Entry], chosen: Sequence[Entry]) -> str:
    """Return what the film is called: a choice of scenes has a name of its own."""
    if list(chosen) == list(PLAYLIST):
        return "film"
    return "film-" + "+".join(entry.slug for entry in entries)


def _film_row(edition: Edition, work: Work, carried: list[Entry], keys: dict[str, str]) -> Made:
    clips = [recorded(edition, entry, keys) for entry in carried]
    reports = [Report.of(entry["report"]) for entry in clips]
    parts = [
        film.Part(edition.folder / entry["file"], report.title) for entry, report in zip(clips, reports, strict=True)
    ]
    cues, voices, start = [], [], Fraction(0)
    for part, report in zip(parts, reports, strict=True):
        cues += subtitles.shifted(report.cues, float(start))
        voices += sound.voices_of(work.settings, report, start) or []
        start += film.measure(part.path).seconds
    name = film_name(carried, work.entries)
    facts = [entry["sha256"] for entry in clips], [report.title for report in reports], subtitles.compose(cues)
    key = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
    is_new = edition.entry(name, key) is None
    if is_new:
        made = edition.attempt() / "film.mp4"
        film.join(parts, made, cues, work.settings.language, None if work.settings.voice is None else voices)
        film.check(made, float(start), work.quality)
        edition.finish(name, key, made, f"{name}.mp4")
    path = edition.folder / f"{name}.mp4"
    edition.write(path.with_suffix(".srt"), subtitles.compose(cues))
    return Made("the film", path, float(start), "made" if is_new else "kept")
