"""One call in a process of its own: read from the standard input, answered on the standard output.

What the call prints goes where its errors go, so that the answer stays whole.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys
import traceback
from typing import Any

from scenes.production.errors import ProductionError


class CallError(Exception):
    """A call that an error stopped; the message is the last line of its traceback."""


class LostWorkerError(Exception):
    """A process that ended without an answer.

    Attributes
    ----------
    code
        Its exit code, as ``subprocess`` has it: minus the number of the signal that ended it.
    """

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class CrewError(ProductionError):
    """A trouble of those who play the scenes, not of a scene: nothing more can be played."""


def serve() -> None:
    """Read a call, make it, and write whether it came to its end, and its result or the words of its error."""
    source, target = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    with os.fdopen(source, "rb") as call:
        answer = _answer(call.read())
    for stream in (sys.stdout, sys.stderr):
        # What was printed may find no place on a full disk; the answer goes home all the same.
        with contextlib.suppress(OSError):
            stream.flush()
    with os.fdopen(target, "wb") as home:
        home.write(answer)


def _answer(call: bytes) -> bytes:
    try:
        function, args = pickle.loads(call)
        return pickle.dumps(("done", function(*args)))
    except ProductionError as error:
        return pickle.dumps(("known", error))
    except (Exception, SystemExit) as error:
        with contextlib.suppress(OSError):
            traceback.print_exc()
        return pickle.dumps(("failed", f"{type(error).__name__}: {error}"))


def answered(answer: bytes) -> Any:
    """Return the result that an answer holds.

    Raises
    ------
    ProductionError
        Where the call said so.
    CallError
        Where anything else stopped it.
    """
    kind, value = pickle.loads(answer)
    if kind == "known":
        raise value
    if kind == "failed":
        raise CallError(value)
    return value


if __name__ == "__main__":
    serve()
