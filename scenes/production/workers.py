"""An executor whose every call has a process to itself, so that one that dies costs nothing but its call.

``concurrent.futures.ProcessPoolExecutor`` gives up all calls when one process dies, and leaves in a process what
earlier calls did there: manim's settings, painters' buffers, random numbers. Here each call begins in the same fresh
state, and all imports are done.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

from scenes.production.starters import CAN_FORK, Forked, Fresh
from scenes.production.worker import LostWorkerError, answered


class Workers(Executor):
    """Processes on this machine.

    Parameters
    ----------
    count
        Calls under way at one time.
    modules
        What each of them needs to have imported.
    fork
        Whether they are forked from a process that has imported it, or each imports it anew.
    """

    def __init__(self, count: int, modules: Sequence[str] = (), *, fork: bool = CAN_FORK) -> None:
        self._threads = ThreadPoolExecutor(count)
        self._starter = Forked(modules) if fork else Fresh()

    def submit(self, function: Callable[..., Any], /, *args: Any) -> Future[Any]:  # type: ignore[override]
        """Call a function in a process of its own; function, arguments and result are pickled.

        The future raises ProductionError or CallError, and LostWorkerError where the process died.
        """
        return self._threads.submit(self._call, pickle.dumps((function, args)))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls, and wait for those under way."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        if wait:
            self._starter.stop()

    def stop(self) -> None:
        """End all processes at once; the calls under way raise LostWorkerError."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._starter.stop()
        self._threads.shutdown()

    def _call(self, call: bytes) -> Any:
        worker = self._starter.start()
        with worker.call as file, contextlib.suppress(BrokenPipeError):
            file.write(call)
        with worker.answer as file:
            answer = file.read()
        code = worker.end()
        if not answer or code:
            raise LostWorkerError(code)
        return answered(answer)
