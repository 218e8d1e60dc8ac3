"""Nothing half-made looks finished, whatever stops a render and whenever."""

from __future__ import annotations

import fcntl
import json
from pathlib import Path

import pytest

from scenes.production.edition import Edition
from scenes.production.errors import ProductionError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "media" / "hours-en-dark-theta"


def put(edition: Edition, name: str = "alpha", key: str = "k", content: bytes = b"film", file: str = "a.mp4") -> None:
    made = edition.attempt() / "clip.mp4"
    made.write_bytes(content)
    edition.finish(name, key, made, file)


def test_what_is_finished_is_found_again_by_its_key(folder: Path) -> None:
    with Edition(folder).opened() as edition:
        put(edition)
    with Edition(folder).opened() as edition:
        found = edition.entry("alpha", "k")
        assert found is not None
        assert found["file"] == "a.mp4"
        assert edition.entry("alpha", "another") is None
        assert edition.entry("beta", "k") is None


@pytest.mark.parametrize("content", [b"fil", b"", b"filn", b"film and more"])
def test_a_changed_file_does_not_count(folder: Path, content: bytes) -> None:
    with Edition(folder).opened() as edition:
        put(edition)
        (folder / "a.mp4").write_bytes(content)
        assert edition.entry("alpha", "k") is None


def test_a_removed_file_does_not_count(folder: Path) -> None:
    with Edition(folder).opened() as edition:
        put(edition)
        (folder / "a.mp4").unlink()
        assert edition.entry("alpha", "k") is None


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "null", '{"alpha": {"key": "k"'])
def test_a_broken_manifest_counts_as_none(folder: Path, text: str) -> None:
    with Edition(folder).opened() as edition:
        put(edition)
    (folder / ".work/manifest.json").write_text(text)
    with Edition(folder).opened() as edition:
        assert edition.entry("alpha", "k") is None


def test_stopping_before_the_manifest_is_written_leaves_nothing_finished(folder: Path, monkeypatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with Edition(folder).opened() as edition:
        monkeypatch.setattr(edition, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            put(edition)
    with Edition(folder).opened() as edition:
        assert edition.entry("alpha", "k") is None


def test_stopping_while_a_new_clip_replaces_an_old_one_counts_as_neither(folder: Path, monkeypatch) -> None:
    with Edition(folder).opened() as edition:
        put(edition, content=b"old")
        monkeypatch.setattr(edition, "record", lambda *_: None)
        put(edition, key="k2", content=b"new")
    with Edition(folder).opened() as edition:
        assert edition.entry("alpha", "k") is None
        assert edition.entry("alpha", "k2") is None


def test_unfinished_attempts_are_cleared_away(folder: Path) -> None:
    with Edition(folder).opened() as edition:
        (edition.attempt() / "half.mp4").write_bytes(b"half")
        assert list((folder / ".work").glob("attempt-*"))
    assert not list((folder / ".work").glob("attempt-*"))


def test_attempts_of_a_killed_render_are_cleared_by_the_next(folder: Path) -> None:
    (folder / ".work/attempt-old").mkdir(parents=True)
    with Edition(folder).opened():
        assert not (folder / ".work/attempt-old").exists()


def test_a_second_render_into_the_same_folder_is_refused(folder: Path) -> None:
    refused = pytest.raises(ProductionError, match=r"Another render is at work in .*--output")
    with Edition(folder).opened(), refused, Edition(folder).opened():
        pass


def test_the_lock_of_a_dead_render_does_not_stay(folder: Path) -> None:
    (folder / ".work").mkdir(parents=True)
    with (folder / ".work/lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
    with Edition(folder).opened():
        pass


def test_a_clip_with_a_new_number_takes_the_old_one_away(folder: Path) -> None:
    with Edition(folder).opened() as edition:
        put(edition, file="01-a.mp4")
        (folder / "01-a.srt").write_text("1")
        put(edition, key="k2", file="02-a.mp4")
    assert sorted(path.name for path in folder.glob("*.*") if path.is_file()) == ["02-a.mp4"]


def test_a_scene_left_out_takes_its_old_clip_away(folder: Path) -> None:
    with Edition(folder).opened() as edition:
        put(edition)
        edition.omit("alpha", "k2", "the classes are apart")
        assert not (folder / "a.mp4").exists()
        found = edition.entry("alpha", "k2")
        assert found == {"key": "k2", "omitted": "the classes are apart"}


def test_the_manifest_is_json_with_size_and_hash(folder: Path) -> None:
    with Edition(folder).opened() as edition:
        put(edition)
    entry = json.loads((folder / ".work/manifest.json").read_text())["alpha"]
    assert entry["size"] == 4
    assert len(entry["sha256"]) == 64


def test_text_is_written_only_where_it_is_new(folder: Path) -> None:
    with Edition(folder).opened() as edition:
        assert edition.write(folder / "a.srt", "早\n")
        assert not edition.write(folder / "a.srt", "早\n")
        assert edition.write(folder / "a.srt", "晚\n")
    assert (folder / "a.srt").read_text(encoding="utf-8") == "晚\n"
    assert not list(folder.glob(".*.part"))


def put_all(edition: Edition, key: str = "k", **files: bytes) -> None:
    made = edition.attempt()
    for name, content in files.items():
        (made / "stills").mkdir(exist_ok=True)
        (made / "stills" / name).write_bytes(content)
    edition.finish_all("stills", key, made)


def test_many_files_are_one_entry(folder: Path) -> None:
    with Edition(folder).opened() as edition:
        put_all(edition, a=b"1", b=b"22")
    with Edition(folder).opened() as edition:
        assert edition.entry("stills", "k") is not None
        assert (folder / "stills/b").read_bytes() == b"22"
        (folder / "stills/a").write_bytes(b"2")
        assert edition.entry("stills", "k") is None


def test_files_that_are_made_no_more_are_removed(folder: Path) -> None:
    with Edition(folder).opened() as edition:
        put_all(edition, a=b"1", b=b"22")
        (folder / "stills/mine").write_bytes(b"somebody's own")
        put_all(edition, "k2", b=b"33")
        assert sorted(path.name for path in (folder / "stills").iterdir()) == ["b", "mine"]
        assert edition.entry("stills", "k2") is not None
