"""What the viewer shows: the beats with their clips, and what is going on. Threads may wait for news."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from threading import Condition
from typing import Any

from scenes.kit.warm.line import Message

# A beat of which no clip has been seen.
UNSEEN = {"caption": "", "narration": "", "clip": None, "whole": True, "stale": True, "start": 0.0, "took": None}
READY_TO_SAVE = "All clips show what the files say."
WORKING, READY, TROUBLE = "working", "ready", "trouble"


class Board:
    """The state of the viewer.

    Parameters
    ----------
    scene
        The scene's name.
    say
        Writes a line on the terminal.
    """

    def __init__(self, scene: str, say: Callable[[str], None]) -> None:
        self.files: dict[str, Path] = {}
        self._say = say
        self._saved: float | None = None
        self._beats: list[dict[str, Any]] = []
        self._state: dict[str, Any] = {"scene": scene, "status": WORKING, "text": "Starting …", "focus": 0, "change": 0}
        self._number = 0
        self._news = Condition()

    def wait(self, seen: int, seconds: float) -> tuple[int, str | None]:
        """Wait for news after those of a number; return their number and the state as JSON, or None where none came."""
        with self._news:
            if not self._news.wait_for(lambda: self._number != seen, seconds):
                return seen, None
            return self._number, json.dumps({**self._state, "beats": self._beats})

    def saved(self) -> None:
        """Start the clock for a save."""
        self._saved = time.monotonic()

    def painting(self, number: int, stale: list[int]) -> None:
        """Turn to the first beat that changed, and mark all whose clips no longer show what the files say."""
        with self._news:
            for changed in stale:
                self._beats[changed]["stale"] = True
            change = self._state["change"] + (number in stale)
            self._show(focus=number, change=change, status=WORKING, text="Painting what changed …")

    def working(self) -> None:
        """Say that the whole scene is played."""
        self._show(status=WORKING, text="Playing the scene from its start …")

    def ready(self) -> None:
        """Say that all is as the files say."""
        if self._state["status"] == WORKING:
            self._say(READY_TO_SAVE)
            self._show(status=READY, text="")

    def unchanged(self) -> None:
        """Say that a save changed nothing that shows."""
        self._say("Saved: nothing changed that shows in this scene.")
        self._show(status=READY, text="The last save changed nothing that shows in this scene.")

    def trouble(self, said: str) -> None:
        """Say what is wrong; the last good clips stay."""
        self._say(said)
        self._show(status=TROUBLE, text=said)

    def beats(self, keys: list[str]) -> None:
        """Name the beats there are."""
        if [beat["key"] for beat in self._beats] != keys:
            kept = {beat["key"]: beat for beat in self._beats}
            self._beats = [kept.get(key) or {"key": key, **UNSEEN} for key in keys]
            self._show()

    def clip(self, message: Message, whole: bool) -> None:
        """Show a beat's clip, or as much of it as there is."""
        number, path = message["number"], Path(message["path"])
        with self._news:
            self.files[path.name] = path
            self._beats[number].update(
                clip=path.name, whole=whole, stale=not whole, start=message["start"], took=self._time(number, whole),
                caption=message["caption"], narration=message["narration"],
            )  # fmt: skip
            self._show()

    def _time(self, number: int, whole: bool) -> float | None:
        """Return the seconds from the save to the clip of the beat that it changed."""
        if number != self._state["focus"] or self._saved is None:
            return None
        took = time.monotonic() - self._saved
        self._say(f"{self._beats[number]['key']}: {'' if whole else 'a first look after '}{took:.2f} s")
        if whole:
            self._saved = None
        return took

    def _show(self, **changes: Any) -> None:
        with self._news:
            self._state.update(changes)
            self._number += 1
            self._news.notify_all()
