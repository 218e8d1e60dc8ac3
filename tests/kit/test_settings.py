"""Settings: what is unknown stops the render and lists the choices."""

from __future__ import annotations

from pathlib import Path

import pytest

import mathcore
from scenes.kit.notation import profiles
from scenes.kit.settings import BUILTIN_DATA, Settings, SettingsError
from scenes.kit.theme import THEMES
from scenes.kit.words import languages


@pytest.fixture(autouse=True)
def _no_settings_around(monkeypatch: pytest.MonkeyPatch):
    import os

    for name in [name for name in os.environ if name.startswith("LECTURE_")]:
        monkeypatch.delenv(name)


def test_defaults():
    assert Settings.of().model_dump() == {
        "language": "en",
        "theme": "dark",
        "notation": "theta",
        "data": "hours",
        "feature": None,
        "label": None,
        "counts": None,
        "rate": None,
        "voice": None,
    }


def test_choices_are_those_there_are():
    assert set(BUILTIN_DATA) == set(mathcore.BUILTIN)
    for name in languages():
        assert Settings.of(language=name)
    for name in THEMES:
        assert Settings.of(theme=name)
    for name in profiles():
        assert Settings.of(notation=name)


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"theme": "blue"}, "theme: 'blue' is not a choice. Choose one of: dark, light."),
        ({"language": "de"}, "Choose one of: en, zh"),
        ({"notation": "w"}, "Choose one of: theta, beta"),
        ({"data": "ours"}, "did you mean hours?"),
        ({"rate": -1}, "Give a positive number"),
        ({"rate": 0}, "Give a positive number"),
        ({"rate": "fast"}, "Give a positive number"),
        ({"rate": float("inf")}, "Give a positive number"),
        ({"voice": "nowhere"}, "voice: there is no folder 'nowhere'."),
        ({"colour": "red"}, "colour is not a setting"),
    ],
)
def test_what_is_unknown_is_refused_with_the_choices(choice: dict, message: str):
    with pytest.raises(SettingsError) as error:
        Settings.of(**choice)
    assert message in str(error.value)


def test_the_environment_is_read_and_a_choice_wins(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LECTURE_LANGUAGE", "zh")
    monkeypatch.setenv("LECTURE_THEME", "light")
    assert (Settings.of().language, Settings.of(theme="dark").theme) == ("zh", "dark")


def test_a_misspelt_variable_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LECTURE_LANGAUGE", "zh")
    with pytest.raises(SettingsError, match="Did you mean LECTURE_LANGUAGE"):
        Settings.of()


def test_settings_survive_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    file = tmp_path / "ä b.csv"
    file.write_text("x,y\n1,0\n")
    settings = Settings.of(data=str(file), feature="x", rate=0.25, theme="light", voice=str(tmp_path))
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir("/")
    assert Settings.of() == settings


def test_paths_hold_in_any_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "声音").mkdir()
    (tmp_path / "my.csv").write_text("x,y\n1,0\n")
    monkeypatch.chdir(tmp_path)
    found = Settings.of(data="my.csv", voice="声音").anywhere
    assert (found.data, found.voice) == (str(tmp_path / "my.csv"), str(tmp_path / "声音"))
    assert Settings.of().anywhere == Settings.of()


def test_settings_cannot_be_changed():
    with pytest.raises(Exception, match="frozen"):
        Settings.of().language = "zh"


def test_editions_of_different_settings_have_different_folders(tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "my data.csv").write_text("x,y\n1,0\n")
    files = [str(tmp_path / name / "my data.csv") for name in ("a", "b")]
    editions = [
        Settings.of().edition,
        Settings.of(language="zh").edition,
        Settings.of(theme="light").edition,
        Settings.of(notation="beta").edition,
        Settings.of(rate=2).edition,
        Settings.of(data="vaso", feature="ln rate").edition,
        Settings.of(voice=str(tmp_path)).edition,
        Settings.of(data=files[0]).edition,
        Settings.of(data=files[1]).edition,
        Settings.of(data=files[0], feature="x").edition,
    ]
    assert len(set(editions)) == len(editions)
    assert all("/" not in edition and ".." not in edition and " " not in edition for edition in editions)
