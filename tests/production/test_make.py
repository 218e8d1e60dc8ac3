"""An edition made whole: what is rendered, kept, left out, and what survives trouble."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import av
import make_believe
import pytest
import srt
from rich.console import Console

from scenes.production.errors import ProductionError
from scenes.production.make import Work, make

EDITION = "media/hours-en-dark-theta-tiny"


def chapters(path: Path) -> list[str]:
    with av.open(str(path)) as container:
        return [chapter["metadata"]["title"] for chapter in container.chapters()]


def test_a_first_call_makes_everything(project) -> None:
    made = project.make()
    folder = project.root / EDITION
    assert {name: row.state for name, row in made.items()} == dict.fromkeys(
        ["film.mp4", "01-alpha.mp4", "02-beta.mp4"], "made"
    )
    assert sorted(path.name for path in folder.iterdir() if path.name != ".work") == [
        "01-alpha.mp4", "01-alpha.srt", "02-beta.mp4", "02-beta.srt", "film.mp4", "film.srt",
    ]  # fmt: skip
    assert chapters(folder / "film.mp4") == ["Alpha", "Beta"]
    assert made["film.mp4"].seconds == 5
    assert not list((folder / ".work").glob("attempt-*"))


def test_the_films_subtitles_follow_the_clips(project) -> None:
    project.make()
    cues = list(srt.parse((project.root / EDITION / "film.srt").read_text()))
    assert [cue.content for cue in cues] == ["alpha speaks", "beta speaks"]
    assert [cue.start.total_seconds() for cue in cues] == [0, 2]


def test_a_second_call_renders_nothing(project) -> None:
    project.make()
    before = {path: path.stat().st_mtime_ns for path in (project.root / EDITION).glob("*.*")}
    project.forget()
    made = project.make()
    assert project.rendered == []
    assert {row.state for row in made.values()} == {"kept"}
    assert before == {path: path.stat().st_mtime_ns for path in (project.root / EDITION).glob("*.*")}


def test_one_changed_caption_renders_one_clip_and_joins_again(project) -> None:
    project.make()
    project.words.write_text(project.words.read_text().replace('"B"', '"Better"'))
    project.forget()
    made = project.make()
    assert project.rendered == ["beta"]
    assert made["01-alpha.mp4"].state == "kept"
    assert made["02-beta.mp4"].state == "made"


@pytest.mark.parametrize("harm", ["truncate", "remove", "flip"])
def test_a_harmed_clip_is_made_again(project, harm: str) -> None:
    project.make()
    clip = project.root / EDITION / "01-alpha.mp4"
    data = clip.read_bytes()
    if harm == "remove":
        clip.unlink()
    else:
        clip.write_bytes(data[:-20] if harm == "truncate" else data[:-1] + bytes([data[-1] ^ 1]))
    project.forget()
    project.make()
    assert project.rendered == ["alpha"]
    assert clip.read_bytes() == data


def test_a_lost_manifest_makes_everything_again(project) -> None:
    project.make()
    (project.root / EDITION / ".work/manifest.json").unlink()
    project.forget()
    project.make()
    assert sorted(project.rendered) == ["alpha", "beta"]


@pytest.mark.parametrize("name", ["film.srt", "01-alpha.srt"])
def test_lost_subtitles_come_back_without_rendering(project, name: str) -> None:
    project.make()
    path = project.root / EDITION / name
    text = path.read_text()
    path.unlink()
    project.forget()
    project.make()
    assert path.read_text() == text
    assert project.rendered == []


def test_a_lost_film_is_joined_again_without_rendering(project) -> None:
    project.make()
    (project.root / EDITION / "film.mp4").unlink()
    project.forget()
    assert project.make()["film.mp4"].state == "made"
    assert project.rendered == []


def test_one_scene_makes_a_clip_and_leaves_the_film_alone(project) -> None:
    project.make()
    before = (project.root / EDITION / "film.mp4").stat().st_mtime_ns
    assert set(project.make("beta")) == {"02-beta.mp4"}
    assert (project.root / EDITION / "film.mp4").stat().st_mtime_ns == before


def test_qualities_have_folders_of_their_own(project) -> None:
    from scenes.production.quality import QUALITIES

    folders = {Work(project.work().settings, q, (), 1, Path("m")).folder.name for q in QUALITIES.values()}
    assert folders == {
        "hours-en-dark-theta", "hours-en-dark-theta-low", "hours-en-dark-theta-medium", "hours-en-dark-theta-4k",
    }  # fmt: skip


def test_a_relative_output_folder_is_meant_from_here(project, monkeypatch) -> None:
    monkeypatch.chdir(project.root)
    work = replace(project.work("beta"), output=Path("films"))
    (row,) = make(work, Console(quiet=True))
    assert row.file == project.root / "films/hours-en-dark-theta-tiny/02-beta.mp4"


def test_a_scene_the_data_cannot_carry_is_left_out_and_said(project, trouble) -> None:
    trouble(alpha="omitted")
    made = project.make()
    assert made["alpha"].state == "left out: the classes are apart"
    assert set(made) == {"alpha", "02-beta.mp4"}
    project.forget()
    assert project.make()["alpha"].state == "left out: the classes are apart"
    assert project.rendered == []


def test_a_failing_scene_is_told_plainly_and_the_others_are_kept(project, trouble) -> None:
    trouble(beta="fails")
    with pytest.raises(ProductionError) as caught:
        project.make(jobs=1)
    message = str(caught.value)
    assert "beta could not be rendered:\n  ValueError: row 3 is odd" in message
    assert "Traceback" not in message
    log = Path(message.split("is in ")[1].rstrip("."))
    assert "row 3 is odd" in log.read_text()
    trouble()
    project.forget()
    assert project.make()["01-alpha.mp4"].state == "kept"
    assert project.rendered == ["beta"]


def test_a_clip_shorter_than_its_report_is_not_taken(project, trouble) -> None:
    trouble(alpha="short")
    with pytest.raises(ProductionError, match=r"lasts 1\.333 s, yet its scene reported 2\.000 s"):
        project.make()
    assert not (project.root / EDITION / "01-alpha.mp4").exists()


def test_a_worker_that_dies_is_replaced(project, trouble) -> None:
    trouble(beta="dies once")
    assert set(project.make()) == {"film.mp4", "01-alpha.mp4", "02-beta.mp4"}
    assert sorted(project.rendered) == ["alpha", "beta", "beta"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_scene_that_kills_its_workers_costs_no_other_clip(project, trouble, jobs: int) -> None:
    trouble(beta="dies")
    with pytest.raises(ProductionError) as caught:
        project.make(jobs=jobs)
    assert "beta could not be rendered:\n  nearly there\n  (The renderer was ended by signal 9" in str(caught.value)
    assert sorted(project.rendered) == ["alpha", "beta", "beta"]
    trouble()
    project.forget()
    assert project.make()["01-alpha.mp4"].state == "kept"
    assert project.rendered == ["beta"]


RUNNER = """
import sys
sys.path.insert(0, {tests!r})
import make_believe, pathlib, signal
from scenes.__main__ import stop
from scenes.production.leaving import plain_errors
project = make_believe.build_project(pathlib.Path({root!r}))
make_believe.wire(project, setattr, {{"beta": "hangs"}})
signal.signal(signal.SIGTERM, stop)
with plain_errors():
    project.make()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_stopped_render_leaves_nothing_that_looks_finished(tmp_path: Path, monkeypatch, number) -> None:
    program = RUNNER.format(tests=str(Path(make_believe.__file__).parent), root=str(tmp_path))
    child = subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, start_new_session=True)
    folder = tmp_path / EDITION
    _wait_for(lambda: (folder / "01-alpha.mp4").exists() and "alpha" in (folder / ".work/manifest.json").read_text())
    _wait_for(lambda: (tmp_path / "tools/beta.pid").read_text())
    os.kill(child.pid, number)
    child.wait(10)
    said = child.stderr.read().decode() if child.stderr else ""
    if number != signal.SIGKILL:
        assert "the same command carries on" in said
        assert "Traceback" not in said
    _wait_for(lambda: not _is_alive(int((tmp_path / "tools/beta.pid").read_text())))
    assert [path.name for path in folder.glob("*.mp4")] == ["01-alpha.mp4"]
    _carries_on(tmp_path, monkeypatch)


def _carries_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = tuple(make_believe.FakeEntry(slug, slug.title(), 1, root / "scenes") for slug in make_believe.OWN)
    project = make_believe.Project(root, entries)
    make_believe.wire(project, monkeypatch.setattr)
    project.forget()
    assert project.make()["01-alpha.mp4"].state == "kept"
    assert project.rendered == ["beta"]


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _wait_for(condition, patience: float = 20.0) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")
