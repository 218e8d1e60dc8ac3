"""Renders one scene to a finished clip."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scenes.kit.settings import Settings
from scenes.playlist import Entry
from scenes.production import film
from scenes.production.children import Children
from scenes.production.errors import ProductionError
from scenes.production.key import ROOT
from scenes.production.quality import ENCODER, Quality
from scenes.production.report import Report, read_progress, read_report


def child_environment(settings: Settings, **more: str) -> dict[str, str]:
    """Return the environment for a program that builds scenes: the settings, and the project to import."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    plain = {"PYTHONPATH": path, "PYTHONUTF8": "1", "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "200"}
    return {**os.environ, **settings.environment(), **plain, **more}


def manim_command(entry: Entry, quality: Quality, media: Path) -> list[str]:
    """Return the command that renders a scene, everything that a stray manim.cfg could change being given."""
    options = {
        "--media_dir": str(media),
        "--output_file": entry.slug,
        "--resolution": f"{quality.width},{quality.height}",
        "--fps": str(quality.frame_rate),
        "--format": "mp4",
        "--renderer": "cairo",
        "--max-inflight-encoders": "4",
        "--progress_bar": "none",
        "--verbosity": "WARNING",
    }
    words = [word for pair in options.items() for word in pair]
    for name, value in ENCODER.items():
        words += ["--encoder-option", f"{name}={value}"]
    program = [sys.executable, "-m", "manim", "render", str(entry.file), entry.scene]
    return [*program, *words, "--disable_caching", "--silent"]


@dataclass(frozen=True)
class Job:
    """A scene on its way to a clip, in a folder of its own."""

    entry: Entry
    quality: Quality
    environment: Mapping[str, str]
    folder: Path
    log: Path

    @property
    def progress(self) -> float:
        """Seconds of film painted so far."""
        return read_progress(self._report_file)

    def run(self, children: Children) -> tuple[Path, Report]:
        """Render, join and check; return the finished file, still in the job's folder, and the report.

        Raises
        ------
        ProductionError
            Where the scene stops, or what it made is not what it says.
        """
        command = manim_command(self.entry, self.quality, self.folder / "media")
        environment = {**self.environment, "LECTURE_REPORT": str(self._report_file)}
        code = children.run(command, cwd=self.folder, environment=environment, log=self.log)
        if code:
            raise ProductionError(_failure(self.entry.slug, code, self.log))
        report = read_report(self._report_file)
        painted = sorted((self.folder / "media").glob(f"videos/**/{self.entry.slug}.mp4"))
        if not isinstance(report, Report) or len(painted) != 1:
            raise ProductionError(
                f"{self.entry.slug}: manim ended without a whole clip. The record of the run is in {self.log}."
            )
        clip = self.folder / "clip.mp4"
        film.join([film.Part(painted[0], report.title)], clip)
        film.check(clip, report.duration, self.quality)
        return clip, report

    @property
    def _report_file(self) -> Path:
        return self.folder / "report.jsonl"


def _failure(slug: str, code: int, log: Path) -> str:
    lines = last_words(log.read_text(encoding="utf-8", errors="replace"))
    if any("No space left on device" in line for line in lines):
        lines = ["The disk is full. Free some space, then call again: what is finished is kept."]
    if code < 0:
        lines.append(f"(The renderer was ended by signal {-code}; if nobody did so, memory may have run out.)")
    said = "\n  ".join(lines)
    return f"{slug} could not be rendered:\n  {said}\nThe whole record is in {log}."


def last_words(log: str, most: int = 4) -> list[str]:
    """Return the last lines of a log that a person can use: what follows the last traceback's frames."""
    lines = [line.rstrip() for line in log.splitlines() if line.strip()]
    frames = [i for i, line in enumerate(lines) if line.startswith(("╰", "Traceback", "  ", "│", "╭"))]
    after = lines[frames[-1] + 1 :] if frames else lines
    return (after or lines)[-most:] or ["It said nothing."]
