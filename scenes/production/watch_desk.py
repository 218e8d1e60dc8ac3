"""Decides, whenever a file was saved or a player reported, what is played and painted next."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from pathlib import Path

from scenes.kit.warm.line import Line, Message
from scenes.production.watch_board import Board
from scenes.production.watch_code import digest
from scenes.production.watch_files import Sources
from scenes.production.watch_players import end
from scenes.production.watch_plays import Played
from scenes.production.watch_stock import Beat, Clip, Copy, Order, reusable


class Desk:
    """Keeps the beats' copies and clips up to date.

    Parameters
    ----------
    board
        What is shown.
    sources
        What the files say at the start.
    folder
        Where clips go.
    start
        Carries out an order from the scene's start.
    forks
        Whether players can leave copies of themselves; without, each order plays and paints the whole scene.
    jobs
        Players at work at one time.
    """

    def __init__(
        self,
        board: Board,
        sources: Sources,
        folder: Path,
        start: Callable[[Message], None],
        forks: bool,
        jobs: int,
    ) -> None:
        self.board, self.sources, self.folder, self.start = board, sources, folder, start
        self.forks, self.jobs = forks, jobs
        self.before: frozenset[str] = frozenset()
        self.beats: list[Beat] = []
        self.copies: dict[int, Copy] = {}
        self.clips: dict[int, Clip] = {}
        self.orders: dict[int, Order] = {}
        self.ended: Sources | None = None
        self.blocked: float = inf
        self.focus = 0
        self._count = 0

    # -- what is still true ----------------------------------------------------------------------------------------

    def state(self, sources: Sources, number: int) -> str:
        """Return a digest of all that decides the scene before a beat; before the one after the last: at its end."""
        parts = [sources.of_scene, sources.of_words(self.before)]
        return digest([*parts, *(sources.of_beat(beat.key, beat.asked) for beat in self.beats[:number])])

    def holds(self, sources: Sources | None, number: int) -> bool:
        """Whether what was played with these sources is, up to a beat, what would be played now."""
        if sources is None:
            return False
        return sources is self.sources or self.state(sources, number) == self.state(self.sources, number)

    def has_copy(self, number: int) -> bool:
        """Whether a copy waits before a beat."""
        return number in self.copies and self.holds(self.copies[number].sources, number)

    def has_clip(self, number: int) -> bool:
        """Whether a beat's clip shows what the files say."""
        return number in self.clips and self.holds(self.clips[number].sources, number + 1)

    # -- what happens ----------------------------------------------------------------------------------------------

    def saved(self, sources: Sources) -> bool:
        """Take in what the files say now; return whether it can show."""
        old, self.sources = self.sources, sources
        is_same = self.state(old, len(self.beats)) == self.state(sources, len(self.beats))
        if is_same and self.blocked == inf and self.beats:
            return False
        self.blocked = inf
        for number, order in list(self.orders.items()):
            is_of_use = is_same if order.goes_on else self.holds(order.sources, order.number + 1)
            if not order.is_finished and not is_of_use:
                del self.orders[number]
                end(order.pid)
        stale = [number for number in range(len(self.beats)) if not self.has_clip(number)]
        if stale and sources.of_scene == old.of_scene:
            self.focus = stale[0]
        self.board.painting(self.focus, stale)
        self.plan()
        return True

    def heard(self, line: Line, message: Message) -> None:
        """Take in what a player or a copy says."""
        order = self.orders.get(message["order"])
        if order is None:
            line.close()
            if "pid" in message:
                end(message["pid"])
            return
        if message["kind"] == "player":
            order.line, order.pid = line, message["pid"]
            return
        self._learn(message)
        handle = {
            "copy": self._copy, "look": self._look, "clip": self._clip, "recorded": self._recorded,
            "ended": self._ended, "trouble": self._trouble,
        }[message["kind"]]  # fmt: skip
        handle(line, order, message)
        self.plan()

    def gone(self, line: Line) -> None:
        """Take in that a process has ended."""
        self.copies = {number: copy for number, copy in self.copies.items() if copy.line is not line}
        for number, order in list(self.orders.items()):
            if order.line is line and not order.is_finished:
                del self.orders[number]
                self.blocked = min(self.blocked, order.number)
                self.board.trouble("The process that played the scene was ended. The next save starts another.")
        self.plan()

    def _learn(self, message: Message) -> None:
        self.before = frozenset(message["before"]) or self.before
        for number, news in enumerate(message["beats"]):
            known = self.beats[number] if number < len(self.beats) else None
            if known is None or known.key != news["key"]:
                known = Beat(news["key"])
                self.beats[number:] = [known]
            if news["asked"] is not None:
                known.asked = frozenset(news["asked"])
        self.board.beats([beat.key for beat in self.beats])

    def _copy(self, line: Line, order: Order, message: Message) -> None:
        number = message["number"]
        if number in self.copies:
            self.copies[number].line.close()
        self.copies[number] = Copy(line, order.sources)

    def _look(self, line: Line, order: Order, message: Message) -> None:
        self.board.clip(message, whole=False)

    def _clip(self, line: Line, order: Order, message: Message) -> None:
        number = message["number"]
        plays = [Played(play["held"], [(name, at) for name, at in play["where"]]) for play in message["calls"]]
        asked = [(key, at) for key, at in message["asked"]]
        if number in self.clips:
            # A clip taken from a recording was not played to its end, and its words were not asked for again.
            asked += [pair for pair in self.clips[number].asked if pair[0] not in dict(asked)]
            self._clear_away(number, self.clips[number].path, Path(message["path"]))
        self.clips[number] = Clip(order.sources, Path(message["path"]), plays, asked, Path(message["recording"]))
        self.board.clip(message, whole=True)
        order.paints = order.paints and not self.forks
        order.is_finished = order.is_finished or not order.goes_on

    def _recorded(self, line: Line, order: Order, message: Message) -> None:
        self.clips[message["number"]].is_recorded = True

    def _ended(self, line: Line, order: Order, message: Message) -> None:
        self.ended, order.is_finished = order.sources, True
        del self.beats[len(message["beats"]) :]
        self.board.beats([beat.key for beat in self.beats])

    def _trouble(self, line: Line, order: Order, message: Message) -> None:
        order.is_finished = True
        self.blocked = min(self.blocked, message["number"])
        self.board.trouble(message["said"])

    # -- what is done next -----------------------------------------------------------------------------------------

    def plan(self) -> None:
        """Give orders: first the beat that changed, with all copies after it; then the clips of the others."""
        running = [order for order in self.orders.values() if not order.is_finished]
        # Whoever plays on sets all the texts there are. Two that set the same one at one time are in each other's way.
        if any(order.goes_on for order in running):
            return
        if self.blocked == inf and not self._is_whole():
            self._go_on()
            return
        painted = [order.number for order in running]
        for number in self._wanting():
            if number not in painted and len(painted) < self.jobs:
                painted.append(number)
                self._order(number, paints=True, goes_on=False, background=number != self.focus)
        if not painted and self.blocked == inf:
            self.board.ready()

    def _is_whole(self) -> bool:
        """Whether the scene was played to its end, and copies wait before all its beats."""
        count = len(self.beats)
        played = bool(count) and self.holds(self.ended, count)
        return played and (not self.forks or all(map(self.has_copy, range(count))))

    def _go_on(self) -> None:
        """Play from the last copy that still holds before the first one that does not."""
        number = -1
        while self.has_copy(number + 1) and number + 1 < len(self.beats):
            number += 1
        paints = not self.forks or (number >= 0 and not self.has_clip(number))
        if number < 0:
            self.board.working()
        self._order(number, paints=paints, goes_on=True, background=False)

    def _wanting(self) -> list[int]:
        """Return the beats whose clips can be painted and are not there, the one that is looked at first."""
        count = len(self.beats)
        order = [*range(self.focus, count), *range(min(self.focus, count))]
        return [n for n in order if n < self.blocked and self.has_copy(n) and not self.has_clip(n)]

    def _order(self, number: int, *, paints: bool, goes_on: bool, background: bool) -> Order:
        self._count += 1
        order = Order(number, paints, goes_on, self.sources)
        self.orders[self._count] = order
        message = {
            "id": self._count, "copies": self.forks, "clips": paints, "goes_on": goes_on, "background": background,
            "reuse": self._reuse(number) if paints else None, "folder": str(self.folder),
        }  # fmt: skip
        try:
            if number < 0:
                self.start(message)
            else:
                self.copies[number].line.tell(**message)
        except OSError:
            self.gone(self.copies[number].line)
        return order

    def _reuse(self, number: int) -> Message | None:
        """Return what of a beat's last clip need not be painted again."""
        clip = self.clips.get(number)
        if clip is None or not clip.is_recorded or not self.holds(clip.sources, number):
            return None
        return reusable(clip, self.sources, self.beats[number].key)

    def _clear_away(self, number: int, *kept: Path) -> None:
        """Remove a beat's older files; the last clip may still be on somebody's screen."""
        prefixes = tuple(path.name.removesuffix("clip.mp4") for path in kept)
        for path in self.folder.glob(f"*-{number}-*"):
            if not path.name.startswith(prefixes):
                path.unlink(missing_ok=True)
