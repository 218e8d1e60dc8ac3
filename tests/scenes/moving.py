"""A scene that notes, play by play, what changes without being repainted at every frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from manim import Mobject, Wait

from scenes.kit.lesson import Lesson
from scenes.kit.stage import Stage


def fingerprint(mobject: Mobject) -> int:
    """Return a number that changes when the picture of a mobject does."""
    parts: list[Any] = []
    for one in mobject.get_family():
        parts.append(one.points.tobytes())
        parts.append(np.asarray(getattr(one, "fill_rgbas", 0)).tobytes())
        if isinstance(one, Stage):
            parts.append((one.view, [id(item) for item in one.items]))
    return hash(str(parts))


def watched(lesson_type: type[Lesson]) -> type[Lesson]:
    """Return the scene, made to note in ``frozen`` what its plays changed at their end only."""

    class Watched(lesson_type):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **options: Any) -> None:
            self.frozen: list[str] = []
            self._redraws = self._inside = 0
            super().__init__(*args, **options)

        def play(self, *animations: Any, **options: Any) -> None:
            before = {id(mobject): fingerprint(mobject) for mobject in self.mobjects}
            drawn = self._redraws
            super().play(*animations, **options)
            if self._inside and self._redraws == drawn and not isinstance(animations[0], Wait):
                self.frozen.append(f"{self.clock:.1f} s: nothing was redrawn before the play had ended")
            moving = {id(part) for mobject in self.moving_mobjects for part in mobject.get_family()}
            for mobject in self.mobjects:
                known = id(mobject) in before
                if known and id(mobject) not in moving and fingerprint(mobject) != before[id(mobject)]:
                    self.frozen.append(f"{self.clock:.1f} s: {mobject}")

        @contextmanager
        def redrawn(self, mobject: Mobject, redraw: Callable[[], None]) -> Iterator[None]:
            def one() -> None:
                self._redraws += 1
                redraw()

            with super().redrawn(mobject, one):
                self._inside += 1
                yield
                self._inside -= 1

    return Watched
