"""When sentences are said: as long as they take to read, or as long as they were recorded."""

from __future__ import annotations

import itertools

import pytest

from scenes.kit.spoken import GAP, Recorded, Spoken
from scenes.kit.words import Words

TEXT = "One is short. The second sentence is a good deal longer than the first one was. And a third, to end with it."
HAN = "一句短话。第二句比第一句长得多，因为它还要说明另外一件事情。第三句收尾，就说到这里为止。"
BOTH = pytest.mark.parametrize("words", [Words.load("en"), Words.load("zh")], ids=["en", "zh"])


def text(words: Words) -> str:
    return TEXT if words.language == "en" else HAN


@BOTH
@pytest.mark.parametrize("seconds", [2.0, 8.0, 31.5])
def test_recorded_sentences_spread_over_the_recording_as_they_are_read(words: Words, seconds: float) -> None:
    spoken, sentences = Recorded(words, text(words), 5.0, seconds), words.sentences(text(words))
    times = [sum(map(words.reading_time, words.cues(sentence))) for sentence in sentences]
    for number in range(len(sentences) + 1):
        assert spoken.ready(number) == pytest.approx(5.0 + seconds * sum(times[:number]) / sum(times))


@BOTH
@pytest.mark.parametrize("begun", [(), (1,), (1, 2), (2,), (1, 3)])
def test_recorded_cues_keep_to_the_voice_and_not_to_a_picture_that_is_late(words: Words, begun) -> None:
    spoken = Recorded(words, text(words), 5.0, 12.0)
    for number in begun:
        spoken.begin(number, 90.0)
    cues = spoken.timed(end=100.0)
    assert "".join("".join(cue["text"].split()) for cue in cues) == "".join(text(words).split())
    assert cues[0]["start"] == 5.0
    assert cues[-1]["end"] == pytest.approx(17.0 - GAP)
    for one, other in itertools.pairwise(cues):
        assert other["start"] - one["end"] == pytest.approx(GAP)
    starts = [cue["start"] for cue in cues]
    assert all(any(start == pytest.approx(spoken.ready(number)) for start in starts) for number in begun if number < 3)


def test_a_slowly_spoken_cue_stays_as_long_as_it_is_spoken() -> None:
    (cue,) = Recorded(Words.load("en"), "One is short.", 0.0, 11.0).timed(11.0)
    assert cue["end"] == pytest.approx(11.0 - GAP)


def test_without_a_recording_a_cue_leaves_after_seven_seconds() -> None:
    (cue,) = Spoken(Words.load("en"), "One is short.", 0.0).timed(11.0)
    assert cue["end"] == pytest.approx(7.0 - GAP)
