"""One progress bar over the whole work, in seconds of film; plain lines where there is no terminal."""

from __future__ import annotations

import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

PLAIN_EVERY = 10.0  # seconds between two lines where there is no terminal


def clock(seconds: float) -> str:
    """Return a length of time as minutes and seconds, e.g. ``2:05``."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


class Bar:
    """Shows how much of the film is painted and how long the rest will take at the pace so far.

    Parameters
    ----------
    total
        Seconds of film to be painted.
    """

    def __init__(self, console: Console, total: float) -> None:
        self._console = console
        self._total = total
        self._start = self._spoken = time.monotonic()
        self._task: TaskID | None = None
        self._progress = Progress(
            TextColumn("painting {task.fields[names]}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %  {task.fields[left]}"),
            console=console,
            transient=True,
        )

    def __enter__(self) -> Bar:
        if self._console.is_terminal:
            self._progress.start()
            self._task = self._progress.add_task("", total=self._total, names="", left="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._progress.stop()

    def show(self, painted: float, names: str) -> None:
        """Show that so many seconds of film are painted and which scenes are under way."""
        left = self._time_left(painted)
        if self._task is not None:
            self._progress.update(self._task, completed=painted, names=names, left=left)
        elif time.monotonic() - self._spoken > PLAIN_EVERY:
            self._spoken = time.monotonic()
            share = 100 * painted / self._total if self._total else 0
            self._console.print(f"painting {names}: {share:.0f} %  {left}")

    def say(self, line: str) -> None:
        """Print a line above the bar."""
        self._console.print(line, highlight=False)

    def _time_left(self, painted: float) -> str:
        elapsed = time.monotonic() - self._start
        if painted <= 0 or elapsed < 2:
            return "…"
        return f"{clock(elapsed / painted * (self._total - painted))} left"
