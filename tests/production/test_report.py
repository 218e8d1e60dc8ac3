"""What scenes say about themselves is read as it grows, and a line that is half written is waited for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scenes.production.report import Cue, Omission, Report, read_progress, read_report

BEATS = [
    {"key": "a", "start": 0, "end": 2, "caption": "A", "narration": "a", "cues": [{"start": 0, "end": 1, "text": "x"}]},
    {"key": "b", "start": 2, "end": 4, "caption": "B", "narration": "b", "cues": [{"start": 2, "end": 3, "text": "y"}]},
]
LAST = json.dumps({"slug": "s", "title": "T", "duration": 4.0, "frame_rate": 60, "beats": BEATS})


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0.0),
        ('{"time": 1.5}\n', 1.5),
        ('{"time": 1.5}\n{"time": 3.25}\n', 3.25),
        ('{"time": 1.5}\n{"tim', 1.5),
        ('{"time": 1.5}\n' + LAST, 1.5),
        ("noise\n[1]\n7\n", 0.0),
    ],
)
def test_progress(tmp_path: Path, text: str, seconds: float) -> None:
    (tmp_path / "r").write_text(text)
    assert read_progress(tmp_path / "r") == seconds


def test_no_file_is_no_progress_and_no_report(tmp_path: Path) -> None:
    assert read_progress(tmp_path / "none") == 0
    assert read_report(tmp_path / "none") is None


def test_the_report_is_the_last_whole_line(tmp_path: Path) -> None:
    (tmp_path / "r").write_text('{"time": 4}\n' + LAST + "\n")
    report = read_report(tmp_path / "r")
    assert isinstance(report, Report)
    assert (report.slug, report.title, report.duration) == ("s", "T", 4.0)
    assert report.cues == (Cue(0, 1, "x"), Cue(2, 3, "y"))


def test_a_report_that_was_cut_off_is_none(tmp_path: Path) -> None:
    (tmp_path / "r").write_text('{"time": 4}\n' + LAST[:-5])
    assert read_report(tmp_path / "r") is None


def test_an_omission_gives_its_reason(tmp_path: Path) -> None:
    (tmp_path / "r").write_text('{"slug": "s", "omitted": "no zig-zag"}\n')
    assert read_report(tmp_path / "r") == Omission("s", "no zig-zag")
