"""The benchmark measures what it says, and keeps it whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from scenes.production import bench, bench_preview, footprint, table
from scenes.production.errors import ProductionError
from scenes.production.watch_board import READY_TO_SAVE

SPEND = "import time; held = bytearray({size}); held[::4096] = b'1' * len(held[::4096]); time.sleep({seconds})"
# In a process of its own: this one may have children that other tests left running.
MEASURE = """
import subprocess, sys
from scenes.production import footprint

with footprint.watched() as found:
    both = [subprocess.Popen([sys.executable, "-c", sys.argv[1]]) for _ in range(2)]
    for child in both:
        child.wait()
print(found.seconds, found.peak)
"""


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system does not tell what processes hold")
def test_the_footprint_is_the_sum_of_processes_that_run_together() -> None:
    command = [sys.executable, "-c", MEASURE, SPEND.format(size=60_000_000, seconds=1.2)]
    seconds, peak = map(float, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert seconds >= 1.2
    assert 120e6 < peak < 220e6


def test_descendants_include_children_of_children() -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE) as parent:
        found: list[int] = []
        for _ in range(200):
            found = footprint.descendants(parent.pid)
            if found:
                break
            subprocess.run(["sleep", "0.02"], check=True)
        parent.communicate(b"\n")
    assert len(found) == 1


def test_a_ratio_is_met_only_where_both_sides_are(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers = {"manim": {"frames": 8, "seconds": 8.0}, "us": {"frames": 300, "seconds": 6.0}}

    def child(folder: Path, what: str, *words: str) -> dict[str, float]:
        return answers["manim" if "manim" in words else "us"]

    monkeypatch.setattr(bench, "_child", child)
    (row,) = bench.surface_rows(tmp_path, print)
    assert (row.stock, row.ours, row.met) == ("1.00 fps", "50 fps, 50×", False)
    answers["us"]["seconds"] = 4.0
    (row,) = bench.surface_rows(tmp_path, print)
    assert row.met


def test_the_caption_that_is_changed_is_one_scenes(tmp_path: Path) -> None:
    words = tmp_path / "en.toml"
    folder = Path(bench.__file__).parents[1] / "kit" / "words" / "en"
    before = (folder / f"{bench.SCENE}.toml").read_text(encoding="utf-8")
    words.write_text(before, encoding="utf-8")
    bench._change_a_caption(words)
    old, new = before.splitlines(), words.read_text(encoding="utf-8").splitlines()
    changed = [n for n, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    assert len(changed) == 1
    assert old[changed[0] - 1].startswith(f"[{bench.SCENE}.")


def test_a_failed_measurement_is_told_in_words() -> None:
    with pytest.raises(ProductionError, match=r"(?s)A measurement failed:.*invalid choice"):
        bench._child(Path("/nowhere"), "a-thing-nobody-measures")


def test_what_was_found_is_kept_and_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    row = {"what": "w", "stock": "1 fps", "ours": "60 fps", "reach": "≥ 60 fps", "met": False}
    monkeypatch.setattr(bench, "measure", lambda folder, say: {"machine": bench.machine(), "rows": [row]})
    found, kept = bench.run(tmp_path, print)
    assert json.loads(kept.read_text(encoding="utf-8")) == found
    assert [path.name for path in tmp_path.iterdir()] == ["bench.json"]
    console = Console(record=True, width=120)
    table.print_bench(found, console)
    assert "MISSED" in console.export_text()


def test_a_preview_that_ends_early_is_told_in_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    words = tmp_path / "en.toml"
    words.write_text('[alpha.one]\ncaption = "A"\n', encoding="utf-8")
    (tmp_path / "scenes.py").write_text("print('Watching alpha')", encoding="utf-8")
    with pytest.raises(ProductionError, match="The preview ended before"):
        bench_preview.waits(tmp_path, "alpha", words)


def test_each_beats_caption_is_saved_anew_and_waited_for(tmp_path: Path) -> None:
    words = tmp_path / "en.toml"
    captions = [f'[{beat}]\ncaption = "A"\n' for beat in ("alpha.one", "alpha.two", "beta.one")]
    words.write_text("".join(captions), encoding="utf-8")
    (tmp_path / "scenes.py").write_text(WATCHER, encoding="utf-8")
    assert list(bench_preview.waits(tmp_path, "alpha", words)) == ["one", "two"]
    assert words.read_text(encoding="utf-8").count("Now: ") == 2


WATCHER = f"""
import pathlib, time
words = pathlib.Path("en.toml")
print({READY_TO_SAVE!r})
for count, beat in enumerate(("one", "two"), 1):
    while words.read_text().count("Now: ") < count:
        time.sleep(0.01)
    print(f"{{beat}}: a first look after 0.01 s\\n{{beat}}: 0.02 s\\n" + {READY_TO_SAVE!r})
"""
