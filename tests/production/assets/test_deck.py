"""The deck: a slide a beat, whose movie plays by itself, with its last picture as poster and its words as notes."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn

from scenes.kit.settings import Settings
from scenes.kit.theme import THEMES
from scenes.production import film
from scenes.production.assets import deck
from scenes.production.film import Part
from scenes.production.lecture import Beat, Lecture, Shown
from scenes.production.quality import QUALITIES

HOSTILE = [
    '#read("x")', "<script>alert(1)</script>", "../..", '"quotes" & \'more\'', "🙂👩‍🏫", "שלום עולם", "x" * 300,
    "$a_b$ \\ {c}", "bell\x07 and \x00 nothing", "two\nlines",
]  # fmt: skip


@pytest.fixture
def lecture(tmp_path: Path, write_clip) -> Lecture:
    parts = [write_clip(tmp_path / f"{k}.mp4", 15, size=(160, 90), shade=40 * k) for k in range(3)]
    clip = tmp_path / "01-alpha.mp4"
    film.join([Part(part, "") for part in parts], clip)
    beats = tuple(Beat(f"b{k}", float(k), k + 1.0, f"Caption {k}", f"Words {k}.", (), loops=k == 1) for k in range(3))
    shown = Shown("alpha", 1, 1, "Alpha", "", clip, 0.0, 3.0, beats)
    return Lecture(Settings(), QUALITIES["low"], tmp_path, "A lecture", ("1", "2", "3"), (shown,), ())


def made(lecture: Lecture, folder: Path) -> list:
    folder.mkdir()
    deck.make(lecture, folder, {shown.slug: shown.clip for shown in lecture.scenes})
    assert [path.name for path in folder.iterdir()] == ["slides.pptx"]
    return list(Presentation(str(folder / "slides.pptx")).slides)


def media(slide, kind: str) -> bytes:
    return next(part.target_part.blob for part in slide.part.rels.values() if part.reltype.endswith(kind))


def test_each_beat_has_a_slide_with_its_words(lecture: Lecture, tmp_path: Path) -> None:
    slides = made(lecture, tmp_path / "deck")
    assert [slide.shapes.title.text for slide in slides] == [f"Alpha: Caption {k}" for k in range(3)]
    assert [slide.notes_slide.notes_text_frame.text for slide in slides] == [f"Words {k}." for k in range(3)]


def test_each_movie_is_its_beat_and_fills_the_slide(lecture: Lecture, tmp_path: Path) -> None:
    for slide in made(lecture, tmp_path / "deck"):
        with av.open(io.BytesIO(media(slide, "/media"))) as container:
            pictures = [frame.to_ndarray(format="gray").mean() for frame in container.decode(video=0)]
        assert len(pictures) == 15
        poster = np.asarray(Image.open(io.BytesIO(media(slide, "/image"))).convert("L"))
        assert poster.mean() == pytest.approx(pictures[-1], abs=1.5)
        assert pictures[-1] > pictures[0]
        movie = slide.shapes[1]
        assert (movie.left, movie.top) == (0, 0)
        assert movie.width / movie.height == pytest.approx(16 / 9, rel=1e-6)


def test_each_movie_begins_with_its_slide(lecture: Lecture, tmp_path: Path) -> None:
    for slide in made(lecture, tmp_path / "deck"):
        conditions = [node.get("delay") for node in slide.element.iter(qn("p:cond"))]
        assert conditions == ["0"]


def test_a_beat_that_loops_is_repeated(lecture: Lecture, tmp_path: Path) -> None:
    found = [
        [node.find(qn("p:cTn")).get("repeatCount") for node in slide.element.iter(qn("p:cMediaNode"))]
        for slide in made(lecture, tmp_path / "deck")
    ]
    assert found == [[None], ["indefinite"], [None]]


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_slide_has_the_picture_s_ground(lecture: Lecture, tmp_path: Path, theme: str) -> None:
    slide = made(replace(lecture, settings=Settings(theme=theme)), tmp_path / "deck")[0]
    assert f"#{slide.background.fill.fore_color.rgb}" == THEMES[theme].ground.upper()


@pytest.mark.parametrize("words", HOSTILE)
def test_what_users_wrote_is_shown_and_never_breaks_the_file(lecture: Lecture, tmp_path: Path, words: str) -> None:
    shown = lecture.scenes[0]
    beats = tuple(replace(beat, caption=words, narration=words) for beat in shown.beats)
    slides = made(replace(lecture, title=words, scenes=(replace(shown, title=words, beats=beats),)), tmp_path / "deck")
    if words.isprintable():
        assert slides[0].notes_slide.notes_text_frame.text == words
        assert slides[0].shapes.title.text == f"{words}: {words}"
