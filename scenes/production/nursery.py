"""The program from which workers are forked: what every scene needs is imported once, and shared by all.

It answers on the socket that is its standard input: for two file descriptors it forks a worker that reads and
writes them, and says its process id; for a process id it waits for that worker's end and says its exit code. When
nobody holds the other end any more, it ends its workers and itself.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
import warnings
from collections.abc import Sequence

from scenes.production import worker


def main(modules: Sequence[str]) -> None:
    """Import the modules, have those prepare that can, then fork on demand."""
    for module in modules:
        # What cannot be imported is told by the worker that needs it.
        with contextlib.suppress(Exception), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            getattr(importlib.import_module(module), "prepare", lambda: None)()
    # A collection would touch, and so copy, what the workers share.
    gc.collect()
    gc.freeze()
    workers: set[int] = set()
    with socket.socket(fileno=0) as home:
        while True:
            said, files, _, _ = socket.recv_fds(home, 64, 2)
            if files:
                workers.add(pid := _fork(home, files))
                home.sendall(str(pid).encode())
            elif said:
                workers.discard(pid := int(said))
                home.sendall(str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])).encode())
            else:
                break
    for pid in workers:
        os.kill(pid, signal.SIGKILL)


def _fork(home: socket.socket, files: list[int]) -> int:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            home.detach()
            for number, file in enumerate(files):
                os.dup2(file, number)
                os.close(file)
            worker.serve()
            code = 0
        finally:
            os._exit(code)
    for file in files:
        os.close(file)
    return pid


if __name__ == "__main__":
    main(sys.argv[1:])
