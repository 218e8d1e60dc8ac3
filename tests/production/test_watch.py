"""`preview --watch` for real: a copy of a scene is edited, its clip follows, and nothing is left behind."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from calling import environment

from scenes.production import film

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120


class Watched:
    """A command that watches a copy of the project, and what its viewer is told."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("scenes", "mathcore"):
            shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        self.command = subprocess.Popen(
            [sys.executable, "-m", "scenes", "preview", "jar", "--watch"],
            cwd=root, env=environment(PYTHONPATH=str(root), TMPDIR=str(root)), stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.command.stdout is not None
        self.said = self.command.stdout.readline()
        found = re.search(r"http://\S+", self.said)
        assert found, self.said
        self.address = urlsplit(found[0])
        (self.folder,) = root.glob("lecture-*")

    def get(self, path: str) -> bytes:
        connection = http.client.HTTPConnection(self.address.netloc, timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == 200
        return answer.read()

    def until(self, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Listen to the events until a state is as asked for."""
        connection = http.client.HTTPConnection(self.address.netloc, timeout=PATIENCE)
        connection.request("GET", "/events")
        answer = connection.getresponse()
        while line := answer.readline():
            if line.startswith(b"data: "):
                state = json.loads(line.removeprefix(b"data: "))
                if holds(state):
                    connection.close()
                    return state
        raise AssertionError("the viewer was told nothing more")

    def save(self, name: str, old: str, new: str) -> None:
        """Replace something in a file as many editors do: written beside, then renamed."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(text.replace(old, new), encoding="utf-8")
        os.replace(beside, path)

    def processes(self) -> list[str]:
        """Return the players that are alive."""
        listed = subprocess.run(["ps", "-axww", "-o", "stat=,command="], capture_output=True, text=True, check=True)
        lines = [line.strip() for line in listed.stdout.splitlines()]
        return [line for line in lines if str(self.folder) in line and not line.startswith("Z")]

    def is_all_over(self) -> bool:
        for _ in range(200):
            if not self.processes():
                return True
            time.sleep(0.05)
        return False


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    found = Watched(tmp_path)
    yield found
    if found.command.poll() is None:
        found.command.send_signal(signal.SIGINT)
        found.command.wait(30)


def is_painted(state: dict[str, Any]) -> bool:
    return state["status"] == "ready" and bool(state["beats"]) and not any(beat["stale"] for beat in state["beats"])


@pytest.mark.render
def test_a_save_is_seen_in_a_moment_and_an_error_leaves_the_last_clip(watched: Watched) -> None:
    before = watched.until(is_painted)
    assert [beat["key"] for beat in before["beats"]] == ["draws", "likelihood", "truth"]

    watched.save("scenes/kit/words/en/jar.toml", "Which share is white?", "Seen from above <b>")
    after = watched.until(lambda state: state["change"] > before["change"] and is_painted(state))
    assert after["focus"] == 0
    assert after["beats"][0]["caption"] == "Seen from above <b>"
    assert after["beats"][0]["took"] > 0
    new, old = (state["beats"][0]["clip"] for state in (after, before))
    assert new != old
    (watched.root / "new.mp4").write_bytes(watched.get(f"/clips/{new}"))
    (watched.root / "old.mp4").write_bytes(watched.get(f"/clips/{old}"))
    assert (watched.root / "new.mp4").read_bytes() != (watched.root / "old.mp4").read_bytes()
    found = film.measure(watched.root / "new.mp4")
    assert (found.width, found.height) == (854, 480)

    watched.save("scenes/jar.py", "self.wait(2.2)", "self.wait(2.2")
    broken = watched.until(lambda state: state["status"] == "trouble")
    assert "scenes/jar.py, line" in broken["text"]
    watched.save("scenes/jar.py", "self.wait(2.2", "self.waits(2.2)")
    wrong = watched.until(lambda state: state["status"] == "trouble" and "waits" in state["text"])
    assert "AttributeError" in wrong["text"]
    assert len(wrong["text"].splitlines()) <= 4
    assert wrong["beats"][1]["clip"] == after["beats"][1]["clip"]
    watched.save("scenes/jar.py", "self.waits(2.2)", "self.wait(3.2)")
    mended = watched.until(is_painted)
    assert mended["focus"] == 1
    assert mended["beats"][1]["clip"] != after["beats"][1]["clip"]

    assert watched.processes()
    watched.command.send_signal(signal.SIGINT)
    assert watched.command.wait(30) == 130
    assert watched.is_all_over()
    assert not watched.folder.exists()


@pytest.mark.render
def test_players_end_with_a_command_that_was_killed(watched: Watched) -> None:
    watched.until(lambda state: bool(state["beats"]))
    assert watched.processes()
    watched.command.kill()
    watched.command.wait(30)
    assert watched.is_all_over()
