"""Scenes over a lecturer's own recordings: beats that last as long, sentences and subtitles that follow."""

from __future__ import annotations

import pytest
from recordings import record

from scenes.kit.lesson import Lesson
from scenes.kit.rehearsal import rehearse
from scenes.kit.settings import Settings
from scenes.kit.spoken import GAP
from scenes.playlist import PLAYLIST

(SLOPE,) = [entry for entry in PLAYLIST if entry.slug == "slope"]
FRAME = 1 / 60
LONG, SHORT, BETWEEN = 30.0, 1.0, 14.0037
# When the sentences of the first beat begin.
BEGUN: dict[int, float] = {}


@pytest.fixture(scope="module")
def silent() -> Lesson:
    return rehearse(SLOPE, Settings())


@pytest.fixture(scope="module")
def voiced(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    """A long recording, a short one, a beat without any, and one that ends within a frame."""
    folder = tmp_path_factory.mktemp("Stimme 声音")
    record(folder / "slope/derive.wav", LONG)
    record(folder / "slope/ride.mp3", SHORT)
    record(folder / "slope/tails.wav", BETWEEN, 48_000)

    def sentence(lesson: Lesson, number: int) -> None:
        heard(lesson, number)
        BEGUN.setdefault(number, lesson.clock)

    with pytest.MonkeyPatch.context() as patch:
        heard = Lesson.sentence
        patch.setattr(Lesson, "sentence", sentence)
        return rehearse(SLOPE, Settings(voice=str(folder)))


def lengths(lesson: Lesson) -> dict[str, float]:
    return {beat.key: beat.end - beat.start for beat in lesson.beats}


def test_a_beat_lasts_as_long_as_its_recording_and_never_less(voiced: Lesson) -> None:
    found = lengths(voiced)
    assert LONG <= found["derive"] < LONG + 1.01 * FRAME
    assert BETWEEN <= found["tails"] < BETWEEN + 1.01 * FRAME


def test_a_short_recording_does_not_hurry_the_picture(voiced: Lesson, silent: Lesson) -> None:
    # What remains without waiting for words is the picture's own time.
    assert SHORT < lengths(voiced)["ride"] <= lengths(silent)["ride"]


def test_a_beat_without_a_recording_is_as_it_was(voiced: Lesson, silent: Lesson) -> None:
    assert lengths(voiced)["parabola"] == pytest.approx(lengths(silent)["parabola"], abs=1e-9)
    beats = [next(beat for beat in lesson.beats if beat.key == "parabola") for lesson in (voiced, silent)]
    starts = [[cue["start"] - beat.start for cue in beat.cues] for beat in beats]
    assert starts[0] == pytest.approx(starts[1])
    assert beats[0].voice is None


def test_subtitles_follow_the_recordings(voiced: Lesson) -> None:
    for beat in voiced.beats:
        if beat.voice is None:
            continue
        assert beat.cues[0]["start"] == beat.start
        assert beat.cues[-1]["end"] == pytest.approx(beat.start + beat.voice["seconds"] - GAP)
        assert "".join("".join(cue["text"].split()) for cue in beat.cues) == "".join(beat.narration.split())
    long, times = voiced.beats[0], []
    for cue in long.cues:
        times.append((cue["end"] + GAP - cue["start"]) / voiced.words.reading_time(cue["text"]))
    assert max(times) < 1.5 * min(times)


def test_the_picture_waits_for_the_sentences_as_they_are_said(voiced: Lesson) -> None:
    words, derive = voiced.words, voiced.beats[0]
    times = [sum(map(words.reading_time, words.cues(one))) for one in words.sentences(derive.narration)]
    for number in (1, 2, 3, 4):
        assert BEGUN[number] == pytest.approx(LONG * sum(times[:number]) / sum(times), abs=1.01 * FRAME)


def test_the_report_says_what_is_heard_where(voiced: Lesson) -> None:
    beats = {beat["key"]: beat["voice"] for beat in voiced.summary()["beats"]}
    assert {key: voice and voice["file"] for key, voice in beats.items()} == {
        "derive": "derive.wav", "ride": "ride.mp3", "parabola": None, "tails": "tails.wav",
    }  # fmt: skip
    assert beats["tails"]["seconds"] == pytest.approx(BETWEEN, abs=1 / 48_000)
