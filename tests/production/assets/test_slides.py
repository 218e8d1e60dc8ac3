"""The slides as they are written: a video a beat, all in one file that can fetch nothing."""

from __future__ import annotations

import base64
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import av
import lxml.html
import pytest
from lectures import HOSTILE, lecture_in, shade, spoken

from scenes.kit.settings import Settings
from scenes.kit.theme import THEMES
from scenes.production.assets import slides
from scenes.production.errors import ProductionError
from scenes.production.lecture import Lecture


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Lecture:
    return lecture_in(tmp_path_factory.mktemp("edition"))


def made(lecture: Lecture, folder: Path) -> lxml.html.HtmlElement:
    slides.make(lecture, folder, {scene.slug: scene.clip for scene in lecture.scenes})
    return lxml.html.fromstring((folder / "slides.html").read_text(encoding="utf-8"))


def test_every_beat_is_a_video_of_its_own(lecture: Lecture, tmp_path: Path) -> None:
    found = made(lecture, tmp_path)
    beats = [beat for scene in lecture.scenes for beat in scene.beats]
    videos = [node for node in found.iter("script") if (node.get("id") or "").startswith("video-")]
    assert [node.get("id") for node in videos] == [f"video-{number}" for number in range(len(beats))]
    for node, beat in zip(videos, beats, strict=True):
        with av.open(io.BytesIO(base64.b64decode(node.text))) as container:
            pictures = [frame.to_ndarray(format="rgb24").mean() for frame in container.decode(video=0)]
        assert len(pictures) == round((beat.end - beat.start) * 60)
        assert pictures[0] == pytest.approx(shade(0), abs=1)
        assert pictures[-1] == pytest.approx(shade(len(pictures) - 1), abs=1)


def test_the_words_come_out_as_they_went_in(lecture: Lecture, tmp_path: Path) -> None:
    data = json.loads(made(lecture, tmp_path).get_element_by_id("data").text)
    assert data["parts"] == list(lecture.parts)
    for scene, told in zip(lecture.scenes, data["scenes"], strict=True):
        assert (told["slug"], told["title"], told["part"]) == (scene.slug, scene.title, scene.part)
        beats = [{"caption": b.caption, "narration": b.narration, "loops": b.loops} for b in scene.beats]
        assert told["beats"] == beats


@pytest.mark.parametrize("words", HOSTILE)
def test_what_users_wrote_stays_words(lecture: Lecture, tmp_path: Path, words: str) -> None:
    said = spoken(lecture, words)
    found = made(replace(said, scenes=said.scenes[:1]), tmp_path)
    assert [node.get("id") for node in found.iter("script")] == ["data", "video-0", None]
    (told,) = json.loads(found.get_element_by_id("data").text)["scenes"]
    assert (told["title"], told["beats"]) == (words, [{"caption": words, "narration": words, "loops": False}])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_language_and_ground_are_the_lecture_s(lecture: Lecture, tmp_path: Path, language: str, theme: str) -> None:
    found = made(replace(lecture, settings=Settings(language=language, theme=theme)), tmp_path)
    assert found.get("lang") == {"en": "en", "zh": "zh-Hans"}[language]
    assert f"--ground: {THEMES[theme].ground};" in found.find(".//style").text


def test_nothing_can_be_fetched(lecture: Lecture, tmp_path: Path) -> None:
    found = made(lecture, tmp_path)
    (policy,) = [node.get("content") for node in found.iter("meta") if node.get("http-equiv")]
    rules = [rule.split() for rule in policy.split(";")]
    assert rules == [
        ["default-src", "'none'"],
        ["script-src", "'unsafe-inline'"],
        ["style-src", "'unsafe-inline'"],
        ["media-src", "blob:"],
        ["img-src", "data:"],
    ]
    text = (tmp_path / "slides.html").read_text(encoding="utf-8")
    assert not re.search(r"https?:|@import|url\(|<link[^>]+stylesheet|\ssrc=", text)


def test_ids_are_unique_and_buttons_have_names(lecture: Lecture, tmp_path: Path) -> None:
    found = made(lecture, tmp_path)
    ids = [node.get("id") for node in found.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert all(node.get("aria-label") or node.text_content().strip() for node in found.iter("button"))


def test_a_clip_without_whole_pictures_is_named(lecture: Lecture, write_clip, tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "03-odd.mp4", 120, rate=60)
    odds = next(scene for scene in lecture.scenes if scene.slug == "odds")
    with pytest.raises(ProductionError, match=r"03-odd\.mp4"):
        slides.make(replace(lecture, scenes=(odds,)), tmp_path, {"odds": clip})
