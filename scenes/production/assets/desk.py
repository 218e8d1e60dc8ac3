"""What the assets of an edition are made from, and how that is handed out scene by scene."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from scenes.playlist import Entry
from scenes.production.assets.painters import order_for
from scenes.production.clip import Order
from scenes.production.lecture import Lecture, Shown
from scenes.production.provide import Asset

# Smaller clips, for what must fit into one file.
LIGHT = Path(".work/light")


@dataclass(frozen=True)
class Desk:
    """What the assets of an edition are made from.

    Attributes
    ----------
    entries, digests
        The playlist's entry and the clip's digest of every scene, by its slug.
    code
        A digest of all code and words that decide assets.
    shapes
        The frames asked for, out of SHAPES.
    """

    lecture: Lecture
    entries: Mapping[str, Entry]
    digests: Mapping[str, str]
    code: str
    shapes: tuple[str, ...] = ()

    def whole(self, name: str, make: Callable[[Path], object]) -> Asset:
        """Return an asset made of all scenes."""
        return Asset(name, (self.code, *self.digests.values()), make)

    def each(self, kind: str, make: Callable[[Shown], Callable[[Path], object]]) -> list[Asset]:
        """Return an asset a scene, the longest scenes first."""
        scenes = sorted(self.lecture.scenes, key=lambda scene: -scene.duration)
        return [Asset(f"{kind}/{scene.slug}", (self.code, self.digests[scene.slug]), make(scene)) for scene in scenes]

    def painted(self, kind: str, task: Callable[[Order], object]) -> list[Asset]:
        """Return an asset a scene that manim plays for it."""
        nowhere = Path()
        return self.each(
            kind,
            lambda scene: partial(_painted, task, order_for(self.lecture, self.entries[scene.slug], nowhere, kind)),
        )

    @property
    def light(self) -> dict[str, Path]:
        """The smaller clips, by slug."""
        return {scene.slug: self.lecture.folder / LIGHT / scene.clip.name for scene in self.lecture.scenes}


def _painted(task: Callable[[Order], object], order: Order, folder: Path) -> None:
    task(replace(order, folder=folder))
