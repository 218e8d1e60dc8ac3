"""Synthetic clips and a small project with a stand-in for manim."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from rich.console import Console

from scenes.kit.settings import Settings
from scenes.kit.voice import length, recordings
from scenes.production import clip, crew, key, make, numbers
from scenes.production.quality import ENCODER, Quality
from scenes.production.report import Omission, Report

TINY = Quality("tiny", 64, 48, 15)


def write_synthetic(path: Path, frames: int, rate: int = 15, size: tuple[int, int] = (64, 48), shade: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=rate, options=dict(ENCODER))
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(frames):
            picture = np.full((size[1], size[0], 3), (shade + number) % 256, np.uint8)
            output.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))
        output.mux(stream.encode())
    return path


@dataclass(frozen=True)
class FakeEntry:
    slug: str
    scene: str
    part: int
    folder: Path
    seconds: int = 2

    @property
    def file(self) -> Path:
        return self.folder / f"{self.slug}.py"

    @property
    def number(self) -> int:
        return ("alpha", "beta").index(self.slug) + 1

    @property
    def clip(self) -> str:
        return f"{self.number:02d}-{self.slug}"


@dataclass
class Project:
    """Two scenes, their words and sources under a temporary root, and a stand-in for manim."""

    root: Path
    entries: tuple[FakeEntry, ...]

    @property
    def tools(self) -> Path:
        return self.root / "tools"

    @property
    def rendered(self) -> list[str]:
        """The scenes that were painted, or began to be, since that was forgotten."""
        file = self.tools / "rendered"
        return file.read_text().split() if file.exists() else []

    def forget(self) -> None:
        (self.tools / "rendered").unlink(missing_ok=True)

    @property
    def words(self) -> Path:
        return self.root / "scenes/kit/words/en/all.toml"

    def work(self, *slugs: str, jobs: int = 2, quality: Quality = TINY, **settings: object) -> make.Work:
        chosen = tuple(entry for entry in self.entries if not slugs or entry.slug in slugs)
        return make.Work(Settings(**settings), quality, chosen, jobs, self.root / "media")

    def make(self, *slugs: str, **options: object) -> dict[str, make.Made]:
        rows = make.make(self.work(*slugs, **options), Console(quiet=True))
        return {row.file.name if row.file else row.what: row for row in rows}


@dataclass(frozen=True)
class Player:
    """A stand-in for playing a scene, called in a worker: ``trouble`` makes scenes fail, hang, die or be left out."""

    folder: Path
    trouble: dict[str, str]

    def __call__(self, order: clip.Order) -> Report | Omission:
        slug, trouble = order.slug, self.trouble.get(order.slug)
        if trouble == "omitted":
            return Omission(slug, "the classes are apart")
        clip._begin(order)
        seconds = LENGTHS[slug]
        with (self.folder / "rendered").open("a") as told:
            told.write(f"{slug}\n")
        self._report(order, {"time": seconds / 2})
        self._stumble(slug, trouble)
        cues = [{"start": 0.0, "end": seconds - 0.2, "text": slug + " speaks"}]
        beat = {"key": "one", "start": 0, "end": seconds, "caption": "c", "narration": "n", "cues": cues}
        beat["numbers"] = NUMBERS
        recording = recordings(order.settings.voice, slug).get("one")
        if recording:
            beat["voice"] = {"file": recording.name, "seconds": length(recording)}
        facts = {"slug": slug, "title": slug.title(), "duration": seconds, "frame_rate": 15, "beats": [beat]}
        self._report(order, facts)
        return clip.finish(order, self.folder / f"{slug}.mp4")

    def _stumble(self, slug: str, trouble: str | None) -> None:
        if trouble == "fails":
            raise ValueError("row 3 is odd")
        if trouble == "hangs" or (trouble == "hangs once" and not (self.folder / f"{slug}.pid").exists()):
            (self.folder / f"{slug}.part").write_text(str(os.getpid()))
            (self.folder / f"{slug}.part").rename(self.folder / f"{slug}.pid")
            time.sleep(600)
        if trouble == "dies" or (trouble == "dies once" and not (self.folder / f"{slug}.died").exists()):
            (self.folder / f"{slug}.died").touch()
            print("nearly there", flush=True)
            os.kill(os.getpid(), signal.SIGKILL)

    def _report(self, order: clip.Order, line: dict[str, object]) -> None:
        with order.report_file.open("a") as report:
            report.write(json.dumps(line) + "\n")


# Seconds of the make-believe scenes, and of the real ones' stand-ins.
LENGTHS = {"alpha": 2.0, "beta": 3.0, "mapping": 2.0, "logarithm": 3.0, "descent": 4.0, "bernoulli": 1.0}
OWN = ("alpha", "beta")
# What every beat of theirs shows.
NUMBERS = [
    {"name": "theta1", "value": 1.504645428373333, "text": "1.505", "source": "Study.theta[1]"},
    {"name": "se1", "value": "nan", "text": "nan", "source": None},
    {"name": "seed", "value": 40, "text": "40", "source": "scenes.jar.SEED"},
]


def build_project(root: Path) -> Project:
    kit, core = root / "scenes/kit", root / "mathcore"
    for folder in (kit / "words/en", kit / "words/zh", kit / "fonts", core / "datasets"):
        folder.mkdir(parents=True)
    (root / "scenes/__init__.py").write_text("")
    (kit / "theme.py").write_text("INK = 1\n")
    (core / "loss.py").write_text("J = 1\n")
    (core / "datasets/hours.csv").write_text("x,y\n1,0\n")
    (kit / "words/en/all.toml").write_text('[data]\nm = "{m}"\n[alpha]\ntitle = "A"\n[beta]\ntitle = "B"\n')
    (kit / "words/zh/all.toml").write_text('[alpha]\ntitle = "甲"\n')
    for slug in OWN:
        (root / f"scenes/{slug}.py").write_text(f"# {slug}\n")
    entries = tuple(FakeEntry(slug, slug.title(), 1, root / "scenes") for slug in OWN)
    return Project(root, entries)


def wire(project: Project, setattr_: Callable[..., None], trouble: dict[str, str] | None = None) -> None:
    """Point production at the make-believe project."""
    trouble = trouble or {}
    project.tools.mkdir(exist_ok=True)
    for slug, seconds in LENGTHS.items():
        short = 10 if trouble.get(slug) == "short" else 0
        write_synthetic(project.tools / f"{slug}.mp4", int(seconds * 15) - short)
    for target, name, value in [
        (key, "KIT", project.root / "scenes/kit"),
        (key, "CORE", project.root / "mathcore"),
        (key, "ROOT", project.root),
        (key, "PLAYLIST", project.entries),
        (make, "PLAYLIST", project.entries),
        (numbers, "PLAYLIST", project.entries),
        (clip, "render", Player(project.tools, trouble)),
        (crew, "modules_for", lambda entries: ["av"]),
    ]:
        setattr_(target, name, value)
