"""What this machine has and lacks for making films."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement

from scenes.production.key import KIT, ROOT

ROOM = 1e9  # bytes: a film in its edition folder and the unfinished files beside it
# Fonts the kit sets words in; a scene would otherwise take what the system happens to have.
FONTS = KIT / "fonts"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it serves, what it is, and what to do where it does not."""

    good: bool
    what: str
    remedy: str = ""


def examine(output: Path) -> Iterator[Finding]:
    """Yield what was found, one thing after another; the last ones take seconds."""
    python = platform.python_version()
    yield Finding((3, 11) <= sys.version_info < (3, 14), f"Python {python}", "Python 3.11, 3.12 or 3.13 is needed.")
    yield _packages()
    yield _fonts()
    yield from _output(output)
    yield Finding(True, f"{os.cpu_count() or 1} processor cores")
    yield _manim()


def pinned(lock: str) -> dict[str, str]:
    """Return the versions that a lock file asks for on this machine, by package name."""
    found = {}
    for line in re.findall(r"^[A-Za-z0-9][^\\\n]*", lock, flags=re.MULTILINE):
        requirement = Requirement(line.strip())
        if requirement.marker is None or requirement.marker.evaluate():
            found[requirement.name] = str(requirement.specifier).removeprefix("==")
    return found


def _packages() -> Finding:
    lock = ROOT / "requirements.lock"
    if not lock.is_file():
        return Finding(True, "installed as a package: with no pinned versions to compare")
    wanted = pinned(lock.read_text(encoding="utf-8"))
    wrong = []
    for name, number in wanted.items():
        try:
            here = version(name)
        except PackageNotFoundError:
            here = "not here"
        if here != number:
            wrong.append(f"{name} {here}, pinned {number}")
    if not wrong:
        return Finding(True, f"{len(wanted)} packages, as pinned")
    remedy = "Call './lecture render', or 'pip install -r requirements.lock'. " + "; ".join(wrong[:6])
    return Finding(False, f"{len(wrong)} of {len(wanted)} packages differ from the pinned ones", remedy)


def _fonts() -> Finding:
    fonts = sorted(path.name for path in FONTS.glob("*.[ot]tf"))
    return Finding(bool(fonts), f"fonts: {', '.join(fonts) or 'none'}", f"Restore {FONTS} from the repository.")


def _output(output: Path) -> Iterator[Finding]:
    place = next(folder for folder in (output, *output.resolve().parents) if folder.is_dir())
    yield Finding(os.access(place, os.W_OK), f"films go to {output}", "It cannot be written: use --output FOLDER.")
    free = shutil.disk_usage(place).free
    yield Finding(free > ROOM, f"{free / 1e9:.0f} GB free there", "A film wants about 1 GB: free some space.")


def _manim() -> Finding:
    """Import manim in a process of its own, as a render does."""
    program = "import manim; print(manim.__version__)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode == 0:
        return Finding(True, f"manim {done.stdout.strip()} starts")
    last = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
    return Finding(False, "manim does not start", last)
