"""Every text of every beat: within the frame, apart from the others, large enough, for long enough."""

from __future__ import annotations

import itertools

import pytest
from storytelling import EVERYWHERE

from scenes.kit.proof import layout, wording
from scenes.playlist import PLAYLIST

# What a walk at another rate changes.
OF_THE_WALK = ("descent", "rates")
PLAYED = [
    *itertools.product((entry.slug for entry in PLAYLIST), EVERYWHERE),
    *itertools.product(OF_THE_WALK, ("cycle", "slow", "steep", "leaps", "off")),
]
everywhere = pytest.mark.parametrize(("slug", "edition"), PLAYED, ids=map("-".join, PLAYED))


@everywhere
def test_texts_can_be_read_and_keep_clear_of_each_other(slug, edition, perform):
    assert layout.findings(perform(slug, edition)) == []


@everywhere
def test_every_beat_has_a_title_of_its_own(slug, edition, perform):
    performance = perform(slug, edition)
    titles = [[text for text in shown if text.title] for shown in performance.ends.values()]
    assert [len(title) for title in titles] == [1] * len(performance.lesson.beats)
    assert len({title[0].source for title in titles}) == len(titles)
    assert all(title[0].box[0] == pytest.approx(titles[0][0].box[0], abs=1e-6) for title in titles)


@everywhere
def test_words_can_be_read_in_their_time_and_lines(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    assert wording.findings(lesson) == []
    assert bool(lesson.beats) != bool(lesson.left_out())
    if lesson.beats:
        assert lesson.beats[0].start == 0
        assert lesson.beats[-1].end == pytest.approx(lesson.clock)


@pytest.mark.parametrize("entry", PLAYLIST, ids=lambda entry: entry.slug)
def test_the_playlist_knows_about_how_long_a_scene_plays(entry, perform):
    assert perform(entry.slug, "hours").lesson.clock == pytest.approx(entry.seconds, abs=2)
