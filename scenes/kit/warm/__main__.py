"""The process that plays on demand: it has loaded what no one edits here, and forks for every order.

Its one argument is JSON: the scene's slug, the frame's size and rate, the folder for what is typeset, and the
address of whom to listen to; or, where processes cannot be forked, the one order to carry out.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from manim import config

from scenes.kit.warm.line import Line, Message
from scenes.kit.warm.trouble import explain
from scenes.playlist import PLAYLIST, Entry

# What the kit and the core import of others; they themselves are imported anew after each fork.
OTHERS = ("av", "contourpy", "numba", "pydantic_settings", "typst")


def main(arguments: str) -> None:
    """Wait for orders, or carry out the one that was given."""
    asked = json.loads(arguments)
    config.update({**asked["config"], "dry_run": True, "disable_caching": True})
    config.verbosity, config.progress_bar = "ERROR", "none"
    entry = next(entry for entry in PLAYLIST if entry.slug == asked["slug"])
    if "order" in asked:
        line = _standard_line()
        start(entry, lambda: line, asked["order"])
    else:
        serve(entry, lambda: Line.to(asked["address"]))


def serve(entry: Entry, call: Callable[[], Line]) -> None:
    """Fork a player for every order, until nobody is there to give one."""
    for name in OTHERS:
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever ends leaves nothing behind
    line = call()
    line.tell(kind="ready", pid=os.getpid())
    while (order := line.hear()) is not None:
        if os.fork() == 0:
            line.drop()
            start(entry, call, order)
            os._exit(0)


def start(entry: Entry, call: Callable[[], Line], order: Message) -> None:
    """Play; where the kit cannot even be imported, say why."""
    try:
        from scenes.kit.warm.player import Player
    except Exception as error:
        line = call()
        line.tell(kind="player", order=order["id"], pid=os.getpid())
        line.tell(kind="trouble", order=order["id"], number=-1, said=explain(error), beats=[], before=[])
        return
    Player(entry, call, order).play()


def _standard_line() -> Line:
    """Talk over standard input and output; what is printed goes to the errors."""
    outgoing: Any = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return Line(sys.stdin.buffer, outgoing)


if __name__ == "__main__":
    main(sys.argv[1])
