"""The project's tests: style, types, then everything pytest finds."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from scenes.production.errors import ProductionError
from scenes.production.key import ROOT

STEPS = {
    # Without its cache: it keeps verdicts on the order of imports after the folders that they depend on have gone.
    "style": ["ruff", "check", "--no-cache", "."],
    "types": ["mypy"],
    "tests": ["pytest", "-n", "2", "--dist", "loadgroup"],
}
# The tests start the program a hundred times: it is compiled once, also where Python is told to keep nothing.
COMPILED = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


def run(more: Sequence[str] = ()) -> int:
    """Run all steps side by side; return the number of those that failed.

    Parameters
    ----------
    more
        Arguments handed on to pytest.
    """
    if not (ROOT / "tests").is_dir():
        raise ProductionError("The tests are not part of the installed package: call this in a copy of the project.")
    absent = [words[0] for words in STEPS.values() if importlib.util.find_spec(words[0]) is None]
    if absent:
        raise ProductionError(f"The test tools are not here ({', '.join(absent)}): pip install -r requirements.lock")
    # Style and types need one core, and not for long; what they say comes in one piece.
    with ThreadPoolExecutor(len(STEPS)) as pool:
        passed = list(pool.map(lambda name: _passes(name, more if name == "tests" else ()), STEPS))
    return passed.count(False)


def _passes(name: str, more: Sequence[str]) -> bool:
    start, words = time.monotonic(), [sys.executable, "-m", *STEPS[name], *more]
    done = subprocess.run(words, cwd=ROOT, env=COMPILED, check=False, capture_output=name != "tests", text=True)
    said = f"{done.stdout or ''}{done.stderr or ''}"
    print(f"{said}{name}: {'FAILED' if done.returncode else 'passed'} in {time.monotonic() - start:.0f} s", flush=True)
    return done.returncode == 0
