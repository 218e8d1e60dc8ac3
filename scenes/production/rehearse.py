"""Has scenes played without painting them: how long they are, whether the data carry them, what is wrong in them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from scenes.kit.settings import Settings
from scenes.playlist import PLAYLIST, Entry
from scenes.production import clip
from scenes.production.crew import Watch, carried_out, hired
from scenes.production.errors import ProductionError
from scenes.production.quality import DEFAULT, QUALITIES
from scenes.production.report import Omission, Report


def rehearse(slugs: Sequence[str], settings: Settings, jobs: int) -> dict[str, Report | Omission]:
    """Return every scene's report, or why it is left out.

    Raises
    ------
    ProductionError
        In the words of the rehearsal, where one stops.
    """
    entries = [entry for entry in PLAYLIST if entry.slug in slugs]
    return dict(played(entries, settings, jobs, clip.rehearse))


def played(
    entries: Sequence[Entry], settings: Settings, jobs: int, task: Callable[[clip.Order], Any]
) -> Iterator[tuple[str, Any]]:
    """Yield the names of scenes with what a task, carried out in a worker, found in them, as soon as it is known.

    Raises
    ------
    ProductionError
        In the words of the task, where one stops.
    """
    with tempfile.TemporaryDirectory() as name, hired(jobs, entries) as crew:
        orders = [_order(entry, settings, Path(name)) for entry in entries]
        for order, result in carried_out(crew, task, orders, Watch()):
            if isinstance(result, Exception):
                raise ProductionError("\n".join(clip.reason(order, result)))
            yield order.slug, result


def _order(entry: Entry, settings: Settings, folder: Path) -> clip.Order:
    own = folder / entry.slug
    return clip.Order.of(
        entry, settings, QUALITIES[DEFAULT], folder=own, log=own.with_suffix(".log"), drawings=own / "drawings"
    )
