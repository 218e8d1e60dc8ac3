"""What the repository may hold: names, sizes, addresses, and files that agree with one another."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scenes.production.doctor import pinned

ROOT = Path(__file__).resolve().parents[1]
TOP = {
    "mathcore", "scenes", "tests", "media", "lecture", "pyproject.toml", "requirements.lock", "README.md", "LICENSE",
    ".gitignore", ".ci",
}  # fmt: skip
MADE = {".git", ".venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "build"}
LONGEST_FILE, LARGEST_FILE = 300, 8_000_000
# Written so that this file does not match itself.
OF_ONE_MACHINE = re.compile(r"/(?:root|work|srv|home/\w+|Users/\w+)/|[A-Z]:\\\\Users")
ADDRESS_OF_A_REGISTRY = re.compile(r"(?:index|extra-index)[-]url|py[p]i\.org|file[s]\.pythonhosted|find[-]links", re.I)


def in_repository() -> list[Path]:
    """Return the files under version control; where there is no git, those that nothing has made."""
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if asked.returncode == 0:
        return [ROOT / name for name in asked.stdout.split("\0") if name and (ROOT / name).is_file()]
    found = []
    for folder, inside, names in os.walk(ROOT):
        inside[:] = [name for name in inside if name not in MADE and not name.endswith(".egg-info")]
        found += [Path(folder, name) for name in names]
    return [path for path in found if path.parts[len(ROOT.parts)] != "media" or "gallery" in path.parts]


try:
    FILES = sorted(in_repository())
except FileNotFoundError:  # no git on this machine
    FILES = sorted(path for path in ROOT.rglob("*.py") if not MADE & set(path.parts))
TEXTS = [path for path in FILES if path.suffix not in (".otf", ".ttf", ".gif", ".png", ".jpg", ".mp4", ".webp")]
SOURCES = [path for path in FILES if path.suffix == ".py"]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_nothing_else_is_at_the_top() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in FILES} <= TOP


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_no_file_names_a_machine_or_a_registry(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for pattern in (OF_ONE_MACHINE, ADDRESS_OF_A_REGISTRY):
        found = pattern.search(text)
        assert not found, f"{found.group() if found else ''} in line {text[: found.start()].count(chr(10)) + 1}"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_file_is_one_idea_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", FILES, ids=name)
def test_files_are_small(path: Path) -> None:
    assert path.stat().st_size <= LARGEST_FILE


def test_only_the_gallery_is_kept_of_what_was_rendered() -> None:
    media = [path.relative_to(ROOT) for path in FILES if path.relative_to(ROOT).parts[0] == "media"]
    assert all(path.parts[1] == "gallery" for path in media)


def test_test_files_have_names_of_their_own_and_no_package() -> None:
    tests = [path for path in SOURCES if path.relative_to(ROOT).parts[0] == "tests"]
    names = [path.name for path in tests if path.name.startswith("test_")]
    assert len(names) == len(set(names))
    assert not [path for path in tests if path.name == "__init__.py"]


# -- the lock ------------------------------------------------------------------------------------------------------


def lock() -> str:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_the_lock_holds_no_address() -> None:
    assert "//" not in lock()
    assert "@" not in lock()


def test_everything_in_the_lock_has_a_version_and_a_hash() -> None:
    blocks = re.split(r"^(?=[A-Za-z0-9])", lock(), flags=re.MULTILINE)[1:]
    assert len(blocks) > 60
    for block in blocks:
        assert re.match(r"[A-Za-z0-9_.-]+==\S+", block), block
        assert "--hash=sha256:" in block, block


def test_the_lock_has_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = pinned(lock())
    for line in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(versions[wanted.name]), line


# -- the door and what goes with it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["lecture", ".ci/run"])
def test_scripts_can_be_run_by_any_shell(file: str) -> None:
    path = ROOT / file
    assert os.access(path, os.X_OK)
    assert path.read_text().startswith("#!/bin/sh\n")
    assert subprocess.run(["sh", "-n", str(path)], check=False).returncode == 0


def test_the_checks_run_the_command_that_the_readme_names() -> None:
    assert "./lecture test" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / ".ci/run").read_text().rstrip().endswith("./lecture test")


def test_the_licences_are_there() -> None:
    assert (ROOT / "LICENSE").read_text().startswith("MIT License")
    folder = ROOT / "scenes/kit/fonts"
    licences = [path for path in folder.iterdir() if "OFL" in path.name or "licen" in path.name.lower()]
    assert licences
    assert all("SIL OPEN FONT LICENSE" in path.read_text(encoding="utf-8").upper() for path in licences)
