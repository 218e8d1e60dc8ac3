"""Saves are noticed however an editor saves, once each, and tell what they concern."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from scenes.kit.settings import Settings
from scenes.production import watch_files
from scenes.production.watch_files import Files

SCENE = "class Alpha:\n    def construct(self):\n        with self.beat('one'):\n            self.show()\n"


@pytest.fixture
def files(project, monkeypatch) -> Files:
    monkeypatch.setattr(watch_files, "KIT", project.root / "scenes/kit")
    monkeypatch.setattr(watch_files, "CORE", project.root / "mathcore")
    monkeypatch.setattr(watch_files, "PLAYLIST", project.entries)
    project.entries[0].file.write_text(SCENE)
    return Files(project.entries[0], Settings())


def replace(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text)
    os.replace(beside, path)


def looks(files: Files, count: int = 3) -> list[bool]:
    return [files.saved() for _ in range(count)]


def test_a_save_is_told_once_when_it_is_over(files: Files) -> None:
    assert looks(files) == [False, False, False]
    files.entry.file.write_text(SCENE + "#\n")
    assert looks(files) == [False, True, False]
    replace(files.entry.file, SCENE)
    assert looks(files) == [False, True, False]


def test_several_saves_in_a_row_are_one(files: Files, project) -> None:
    found = []
    for number in range(4):
        files.entry.file.write_text(SCENE + "#" * number)
        replace(project.root / "scenes/kit/theme.py", f"INK = {number}\n")
        found.append(files.saved())
    assert [*found, *looks(files)] == [False] * 4 + [True, False, False]


@pytest.mark.parametrize("name", ["scenes/kit/theme.py", "scenes/kit/words/en/all.toml", "mathcore/loss.py"])
def test_all_that_shows_is_looked_at(files: Files, project, name: str) -> None:
    replace(project.root / name, (project.root / name).read_text() + "# more\n")
    assert True in looks(files)


@pytest.mark.parametrize("name", ["scenes/kit/words/zh/all.toml", "scenes/beta.py", "scenes/kit/.theme.py.swp"])
def test_what_does_not_show_is_not(files: Files, project, name: str) -> None:
    (project.root / name).write_text("x = 1\n")
    assert True not in looks(files)


def test_a_file_that_is_new_is_seen_with_the_next_save(files: Files, project) -> None:
    before = files.read()
    (project.root / "scenes/kit/more.py").write_text("MORE = 1\n")
    replace(files.entry.file, SCENE + "import scenes.kit.more\n")
    assert True in looks(files)
    assert files.read().shared != before.shared


def test_digests_tell_what_a_save_concerns(files: Files, project) -> None:
    before, words = files.read(), project.words.read_text()
    replace(project.words, words.replace('title = "A"', 'title = "B"'))
    after = files.read()
    assert before.of_scene == after.of_scene
    assert before.of_beat("one", frozenset({"alpha.title"})) != after.of_beat("one", frozenset({"alpha.title"}))
    assert before.of_beat("one", frozenset({"alpha.idea"})) == after.of_beat("one", frozenset({"alpha.idea"}))
    replace(project.words, words.replace("[data]", "[data]\nk = 1"))
    assert before.of_scene != files.read().of_scene
    replace(project.words, words)
    replace(project.root / "scenes/kit/theme.py", "INK = 2\n")
    assert before.of_scene != files.read().of_scene


def test_what_cannot_be_read_names_its_file(files: Files, project) -> None:
    files.entry.file.write_text("def x(:\n")
    with pytest.raises(SyntaxError) as found:
        files.read()
    assert found.value.filename == str(files.entry.file)
    files.entry.file.write_text(SCENE)
    project.words.write_text("[alpha\n")
    with pytest.raises(tomllib.TOMLDecodeError):
        files.read()
