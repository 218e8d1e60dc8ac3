"""The command and environment that a scene is rendered with, and what is said of its failure."""

from __future__ import annotations

import sys

import pytest

from scenes.kit.settings import Settings
from scenes.playlist import PLAYLIST
from scenes.production.clip import child_environment, last_words, manim_command
from scenes.production.quality import QUALITIES


@pytest.mark.parametrize(
    ("name", "resolution", "rate"),
    [("low", "854,480", "15"), ("medium", "1280,720", "30"), ("high", "1920,1080", "60"), ("4k", "3840,2160", "60")],
)
def test_the_command_names_size_and_rate(tmp_path, name: str, resolution: str, rate: str) -> None:
    command = manim_command(PLAYLIST[0], QUALITIES[name], tmp_path)
    assert command[:4] == [sys.executable, "-m", "manim", "render"]
    assert command[4:6] == [str(PLAYLIST[0].file), PLAYLIST[0].scene]
    assert command[command.index("--resolution") + 1] == resolution
    assert command[command.index("--fps") + 1] == rate
    assert command[command.index("--media_dir") + 1] == str(tmp_path)
    assert "--disable_caching" in command


def test_the_settings_travel_in_the_environment(monkeypatch) -> None:
    monkeypatch.setenv("LECTURE_THEME", "dark")
    found = child_environment(Settings(theme="light", language="zh", rate=0.5), LECTURE_REPORT="here")
    assert found["LECTURE_THEME"] == "light"
    assert found["LECTURE_LANGUAGE"] == "zh"
    assert found["LECTURE_RATE"] == "0.5"
    assert found["LECTURE_REPORT"] == "here"


def test_own_data_is_found_from_any_folder(tmp_path, monkeypatch) -> None:
    (tmp_path / "my.csv").write_text("x,y\n")
    monkeypatch.chdir(tmp_path)
    assert child_environment(Settings(data="my.csv"))["LECTURE_DATA"] == str(tmp_path / "my.csv")


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("", ["It said nothing."]),
        ("one\n\ntwo\n", ["one", "two"]),
        (
            "Traceback (most recent call last):\n  File x\n    call()\nValueError: bad row 3\n",
            ["ValueError: bad row 3"],
        ),
        ("╭─── Traceback ───╮\n│ code │\n╰──────╯\nValueError: bad\n", ["ValueError: bad"]),
        ("1\n2\n3\n4\n5\n6\n", ["3", "4", "5", "6"]),
        ("  only\n  frames\n", ["  only", "  frames"]),
    ],
)
def test_the_last_words_are_what_follows_the_traceback(log: str, words: list[str]) -> None:
    assert last_words(log) == words
