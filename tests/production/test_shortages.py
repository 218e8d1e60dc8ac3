"""Renders on a disk and in a memory that are too small, and two into one folder: by doing it.

The long run: ``./lecture test -m wide -k shortages``.
"""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest
from calling import environment
from finished import entries, finished

from scenes.production import film
from scenes.production.key import ROOT

RENDER = [sys.executable, "-m", "scenes", "render", "part1", "part2", "--quality", "low", "--output"]
FOLDER = "hours-en-dark-theta-low"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="uses the namespaces and limits of Linux")
# A disk of its own, in a namespace that needs no rights: filled, looked at, made larger, filled again.
ON_A_SMALL_DISK = """
place=$1 size=$2; shift 2
mkdir "$place/disk" && mount -t tmpfs -o size=${size}k tmpfs "$place/disk" || exit 9
"$@" "$place/disk" > "$place/first" 2>&1; echo $? >> "$place/first"
cp -a "$place/disk" "$place/then"
mount -o remount,size=200m "$place/disk"
"$@" "$place/disk" > "$place/second" 2>&1; echo $? >> "$place/second"
cp -a "$place/disk" "$place/now"
"""
# In kB: on a disk of the largest size the film comes to its end; in the least memory Python does not come far.
DISKS, MEMORIES = (8, 4000), (150_000, 1_600_000)


def sizes(between: tuple[int, int], count: int) -> list[int]:
    """Return sizes at random, as many small ones as large."""
    rng = random.Random(count)
    return [round(between[0] * (between[1] / between[0]) ** rng.random()) for _ in range(count)]


def whole(folder: Path) -> set[str]:
    """Return what the manifest says is finished: each file is what it says, and no other looks finished."""
    found = entries(folder)
    assert finished(folder) == found
    for path in folder.glob("*.mp4"):
        film.measure(path)
    return set(found)


def assert_ended(said: str, code: int, *known: str) -> None:
    """The render came to its end, or one of the known sentences says why it did not."""
    assert "Traceback" not in said
    assert code == 0 or (code == 1 and any(sentence in said for sentence in known)), f"{code}: {said}"


@pytest.mark.render
@LINUX
@pytest.mark.parametrize("disks", [[300], pytest.param(sizes(DISKS, 16), marks=pytest.mark.wide)], ids=len)
def test_a_full_disk_is_said_and_the_next_call_carries_on(tmp_path: Path, disks: list[int]) -> None:
    for number, size in enumerate(disks):
        place = tmp_path / str(number)
        place.mkdir()
        words = ["unshare", "--map-root-user", "--mount", "sh", "-c", ON_A_SMALL_DISK, "sh", str(place), str(size)]
        subprocess.run([*words, *RENDER], cwd=ROOT, env=environment(), check=True, timeout=300)
        first, second = ((place / name).read_text().rstrip().rpartition("\n") for name in ("first", "second"))
        assert_ended(first[0], int(first[2]), "The disk is full")
        before = whole(place / "then" / FOLDER)
        assert int(second[2]) == 0, f"{size} kB: {second[0]}"
        assert whole(place / "now" / FOLDER) >= {"part1", "part2"} | before


@pytest.mark.render
@LINUX
@pytest.mark.parametrize("memories", [[200_000], pytest.param(sizes(MEMORIES, 8), marks=pytest.mark.wide)], ids=len)
def test_a_memory_that_is_too_small_is_said(tmp_path: Path, memories: list[int]) -> None:
    for size in memories:
        words = ["sh", "-c", f'ulimit -v {size} && exec "$@"', "sh", *RENDER, str(tmp_path / str(size))]
        done = subprocess.run(words, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=300)
        assert_ended(done.stderr, done.returncode, "Memory ran out", "memory may have run out")
        whole(tmp_path / str(size) / FOLDER)


@pytest.mark.render
def test_of_two_renders_into_one_folder_one_is_refused(tmp_path: Path) -> None:
    words = [*RENDER, str(tmp_path)]
    two = [
        subprocess.Popen(words, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=300)[1] for process in two]
    assert sorted(process.returncode for process in two) == [0, 1]
    assert sum("Another render is at work" in words for words in said) == 1
    assert whole(tmp_path / FOLDER) >= {"part1", "part2"}
