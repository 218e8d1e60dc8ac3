"""Scenes rendered for real, small, and its delivered files measured."""

from __future__ import annotations

import io
import json
from pathlib import Path

import av
import pytest
import srt
from rich.console import Console

from scenes.kit.settings import Settings
from scenes.playlist import PLAYLIST, Entry
from scenes.production import film
from scenes.production.make import Work, make
from scenes.production.quality import QUALITIES
from scenes.production.report import Report

LOW = QUALITIES["low"]
# A stage with formulas and live numbers.
SAMPLE = [entry for entry in PLAYLIST if entry.slug == "surface"]
FRAME = 1 / LOW.frame_rate


@pytest.mark.render
@pytest.mark.parametrize("entry", SAMPLE, ids=lambda entry: entry.slug)
def test_the_delivered_clip_is_what_its_scene_reported(entry: Entry, tmp_path: Path) -> None:
    work = Work(Settings(), LOW, (entry,), 1, tmp_path)
    (row,) = make(work, Console(file=io.StringIO()))
    assert row.file is not None
    manifest = json.loads((work.folder / ".work/manifest.json").read_text())
    report = Report.of(manifest[entry.slug]["report"])
    check_picture(row.file, report)
    check_subtitles(row.file.with_suffix(".srt"), report)


def check_picture(path: Path, report: Report) -> None:
    found = film.measure(path)
    assert (found.width, found.height, found.frame_rate) == (LOW.width, LOW.height, LOW.frame_rate)
    assert abs(float(found.seconds) - report.duration) <= FRAME * 1.001
    with av.open(str(path)) as container:
        assert container.streams.video[0].codec_context.name == "h264"
        assert container.streams.video[0].codec_context.pix_fmt == "yuv420p"
        last = 0.0
        for frame in container.decode(video=0):
            last = float(frame.time or 0)
    assert last == pytest.approx(float(found.seconds) - FRAME, abs=1e-3)


def check_subtitles(path: Path, report: Report) -> None:
    """Hold the .srt against the beats: each beat's words begin with it and end within it, to a frame."""
    cues = list(srt.parse(path.read_text(encoding="utf-8")))
    times = [(cue.start.total_seconds(), cue.end.total_seconds()) for cue in cues]
    assert all(start < end for start, end in times)
    assert all(end <= start for (_, end), (start, _) in zip(times, times[1:], strict=False))
    assert report.beats[0]["start"] <= FRAME
    assert report.beats[-1]["end"] == pytest.approx(report.duration, abs=FRAME)
    taken = 0
    for beat in report.beats:
        own = times[taken : taken + len(beat["cues"])]
        taken += len(own)
        assert own, beat["key"]
        assert own[0][0] == pytest.approx(beat["start"], abs=FRAME)
        assert own[-1][1] <= beat["end"] + FRAME
    assert taken == len(cues)
