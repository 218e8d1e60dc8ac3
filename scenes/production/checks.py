"""The project's tests: style, types, then everything pytest finds."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import time
from collections.abc import Sequence

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
    """Run every step, even after one has failed; return the number of steps that failed.

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
    failed = []
    for name, words in STEPS.items():
        arguments = [*words, *(more if name == "tests" else ())]
        start = time.monotonic()
        code = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, env=COMPILED, check=False).returncode
        print(f"{name}: {'passed' if code == 0 else 'FAILED'} in {time.monotonic() - start:.0f} s", flush=True)
        if code:
            failed.append(name)
    return len(failed)
