"""Has what takes manim made of scenes: each in a process of its own, several at once, the longest first."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scenes.playlist import PLAYLIST, Entry
from scenes.production import clip
from scenes.production.clip import Order, manim_options
from scenes.production.crew import Watch, carried_out, hired
from scenes.production.errors import ProductionError
from scenes.production.lecture import Lecture, Shown


def made(
    lecture: Lecture, folder: Path, jobs: int, what: str, task: Callable[[Order], Any]
) -> Iterator[tuple[Shown, Any]]:
    """Carry out a task for every scene of a lecture; yield each with its result as soon as it is there.

    Parameters
    ----------
    folder
        Where the tasks write; the same for all.
    what
        Is made, as trouble names it.

    Raises
    ------
    ProductionError
        In the words of the first task that fails.
    """
    entries = {entry.slug: entry for entry in PLAYLIST}
    scenes = {scene.slug: scene for scene in sorted(lecture.scenes, key=lambda scene: -scene.duration)}
    orders = [order_for(lecture, entries[slug], folder, what) for slug in scenes]
    with hired(jobs, [entries[slug] for slug in scenes]) as crew:
        for order, result in carried_out(crew, task, orders, Watch()):
            if isinstance(result, Exception):
                words = "\n  ".join(clip.reason(order, result))
                raise ProductionError(f"The {what} of {order.slug} could not be made:\n  {words}")
            yield scenes[order.slug], result


def order_for(lecture: Lecture, entry: Entry, folder: Path, what: str) -> Order:
    """Return the order to make something of a scene; its words are typeset already, beside the clips."""
    work = lecture.folder.resolve() / ".work"
    return Order.of(
        entry,
        lecture.settings,
        lecture.quality,
        folder=folder.resolve(),
        log=work / "logs" / f"{entry.slug}-{what}.log",
        drawings=work / "drawings" / entry.slug,
    )


@contextmanager
def at_work(order: Order, **options: Any) -> Iterator[None]:
    """Configure manim as for the scene's clip, but for `options` and its files; what is said goes to the log."""
    from scenes.kit.painting import configured  # manim is imported in workers only

    order.log.parent.mkdir(parents=True, exist_ok=True)
    with order.log.open("wb") as log:
        for stream, number in ((sys.stdout, 1), (sys.stderr, 2)):
            stream.flush()
            os.dup2(log.fileno(), number)
    with tempfile.TemporaryDirectory() as media:
        places = {"media_dir": media, "tex_dir": str(order.drawings), "dry_run": True}
        with configured({**manim_options(order.quality), **places, **options}):
            yield
