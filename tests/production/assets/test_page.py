"""The page as it is written: words escaped, links that lead to files, headings in order, subtitles unchanged."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pytest
from lectures import HOSTILE, lecture_in, spoken

from scenes.kit.settings import Settings
from scenes.production.assets import page
from scenes.production.assets.offers import Offer
from scenes.production.lecture import Lecture

ADDRESSES = ("src", "href", "poster", "action", "data", "srcset")


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Lecture:
    return lecture_in(tmp_path_factory.mktemp("edition"))


def made(lecture: Lecture, offers: list[Offer] | None = None) -> lxml.html.HtmlElement:
    page.make(lecture, lecture.folder, offers or [])
    return lxml.html.fromstring((lecture.folder / "index.html").read_text(encoding="utf-8"))


def offers_in(lecture: Lecture) -> list[Offer]:
    offers = [
        Offer("still", "An end", Path("stills/02-odds end #1?.png"), "odds"),
        Offer("still4k", "An end", Path("stills/4k/02-odds end.png"), "odds"),
        Offer("figure", "Curve", Path("figures/a.svg"), "odds"),
        Offer("figure", "Curve", Path("figures/a.pdf"), "odds"),
        Offer("numbers", "", Path("numbers.json")),
        Offer("slides", "", Path("slides.html")),
    ]
    for offer in offers:
        path = lecture.folder / offer.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("there")
    return offers


def test_every_link_leads_to_a_file_or_a_place(lecture: Lecture) -> None:
    found = made(lecture, offers_in(lecture))
    base = (lecture.folder / "index.html").as_uri()
    links = [node.get(name) for name in ADDRESSES for node in found.iter() if node.get(name)]
    assert len(links) > 30
    for link in links:
        if link == "data:,":
            continue
        whole = urlsplit(urljoin(base, link))
        assert (whole.scheme, whole.query) == ("file", "")
        assert Path(unquote(whole.path)).is_file(), link
        assert not whole.fragment or found.get_element_by_id(whole.fragment) is not None


def test_ids_are_unique_and_what_refers_to_them_finds_them(lecture: Lecture) -> None:
    found = made(lecture, offers_in(lecture))
    ids = [node.get("id") for node in found.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    for name in ("aria-labelledby", "for", "data-video"):
        named = [node.get(name) for node in found.iter() if node.get(name)]
        assert named and set(named) <= set(ids)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_headings_go_down_one_by_one(lecture: Lecture, language: str) -> None:
    found = made(replace(lecture, settings=Settings(language=language)))
    levels = [int(node.tag[1]) for node in found.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_scenes_tell_all_they_have(lecture: Lecture) -> None:
    found = made(lecture, offers_in(lecture))
    for scene in lecture.scenes:
        if scene.slug.startswith("part"):
            assert scene.beats[0].narration in found.text_content()
            continue
        article = found.get_element_by_id(scene.slug)
        text = article.text_content()
        for words in (scene.title, scene.idea, *(w for beat in scene.beats for w in (beat.caption, beat.narration))):
            assert words in text
        assert article.find("header/h3").text_content().startswith(str(scene.number or scene.title))
        assert [node.get("data-start") for node in article.iter("button")] == [f"{b.start:.3f}" for b in scene.beats]
        (video,) = article.iter("video")
        assert unquote(video.get("src")) == scene.clip.name
        assert bool(video.get("poster")) == (scene.slug == "odds")


def test_formats_of_one_thing_stand_together(lecture: Lecture) -> None:
    article = made(lecture, offers_in(lecture)).get_element_by_id("odds")
    pictures = article.find(".//dd[@class='still']")
    assert [link.text_content() for link in pictures.iter("a")] == ["", "An end 4K"]
    assert [(node.get("alt"), node.get("src")) for node in pictures.iter("img")] == [
        ("An end", "stills/02-odds%20end%20%231%3F.png")
    ]
    (thing,) = [node for node in article.iter("li") if "Curve" in node.text_content()]
    assert [link.text_content().split()[:2] for link in thing.iter("a")] == [["Curve", "SVG"], ["Curve", "PDF"]]
    assert [node.text_content() for node in article.find(".//dl").iter("dt")] == [
        "Stills",
        "Clip",
        "Subtitles",
        "Figures",
    ]


def test_formulas_are_shown_and_their_list_is_named(lecture: Lecture) -> None:
    offers = [Offer("formula", "chain", Path("formulas/chain.svg"), "odds"), Offer("formula", "", Path("all.json"))]
    found = made(lecture, offers)
    (picture,) = found.get_element_by_id("odds").iter("img")
    assert (picture.get("src"), picture.get("alt")) == ("formulas/chain.svg", "chain")
    assert "JSON" in found.get_element_by_id("along").text_content()


def test_a_kind_without_a_name_is_not_lost_in_silence(lecture: Lecture) -> None:
    with pytest.raises(ValueError, match="hologram"):
        made(lecture, [Offer("hologram", "", Path("film.mp4"))])


def test_scenes_that_were_left_out_are_named_with_the_reason(lecture: Lecture) -> None:
    left_out = made(lecture).get_element_by_id("omitted").text_content()
    assert "Newton" in left_out and lecture.omitted[0].reason in left_out
    assert not made(replace(lecture, omitted=())).xpath("//*[@id='omitted']")


def test_without_a_film_there_is_no_film(lecture: Lecture, tmp_path: Path) -> None:
    page.make(replace(lecture, folder=tmp_path), tmp_path)
    found = lxml.html.fromstring((tmp_path / "index.html").read_text())
    assert not found.xpath("//*[@id='film']")
    assert len(list(found.iter("video"))) == 4


def test_subtitles_are_those_of_the_clips(lecture: Lecture) -> None:
    data = json.loads(made(lecture).get_element_by_id("data").text)
    for scene, told in zip(lecture.scenes, data["scenes"], strict=True):
        assert told["start"] == scene.start
        assert told["cues"] == [[cue.start, cue.end, cue.text] for beat in scene.beats for cue in beat.cues]


def test_no_address_of_any_other_place(lecture: Lecture) -> None:
    made(lecture, offers_in(lecture))
    text = (lecture.folder / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"https?:|[\"'(=]\s*//|@import|url\(", text)
    assert str(lecture.folder) not in text


def structure(found: lxml.html.HtmlElement) -> list[tuple[str, list[str]]]:
    return [(str(node.tag), sorted(node.keys())) for node in found.iter()]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_users_wrote_stays_words(lecture: Lecture, words: str) -> None:
    calm, found = made(spoken(lecture, "calm")), made(spoken(lecture, words))
    assert structure(found) == structure(calm)
    if "\x07" not in words:
        shown = found.get_element_by_id("odds").find_class("text")
        assert [node.text_content() for node in shown] == [words] * 6
        assert found.find(".//h1").text_content() == words


def test_a_path_of_this_machine_is_not_told(lecture: Lecture, tmp_path: Path) -> None:
    (tmp_path / "grades.csv").write_text("x,y")
    chosen = lecture.settings.model_copy(update={"data": str(tmp_path / "grades.csv")})
    made(replace(lecture, settings=chosen))
    text = (lecture.folder / "index.html").read_text()
    assert "grades.csv" in text and str(tmp_path) not in text
