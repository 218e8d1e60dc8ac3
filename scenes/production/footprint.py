"""How long something runs and how much memory its processes hold at the same time."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PERIOD = 0.2


@dataclass
class Footprint:
    """Seconds from start to end, and the most bytes that all children held at one moment (Linux; else 0).

    Pages that several processes share count once: the sum of their proportional set sizes.
    """

    seconds: float = 0.0
    peak: int = 0


@contextmanager
def watched() -> Iterator[Footprint]:
    """Measure what runs inside."""
    found, done = Footprint(), threading.Event()

    def watch() -> None:
        while not done.wait(PERIOD):
            found.peak = max(found.peak, sum(map(_held, descendants(os.getpid()))))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    start = time.monotonic()
    try:
        yield found
    finally:
        found.seconds = time.monotonic() - start
        done.set()
        watcher.join()


def descendants(parent: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    found: list[int] = []
    for tasks in Path(f"/proc/{parent}/task").glob("*/children"):
        with suppress(OSError):
            for child in map(int, tasks.read_text().split()):
                found += [child, *descendants(child)]
    return found


def _held(process: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
        return 1024 * int(text.split("\nPss:")[1].split()[0])
    return 0
