"""Programs that were started are stopped with the one that started them, their own children too."""

from __future__ import annotations

import os
import sys
import threading
import time

from scenes.production.children import Children


def run(children: Children, program: str, tmp_path, **environment: str) -> int:
    return children.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        environment={**os.environ, **environment},
        log=tmp_path / "log",
    )


def test_exit_code_output_and_environment(tmp_path) -> None:
    program = "import os, sys; print(os.environ['WORD']); print('err', file=sys.stderr); sys.exit(3)"
    assert run(Children(), program, tmp_path, WORD="早") == 3
    assert sorted((tmp_path / "log").read_text().split()) == ["err", "早"]


def test_stop_ends_children_and_grandchildren(tmp_path) -> None:
    program = (
        "import subprocess, sys, time, pathlib\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "pathlib.Path('part').write_text(str(child.pid)); pathlib.Path('part').rename('pid')\n"
        "time.sleep(600)"
    )
    children, codes = Children(), []
    thread = threading.Thread(target=lambda: codes.append(run(children, program, tmp_path)))
    thread.start()
    while not (tmp_path / "pid").exists():
        time.sleep(0.02)
    children.stop()
    thread.join(10)
    assert codes and codes[0] < 0
    assert _gone(int((tmp_path / "pid").read_text()))


def test_a_child_that_does_not_listen_is_ended(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("scenes.production.children.PATIENCE", 0.2)
    program = (
        "import signal, time, pathlib; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "pathlib.Path('ready').touch(); time.sleep(600)"
    )
    children, codes = Children(), []
    thread = threading.Thread(target=lambda: codes.append(run(children, program, tmp_path)))
    thread.start()
    while not (tmp_path / "ready").exists():
        time.sleep(0.02)
    children.stop()
    thread.join(10)
    assert codes == [-9]


def test_after_a_stop_nothing_new_is_started(tmp_path) -> None:
    children = Children()
    children.stop()
    assert run(children, "open('ran', 'w')", tmp_path) < 0
    assert not (tmp_path / "ran").exists()


def _gone(pid: int) -> bool:
    for _ in range(100):
        try:
            with open(f"/proc/{pid}/stat") as file:
                if file.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return True
        except OSError:
            return True
        time.sleep(0.05)
    return False
