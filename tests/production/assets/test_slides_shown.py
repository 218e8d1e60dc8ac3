"""The slides in a browser: beats play, stand still on their own last picture, and go on at a key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lectures import HOSTILE, LENGTHS, lecture_in, lightened, shade, spoken

from scenes.production.assets import slides
from scenes.production.lecture import Lecture

pytestmark = pytest.mark.render
# How bright the picture is that is shown.
BRIGHT = """() => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.drawImage(front, -160, -90);
    return canvas.getImageData(0, 0, 1, 1).data[1];
}"""
RESTS = "!playing && !front.seeking && front.readyState >= 2"


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Lecture:
    return lecture_in(tmp_path_factory.mktemp("edition"))


@pytest.fixture(scope="module")
def file(lecture: Lecture, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("slides")
    slides.make(lecture, folder, lightened(lecture, folder))
    return folder / "slides.html"


def stands_at_the_end(page, slug: str, beat: int) -> bool:
    """Tell whether the beat's last picture is shown, and neither the one before it nor the next beat's first."""
    return abs(page.evaluate(BRIGHT) - shade(LENGTHS[slug][beat] - 1)) <= 1


def test_beats_play_and_stand_still_on_their_last_picture(file: Path, opened, until) -> None:
    page = opened(file, "#threshold-1")
    until(page, "playing && front.currentTime > 0.1")
    for beat in range(3):
        until(page, RESTS)
        page.wait_for_timeout(200)
        assert page.evaluate("location.hash") == f"#threshold-{beat + 1}"
        assert stands_at_the_end(page, "threshold", beat)
        page.keyboard.press("Space")
        until(page, "playing || now === 5")
    assert page.evaluate("location.hash") == "#odds-1"


def test_a_beat_that_loops_plays_on_until_one_goes_on(file: Path, opened, until) -> None:
    page = opened(file, "#part2-1")
    until(page, "front.loop && playing && front.currentTime > 0.4")
    until(page, "playing && front.currentTime < 0.2")
    page.keyboard.press("Space")
    until(page, "location.hash === '#jar-1'")
    assert page.evaluate("front.loop") is False


def test_nothing_loops_for_those_who_asked_for_less_motion(file: Path, opened, until) -> None:
    page = opened(file, "#part2-1", reduced_motion="reduce")
    until(page, RESTS)
    assert page.evaluate("front.loop") is False


def test_one_who_cannot_wait_sees_the_end(file: Path, opened, until) -> None:
    page = opened(file, "#odds-2")
    until(page, "playing && front.currentTime > 0")
    page.keyboard.press("ArrowRight")
    until(page, RESTS)
    assert page.evaluate("location.hash") == "#odds-2"
    page.wait_for_timeout(200)
    assert stands_at_the_end(page, "odds", 1)


def test_keys_go_where_they_say(file: Path, opened, until) -> None:
    page = opened(file, "#threshold-2", reduced_motion="reduce")
    until(page, RESTS)
    count = sum(map(len, LENGTHS.values()))
    for keys, slide in [
        ("ArrowRight", 4), ("PageDown", 5), ("ArrowLeft", 4), ("PageUp", 3), ("End", count - 1),
        ("ArrowRight", count - 1), ("Home", 0), ("ArrowLeft", 0), ("6 Enter", 5), ("9 9 Enter", count - 1),
        ("4 Escape Enter", count - 1),
    ]:  # fmt: skip
        for key in keys.split():
            page.keyboard.press(key)
        until(page, RESTS)
        assert page.evaluate("now") == slide, keys
    assert page.locator("#count").text_content() == f"{count} / {count}"


def test_going_back_shows_the_end(file: Path, opened, until) -> None:
    page = opened(file, "#odds-2")
    until(page, RESTS)
    page.keyboard.press("ArrowLeft")
    until(page, f"{RESTS} && now === 5")
    page.wait_for_timeout(200)
    assert stands_at_the_end(page, "odds", 0)


def test_a_slide_is_played_again_and_again(file: Path, opened, until) -> None:
    page = opened(file, "#jar-1")
    until(page, RESTS)
    page.keyboard.press("r")
    until(page, "playing && front.currentTime > 0 && front.currentTime < 0.5")
    until(page, RESTS)
    page.keyboard.press("l")
    page.evaluate("let rounds = 0; front.addEventListener('seeking', () => rounds++); window.rounds_ = () => rounds")
    until(page, "playing && window.rounds_() >= 2")
    assert page.get_by_role("button", name="Loop").get_attribute("aria-pressed") == "true"
    page.keyboard.press("Space")
    until(page, RESTS)
    assert page.evaluate("front.loop") is False


def test_less_motion_stands_at_the_end_until_asked_to_play(file: Path, opened, until) -> None:
    page = opened(file, "#odds-1", reduced_motion="reduce")
    until(page, RESTS)
    page.wait_for_timeout(200)
    assert stands_at_the_end(page, "odds", 0)
    page.keyboard.press("r")
    until(page, "playing && front.currentTime > 0.1")


def test_the_speaker_reads_in_a_window_of_his_own(file: Path, opened, until, lecture: Lecture) -> None:
    page = opened(file, "#threshold-3", reduced_motion="reduce")
    with page.context.expect_page() as popup:
        page.keyboard.press("s")
    window = popup.value
    assert window.locator("#speaker-narration").inner_text() == lecture.scenes[2].beats[2].narration
    assert "1 · All about threshold" not in window.locator("#speaker-next").inner_text()
    assert "Caption 0 of odds" in window.locator("#speaker-next").inner_text()
    until(page, RESTS)
    window.keyboard.press("ArrowRight")
    until(page, f"{RESTS} && now === 5")
    assert window.locator("#speaker-caption").inner_text() == "Caption 0 of odds"
    until(window, "document.getElementById('timer').textContent !== '0:00'")
    window.get_by_role("button", name="Reset").click()
    assert window.locator("#timer").inner_text() == "0:00"
    window.close()
    until(page, "part('speaker').hidden")


def test_where_no_window_opens_the_view_is_split(file: Path, opened, until, lecture: Lecture) -> None:
    page = opened(file, "#odds-1")
    page.evaluate("window.open = () => null")
    page.keyboard.press("s")
    assert page.locator("#speaker-narration").is_visible()
    assert page.locator("#speaker-narration").inner_text() == lecture.scenes[3].beats[0].narration
    box = page.locator("#stage").bounding_box()
    assert box["width"] < page.viewport_size["width"] - 200
    page.keyboard.press("s")
    assert not page.locator("#speaker").is_visible()


def test_mouse_and_finger_do_the_same(file: Path, opened, until) -> None:
    page = opened(file, "#threshold-1", has_touch=True, reduced_motion="reduce", viewport={"width": 360, "height": 740})
    until(page, RESTS)
    page.locator("#picture").click(position={"x": 100, "y": 100})
    until(page, f"{RESTS} && now === 3")
    page.mouse.move(10, 10)
    page.get_by_role("button", name="2 · All about odds").click()
    until(page, f"{RESTS} && now === 5")
    page.keyboard.press("Space")
    until(page, f"{RESTS} && now === 6")
    swipe = """(way) => {
        const at = (x) => ({ identifier: 1, target: part("picture"), clientX: x, clientY: 200 });
        const event = (type, x) => new TouchEvent(type, { bubbles: true, changedTouches: [new Touch(at(x))],
            touches: type === "touchend" ? [] : [new Touch(at(x))] });
        part("picture").dispatchEvent(event("touchstart", 180));
        part("picture").dispatchEvent(event("touchend", 180 + way));
    }"""
    page.evaluate(swipe, 120)
    until(page, f"{RESTS} && now === 5")
    page.evaluate(swipe, -120)
    until(page, f"{RESTS} && now === 6")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_help_opens_and_closes(file: Path, opened) -> None:
    page = opened(file)
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Help").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog").is_visible()


def test_the_room_beside_the_picture_has_its_colour(file: Path, opened, until) -> None:
    page = opened(file, "#jar-1", viewport={"width": 600, "height": 900})
    until(page, RESTS)
    colour = page.evaluate("getComputedStyle(part('stage')).backgroundColor")
    assert colour != "rgba(0, 0, 0, 0)"


def test_what_users_wrote_is_read_as_it_is(lecture: Lecture, file: Path, tmp_path: Path, opened) -> None:
    page = opened(file, viewport={"width": 360, "height": 740})
    for words in HOSTILE:
        scene = spoken(lecture, words).scenes[3]
        slides.make(replace(lecture, scenes=(scene,)), tmp_path, {scene.slug: scene.clip})
        page.goto((tmp_path / "slides.html").as_uri())
        page.evaluate("window.open = () => null")
        page.keyboard.press("s")
        assert page.locator("#caption").text_content() == words
        assert page.locator("#speaker-narration").text_content() == words
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, words
