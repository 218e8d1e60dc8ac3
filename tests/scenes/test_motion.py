"""What changes during a play is repainted at every frame, not only where the play ends."""

from __future__ import annotations

import pytest
from manim import Dot, FadeIn, tempconfig
from moving import watched

from scenes.kit.fast import renderer_for
from scenes.kit.lesson import Lesson
from scenes.kit.rehearsal import BlindCamera
from scenes.kit.settings import Settings
from scenes.playlist import PLAYLIST


@pytest.mark.parametrize("entry", PLAYLIST, ids=lambda entry: entry.slug)
def test_whatever_changes_counts_as_moving(entry, perform):
    assert perform(entry.slug, "hours").lesson.frozen == []


class Forgetful(Lesson):
    """Redraws a dot that is not on the frame: nobody asks it to, before the play has ended."""

    slug = "title"

    def construct(self) -> None:
        with self.redrawn(Dot(), lambda: None):
            self.play(FadeIn(Dot()), run_time=0.1)


def test_what_is_redrawn_too_late_is_noticed():
    with tempconfig({"dry_run": True, "verbosity": "ERROR", "progress_bar": "none", "disable_caching": True}):
        lesson = watched(Forgetful)(settings=Settings(), renderer=renderer_for(BlindCamera, skip_animations=True))
        lesson.render()
    assert lesson.frozen
