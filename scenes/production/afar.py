"""Carries out orders on a cluster's worker, which may share no disk with whoever sent them.

The cluster's worker only hands them on: a scene is played in a process of its own, as at home, begun for this
sender and so with the project as it is on the disk now.
"""

from __future__ import annotations

import os
import pickle
import platform
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from scenes.kit.voice import recordings
from scenes.production.clip import Order
from scenes.production.crew import modules_for
from scenes.production.errors import ProductionError
from scenes.production.key import clip_key
from scenes.production.worker import CallError, CrewError, LostWorkerError
from scenes.production.workers import Workers


@dataclass(frozen=True)
class Parcel:
    """An order that needs nothing of the place where it was written.

    Attributes
    ----------
    sender
        Who sent it: all orders of one sender share their imports.
    call
        The pickled task and order.
    name, content
        The user's data file, if the data are none of the built-in sets.
    voice
        The scene's recordings by their names, where somebody speaks.
    """

    sender: str
    call: bytes
    name: str = ""
    content: bytes = b""
    voice: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Delivery:
    """What comes home: the result or the error, what was said on the way, and the clip where there is one."""

    result: Any
    error: ProductionError | CallError | LostWorkerError | None
    log: bytes
    clip: bytes


def pack(sender: str, task: Callable[[Order], Any], order: Order) -> bytes:
    """Return an order with its data file and recordings, and without the folders of this machine."""
    name, content = "", b""
    if not order.settings.builtin:
        name, content = Path(order.settings.data).name, Path(order.settings.data).read_bytes()
    voice = {path.name: path.read_bytes() for path in recordings(order.settings.voice, order.slug).values()}
    nowhere = Path()
    places = {"data": name or order.settings.data, "voice": order.settings.voice and "voice"}
    settings = order.settings.model_copy(update=places)
    order = replace(order, settings=settings, folder=nowhere, log=nowhere, drawings=nowhere)
    return pickle.dumps(Parcel(sender, pickle.dumps((task, order)), name, content, voice))


def unpack(packed: bytes, folder: Path) -> tuple[Callable[[Order], Any], Order]:
    """Return the task and the order, at home in a folder of this machine."""
    parcel: Parcel = pickle.loads(packed)
    task, order = pickle.loads(parcel.call)
    if parcel.name:
        data = folder / "data" / parcel.name
        data.parent.mkdir()
        data.write_bytes(parcel.content)
        order = replace(order, settings=order.settings.model_copy(update={"data": str(data)}))
    if order.settings.voice is not None:
        own = folder / "voice" / order.slug
        own.mkdir(parents=True)
        for name, content in parcel.voice.items():
            (own / name).write_bytes(content)
        order = replace(order, settings=order.settings.model_copy(update={"voice": str(own.parent)}))
    return task, replace(order, folder=folder / "own", log=folder / "log", drawings=folder / "drawings")


class Guests:
    """The workers that this machine keeps for each sender of orders."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._crews: dict[str, Workers] = {}
        self._under_way: Counter[str] = Counter()

    @contextmanager
    def crew(self, sender: str) -> Iterator[Workers]:
        """Lend a sender's workers; those of senders that have none under way are dismissed when a new one comes."""
        with self._guard:
            if sender not in self._crews:
                for other in [other for other in self._crews if not self._under_way[other]]:
                    self._crews.pop(other).stop()
                self._crews[sender] = Workers(os.cpu_count() or 1, modules_for([]))
            self._under_way[sender] += 1
            crew = self._crews[sender]
        try:
            yield crew
        finally:
            with self._guard:
                self._under_way[sender] -= 1

    def dismiss(self, sender: str) -> None:
        """End what is under way for a sender."""
        with self._guard:
            crew = self._crews.pop(sender, None)
        if crew is not None:
            crew.stop()


GUESTS = Guests()


def carry_out(parcel: bytes, scratch: str | None = None) -> bytes:
    """Play a scene on this machine and return the pickled delivery; `scratch` is where unfinished files go."""
    result, error = None, None
    with tempfile.TemporaryDirectory(dir=scratch) as name, GUESTS.crew(pickle.loads(parcel).sender) as crew:
        folder = Path(name)
        try:
            result = crew.submit(play, parcel, folder).result()
        except (ProductionError, CallError, LostWorkerError) as caught:
            error = caught
        log, clip = _content(folder / "log"), _content(folder / "own" / "clip.mp4")
        return pickle.dumps(Delivery(result, error, log, clip))


def play(parcel: bytes, folder: Path) -> Any:
    """Play a scene in this process.

    Raises
    ------
    CrewError
        Where this machine's scene would not be the one that was ordered.
    """
    task, order = unpack(parcel, folder)
    if clip_key(order.entry, order.settings, order.quality) != order.key:
        raise CrewError(
            f"{platform.node()}, a worker of the cluster, has another version of the project or of its packages than "
            "this machine. Install there what is here: the same files, and 'pip install -r requirements.lock'."
        )
    return task(order)


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
