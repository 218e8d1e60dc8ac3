"""The film's order: nineteen scenes in three parts, each part announced, a title before and a close after them."""

from __future__ import annotations

from itertools import pairwise

from scenes.playlist import PLAYLIST

SCENES = [entry for entry in PLAYLIST if not entry.card]
PARTS = {
    1: "threshold mapping odds decision slope",
    2: "jar bernoulli likelihood logarithm loss surface",
    3: "gradient descent rates scaling batches newton boundary algorithm",
}


def test_nineteen_scenes_stand_in_the_order_of_the_lesson():
    found = {part: " ".join(entry.slug for entry in SCENES if entry.part == part) for part in PARTS}
    assert found == PARTS
    assert [entry.number for entry in SCENES] == list(range(1, 20))


def test_every_part_is_announced_before_its_first_scene():
    for before, entry in pairwise(PLAYLIST):
        if entry.part != before.part:
            assert entry.card and entry.slug == f"part{entry.part}"


def test_the_film_has_a_title_and_a_close():
    assert (PLAYLIST[0].slug, PLAYLIST[-1].slug) == ("title", "close")
    assert all(entry.number == 0 and entry.clip == entry.slug for entry in PLAYLIST if entry.card)


def test_clips_sort_in_the_order_of_the_film():
    clips = [entry.clip for entry in SCENES]
    assert clips == sorted(clips) and clips[:2] == ["01-threshold", "02-mapping"]


def test_the_film_lasts_about_twelve_minutes():
    assert 11 * 60 <= sum(entry.seconds for entry in PLAYLIST) <= 15 * 60
