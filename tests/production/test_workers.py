"""Every call has a process to itself: what it leaves behind, and what its death costs."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scenes.production import starters
from scenes.production.errors import ProductionError
from scenes.production.worker import CallError, LostWorkerError
from scenes.production.workers import Workers


def leave(path: str) -> list[object]:
    """Change all that a process has, and return what it found."""
    found = [os.getcwd(), os.environ.get("LEFT"), random.random(), "LECTURE_THEME" in os.environ]
    os.chdir(path)
    os.environ["LEFT"] = "here"
    return found


def speak_and_answer() -> str:
    print("not the answer", flush=True)
    os.write(1, b"nor this")
    return sys.stdin.read()


def refuse() -> None:
    raise ProductionError("Choose another.")


def wait_for_ever(path: Path) -> None:
    (path / "part").write_text(str(os.getpid()))
    (path / "part").rename(path / "pid")
    time.sleep(600)


def pid_in(path: Path) -> int:
    for _ in range(400):
        if (path / "pid").exists():
            return int((path / "pid").read_text())
        time.sleep(0.05)
    raise AssertionError("it never began")


def is_gone(pid: int) -> bool:
    for _ in range(200):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(params=[True, False], ids=["forked", "fresh"])
def workers(request) -> Iterator[Workers]:
    if request.param and not starters.CAN_FORK:
        pytest.skip("Workers are forked on Linux only.")
    made = Workers(1, fork=request.param)
    yield made
    made.stop()


def test_a_call_finds_nothing_of_the_one_before(workers: Workers, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("LECTURE_THEME", "light")
    first, second = (workers.submit(leave, str(tmp_path)).result() for _ in range(2))
    folder, left, _, has_settings = first
    assert second[:2] == [folder, None]
    assert left is None
    assert not has_settings
    assert not (Path(str(folder)) / "manim.cfg").exists()


def test_what_a_call_prints_is_no_part_of_its_answer(workers: Workers) -> None:
    assert workers.submit(speak_and_answer).result() == ""


def test_errors_come_home(workers: Workers) -> None:
    with pytest.raises(ProductionError, match=r"^Choose another\.$"):
        workers.submit(refuse).result()
    with pytest.raises(CallError, match="^ValueError: invalid literal"):
        workers.submit(int, "x").result()
    with pytest.raises(CallError, match="^SystemExit: 2"):
        workers.submit(sys.exit, 2).result()


@pytest.mark.parametrize(("function", "argument", "code"), [(os._exit, 3, 3), (signal.raise_signal, 9, -9)])
def test_a_dead_process_costs_its_call_only(workers: Workers, function, argument: int, code: int) -> None:
    lost, kept = workers.submit(function, argument), workers.submit(abs, -1)
    with pytest.raises(LostWorkerError) as caught:
        lost.result()
    assert caught.value.code == code
    assert kept.result() == 1


def test_a_large_call_and_a_large_answer_pass(workers: Workers) -> None:
    large = os.urandom(3_000_000)
    assert workers.submit(bytes, large).result() == large


def test_stop_ends_what_is_under_way_and_what_waits(workers: Workers, tmp_path: Path) -> None:
    running, waiting = workers.submit(wait_for_ever, tmp_path), workers.submit(abs, -1)
    pid = pid_in(tmp_path)
    workers.stop()
    assert isinstance(running.exception(), LostWorkerError)
    assert waiting.cancelled()
    assert is_gone(pid)


def test_after_a_stop_nothing_new_begins(workers: Workers) -> None:
    workers.stop()
    with pytest.raises(RuntimeError):
        workers.submit(abs, -1)


@pytest.mark.skipif(not starters.CAN_FORK, reason="Workers are forked on Linux only.")
def test_a_dead_nursery_is_replaced() -> None:
    with Workers(1, fork=True) as workers:
        with pytest.raises(LostWorkerError):
            workers.submit(os.killpg, 0, signal.SIGKILL).result()
        assert workers.submit(abs, -1).result() == 1


@pytest.mark.skipif(not starters.CAN_FORK, reason="Workers are forked on Linux only.")
def test_workers_do_not_outlive_whoever_hired_them(tmp_path: Path) -> None:
    program = (
        "import pathlib, sys, test_workers\n"
        "from scenes.production.workers import Workers\n"
        "Workers(1).submit(test_workers.wait_for_ever, pathlib.Path(sys.argv[1])).result()"
    )
    child = subprocess.Popen([sys.executable, "-c", program, str(tmp_path)])
    worker = pid_in(tmp_path)
    child.kill()
    child.wait()
    assert is_gone(worker)
