"""Measures the claims of speed on this machine, stock Manim against this project in one run."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from scenes.production import film, footprint
from scenes.production.bench_preview import captioned, environment_of, recaptioned, waits
from scenes.production.errors import ProductionError
from scenes.production.key import ROOT
from scenes.production.quality import ENCODER
from scenes.production.writing import write_whole

# Stock Manim paints about one frame of the surface a second.
STOCK_FRAMES, OUR_FRAMES = 8, 300
SCENE = "logarithm"
CORE_SECONDS = {"surface of 201 × 201 over 1,000,000 rows": 0.5, "CSV of 10⁶ rows": 2.0}


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, by stock Manim and by us, and what was to be reached."""

    what: str
    stock: str
    ours: str
    reach: str
    met: bool


def measure(folder: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Measure everything; return the machine and the rows.

    Parameters
    ----------
    folder
        Where films are made and thrown away: some 200 MB.
    say
        Told what is being measured.

    Raises
    ------
    ProductionError
        Where a measurement does not come to its end.
    """
    rows: list[Row] = []
    for part in (core_rows, surface_rows, scene_rows, preview_rows, film_rows):
        for row in part(folder, say):
            rows.append(row)
    return {"machine": machine(), "rows": [asdict(row) for row in rows]}


def surface_rows(folder: Path, say: Callable[[str], None]) -> Iterator[Row]:
    """Yield how fast a surface of 48 by 48 faces turns."""
    say("a surface, by Manim")
    stock = _fps(_child(folder, "surface", "--by", "manim", "--frames", str(STOCK_FRAMES)))
    say("a surface, by us")
    ours = _fps(_child(folder, "surface", "--frames", str(OUR_FRAMES)))
    ratio = ours / stock
    yield Row(
        "surface 48×48, moving camera, path and ball, 1080p60",
        f"{stock:.2f} fps",
        f"{ours:.0f} fps, {ratio:.0f}×",
        "≥ 60 fps, ≥ 45×",
        ours >= 60 and ratio >= 45,
    )


def scene_rows(folder: Path, say: Callable[[str], None]) -> Iterator[Row]:
    """Yield how fast a 2-D scene of the lecture is rendered, and how like Manim's its frames are."""
    say(f"{SCENE}, by Manim")
    by_manim = _child(folder, "scene", "--by", "manim", "--scene", SCENE)
    say(f"{SCENE}, by us")
    by_us = _child(folder, "scene", "--scene", SCENE)
    stock, ours = _fps(by_manim), _fps(by_us)
    yield Row(
        f"2-D scene ({SCENE}), 1080p60",
        f"{stock:.0f} fps",
        f"{ours:.0f} fps, {ours / stock:.1f}×",
        "≥ 75 fps, ≥ 2.5×",
        ours >= 75 and ours >= 2.5 * stock,
    )
    say(f"{SCENE}, every frame of the film against Manim's painting")
    alike = _child(folder, "alike", "--scene", SCENE, "--film", by_us["file"])
    for name in ("painted", "shown"):
        yield Row(
            f"its least like frame of {alike['frames']:,}, as {name}",
            "",
            f"SSIM {alike[name]:.4f}",
            "≥ 0.998",
            alike[name] >= 0.998,
        )


def film_rows(folder: Path, say: Callable[[str], None]) -> Iterator[Row]:
    """Yield how long the whole film takes: new, unchanged, and with one caption changed."""
    project = _copy_of_the_project(folder)
    say("the whole film")
    first = _render(project)
    made = project / "media"
    whole = next(made.glob("*/film.mp4"))
    length = float(film.measure(whole).seconds)
    speed = length / first.seconds
    yield Row(
        f"the whole film ({length:.0f} s), {os.cpu_count()} cores, 1080p60",
        "",
        f"{first.seconds:.0f} s, {speed:.2f}× real time, {first.peak / 1e9:.1f} GB",
        "≥ 2× real time, ≤ 2 GB",
        speed >= 2 and first.peak <= 2e9,
    )
    say("the film again, unchanged")
    again = _render(project)
    yield Row("nothing changed", "", f"{again.seconds:.1f} s", "≤ 5 s", again.seconds <= 5)
    say("the film with one caption changed")
    before = {clip: clip.stat().st_mtime_ns for clip in made.glob("*/[0-9]*.mp4")}
    _change_a_caption(_words(project))
    changed = _render(project)
    touched = sorted(clip.stem[3:] for clip, then in before.items() if clip.stat().st_mtime_ns != then)
    yield Row(
        "one caption changed",
        "",
        f"{changed.seconds:.0f} s, made again: {', '.join(touched)}",
        "only its clip",
        touched == [SCENE],
    )


def preview_rows(folder: Path, say: Callable[[str], None]) -> Iterator[Row]:
    """Yield how long after a save the clip of the changed beat is there."""
    say(f"{SCENE} watched, a caption saved anew in each beat")
    project = _copy_of_the_project(folder / "watched")
    seconds = waits(project, SCENE, _words(project)).values()
    middle, longest = statistics.median(seconds), max(seconds)
    yield Row(
        f"preview after saving a caption of {SCENE} ({len(seconds)} beats)",
        "",
        f"{middle:.2f} s, at most {longest:.2f} s",
        "≤ 0.5 s",
        middle <= 0.5,
    )


def core_rows(folder: Path, say: Callable[[str], None]) -> Iterator[Row]:
    """Yield how fast the core computes; "stock" is NumPy used directly."""
    say("the core")
    done = _run([sys.executable, "-m", "scenes.production.bench_core"], ROOT)
    for found in json.loads(done):
        reach = CORE_SECONDS.get(found["name"])
        stock = f"NumPy {1e3 * found['numpy']:.0f} ms" if found["numpy"] else ""
        wanted = f"≤ {reach} s" if reach else "faster than NumPy" if stock else ""
        met = found["core"] <= reach if reach else not stock or found["core"] <= found["numpy"]
        yield Row(found["name"], stock, f"{1e3 * found['core']:.0f} ms", wanted, met)


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    about = Path("/proc/cpuinfo")
    models = re.findall(r"model name\s*: (.*)", about.read_text()) if about.exists() else []
    return {
        "processor": models[0] if models else platform.processor() or platform.machine(),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "system": platform.platform(),
        "python": platform.python_version(),
        **{package: version(package) for package in ("manim", "numpy", "numba", "av")},
    }


def _fps(found: dict[str, Any]) -> float:
    return float(found["frames"] / found["seconds"])


def _child(folder: Path, what: str, *words: str) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, "-m", "scenes.kit.bench", what, "--media", str(folder / "bench"), *words]
    done = _run([*command, "--encoder", json.dumps(ENCODER)], ROOT)
    return dict(json.loads(done.splitlines()[-1]))


def _render(project: Path) -> footprint.Footprint:
    with footprint.watched() as found:
        _run([sys.executable, "-m", "scenes", "render"], project)
    return found


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, env=environment_of(folder), capture_output=True, text=True, check=False)
    if done.returncode:
        raise ProductionError("A measurement failed:\n  " + "\n  ".join(done.stderr.splitlines()[-4:]))
    return done.stdout


def _copy_of_the_project(folder: Path) -> Path:
    copy = folder / "project"
    for name in ("scenes", "mathcore"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def _words(project: Path) -> Path:
    return project / "scenes" / "kit" / "words" / "en" / f"{SCENE}.toml"


def _change_a_caption(words: Path) -> None:
    text = words.read_text(encoding="utf-8")
    beats = captioned(text, SCENE)
    if not beats:
        raise ProductionError(f"No caption of {SCENE} was found in {words}.")
    write_whole(words, recaptioned(text, SCENE, beats[0]))


def run(output: Path, say: Callable[[str], None]) -> tuple[dict[str, Any], Path]:
    """Measure in a folder that is thrown away; return what was found and the file it is kept in."""
    output.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    with tempfile.TemporaryDirectory(dir=output, prefix=".bench-") as folder:
        found = measure(Path(folder), say)
    found["minutes"] = round((time.monotonic() - start) / 60, 1)
    kept = output / "bench.json"
    write_whole(kept, json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    return found, kept
