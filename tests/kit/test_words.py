"""Words: the same keys in every language, lines that fit, characters that the font has, cues that can be read."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from scenes.kit.words import FOLDER, READING, Words, WordsError, languages, read_table
from scenes.playlist import PLAYLIST

LETTERS = frozenset(TTFont(Path(FOLDER).parent / "fonts" / "LectureSans-Regular.otf", lazy=True).getBestCmap())


def leaves(table: dict, prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= leaves(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = value
    return found


TABLES = {name: leaves(read_table(FOLDER / name)) for name in languages()}
SENTENCES = [(name, key, text) for name, table in TABLES.items() for key, text in table.items()]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_two_languages():
    assert languages() == ["en", "zh"] == sorted(READING)


def test_every_language_has_the_same_scenes_beats_and_labels():
    # A data set whose column names are good English needs no English entry of its own.
    keys = [{key for key in table if not key.startswith("data.")} for table in TABLES.values()]
    assert keys[0] == keys[1]


@pytest.mark.parametrize("entry", PLAYLIST, ids=lambda entry: entry.slug)
@pytest.mark.parametrize("language", TABLES)
def test_every_scene_has_a_title_and_an_idea(entry, language: str):
    words = Words.load(language)
    assert words.get(f"{entry.slug}.title") and words.get(f"{entry.slug}.idea")


@pytest.mark.parametrize(("language", "key", "text"), SENTENCES, ids=[f"{n}-{k}" for n, k, _ in SENTENCES])
def test_every_character_is_in_the_bundled_font(language: str, key: str, text: str):
    shown = re.sub(r"\{[^}]*\}|\$[^$]*\$|⟨[^|]*\||⟩", "", text)
    assert not {letter for letter in shown if ord(letter) not in LETTERS}


@pytest.mark.parametrize(
    ("language", "key", "text"),
    [s for s in SENTENCES if s[1].endswith(".caption")],
    ids=[f"{n}-{k}" for n, k, _ in SENTENCES if k.endswith(".caption")],
)
def test_captions_keep_to_one_line(language: str, key: str, text: str):
    assert len(re.sub(r"\{[^}]*\}", "0000", text)) <= READING[language].line


@pytest.mark.parametrize("key", [key for key in TABLES["en"] if not key.startswith("data.")])
def test_languages_quote_the_same_numbers(key: str):
    # Names of people and things may be needed in one language only; numbers may not.
    nouns = {"case", "cases"}
    assert fields(TABLES["en"][key]) - nouns == fields(TABLES["zh"][key]) - nouns


@pytest.mark.parametrize("key", [key for key in TABLES["en"] if key.endswith(".narration")])
def test_languages_say_it_in_as_many_sentences(key: str):
    # Scenes wait for sentences by their number.
    english, chinese = (Words.load(name).sentences(TABLES[name][key]) for name in ("en", "zh"))
    assert len(english) == len(chinese)


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
