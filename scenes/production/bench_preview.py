"""Measures how long a changed caption takes to be seen: from the save to the finished clip of its beat."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import IO

from scenes.production.errors import ProductionError
from scenes.production.watch_board import READY_TO_SAVE
from scenes.production.writing import write_whole

# Seconds for all of it, however slow the machine.
PATIENCE = 300.0


def waits(project: Path, scene: str, words: Path) -> dict[str, float]:
    """Change one caption after another; return the seconds that each beat's clip took.

    Parameters
    ----------
    project
        A copy of the project, in which files may be changed.
    scene
        The scene that is watched.
    words
        The file of its captions.

    Raises
    ------
    ProductionError
        Where the preview ends, or says nothing for minutes.
    """
    text = words.read_text(encoding="utf-8")
    beats = captioned(text, scene)
    found = {}
    with _watching(project, scene) as said:
        _heard(said, READY_TO_SAVE)
        for beat in beats:
            text = recaptioned(text, scene, beat)
            start = time.monotonic()
            write_whole(words, text)
            _heard(said, rf"{beat}: [\d.]+ s")
            found[beat] = time.monotonic() - start
            # The beats after it are painted again as well: the next save is to find an idle machine.
            _heard(said, READY_TO_SAVE)
    return found


def captioned(words: str, scene: str) -> list[str]:
    """Return the beats of a scene that have a caption of their own, in a file of words."""
    return re.findall(rf'^\[{scene}\.(\w+)\]\ncaption = "', words, re.MULTILINE)


def recaptioned(words: str, scene: str, beat: str) -> str:
    """Return a file of words in which a beat's caption is another."""
    head = f'[{scene}.{beat}]\ncaption = "'
    return words.replace(head, f"{head}Now: ")


def environment_of(project: Path) -> dict[str, str]:
    """Return the environment in which a copy of the project runs, and no other."""
    return {**os.environ, "PYTHONPATH": str(project), "PYTHONUTF8": "1"}


@contextmanager
def _watching(project: Path, scene: str) -> Iterator[IO[str]]:
    command = [sys.executable, "-u", "-m", "scenes", "preview", scene, "--watch"]
    environment = environment_of(project)
    with subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        alarm = Timer(PATIENCE, process.terminate)
        alarm.start()
        try:
            yield process.stdout
        finally:
            alarm.cancel()
            process.terminate()


def _heard(said: IO[str], pattern: str) -> None:
    for line in said:
        if re.fullmatch(pattern, line.strip()):
            return
    raise ProductionError("The preview ended before it had shown what was saved.")
