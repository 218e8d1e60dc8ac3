"""Play scenes without painting them: their beats, words and lengths in seconds."""

from __future__ import annotations

import importlib
from typing import Any

from manim import tempconfig

from scenes.kit.fast import renderer_for
from scenes.kit.lesson import Lesson
from scenes.kit.settings import Settings
from scenes.kit.stage import StageCamera
from scenes.playlist import Entry


class BlindCamera(StageCamera):
    """A camera that paints nothing."""

    def capture_mobjects(self, mobjects: Any, **options: Any) -> None:
        """Leave the frame as it is."""


def lesson_class(entry: Entry) -> type[Lesson]:
    """Import a scene of the playlist."""
    scene: type[Lesson] = getattr(importlib.import_module(f"scenes.{entry.slug}"), entry.scene)
    return scene


def rehearse(entry: Entry, settings: Settings) -> Lesson:
    """Play a scene from start to end with every animation skipped to its last frame."""
    with tempconfig({"dry_run": True, "verbosity": "ERROR", "progress_bar": "none", "disable_caching": True}):
        renderer = renderer_for(BlindCamera, skip_animations=True)
        lesson = lesson_class(entry)(settings=settings, skip_animations=True, renderer=renderer)
        lesson.render()
    return lesson
