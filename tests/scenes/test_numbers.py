"""The numbers that a scene reports: all that its words quote, as they were computed, and where they come from."""

from __future__ import annotations

import itertools
import json
import re

import numpy as np
import pytest
from storytelling import EVERYWHERE, SHIPPED

import mathcore
import scenes
from mathcore import BUILTIN, Study, builtin
from scenes.kit.proof import values
from scenes.kit.sources import _listed, same, telling
from scenes.kit.words import FOLDER, read_table
from scenes.playlist import PLAYLIST

SLUGS = [entry.slug for entry in PLAYLIST]
EDITIONS = dict.fromkeys((*EVERYWHERE, *SHIPPED))
PLAYED = [*itertools.product(SLUGS, EDITIONS), ("descent", "cycle"), ("rates", "slow"), ("descent", "off")]
everywhere = pytest.mark.parametrize(("slug", "edition"), PLAYED, ids=map("-".join, PLAYED))
NUMBER = re.compile(r"(?<![\w.])−?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
# The editions of the film as it ships, in which no number's origin may be unknown.
KNOWN = ("hours", "hours-zh", "hours-light", "hours-zh-dark")


def reported(performance):
    return [(beat, number) for beat in performance.lesson.beats for number in beat.numbers]


@everywhere
def test_reports_are_whole_and_can_be_kept(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    told = lesson.summary()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    for _, number in reported(perform(slug, edition)):
        assert set(number) == {"name", "value", "text", "source"}
        assert number["name"] and number["text"]


@everywhere
def test_what_is_shown_is_the_value_rounded_and_from_where_it_says(slug, edition, perform):
    assert values.findings(perform(slug, edition).lesson) == []


@everywhere
def test_every_number_of_the_words_is_reported(slug, edition, perform):
    lesson = perform(slug, edition).lesson
    for beat in lesson.beats:
        told = {number["text"] for number in beat.numbers}
        for line in (beat.caption, beat.narration):
            for number in NUMBER.findall(line):
                assert number in told or number in literal(lesson, beat), (beat.key, number, told)


def literal(lesson, beat) -> str:
    """Return what is said in a scene with no number filled in, and the data's own words."""
    table = read_table(FOLDER / lesson.settings.language)
    told = [*strings(table[lesson.slug]), *strings(table["shared"])]
    return " ".join(
        [*(re.sub(r"\{[^}]*\}", "", text) for text in told), *filter(_is_text, lesson.words.facts.values())]
    )


def strings(node):
    return [node] if _is_text(node) else [text for inner in node.values() for text in strings(inner)]


def _is_text(value) -> bool:
    return isinstance(value, str)


@pytest.mark.parametrize(("slug", "edition"), list(itertools.product(SLUGS, KNOWN)))
def test_the_film_as_it_ships_knows_where_its_numbers_come_from(slug, edition, perform):
    assert [(beat.key, number) for beat, number in reported(perform(slug, edition)) if not number["source"]] == []


# -- the list ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BUILTIN)
def test_facts_are_what_the_list_says_they_are(name):
    data = builtin(name)
    study = Study.of(data if data.d == 1 else data.select(data.features[0]))
    for fact, expression in _listed()["facts"].items():
        found = eval(expression, {"Study": study, "np": np, "mathcore": mathcore, "scenes": scenes})
        assert same(found, study.facts[fact]), fact


def test_the_list_is_for_scenes_there_are():
    assert set(_listed()) - set(SLUGS) == {"facts", "shared"}


@pytest.mark.parametrize(
    ("value", "tells"),
    [
        (0.5, False),
        (1e-6, False),
        (0.6931471805599453, True),
        (1e-300 / 3, True),
        (20, False),
        (7122, True),
        ("nan", False),
    ],
)
def test_only_a_number_of_many_figures_tells_where_it_comes_from(value, tells):
    assert telling(value) == tells


def test_the_same_number_is_so_to_the_last_bit():
    assert same(0.1 + 0.2, np.float64(0.30000000000000004)) and not same(0.1 + 0.2, 0.3)
    assert same(float("nan"), float("nan")) and same(4, 4.0)
    assert not same(True, 1) and not same("1", 1) and not same(None, None)
