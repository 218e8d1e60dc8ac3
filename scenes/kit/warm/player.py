"""Plays a scene and leaves a copy of itself before every beat, which waits for the order to play on from there."""

from __future__ import annotations

import gc
import importlib
import linecache
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from manim import config

from scenes.kit import words
from scenes.kit.lesson import Lesson
from scenes.kit.settings import Settings
from scenes.kit.stage import StageCamera
from scenes.kit.studies import read_study
from scenes.kit.warm.line import Line, Message
from scenes.kit.warm.reel import Reel, Reuse
from scenes.kit.warm.renderer import NotedPlanes, WarmRenderer
from scenes.kit.warm.trouble import explain
from scenes.kit.words import Words
from scenes.kit.written import Written
from scenes.playlist import Entry

# A clip that is not whole after so many seconds is shown as far as it is.
PATIENCE = 0.3
# What is painted for later, and by nobody waited for.
BACKGROUND = 10


@dataclass(frozen=True)
class HeardWords(Words):
    """Words that tell which of them were asked for."""

    heard: Callable[[str], None] = field(default=lambda key: None, compare=False)

    def get(self, key: str, **more: Any) -> Written:
        """Return the words under a dotted key."""
        self.heard(key)
        return super().get(key, **more)


class Player:
    """One scene being played in this process.

    Parameters
    ----------
    entry
        The scene.
    call
        Opens a line to the command that watches.
    order
        What this process was started for.
    """

    def __init__(self, entry: Entry, call: Callable[[], Line], order: Message) -> None:
        self.entry, self.call, self.order = entry, call, order
        self.line = self._introduce("player", order)
        self.beats: list[dict[str, Any]] = []
        self.asked: list[tuple[str, int]] = []
        self.before: list[str] = []
        self.leaves_copies = bool(order["copies"])
        self.reel: Reel | None = None
        self.lesson: Lesson

    def play(self) -> None:
        """Play the scene from its start; the first time only to get to know all that it needs."""
        try:
            settings = Settings.of()
            rounds = (True, False) if self.leaves_copies else (False,)
            for rehearses in rounds:
                self._play_once(settings, rehearses)
            self.beats[-1]["asked"] = self._asked_keys()
            self._tell("ended")
        except OSError as error:
            if not isinstance(error, BrokenPipeError | ConnectionError):
                self._tell_trouble(error)
        except BaseException as error:
            self._tell_trouble(error)

    def _tell_trouble(self, error: BaseException) -> None:
        self._tell("trouble", said=explain(error))

    def _tell(self, kind: str, **more: Any) -> None:
        self.line.tell(kind=kind, order=self.order["id"], number=len(self.beats) - 1, **more, **self._news())

    def _news(self) -> Message:
        """Return the beats so far, and the words that were asked for before and in them."""
        return {"beats": self.beats, "before": self.before}

    def _asked_keys(self) -> list[str]:
        return sorted({key for key, _ in self.asked})

    def _play_once(self, settings: Settings, rehearses: bool) -> None:
        self.beats, self.asked, self.before = [], [], []
        scene: type[Lesson] = getattr(importlib.import_module(f"scenes.{self.entry.slug}"), self.entry.scene)
        renderer = WarmRenderer(StageCamera)
        renderer.before_play = self._leave_if_alone
        self.lesson = scene(settings=settings, study=read_study(settings), renderer=renderer)
        if rehearses:
            renderer.rehearse(NotedPlanes(config.pixel_height, config.pixel_width))
        own = self.lesson.words
        self.lesson.words = HeardWords(own.language, own.facts, self._hear)
        self.lesson.before_beat, self.lesson.after_beat = self._before_beat, self._after_beat
        self.lesson.render()

    def _leave_if_alone(self) -> None:
        """End this process where the command that watches has ended."""
        if not self.line.is_open():
            os._exit(0)

    def _hear(self, key: str) -> None:
        plays = len(self.reel.calls) if self.reel else 0
        self.asked.append((key, plays))

    # -- beats -------------------------------------------------------------------------------------------------

    def _before_beat(self, key: str) -> None:
        if self.beats:
            self.beats[-1]["asked"] = self._asked_keys()
        else:
            self.before = self._asked_keys()
        self.asked = []
        self.beats.append({"key": key, "asked": None})
        if self.leaves_copies:
            order = self._leave_copy()
            if order is None:
                return
            self.order = order
            self._renew()
        if self.order["clips"]:
            self._begin_clip()

    def _after_beat(self, key: str) -> None:
        if self.reel is not None:
            self._finish_clip()

    # -- copies of this process ----------------------------------------------------------------------------------

    def _leave_copy(self) -> Message | None:
        """Return None here, and in every process that a waiting copy starts the order that it was started with."""
        gc.freeze()
        if os.fork():
            return None
        self.line.drop()
        line = self._introduce("copy", self.order, number=len(self.beats) - 1, **self._news())
        while (order := line.hear()) is not None:
            if os.fork() == 0:
                line.drop()
                self.line = self._introduce("player", order)
                return order
        os._exit(0)

    def _introduce(self, role: str, order: Message, **more: Any) -> Line:
        try:
            line = self.call()
            line.tell(kind=role, order=order["id"], pid=os.getpid(), **more)
        except OSError:  # nobody is there any longer
            os._exit(0)
        return line

    def _renew(self) -> None:
        """Put the scene's class and the words as they are now in the place of those that were read before."""
        words._table.cache_clear()
        name = self.lesson.__class__.__module__
        old = sys.modules[name]
        assert old.__file__ is not None
        path = Path(old.__file__)
        linecache.checkcache(str(path))
        module = ModuleType(name)
        module.__file__, module.__package__ = str(path), old.__package__
        sys.modules[name] = module
        exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module.__dict__)
        self.lesson.__class__ = getattr(module, self.entry.scene)
        if self.order["background"]:
            os.nice(BACKGROUND)

    # -- clips -----------------------------------------------------------------------------------------------------

    def _begin_clip(self) -> None:
        self.began = time.monotonic()
        planes = NotedPlanes(config.pixel_height, config.pixel_width)
        old = self.order["reuse"]
        reuse = Reuse(Path(old["recording"]), old["plays"], old["title"], old["rest"]) if old else None
        file = Path(sys.modules[self.lesson.__class__.__module__].__file__ or "")
        self.reel = Reel(planes, round(config.frame_rate), self.lesson, reuse, file)
        self.reel.on_frame = self._show_early
        self.lesson.renderer.begin_reel(self.reel, planes)
        self.lesson.renderer.when_taken = self._finish_if_whole

    def _finish_if_whole(self) -> None:
        if self.reel is not None and self.reel.is_whole:
            self._finish_clip()

    def _show_early(self) -> None:
        """Show the clip as far as it is, once, where it takes longer than one likes to wait."""
        if self.reel is None or self.order["background"] or time.monotonic() - self.began < PATIENCE:
            return
        self.reel.on_frame = lambda: None
        path = self._path("look")
        self.reel.film.write(path)
        self._tell_clip("look", path)

    def _finish_clip(self) -> None:
        assert self.reel is not None
        reel, path = self.reel, self._path("clip")
        reel.film.write(path)
        self._tell_clip("clip", path, recording=str(path.with_suffix(".raw")))
        reel.film.close()
        reel.recorder.save(path.with_suffix(".raw"), reel.title_box(), reel.calls)
        self._tell("recorded")
        if self.leaves_copies and not self.order["goes_on"]:
            os._exit(0)
        self.lesson.renderer.end_reel()
        self.reel = None
        self.order = {**self.order, "clips": self.order["clips"] and not self.leaves_copies, "reuse": None}

    def _tell_clip(self, kind: str, path: Path, **more: Any) -> None:
        assert self.reel is not None
        reel, asked = self.reel, self.asked
        said = {what: self._said(what) for what in ("caption", "narration")}
        start, length = (frames / reel.film.rate for frames in (reel.painted_from or 0, reel.film.length))
        self._tell(kind, path=str(path), start=start, length=length, asked=asked, calls=reel.calls, **said, **more)

    def _said(self, what: str) -> str:
        """Return the beat's caption or narration."""
        key = next(key for key, _ in self.asked if key.endswith(f".{what}"))
        return self.lesson.say(key.partition(".")[2])

    def _path(self, kind: str) -> Path:
        return Path(self.order["folder"], f"{self.order['id']}-{len(self.beats) - 1}-{kind}.mp4")
