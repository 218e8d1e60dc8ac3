"""The page in a browser, opened from a disk: film, chapters, subtitles and search work, and nothing is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from lectures import HOSTILE, lecture_in, spoken

from scenes.production.assets import page as page_asset
from scenes.production.assets.offers import Offer
from scenes.production.lecture import Lecture

pytestmark = pytest.mark.render
PHONE = {"viewport": {"width": 360, "height": 740}}
# What the subtitles of a video show now.
SHOWN = "id => [...part(id).textTracks[0].activeCues].map((cue) => cue.getCueAsHTML().textContent)"


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Lecture:
    return lecture_in(tmp_path_factory.mktemp("edition"))


@pytest.fixture
def file(lecture: Lecture) -> Path:
    page_asset.make(lecture, lecture.folder)
    return lecture.folder / "index.html"


def test_the_film_plays_with_its_subtitles(file: Path, opened, until, lecture: Lecture) -> None:
    page = opened(file)
    page.evaluate("part('video-film').play()")
    until(page, "part('video-film').currentTime > 0.1")
    page.evaluate("part('video-film').pause(); part('video-film').currentTime = 0.2")
    until(page, "part('video-film').textTracks[0].activeCues.length")
    assert page.evaluate("part('video-film').textTracks[0].mode") == "showing"
    assert page.evaluate(SHOWN, "video-film") == [lecture.scenes[0].beats[0].cues[0].text]
    tracks = page.evaluate("Object.fromEntries(all('video').map((v) => [v.dataset.cues, v.textTracks[0].cues.length]))")
    assert tracks == {"film": 18, "title": 2, "threshold": 6, "odds": 4, "jar": 2}


def test_subtitles_say_what_the_cues_say(file: Path, opened, lecture: Lecture) -> None:
    page = opened(file)
    told = page.evaluate(
        "[...part('video-film').textTracks[0].cues].map((c) => [c.startTime, c.endTime, c.getCueAsHTML().textContent])"
    )
    cues = [(s.start + c.start, s.start + c.end, c.text) for s in lecture.scenes for b in s.beats for c in b.cues]
    assert [text for _, _, text in told] == [text for _, _, text in cues]
    assert [time for *times, _ in told for time in times] == pytest.approx([t for *ts, _ in cues for t in ts], abs=1e-3)


def test_subtitles_can_be_switched_off_and_on(file: Path, opened) -> None:
    page = opened(file)
    switch, modes = (
        page.get_by_role("button", name="Subtitles"),
        "[...new Set(all('video').map((v) => v.textTracks[0].mode))]",
    )
    assert page.evaluate(modes) == ["showing"]
    switch.click()
    assert page.evaluate(modes) == ["hidden"] and switch.get_attribute("aria-pressed") == "false"
    switch.click()
    assert page.evaluate(modes) == ["showing"] and switch.get_attribute("aria-pressed") == "true"


def test_chapters_jump_and_tell_where_the_film_is(file: Path, opened, until, lecture: Lecture) -> None:
    page = opened(file)
    chapters = page.get_by_role("navigation", name="Chapters").get_by_role("button")
    assert chapters.count() == len(lecture.scenes)
    chapters.nth(3).click()
    until(page, f"part('video-film').currentTime > {lecture.scenes[3].start}")
    until(page, "chapters[3].getAttribute('aria-current') === 'true'")
    assert page.locator("#chapters [aria-current]").count() == 1
    until(page, "chapters[4].getAttribute('aria-current') === 'true'")


def test_a_beat_plays_its_clip_and_nothing_else_plays(file: Path, opened, until) -> None:
    page = opened(file)
    page.evaluate("part('video-film').play()")
    until(page, "part('video-film').currentTime > 0")
    page.get_by_role("button", name="Caption 1 of threshold").click()
    until(page, "part('video-threshold').currentTime > 0.75")
    assert page.evaluate("part('video-film').paused")


def test_nothing_is_loaded_before_it_is_wanted(file: Path, opened) -> None:
    page = opened(file)
    page.wait_for_timeout(300)
    assert page.evaluate("all('video').every((video) => video.readyState === 0)")


def test_search_finds_filters_marks_and_announces(file: Path, opened, until) -> None:
    page = opened(file)
    page.get_by_role("searchbox").fill("ODDS said")
    until(page, "part('found').textContent")
    assert page.locator(".scene:visible").evaluate_all("(found) => found.map((node) => node.id)") == ["odds"]
    assert {text.lower() for text in page.locator("mark").all_inner_texts()} == {"odds", "said"}
    assert page.locator("mark").count() == 8
    assert page.get_by_role("status").text_content() == "Scenes: 1 · places: 8"
    assert not page.locator("#film").is_visible()
    page.get_by_role("searchbox").fill("nowhere")
    until(page, "part('found').textContent === words.nothing")
    assert page.locator(".scene:visible").count() == 0
    page.get_by_role("searchbox").fill("")
    until(page, "!part('found').textContent")
    assert page.locator(".scene:visible").count() == 4 and page.locator("mark").count() == 0
    assert page.locator("#film").is_visible()


def test_any_words_are_shown_and_found_as_they_are(lecture: Lecture, opened, until) -> None:
    page = opened(lecture.film, **PHONE)
    for words in HOSTILE:
        page_asset.make(spoken(lecture, words), lecture.folder, [Offer("figure", words, Path("film.mp4"), "odds")])
        page.goto((lecture.folder / "index.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, words
        if "\x07" in words:
            continue
        assert page.evaluate("part('video-odds').textTracks[0].cues[0].getCueAsHTML().textContent") == words
        page.get_by_role("searchbox").fill(words)
        until(page, "part('found').textContent")
        assert page.locator(".scene:visible").count() == 4
        assert page.locator("#title-odds mark").count() == len(words.split())
        assert page.locator("#title-odds .text").text_content() == words


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_page_is_as_bright_as_the_reader_s_system(file: Path, opened, scheme: str) -> None:
    page = opened(file, color_scheme=scheme)
    red, green, blue = (
        int(n) for n in page.evaluate("getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g)")
    )
    assert (min(red, green, blue) > 200) == (scheme == "light")


def test_the_first_key_leads_past_everything_else(file: Path, opened) -> None:
    page = opened(file)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#scenes"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
