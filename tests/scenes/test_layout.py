"""Every text of every beat: within the frame, apart from the others, large enough, for long enough."""

from __future__ import annotations

import itertools
import re

import pytest
from storytelling import EVERYWHERE

from scenes.playlist import PLAYLIST

WIDTH, HEIGHT = 128 / 9, 8.0
MARGIN = 0.034
HAIR = 0.02
SMALLEST, SMALLEST_HAN = 0.29, 0.33
# A figure is about 0.7 em high in both types.
FIGURE = 0.62
HAN = re.compile(r"[\u4e00-\u9fff]")
# What a walk at another rate changes.
OF_THE_WALK = ("descent", "rates")
PLAYED = [
    *itertools.product((entry.slug for entry in PLAYLIST), EVERYWHERE),
    *itertools.product(OF_THE_WALK, ("cycle", "slow", "steep", "leaps", "off")),
]
everywhere = pytest.mark.parametrize(("slug", "edition"), PLAYED, ids=map("-".join, PLAYED))


def moments(performance):
    """Yield the texts after every animation, but for formulas caught between two forms."""
    for beat, shown in performance.moments:
        if beat != "formula":
            yield beat, shown
    for beat, shown in performance.ends.items():
        yield f"{beat}, end", shown


def found(performance, wrong) -> list[str]:
    """Return what is wrong, each finding once."""
    return list(dict.fromkeys(finding for beat, shown in moments(performance) for finding in wrong(beat, shown)))


@everywhere
def test_texts_keep_clear_of_the_frames_edge(slug, edition, perform):
    across, up = WIDTH * (0.5 - MARGIN), HEIGHT * (0.5 - MARGIN)

    def outside(beat, shown):
        for text in shown:
            left, right, bottom, top = text.box
            if left < -across or right > across or bottom < -up or top > up:
                yield f"{beat}: {text.source} at {text.box}"

    assert found(perform(slug, edition), outside) == []


@everywhere
def test_no_text_covers_another(slug, edition, perform):
    def covered(beat, shown):
        for a, b in itertools.combinations(shown, 2):
            width = min(a.box[1], b.box[1]) - max(a.box[0], b.box[0])
            height = min(a.box[3], b.box[3]) - max(a.box[2], b.box[2])
            if width > HAIR and height > HAIR:
                yield f"{beat}: {a.source!r} and {b.source!r}"

    assert found(perform(slug, edition), covered) == []


@everywhere
def test_texts_can_be_read_from_the_back(slug, edition, perform):
    def small(beat, shown):
        for text in shown:
            if text.live:
                figures = text.box[3] - text.box[2]
                if any(c.isdigit() for c in text.source) and figures < FIGURE * SMALLEST:
                    yield f"{beat}: {text.source}, {figures:.3f} high"
            elif text.em < (SMALLEST_HAN if HAN.search(text.source) else SMALLEST) - 1e-6:
                yield f"{beat}: {text.source}, {text.em:.3f}"

    assert found(perform(slug, edition), small) == []


@everywhere
def test_no_text_is_left_behind_by_a_word_that_was_not_filled_in(slug, edition, perform):
    for _, shown in moments(perform(slug, edition)):
        for text in shown:
            # The program on the frame of the last scene names np.inf.
            assert not re.search(r"\bnan\b|(?<!np\.)\binf\b|None", text.source), text.source


@everywhere
def test_only_words_of_the_data_are_cut_short(slug, edition, perform):
    def cut(beat, shown):
        for text in shown:
            if "…" in text.source and "#text(" not in text.source:
                yield f"{beat}: {text.source}"

    assert found(perform(slug, edition), cut) == []


@everywhere
def test_every_beat_has_a_title_of_its_own(slug, edition, perform):
    performance = perform(slug, edition)
    titles = [[text for text in shown if text.title] for shown in performance.ends.values()]
    assert [len(title) for title in titles] == [1] * len(performance.lesson.beats)
    assert len({title[0].source for title in titles}) == len(titles)
    assert all(title[0].box[0] == pytest.approx(titles[0][0].box[0], abs=1e-6) for title in titles)


@everywhere
def test_a_beat_lasts_as_long_as_its_words_need(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    for beat in lesson.beats:
        assert beat.end - beat.start >= sum(map(lesson.words.reading_time, lesson.words.cues(beat.narration))) - 1 / 30


@pytest.mark.parametrize("entry", PLAYLIST, ids=lambda entry: entry.slug)
def test_the_playlist_knows_about_how_long_a_scene_plays(entry, perform):
    assert perform(entry.slug, "hours").lesson.clock == pytest.approx(entry.seconds, abs=2)


@everywhere
def test_cues_come_in_order_within_their_beat(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    assert bool(lesson.beats) != bool(lesson.left_out())
    if lesson.left_out():
        return
    assert lesson.beats[0].start == 0
    assert lesson.beats[-1].end == pytest.approx(lesson.clock)
    for beat, after in itertools.pairwise(lesson.beats):
        assert beat.end == pytest.approx(after.start)
    for beat in lesson.beats:
        times = [time for cue in beat.cues for time in (cue["start"], cue["end"])]
        assert times == sorted(times)
        assert times[0] == beat.start
        assert times[-1] < beat.end
        assert all(end < start for end, start in zip(times[1:-1:2], times[2::2], strict=True))


@everywhere
def test_cues_can_be_read_in_their_time_and_lines(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    reading = lesson.words.reading
    for cue in (cue for beat in lesson.beats for cue in beat.cues):
        lines = cue["text"].split("\n")
        assert len(lines) <= reading.lines
        assert max(map(len, lines)) <= reading.line
        assert cue["end"] - cue["start"] >= 0.83
        assert len(cue["text"]) / (cue["end"] - cue["start"]) <= 1.25 * reading.per_second, cue


@everywhere
def test_no_cue_loses_a_word(slug, edition, perform):
    for beat in perform(slug, edition).lesson.beats:
        said = "".join("".join(cue["text"].split()) for cue in beat.cues)
        assert said == "".join(beat.narration.split())


@everywhere
def test_captions_and_narrations_are_in_the_chosen_language(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    for beat in lesson.beats:
        for text in (beat.caption, beat.narration):
            assert bool(HAN.search(text)) == (lesson.settings.language == "zh")


@everywhere
def test_a_picture_is_not_crowded_with_words(slug, edition, perform):
    for beat, shown in perform(slug, edition).ends.items():
        words = [word for text in shown if "$" not in text.source and not text.live for word in text.source.split()]
        assert len(words) <= 60, beat
        assert sum(len(HAN.findall(text.source)) for text in shown) <= 90, beat
