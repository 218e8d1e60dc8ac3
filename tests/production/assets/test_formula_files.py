"""The folder of formulas: a file each, named once, and a list that says where they are shown and what is said there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lectures import HOSTILE, lecture_in, spoken

from scenes.kit.theme import LIGHT
from scenes.production.assets import formulas
from scenes.production.lecture import Lecture


@pytest.fixture
def lecture(tmp_path: Path) -> Lecture:
    return lecture_in(tmp_path)


def found(name: str, source: str, beat: str, colors: dict[str, str] | None = None, **more: str) -> dict[str, Any]:
    drawn = {
        "colour": f"<svg>{source} in {beat}</svg>",
        "black": f"<svg>{source} black</svg>",
        "typst": f"plain {source}",
    }
    return {"name": name, "source": source, "beat": beat, "colors": colors or {}, "color": LIGHT.ink, **drawn, **more}


def written(lecture: Lecture, folder: Path, heard: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    formulas.write(lecture, {scene.slug: heard.get(scene.slug, []) for scene in lecture.scenes}, folder)
    index: list[dict[str, Any]] = json.loads((folder / "formulas/formulas.json").read_text(encoding="utf-8"))
    return index


def beats_of(lecture: Lecture, slug: str) -> list[str]:
    return [beat.key for scene in lecture.scenes if scene.slug == slug for beat in scene.beats]


def test_a_formula_of_two_scenes_is_one_file_in_most_colours(lecture: Lecture, tmp_path: Path) -> None:
    first, second = beats_of(lecture, "threshold")[1], beats_of(lecture, "odds")[0]
    heard = {
        "odds": [found("score", "z = x", second, {"theta": "#111111", "new": "#222222"})],
        "threshold": [found("score", "z = x", first, {"theta": "#111111"})],
    }
    (entry,) = written(lecture, tmp_path / "out", heard)
    assert [(use["scene"], use["beat"]) for use in entry["shown"]] == [("01-threshold", first), ("02-odds", second)]
    folder = tmp_path / "out/formulas"
    assert (folder / "score.svg").read_text() == f"<svg>z = x in {second}</svg>"
    assert (folder / "plain/score.svg").read_text() == "<svg>z = x black</svg>"
    assert entry["typst"] == "plain z = x"


def test_parts_that_stand_out_count_more_than_a_formula_all_in_one_colour(lecture: Lecture, tmp_path: Path) -> None:
    first, second = beats_of(lecture, "threshold")[0], beats_of(lecture, "odds")[0]
    colors = {"theta": LIGHT.theta}
    heard = {
        "threshold": [found("score", "z = x", first, colors, color=LIGHT.theta)],
        "odds": [found("score", "z = x", second, colors)],
    }
    written(lecture, tmp_path / "out", heard)
    assert second in (tmp_path / "out/formulas/score.svg").read_text()


def test_formulas_that_share_a_name_are_numbered_in_the_film_s_order(lecture: Lecture, tmp_path: Path) -> None:
    beat = beats_of(lecture, "threshold")[0]
    heard = {
        "jar": [found("value", "x = 3", beats_of(lecture, "jar")[0])],
        "threshold": [found("value", "x = 1", beat), found("other", "y", beat), found("value", "x = 2", beat)],
    }
    index = written(lecture, tmp_path / "out", heard)
    names = {entry["file"]: entry["typst"] for entry in index}
    assert names == {
        "value.svg": "plain x = 1",
        "other.svg": "plain y",
        "value-2.svg": "plain x = 2",
        "value-3.svg": "plain x = 3",
    }
    files = {path.name for path in (tmp_path / "out/formulas").glob("*.svg")}
    assert files == {path.name for path in (tmp_path / "out/formulas/plain").glob("*.svg")} == set(names)


@pytest.mark.parametrize("words", HOSTILE)
def test_words_come_back_as_they_were_said(lecture: Lecture, tmp_path: Path, words: str) -> None:
    said = spoken(lecture, words)
    (entry,) = written(said, tmp_path / "out", {"jar": [found("value", "x", beats_of(said, "jar")[0])]})
    (use,) = entry["shown"]
    scene = next(scene for scene in said.scenes if scene.slug == "jar")
    assert (use["title"], use["caption"], use["said"]) == (
        scene.title,
        scene.beats[0].caption,
        scene.beats[0].narration,
    )
