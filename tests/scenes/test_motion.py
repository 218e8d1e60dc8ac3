"""What changes during a play is repainted at every frame, not only where the play ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from manim import Mobject, Wait, tempconfig

from scenes.kit.lesson import Lesson
from scenes.kit.rehearsal import rehearse
from scenes.kit.settings import Settings
from scenes.kit.stage import Stage
from scenes.playlist import PLAYLIST


def fingerprint(mobject: Mobject) -> int:
    """Return a number that changes when the picture of a mobject does."""
    parts: list[Any] = []
    for one in mobject.get_family():
        parts.append(one.points.tobytes())
        parts.append(np.asarray(getattr(one, "fill_rgbas", 0)).tobytes())
        if isinstance(one, Stage):
            parts.append((one.view, [id(item) for item in one.items]))
    return hash(str(parts))


@pytest.mark.parametrize("entry", PLAYLIST, ids=lambda entry: entry.slug)
def test_whatever_changes_counts_as_moving(entry, monkeypatch: pytest.MonkeyPatch, tmp_path):
    frozen: list[str] = []
    play, redrawn = Lesson.play, Lesson.redrawn
    redraws, inside = [0], [0]

    def watched(lesson: Lesson, *animations: Any, **options: Any) -> None:
        before = {id(mobject): fingerprint(mobject) for mobject in lesson.mobjects}
        drawn = redraws[0]
        play(lesson, *animations, **options)
        if inside[0] and redraws[0] == drawn and not isinstance(animations[0], Wait):
            frozen.append(f"{lesson.clock:.1f} s: nothing was redrawn before the play had ended")
        moving = {id(part) for mobject in lesson.moving_mobjects for part in mobject.get_family()}
        for mobject in lesson.mobjects:
            known = id(mobject) in before
            if known and id(mobject) not in moving and fingerprint(mobject) != before[id(mobject)]:
                frozen.append(f"{lesson.clock:.1f} s: {mobject}")

    @contextmanager
    def counted(lesson: Lesson, mobject: Mobject, redraw: Callable[[], None]) -> Iterator[None]:
        def one() -> None:
            redraws[0] += 1
            redraw()

        with redrawn(lesson, mobject, one):
            inside[0] += 1
            yield
            inside[0] -= 1

    monkeypatch.setattr(Lesson, "play", watched)
    monkeypatch.setattr(Lesson, "redrawn", counted)
    with tempconfig({"media_dir": str(tmp_path)}):
        rehearse(entry, Settings())
    assert not frozen
