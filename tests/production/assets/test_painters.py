"""Assets that take manim: made in processes of their own, whose trouble is told in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lectures import lecture_in
from PIL import Image

from scenes.kit.settings import Settings
from scenes.production.assets import stills
from scenes.production.assets.painters import made
from scenes.production.errors import ProductionError
from scenes.production.lecture import Lecture

pytestmark = pytest.mark.render


def with_part1(folder: Path, settings: Settings) -> Lecture:
    lecture = lecture_in(folder, settings)
    return replace(lecture, scenes=tuple(scene for scene in lecture.scenes if scene.slug == "part1"))


def test_stills_are_painted_in_both_sizes_and_nothing_else_is_written(tmp_path: Path) -> None:
    made_here = tmp_path / "out"
    made_here.mkdir()
    lecture = with_part1(tmp_path, Settings())
    ((scene, _),) = made(lecture, made_here, 1, "stills", stills.paint)
    assert scene.slug == "part1"
    found = {path.relative_to(made_here).as_posix(): path for path in made_here.rglob("*") if path.is_file()}
    assert {name: Image.open(path).size for name, path in found.items()} == {
        "stills/part1-1-card.png": (1920, 1080),
        "stills/4k/part1-1-card.png": (3840, 2160),
    }
    assert Image.open(found["stills/part1-1-card.png"]).getpixel((2, 2)) == (16, 21, 28)


def test_what_cannot_be_painted_is_named(tmp_path: Path) -> None:
    data = tmp_path / "data.csv"
    data.write_text("x,y\n1,0\n2,1\n3,0\n4,1\n")
    lecture = with_part1(tmp_path, Settings(data=str(data)))
    data.unlink()
    with pytest.raises(ProductionError, match="stills of part1"):
        list(made(lecture, tmp_path, 1, "stills", stills.paint))
