"""The processes that play a scene for ``preview --watch``: started here, listened to, and ended with the command."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from scenes.kit.settings import Settings
from scenes.kit.warm.line import Line, Message
from scenes.playlist import Entry
from scenes.production.key import ROOT
from scenes.production.quality import Quality

FORKS = hasattr(os, "fork") and hasattr(socket, "AF_UNIX")
# Of what a process said before it ended, so much is repeated.
LAST_LINES = 4
News = tuple[Line, Message | None]


class Players:
    """The processes that play, and what they say.

    Attributes
    ----------
    news
        Messages as they come; None where a process has ended.
    root
        The line to the process that forks all others.
    """

    def __init__(self, entry: Entry, settings: Settings, quality: Quality, folder: Path) -> None:
        self.news: SimpleQueue[News] = SimpleQueue()
        self.root: Line | None = None
        self._log = folder / "log"
        self._environment = {**os.environ, **settings.environment(), "PYTHONPATH": _path(), "PYTHONUTF8": "1"}
        size = {"pixel_width": quality.width, "pixel_height": quality.height, "frame_rate": quality.frame_rate}
        self._given = {"slug": entry.slug, "config": {**size, "media_dir": str(folder / "media")}}
        self._address = str(folder / "line")
        self._processes: list[subprocess.Popen[bytes]] = []

    @contextmanager
    def running(self) -> Iterator[Players]:
        """Start the process that forks, where there is one; end all of them with the block."""
        try:
            if FORKS:
                listener = socket.socket(socket.AF_UNIX)
                listener.bind(self._address)
                listener.listen(64)
                Thread(target=self._accept, args=(listener,), daemon=True).start()
                self._run({**self._given, "address": self._address})
            yield self
        finally:
            for process in self._processes:
                _end(process)

    def start(self, order: Message) -> None:
        """Carry out an order from the scene's start."""
        if self.root is not None:
            self.root.tell(**order)
        elif not FORKS:
            process = self._run({**self._given, "order": order})
            assert process.stdout is not None and process.stdin is not None
            Thread(target=self._listen, args=(Line(process.stdout, process.stdin),), daemon=True).start()

    def last_words(self) -> str:
        """Return what the process that forks said before it ended."""
        said = self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""
        return "The process that plays the scene has ended:\n" + "\n".join(said.splitlines()[-LAST_LINES:])

    def _run(self, given: Message) -> subprocess.Popen[bytes]:
        pipe = None if FORKS else subprocess.PIPE
        with self._log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "scenes.kit.warm", json.dumps(given)],
                env=self._environment, stdin=pipe or subprocess.DEVNULL, stdout=pipe or log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        self._processes.append(process)
        return process

    def _accept(self, listener: socket.socket) -> None:
        while True:
            connection, _ = listener.accept()
            Thread(target=self._listen, args=(Line.over(connection),), daemon=True).start()

    def _listen(self, line: Line) -> None:
        while (message := line.hear()) is not None:
            self.news.put((line, message))
        self.news.put((line, None))


def end(pid: int | None) -> None:
    """End a player whose work is no longer wanted; it holds nothing that must be put in order."""
    if pid is not None:
        with suppress(OSError):
            os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it forked: they are a group, and hold nothing that must be put in order."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
    else:
        process.kill()
    process.wait()


def _path() -> str:
    """Return where programs look for modules: the project first."""
    return os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
