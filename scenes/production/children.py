"""Runs programs so that stopping this one stops them too."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

PATIENCE = 3.0  # seconds between asking a program to stop and stopping it


class Children:
    """The programs that were started and still run, each in a process group of its own."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._guard = threading.Lock()
        self._stopping = False

    def run(self, command: Sequence[str], *, cwd: Path, environment: Mapping[str, str], log: Path) -> int:
        """Run a program to its end, everything it prints going to the log; return its exit code."""
        with log.open("wb") as output:
            with self._guard:
                if self._stopping:
                    return -signal.SIGTERM
                child = subprocess.Popen(
                    command,
                    cwd=cwd,
                    env=dict(environment),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
                self._running.add(child)
            try:
                return child.wait()
            finally:
                with self._guard:
                    self._running.discard(child)

    def stop(self) -> None:
        """Ask every running program and its own children to stop; those that do not are ended."""
        with self._guard:
            self._stopping = True
            running = list(self._running)
        for child in running:
            _signal_group(child, signal.SIGTERM)
        for child in running:
            try:
                child.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                _signal_group(child, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)


def _signal_group(child: subprocess.Popen[bytes], number: signal.Signals) -> None:
    if child.poll() is not None:
        return
    if sys.platform == "win32":
        child.terminate()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, number)
