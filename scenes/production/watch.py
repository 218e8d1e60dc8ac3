"""``preview --watch``: paints the beat that changed whenever a file is saved, and shows it in the browser."""

from __future__ import annotations

import os
import sys
import tempfile
import tomllib
import webbrowser
from contextlib import ExitStack, suppress
from pathlib import Path
from queue import Empty
from time import monotonic

from scenes.kit.settings import Settings
from scenes.kit.warm.line import Line, Message
from scenes.kit.warm.trouble import explain
from scenes.playlist import Entry
from scenes.production.errors import ProductionError
from scenes.production.quality import Quality
from scenes.production.watch_board import Board
from scenes.production.watch_desk import Desk
from scenes.production.watch_files import Files
from scenes.production.watch_players import FORKS, Players
from scenes.production.watch_server import serving

# Seconds between two looks at the files: a save is noticed after one, and taken up after another without news.
INTERVAL = 0.02
# Players at work at one time, where there are as many cores.
MOST_JOBS = 4


def watch(entry: Entry, settings: Settings, quality: Quality) -> None:
    """Watch a scene's files until this is stopped.

    Raises
    ------
    ProductionError
        Where the process that plays cannot be started.
    KeyboardInterrupt
        When somebody has seen enough.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lecture-", ignore_cleanup_errors=True)))
        board = Board(entry.slug, _say)
        address = stack.enter_context(serving(board))
        _say(f"Watching {entry.slug}: {address}   (Ctrl-C ends it)")
        if not FORKS:
            _say("Processes cannot be forked on this system: every save plays the whole scene again.")
        if sys.stdout.isatty() and _has_screen():
            webbrowser.open(address)
        players = stack.enter_context(Players(entry, settings, quality, folder).running())
        Watch(Files(entry, settings), board, players, folder).run()


class Watch:
    """Hands on what the files and the players have to say.

    Attributes
    ----------
    desk
        Decides what is done; None until the files could be read once.
    """

    def __init__(self, files: Files, board: Board, players: Players, folder: Path) -> None:
        self.files, self.board, self.players, self.folder = files, board, players, folder
        self.desk: Desk | None = None

    def run(self) -> None:
        """Go on until somebody stops it."""
        self.read()
        look = monotonic()
        while True:
            with suppress(Empty):
                self.hear(*self.players.news.get(timeout=max(0.0, look - monotonic())))
            if monotonic() >= look:
                look = monotonic() + INTERVAL
                if self.files.saved():
                    self.board.saved()
                    self.read()

    def hear(self, line: Line, message: Message | None) -> None:
        """Take in a message, or the end of a process."""
        if message is not None and message["kind"] == "ready":
            self.players.root = line
            self._begin()
        elif message is None and line is self.players.root:
            raise ProductionError(self.players.last_words())
        elif self.desk is not None and message is None:
            self.desk.gone(line)
        elif self.desk is not None and message is not None:
            self.desk.heard(line, message)

    def read(self) -> None:
        """Read the files; where they cannot be understood, say why and wait for the next save."""
        try:
            sources = self.files.read()
        except (SyntaxError, UnicodeDecodeError) as error:
            self.board.trouble(explain(error))
        except tomllib.TOMLDecodeError as error:
            self.board.trouble(str(error))
        except FileNotFoundError:
            pass  # between two steps of a save
        else:
            if self.desk is None:
                jobs = max(2, min(os.cpu_count() or 2, MOST_JOBS))
                self.desk = Desk(self.board, sources, self.folder, self.players.start, FORKS, jobs)
                self._begin()
            elif not self.desk.saved(sources):
                self.board.unchanged()

    def _begin(self) -> None:
        """Play for the first time, as soon as there is what to play and who plays it."""
        if self.desk is not None and (self.players.root is not None or not FORKS):
            self.desk.plan()


def _has_screen() -> bool:
    """Whether a browser would open a window; one that opens in the terminal would be in the way."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _say(text: str) -> None:
    print(text, flush=True)
