"""A call makes what was asked for, keeps what is there, and the page offers all of it."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from urllib.parse import unquote

import pytest
from lectures import LENGTHS, lecture_in
from recordings import heard, record, sounding

from scenes.kit.settings import Settings
from scenes.playlist import PLAYLIST
from scenes.production.assets.desk import Desk
from scenes.production.assets.kinds import KINDS, NEEDS
from scenes.production.assets.shapes import folder_of
from scenes.production.edition import Edition
from scenes.production.kit import make_assets
from scenes.production.sound import Voice
from scenes.production.workers import Workers

pytestmark = pytest.mark.xdist_group("kit")
ENTRIES = {entry.slug: entry for entry in PLAYLIST if entry.slug in LENGTHS}
WANTED = ["light", "slides", "pptx", "gifs", "page"]


class Folder:
    """An edition's folder with clips, and what was made in it by the last call."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.desk = Desk(lecture_in(folder), ENTRIES, {slug: "as it was" for slug in LENGTHS}, "code")
        self.folder, self.said = folder, []

    def make(self, *wanted: str) -> dict[str, tuple[Path, ...]]:
        self.said.clear()
        workers = Workers(2, fork=False)
        try:
            with Edition(self.folder).opened() as edition:
                rows = make_assets(edition, self.desk, wanted, workers, self.said.append)
                return {row.what: row.files for row in rows}
        finally:
            workers.stop()

    @property
    def linked(self) -> set[str]:
        """What the page leads to on the disk."""
        found = re.findall(r'href="([^"#:]+)"', (self.folder / "index.html").read_text())
        return {unquote(link) for link in found}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = Folder(tmp_path_factory.mktemp("media") / "edition")
    folder.rows = folder.make(*WANTED)
    return folder


def test_every_file_is_told_and_there(made: Folder) -> None:
    assert list(made.rows) == ["slides", "pptx", "gifs", "page"]
    assert all((made.folder / path).stat().st_size for files in made.rows.values() for path in files)
    numbered = {scene.name for scene in made.desk.lecture.scenes if scene.number}
    assert {path.stem for path in made.rows["gifs"]} == numbered


def test_the_page_leads_only_to_what_is_there(made: Folder) -> None:
    assert all((made.folder / link).is_file() for link in made.linked)
    assert {"slides.html", "slides.pptx", "clips/01-threshold.gif"} <= made.linked


def test_what_is_there_is_kept(made: Folder) -> None:
    assert made.make(*WANTED) == made.rows
    assert made.said == []


def test_another_call_for_the_page_still_offers_the_rest(made: Folder) -> None:
    before = made.linked
    made.make("page")
    assert made.linked == before


def test_a_new_clip_renews_what_is_made_of_it(made: Folder) -> None:
    made.desk = replace(made.desk, digests={**made.desk.digests, "jar": "painted again"})
    made.make(*WANTED)
    assert sorted(made.said) == ["gif/jar", "light/jar", "page", "pptx", "slides"]


def test_the_page_offers_cuts_of_earlier_calls(made: Folder) -> None:
    made.desk = replace(made.desk, shapes=("1:1",))
    made.make("cuts", "cut films")
    made.desk = replace(made.desk, shapes=())
    made.make("page")
    assert {link for link in made.linked if "1x1" in link} == {
        *(f"{folder_of('1:1')}/{scene.clip.name}" for scene in made.desk.lecture.scenes),
        "film-1x1.mp4",
    }


def test_recordings_are_heard_in_other_shapes(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "edition")
    lecture = folder.desk.lecture
    spoken = Voice(record(tmp_path / "voice/odds/beat0.wav", 0.5), Fraction(1, 5))
    scenes = tuple(replace(shown, voices=(spoken,) if shown.slug == "odds" else ()) for shown in lecture.scenes)
    settings = Settings(voice=str(tmp_path / "voice"))
    folder.desk = replace(folder.desk, shapes=("1:1",), lecture=replace(lecture, scenes=scenes, settings=settings))
    folder.make("cuts", "cut films")
    (odds,) = [shown for shown in scenes if shown.slug == "odds"]
    cut = folder.folder / folder_of("1:1") / odds.clip.name
    assert sounding(heard(cut)) == [pytest.approx((0.2, 0.7), abs=0.03)]
    assert sounding(heard(folder.folder / "film-1x1.mp4")) == [
        pytest.approx((odds.start + 0.2, odds.start + 0.7), abs=0.03)
    ]


def test_what_a_kind_needs_is_made_before_it() -> None:
    order = list(KINDS)
    assert all(order.index(needed) < order.index(kind) for kind, needed in NEEDS.items())
