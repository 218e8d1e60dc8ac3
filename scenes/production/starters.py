"""Two ways to start a worker: forked from a process that has imported everything, or from nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from scenes.kit.settings import PREFIX
from scenes.production.key import ROOT
from scenes.production.worker import LostWorkerError

# Forking a process that has loaded fonts, windows and the like is safe on Linux only.
CAN_FORK = sys.platform == "linux"
# One scene keeps one core busy; and only a process without further threads can be forked.
ONE_THREAD = {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")}
PLAIN = {"PYTHONUTF8": "1", "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "200"}
KILLED = -9


@dataclass(frozen=True)
class Started:
    """A worker: where its call is written, where its answer is read, and what waits for its exit code."""

    call: IO[bytes]
    answer: IO[bytes]
    end: Callable[[], int]


def _program(module: str) -> list[str]:
    # Without -P the working folder's files could stand in for modules of the same name.
    return [sys.executable, "-P", "-m", f"scenes.production.{module}"]


def _environment() -> dict[str, str]:
    """Return the environment of a worker: the project to import, and no settings, which travel as values."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    rest = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return {**rest, **PLAIN, **ONE_THREAD, "PYTHONPATH": path}


def _launch(module: str, *words: str, stdin: int, stdout: int) -> subprocess.Popen[bytes]:
    """Start a program out of the terminal's reach, in a folder without a ``manim.cfg``."""
    return subprocess.Popen(
        [*_program(module), *words],
        cwd=Path(__file__).parent,
        env=_environment(),
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


class Nursery:
    """The process that workers are forked from; it ends its workers when it is stopped or nobody holds it any more."""

    def __init__(self, modules: Sequence[str]) -> None:
        self._guard = threading.Lock()
        self._home, there = socket.socketpair()
        with there:
            self._process = _launch("nursery", *modules, stdin=there.fileno(), stdout=subprocess.DEVNULL)

    @property
    def has_ended(self) -> bool:
        """Whether no more workers can be forked."""
        return self._process.poll() is not None

    def start(self) -> Started:
        """Fork a worker."""
        (call, to_worker), (from_worker, answer) = os.pipe(), os.pipe()
        files = os.fdopen(to_worker, "wb"), os.fdopen(from_worker, "rb")
        try:
            pid = self._ask(lambda: socket.send_fds(self._home, [b"fork"], [call, answer]))
        finally:
            os.close(call)
            os.close(answer)
        return Started(*files, lambda: int(self._ask(lambda: self._home.sendall(pid))))

    def _ask(self, question: Callable[[], object]) -> bytes:
        with self._guard, contextlib.suppress(OSError):
            question()
            if said := self._home.recv(64):
                return said
        # Nobody answers: it has ended, or is about to.
        self._process.wait()
        raise LostWorkerError(KILLED)

    def stop(self) -> None:
        """End it and all its workers at once."""
        if not self.has_ended:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        with self._guard:
            self._home.close()


class Forked:
    """Workers forked from a nursery; from another one where it has died.

    Parameters
    ----------
    modules
        What the nursery imports.
    """

    def __init__(self, modules: Sequence[str]) -> None:
        self._modules = modules
        self._guard = threading.Lock()
        self._nursery = Nursery(modules)
        self._stopped = False

    def start(self) -> Started:
        """Start a worker."""
        try:
            return self._living().start()
        except LostWorkerError:
            return self._living().start()

    def _living(self) -> Nursery:
        with self._guard:
            if self._nursery.has_ended and not self._stopped:
                self._nursery = Nursery(self._modules)
            return self._nursery

    def stop(self) -> None:
        """End all workers at once."""
        with self._guard:
            self._stopped = True
            self._nursery.stop()


class Fresh:
    """Workers that begin with nothing imported."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def start(self) -> Started:
        """Start a worker."""
        with self._guard:
            if self._stopped:
                raise LostWorkerError(KILLED)
            process = _launch("worker", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            self._running.add(process)
        assert process.stdin is not None and process.stdout is not None
        return Started(process.stdin, process.stdout, lambda: self._end(process))

    def _end(self, process: subprocess.Popen[bytes]) -> int:
        code = process.wait()
        with self._guard:
            self._running.discard(process)
        return code

    def stop(self) -> None:
        """End all workers at once."""
        with self._guard:
            self._stopped = True
            for process in self._running:
                process.kill()
