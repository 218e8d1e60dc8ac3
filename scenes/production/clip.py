"""Rehearses and renders one scene, in a process that does nothing else."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scenes.kit.settings import PREFIX, Settings
from scenes.playlist import Entry
from scenes.production import film
from scenes.production.errors import ProductionError, shortage
from scenes.production.quality import ENCODER, Quality
from scenes.production.report import Omission, Report, outcome, read_progress, read_report
from scenes.production.sound import voices_of
from scenes.production.worker import LostWorkerError

if TYPE_CHECKING:
    from scenes.kit.proof.reading import Proof


@dataclass(frozen=True)
class Order:
    """A scene to be played, and where.

    Attributes
    ----------
    folder
        For the unfinished files of this order only, absolute.
    log
        What is said on the way.
    drawings
        Where the scene's typeset words are kept for the next time.
    key
        The clip's key where the order was written.
    """

    entry: Entry
    settings: Settings
    quality: Quality
    folder: Path
    log: Path
    drawings: Path
    key: str = ""

    @classmethod
    def of(cls, entry: Entry, settings: Settings, quality: Quality, **places: Any) -> Order:
        """Return an order whose settings hold in any working folder."""
        return cls(entry, settings.anywhere, quality, **places)

    @property
    def slug(self) -> str:
        """The scene's name."""
        return self.entry.slug

    @property
    def clip(self) -> Path:
        """The finished clip."""
        return self.folder / "clip.mp4"

    @property
    def progress(self) -> float:
        """Seconds of film painted so far."""
        return read_progress(self.report_file)

    @property
    def report_file(self) -> Path:
        """Where the scene tells how far it is, and at its end what it was."""
        return self.folder / "report.jsonl"


def manim_options(quality: Quality) -> dict[str, Any]:
    """Return the configuration that decides how a scene is painted and encoded."""
    return {
        "pixel_width": quality.width,
        "pixel_height": quality.height,
        "frame_rate": float(quality.frame_rate),
        "renderer": "cairo",
        "video_encoder_options": ENCODER,
        "max_inflight_encoders": 4,
        "disable_caching": True,
        "progress_bar": "none",
        "verbosity": "WARNING",
    }


def rehearse(order: Order) -> Report | Omission:
    """Play a scene without painting it: how long it is, or why the data set cannot carry it."""
    with _unpainted(order):
        from scenes.kit.rehearsal import rehearse as play

        found = outcome(play(order.entry, order.settings).summary())
    if found is None:
        raise ProductionError(f"The rehearsal said nothing of {order.slug}.")
    return found


def read_proof(order: Order) -> Proof:
    """Play a scene without painting it, and find what is wrong in it."""
    with _unpainted(order):
        from scenes.kit.proof.reading import read

        return read(order.entry, order.settings)


@contextmanager
def _unpainted(order: Order) -> Iterator[None]:
    """Configure manim for a scene that is played and not painted."""
    _begin(order)
    from scenes.kit import painting  # manim is imported in workers only

    with painting.configured({**_places(order), **manim_options(order.quality), "dry_run": True}):
        yield


def render(order: Order) -> Report | Omission:
    """Paint a scene and make its clip.

    Raises
    ------
    ProductionError
        Where what was made is not what the scene says.
    """
    _begin(order)
    from scenes.kit.painting import paint  # manim is imported in workers only

    painted = paint(order.entry, order.settings, {**_places(order), **manim_options(order.quality)})
    return finish(order, painted)


def finish(order: Order, painted: Path) -> Report | Omission:
    """Hold what was painted against the scene's report, and put the index in front and the voice beside it."""
    found = read_report(order.report_file)
    if isinstance(found, Omission):
        return found
    if found is None or not painted.is_file():
        raise ProductionError(f"{order.slug}: manim ended without a whole clip. The record is in {order.log}.")
    film.join([film.Part(painted, found.title)], order.clip, voices=voices_of(order.settings, found))
    film.check(order.clip, found.duration, order.quality)
    return found


def _places(order: Order) -> dict[str, str]:
    return {"media_dir": str(order.folder / "media"), "tex_dir": str(order.drawings)}


def _begin(order: Order) -> None:
    """Take an empty folder; from now on all that is said goes to the log."""
    shutil.rmtree(order.folder, ignore_errors=True)
    order.folder.mkdir(parents=True)
    os.chdir(order.folder)
    os.environ[PREFIX + "REPORT"] = str(order.report_file)
    with order.log.open("wb") as log:
        for stream, number in ((sys.stdout, 1), (sys.stderr, 2)):
            stream.flush()
            os.dup2(log.fileno(), number)


def failure(order: Order, error: Exception) -> str:
    """Return what to tell of a scene that could not be rendered."""
    words = "\n  ".join(reason(order, error))
    return f"{order.slug} could not be rendered:\n  {words}\nThe whole record is in {order.log}."


def reason(order: Order, error: Exception) -> list[str]:
    """Return the lines that say why a scene could not be played."""
    record = order.log.read_text(encoding="utf-8", errors="replace") if order.log.is_file() else ""
    # Where the disk is full, the record itself may have found no place on it.
    if lacking := shortage(f"{record}\n{error}"):
        return [lacking]
    return [*last_words(record if isinstance(error, LostWorkerError) else str(error)), *_hint(error)]


def _hint(error: Exception) -> list[str]:
    """Return what may lie behind an error that says little of itself."""
    if isinstance(error, LostWorkerError) and error.code < 0:
        return [f"(The renderer was ended by signal {-error.code}; if nobody did so, memory may have run out.)"]
    if "error in an external library" in str(error):
        return ["(The encoder gave up; memory may have run out.)"]
    return []


def last_words(log: str, most: int = 4) -> list[str]:
    """Return the last lines of a log that a person can use: what follows the last traceback's frames."""
    lines = [line.rstrip() for line in log.splitlines() if line.strip()]
    frames = [i for i, line in enumerate(lines) if line.startswith(("╰", "Traceback", "  ", "│", "╭"))]
    after = lines[frames[-1] + 1 :] if frames else lines
    return (after or lines)[-most:] or ["It said nothing."]
