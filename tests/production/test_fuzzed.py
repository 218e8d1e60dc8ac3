"""Anything at all as a setting, on the command line and in a data set's words: a result, or a sentence for a person.

A hundred times as much of it: ``./lecture test -m wide -k fuzzed``. What a CSV may hold is in test_hostile_files.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from scenes.kit.settings import Settings, SettingsError
from scenes.kit.typeset import escape
from scenes.production import cli, kit
from scenes.production.errors import ProductionError

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", " ", "en", "zh", "ZH", "dark", "beta", "hours", "nan", "inf", "-1", "1e999", "0", "1.5"]),
    st.sampled_from(["x" * 300, "x" * 5000, "a\x00b", "..", "/", "/dev/null", "~", "\udc80", '#read("x")', "--help"]),
)
FIELDS = list(Settings.model_fields)
OPTIONS = st.sampled_from(
    ["--language", "--theme", "--notation", "--data", "--feature", "--label", "--counts", "--rate", "--quality",
     "--jobs", "--output", "--voice", "--shape", "--cluster", "--colour", "-x"]
)  # fmt: skip


def fuzzed(
    *strategies: st.SearchStrategy[Any], few: int = 50
) -> Callable[[Callable[..., None]], Callable[[int], None]]:
    """Try a check on a few examples, the same in every run, and in the long run on a hundred times as many others."""

    def decorate(check: Callable[..., None]) -> Callable[[int], None]:
        @pytest.mark.parametrize("examples", [few, pytest.param(100 * few, marks=pytest.mark.wide)])
        def test(examples: int) -> None:
            settings(max_examples=examples, deadline=None, derandomize=examples == few)(given(*strategies)(check))()

        test.__doc__ = check.__doc__
        return test

    return decorate


def is_one_folder(name: str) -> bool:
    return Path(name).name == name and name not in ("", ".", "..") and len(os.fsencode(name)) <= 255


@fuzzed(st.dictionaries(st.sampled_from([*FIELDS, "rates", "", "data "]), VALUES, max_size=4))
def test_fuzzed_settings_are_settings_or_a_sentence(choices: dict[str, str]) -> None:
    try:
        found = Settings.of(**choices)
    except SettingsError as error:
        assert str(error).strip()
    else:
        assert is_one_folder(found.edition)


@fuzzed(st.sampled_from(FIELDS), VALUES.filter(lambda value: "\x00" not in value))
def test_fuzzed_environments_are_settings_or_a_sentence(name: str, value: str) -> None:
    with patch.dict(os.environ, {"LECTURE_" + name.upper(): value}):
        try:
            assert is_one_folder(Settings.of().edition)
        except SettingsError as error:
            assert str(error).strip()


@fuzzed(TEXTS.filter(lambda name: "\x00" not in name))
def test_fuzzed_names_of_files_make_one_folder(name: str) -> None:
    assert is_one_folder(Settings.model_construct(data=f"{name}.csv", feature=name, label=name).edition)
    assert is_one_folder(Settings.model_construct(data="iris", feature=name).edition)


def no_farther(*anything: object) -> None:
    raise ProductionError("That far, and no farther.")


@fuzzed(
    st.sampled_from(["render", "preview", "list", "script", "check", "kit", "rendr", ""]),
    st.lists(st.tuples(OPTIONS, VALUES).map(list) | VALUES.map(lambda value: [value]), max_size=3),
    few=20,
)
def test_fuzzed_commands_end_in_an_answer_or_a_sentence(command: str, words: list[list[str]]) -> None:
    typed = [command, *(word for pair in words for word in pair)]
    with (
        patch.multiple(cli, make=no_farther, rehearse=no_farther),
        patch.object(cli.check, "check", no_farther),
        patch.object(kit, "make_kit", no_farther),
    ):
        result = CliRunner().invoke(cli.app, typed)
    assert isinstance(result.exception, SystemExit | None), f"{typed}: {result.exception!r}"
    assert result.exit_code in (0, 1, 2)
    assert "Traceback" not in result.output


@fuzzed(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=30), few=6)
def test_fuzzed_texts_are_texts_to_typst(texts: list[str]) -> None:
    document = "\n".join(f"#metadata([{escape(text)}])<it>" for text in texts)
    found = [one["value"] for one in json.loads(typst.query(document.encode(), "<it>"))]
    assert found == [{"func": "text", "text": " ".join(text.split())} for text in texts]
