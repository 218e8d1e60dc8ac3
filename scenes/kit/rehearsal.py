"""Run scenes without painting them: their beats, words and lengths in seconds."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

from manim import tempconfig

from mathcore import DataError
from scenes.kit.lesson import Lesson
from scenes.kit.settings import Settings, SettingsError
from scenes.kit.stage import StageCamera
from scenes.playlist import PLAYLIST, Entry


class BlindCamera(StageCamera):
    """A camera that paints nothing."""

    def capture_mobjects(self, mobjects: Any, **options: Any) -> None:
        """Leave the frame as it is."""


def lesson_class(entry: Entry) -> type[Lesson]:
    """Import a scene of the playlist."""
    scene: type[Lesson] = getattr(importlib.import_module(f"scenes.{entry.slug}"), entry.scene)
    return scene


def rehearse(entry: Entry, settings: Settings, **options: Any) -> Lesson:
    """Play a scene from start to end with every animation skipped to its last frame."""
    with tempconfig({"dry_run": True, "verbosity": "ERROR", "progress_bar": "none", "disable_caching": True}):
        lesson = lesson_class(entry)(settings=settings, skip_animations=True, camera_class=BlindCamera, **options)
        lesson.render()
    return lesson


def main(slugs: list[str]) -> int:
    """Print a JSON line a scene; exit status 2 where the settings or the data cannot be used."""
    try:
        settings = Settings.of()
        for entry in PLAYLIST:
            if not slugs or entry.slug in slugs:
                print(json.dumps(rehearse(entry, settings).summary(), ensure_ascii=False), flush=True)
    except (SettingsError, DataError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
