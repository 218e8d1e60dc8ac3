"""Words: the same keys in every language, lines that fit, characters that the font has, cues that can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.kit.proof import tables
from scenes.kit.words import READING, Words, WordsError, languages
from scenes.playlist import PLAYLIST


def test_there_are_two_languages():
    assert languages() == ["en", "zh"] == sorted(READING)


def test_words_of_all_languages_go_together():
    assert tables.findings() == []


@pytest.mark.parametrize(
    ("ones", "others", "said"),
    [
        ({"a.b": "x", "a.c": "y"}, {"a.b": "x"}, "zh: a.c is lacking"),
        ({"a.b": "x"}, {"a.b": "x", "a.c": "y"}, "en: a.c is lacking"),
        ({"a.b": "{m} of {n:.2f}"}, {"a.b": "{m}"}, "a.b: en and zh quote other numbers"),
        ({"a.narration": "One. Two."}, {"a.narration": "一。"}, "a.narration: en says it in 2 sentences, zh in 1"),
    ],
)
def test_what_one_language_says_and_another_does_not_is_found(ones, others, said: str):
    assert list(tables.beside("en", ones, "zh", others)) == [said]


def test_columns_may_be_translated_into_one_language_only():
    assert list(tables.beside("en", {}, "zh", {"data.hours": "小时"})) == []


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("a.b", "snow ☃ falls", "en: a.b: the font lacks ☃"),
        ("a.caption", "x" * 39 + "{steps}", "en: a.caption: a caption has 42 characters at most"),
    ],
)
def test_what_cannot_be_set_is_found(key: str, text: str, said: str):
    (found,) = tables.alone("en", {key: text})
    assert found.startswith(said)


def test_mathematics_and_marks_have_type_of_their_own():
    assert list(tables.alone("en", {"a.b": "$☃$ {☃} ⟨☃|x⟩", "a.caption": "x" * 38 + "{steps}"})) == []


@pytest.mark.parametrize("entry", PLAYLIST, ids=lambda entry: entry.slug)
@pytest.mark.parametrize("language", languages())
def test_every_scene_has_a_title_and_an_idea(entry, language: str):
    words = Words.load(language)
    assert words.get(f"{entry.slug}.title") and words.get(f"{entry.slug}.idea")


def test_a_missing_key_names_the_file_and_the_key():
    with pytest.raises(WordsError, match=r"words/en has no words for 'mapping.nothing'"):
        Words.load("en").get("mapping.nothing")


def test_a_number_that_is_lacking_is_named():
    with pytest.raises(WordsError, match="steps"):
        Words.load("en").get("descent.far.caption")


prose = st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=60).map(" ".join)
han = st.lists(st.text("数据模型概率损失梯度下降", min_size=1, max_size=14), min_size=1, max_size=12).map("，".join)


@given(prose)
def test_english_cues_hold_every_word_in_lines_that_fit(text: str):
    words = Words.load("en")
    cues = words.cues(text)
    assert " ".join(cues).split() == text.split()
    for cue in cues:
        assert len(cue.split("\n")) <= 2
        assert all(len(line) <= 42 for line in cue.split("\n"))


@given(han)
def test_chinese_cues_hold_every_character_in_lines_that_fit(text: str):
    words = Words.load("zh")
    cues = words.cues(text + "。")
    assert "".join(cues).replace("\n", "") == text + "。"
    for cue in cues:
        assert len(cue.split("\n")) <= 2
        assert all(len(line) <= 16 for line in cue.split("\n"))
        assert not any(line[0] in "，。；" for line in cue.split("\n"))


def test_reading_time_follows_the_language():
    assert Words.load("en").reading_time("x" * 34) == pytest.approx(2.0)
    assert Words.load("zh").reading_time("数" * 18) == pytest.approx(2.0)
    assert Words.load("en").reading_time("x") == 1.5
