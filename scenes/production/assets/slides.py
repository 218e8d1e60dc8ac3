"""The lecture as slides in one file: a beat is a slide, which plays and then stands still."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scenes.kit.theme import THEMES
from scenes.production.assets.markup import PAGE_LANGUAGE, filled, page_words, script_json, template
from scenes.production.cut import beats
from scenes.production.lecture import Lecture

COLOURS = ("ground", "panel", "ink", "quiet", "line", "hair", "accent")
CLIPS = "<!-- clips -->"


def make(lecture: Lecture, folder: Path, light: Mapping[str, Path]) -> None:
    """Write ``slides.html``, which holds everything it shows.

    Parameters
    ----------
    light
        The clip of every scene by its slug, with a whole picture wherever a beat begins.

    Raises
    ------
    ProductionError
        Where a clip cannot be cut into its beats.
    """
    before, after = _page(lecture).split(CLIPS)
    with (folder / "slides.html").open("w", encoding="utf-8", newline="\n") as page:
        page.write(before)
        number = 0
        for scene in lecture.scenes:
            for video in beats(light[scene.slug], scene):
                content = base64.b64encode(video).decode("ascii")
                page.write(f'<script type="text/plain" id="video-{number}">{content}</script>\n')
                number += 1
        page.write(after)


def _page(lecture: Lecture) -> str:
    settings = lecture.settings
    words = page_words(settings.language, "slides")
    theme = THEMES[settings.theme]
    texts = {
        **words,
        "name": words["name"].format(title=lecture.title),
        "language": PAGE_LANGUAGE[settings.language],
        "scheme": theme.name,
        **{name: getattr(theme, name) for name in COLOURS},
    }
    return filled(template("slides.html"), texts, {"data": script_json(_data(lecture, words))})


def _data(lecture: Lecture, words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "words": words,
        "parts": lecture.parts,
        "scenes": [
            {
                "slug": scene.slug,
                "number": scene.number,
                "part": scene.part,
                "title": scene.title,
                "beats": [
                    {"caption": beat.caption, "narration": beat.narration, "loops": beat.loops} for beat in scene.beats
                ],
            }
            for scene in lecture.scenes
        ],
    }
