"""A clip's key changes with what shows in its picture, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scenes.kit.settings import Settings
from scenes.production.key import clip_key
from scenes.production.quality import QUALITIES

LOW = QUALITIES["low"]


def keys(project, settings: Settings | None = None) -> dict[str, str]:
    return {entry.slug: clip_key(entry, settings or Settings(), LOW) for entry in project.entries}


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).write_text((root / path).read_text().replace(old, new))

    return change


def add(path: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("new\n")

    return change


WORDS = "scenes/kit/words/en/all.toml"


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        (edit(WORDS, 'title = "A"', 'title = "Another"'), {"alpha"}),
        (edit(WORDS, 'title = "B"', 'title = "Other"'), {"beta"}),
        (edit(WORDS, "{m}", "{m} rows"), {"alpha", "beta"}),
        (edit(WORDS, "[alpha]", "# a remark\n[alpha]"), set()),
        (edit("scenes/kit/words/zh/all.toml", "甲", "乙"), set()),
        (edit("scenes/alpha.py", "alpha", "changed"), {"alpha"}),
        (edit("scenes/kit/theme.py", "1", "2"), {"alpha", "beta"}),
        (edit("mathcore/loss.py", "1", "2"), {"alpha", "beta"}),
        (edit("mathcore/datasets/hours.csv", "1,0", "1,1"), {"alpha", "beta"}),
        (add("mathcore/datasets/iris.csv"), set()),
        (add("scenes/kit/fonts/Sans.otf"), {"alpha", "beta"}),
        (add("scenes/kit/stage/mesh.py"), {"alpha", "beta"}),
        (add("scenes/kit/__pycache__/theme.pyc"), set()),
        (add("scenes/kit/stage/__pycache__/mesh.nbi"), set()),
        (add("scenes/gamma.py"), set()),
    ],
)
def test_only_what_a_change_shows_in_gets_a_new_key(project, change, touched) -> None:
    before = keys(project)
    change(project.root)
    after = keys(project)
    assert {slug for slug in before if before[slug] != after[slug]} == touched


@pytest.mark.parametrize("choice", [{"language": "zh"}, {"theme": "light"}, {"notation": "beta"}, {"rate": 0.5}])
def test_every_setting_that_shows_changes_the_key(project, choice) -> None:
    assert keys(project)["alpha"] != keys(project, Settings(**choice))["alpha"]


def test_quality_changes_the_key(project) -> None:
    entry = project.entries[0]
    assert len({clip_key(entry, Settings(), quality) for quality in QUALITIES.values()}) == 4


def test_own_data_counts_by_content_and_name_not_by_folder(project, tmp_path: Path) -> None:
    def key_of(path: Path, text: str) -> str:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return keys(project, Settings(data=str(path)))["alpha"]

    first = key_of(tmp_path / "a/my.csv", "x,y\n1,0\n")
    assert key_of(tmp_path / "b/my.csv", "x,y\n1,0\n") == first
    assert key_of(tmp_path / "b/my.csv", "x,y\n1,1\n") != first
    assert key_of(tmp_path / "b/other.csv", "x,y\n1,0\n") != first


def test_versions_of_what_paints_are_in_the_key(project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keys(project)
    monkeypatch.setattr("scenes.production.key.version", lambda package: "0.0")
    assert all(keys(project)[slug] != before[slug] for slug in before)
