"""Renders stopped at random moments: nothing half-made looks finished, nothing finished is lost, the next carries on.

The long run, fifty stops: ``./lecture test -m wide -k stopped_anywhere``.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from calling import environment
from finished import finished

from scenes.production import film
from scenes.production.footprint import descendants
from scenes.production.key import ROOT, file_digest

SCENES = ("part1", "part2")
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM)
# Seconds in which a render of these scenes is done, on a machine that is not busy; those until everything has ended.
USUAL, PATIENCE = 7.0, 30.0


def begun(output: Path) -> subprocess.Popen[str]:
    words = ["render", *SCENES, "--quality", "low", "--output", str(output)]
    return subprocess.Popen(
        [sys.executable, "-m", "scenes", *words],
        cwd=ROOT, env=environment(), start_new_session=True,
        text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def harm(folder: Path, rng: random.Random) -> dict[Path, str]:
    """Break a finished file, or the manifest, so that there is work to do; return which, and its hash from then on."""
    files = [*folder.glob("*.mp4"), *folder.glob(".work/manifest.json")]
    known = sorted(path for path in files if path.stat().st_size)
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


def stop(process: subprocess.Popen[str], rng: random.Random) -> str:
    """Send a signal to the render, or to one of its processes, at some moment; return what was said."""
    time.sleep(rng.uniform(0, USUAL))
    victim = rng.choice([process.pid, process.pid, *descendants(process.pid)])
    with suppress(ProcessLookupError):
        os.kill(victim, rng.choice(SIGNALS))
    _, said = process.communicate(timeout=120)
    return said


@pytest.mark.render
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the system does not tell which processes there are")
@pytest.mark.parametrize("stops", [4, pytest.param(50, marks=pytest.mark.wide)])
def test_stopped_anywhere(tmp_path: Path, stops: int) -> None:
    rng, folder = random.Random(stops), tmp_path / "hours-en-dark-theta-low"
    harmed: dict[Path, str] = {}
    for number in range(stops):
        # What is harmed stays so until a render comes to it.
        harmed |= harm(folder, rng) if rng.random() < 0.7 else {}
        before = finished(folder)
        process = begun(tmp_path)
        said = stop(process, rng)
        assert "Traceback" not in said, f"{number}: {said}"
        end = time.monotonic() + PATIENCE
        while left_running(process.pid):
            assert time.monotonic() < end, f"{number}: {left_running(process.pid)} outlive the render"
            time.sleep(0.1)
        for path in folder.glob("*.mp4"):
            if file_digest(path) != harmed.get(path):
                film.measure(path)
        after = finished(folder)
        assert before.keys() <= after.keys(), f"{number}: lost {before.keys() - after.keys()}"
    process = begun(tmp_path)
    _, said = process.communicate(timeout=300)
    assert process.returncode == 0, said
    assert finished(folder).keys() >= set(SCENES)
    assert not list(folder.glob(".work/attempt-*"))
