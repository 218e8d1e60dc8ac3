"""Commands stopped at random moments: nothing half-made looks finished, nothing finished is lost, the next carries on.

The long run, fifty stops of a render and a dozen of a kit: ``./lecture test -m wide -k stopped_anywhere``.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import pytest
from calling import environment
from finished import entries, finished
from PIL import Image

from scenes.production import film
from scenes.production.footprint import descendants
from scenes.production.key import ROOT, file_digest

RENDER = ("render", "part1", "part2")
KIT = ("kit", "--stills", "--formulas", "--gifs", "--numbers", "--page")
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM)
# Seconds in which a command is done, on a machine that is not busy; those until everything has ended.
USUAL, PATIENCE = {"render": 7.0, "kit": 60.0}, 30.0
# How a file is read that looks finished: one that is half-made raises an error.
READ = {
    ".mp4": film.measure,
    ".gif": lambda path: Image.open(path).seek(1),
    ".png": lambda path: Image.open(path).load(),
    ".svg": ElementTree.parse,
    ".json": lambda path: json.loads(path.read_text(encoding="utf-8")),
}


def begun(output: Path, words: tuple[str, ...]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "scenes", *words, "--quality", "low", "--output", str(output)],
        cwd=ROOT, env=environment(), start_new_session=True,
        text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def offered(folder: Path) -> list[Path]:
    """Return the files that a user sees."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and ".work" not in path.parts]


def harm(folder: Path, rng: random.Random) -> dict[Path, str]:
    """Break a finished file, or the manifest, so that there is work to do; return which, and its hash from then on."""
    made = [folder / name for entry in finished(folder).values() for name in entry.get("files", [entry.get("file")])]
    known = [path for path in [*made, folder / ".work/manifest.json"] if path.is_file()]
    if not known:
        return {}
    path = rng.choice(known)
    data = path.read_bytes()
    cut = rng.randrange(len(data))
    path.write_bytes(rng.choice([b"", data[:cut], data[:cut] + bytes([data[cut] ^ 255]) + data[cut + 1 :]]))
    return {path: file_digest(path)}


def left_running(session: int) -> list[int]:
    """Return the processes of a session that are still there (Linux)."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, _, sid = status.read_text().rpartition(")")[2].split()[:4]
            if int(sid) == session and state != "Z":
                found.append(int(status.parent.name))
    return found


def stop(process: subprocess.Popen[str], seconds: float, rng: random.Random) -> str:
    """Send a signal to the command, or to one of its processes, within so many seconds; return what was said."""
    time.sleep(rng.uniform(0, seconds))
    victim = rng.choice([process.pid, process.pid, *descendants(process.pid)])
    with suppress(ProcessLookupError):
        os.kill(victim, rng.choice(SIGNALS))
    _, said = process.communicate(timeout=300)
    return said


@pytest.mark.render
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not tell which processes there are")
@pytest.mark.parametrize(
    ("words", "stops"),
    [(RENDER, 4), pytest.param(RENDER, 50, marks=pytest.mark.wide), pytest.param(KIT, 12, marks=pytest.mark.wide)],
    ids=lambda given: given if isinstance(given, int) else given[0],
)
def test_stopped_anywhere(tmp_path: Path, words: tuple[str, ...], stops: int) -> None:
    rng, folder = random.Random(stops), tmp_path / "hours-en-dark-theta-low"
    if words is KIT:
        # What a kit is made of; of this render it is known what happens when it is stopped.
        made = begun(tmp_path, ("render",))
        assert made.communicate(timeout=900) and made.returncode == 0
    harmed: dict[Path, str] = {}
    for number in range(stops):
        # What is harmed stays so until a command comes to it.
        harmed |= harm(folder, rng) if rng.random() < 0.7 else {}
        before = finished(folder)
        process = begun(tmp_path, words)
        said = stop(process, USUAL[words[0]], rng)
        assert "Traceback" not in said, f"{number}: {said}"
        end = time.monotonic() + PATIENCE
        while left_running(process.pid):
            assert time.monotonic() < end, f"{number}: {left_running(process.pid)} outlive the command"
            time.sleep(0.1)
        for path in offered(folder):
            if path.suffix in READ and file_digest(path) != harmed.get(path):
                READ[path.suffix](path)
        after = finished(folder)
        assert before.keys() <= after.keys(), f"{number}: lost {before.keys() - after.keys()}"
    process = begun(tmp_path, words)
    _, said = process.communicate(timeout=600)
    assert process.returncode == 0, said
    assert finished(folder).keys() == entries(folder).keys() >= {"part1", "part2"}
    assert not list(folder.glob(".work/attempt-*"))
