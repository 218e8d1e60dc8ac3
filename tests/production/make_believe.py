"""Synthetic clips and a small project with a stand-in for manim."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from rich.console import Console

from scenes.kit.settings import Settings
from scenes.production import clip, key, make
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

    @property
    def file(self) -> Path:
        return self.folder / f"{self.slug}.py"


@dataclass
class Project:
    """Two scenes, their words and sources under a temporary root, and a stand-in for manim."""

    root: Path
    entries: tuple[FakeEntry, ...]
    rendered: list[str]

    @property
    def words(self) -> Path:
        return self.root / "scenes/kit/words/en.toml"

    def work(self, *slugs: str, jobs: int = 2, quality: Quality = TINY) -> make.Work:
        chosen = tuple(entry for entry in self.entries if not slugs or entry.slug in slugs)
        return make.Work(Settings(), quality, chosen, jobs, self.root / "media")

    def make(self, *slugs: str, **options: object) -> dict[str, make.Made]:
        rows = make.make(self.work(*slugs, **options), Console(quiet=True))
        return {row.file.name if row.file else row.what: row for row in rows}


FAKE_MANIM = """
import json, os, pathlib, shutil, sys, time
slug, media, seconds, trouble = sys.argv[1], sys.argv[2], float(sys.argv[3]), {trouble!r}.get(sys.argv[1])
if trouble == "fails":
    sys.exit("Traceback (most recent call last):\\n  File x\\nDataError: row 3 is odd")
report = open(os.environ["LECTURE_REPORT"], "a")
print(json.dumps({{"time": seconds / 2}}), file=report, flush=True)
if trouble == "hangs":
    time.sleep(600)
clip = pathlib.Path(media, "videos", slug, "480p15", slug + ".mp4")
clip.parent.mkdir(parents=True)
shutil.copy(pathlib.Path(__file__).with_name(slug + ".mp4"), clip)
cues = [{{"start": 0.0, "end": seconds - 0.2, "text": slug + " speaks"}}]
beat = {{"key": "one", "start": 0, "end": seconds, "caption": "c", "narration": "n", "cues": cues}}
print(json.dumps({{"slug": slug, "title": slug.title(), "duration": seconds, "frame_rate": 15, "beats": [beat]}}),
      file=report, flush=True)
"""
LENGTHS = {"alpha": 2.0, "beta": 3.0}


def build_project(root: Path) -> Project:
    kit, core = root / "scenes/kit", root / "mathcore"
    for folder in (kit / "words", kit / "fonts", core / "datasets"):
        folder.mkdir(parents=True)
    (root / "scenes/__init__.py").write_text("")
    (kit / "theme.py").write_text("INK = 1\n")
    (core / "loss.py").write_text("J = 1\n")
    (core / "datasets/hours.csv").write_text("x,y\n1,0\n")
    (kit / "words/en.toml").write_text('[data]\nm = "{m}"\n[alpha]\ntitle = "A"\n[beta]\ntitle = "B"\n')
    (kit / "words/zh.toml").write_text('[alpha]\ntitle = "甲"\n')
    for slug in LENGTHS:
        (root / f"scenes/{slug}.py").write_text(f"# {slug}\n")
    entries = tuple(FakeEntry(slug, slug.title(), 1, root / "scenes") for slug in LENGTHS)
    return Project(root, entries, [])


def wire(project: Project, setattr_: Callable[..., None], trouble: dict[str, str] | None = None) -> None:
    """Point production at the make-believe project; ``trouble`` makes scenes fail, hang, end short or be left out."""
    trouble = trouble or {}
    script = project.root / "tools/fake_manim.py"
    script.parent.mkdir(exist_ok=True)
    script.write_text(FAKE_MANIM.format(trouble=trouble))
    for slug, seconds in LENGTHS.items():
        short = 10 if trouble.get(slug) == "short" else 0
        write_synthetic(script.with_name(f"{slug}.mp4"), int(seconds * 15) - short)

    def command(entry: FakeEntry, quality: Quality, media: Path) -> list[str]:
        project.rendered.append(entry.slug)
        return [sys.executable, str(script), entry.slug, str(media), str(LENGTHS[entry.slug])]

    def rehearse(slugs: list[str], settings: Settings) -> dict[str, Report | Omission]:
        return {
            slug: Omission(slug, "the classes are apart")
            if trouble.get(slug) == "omitted"
            else Report(slug, slug.title(), LENGTHS[slug], 15, ())
            for slug in slugs
        }

    for target, name, value in [
        (key, "KIT", project.root / "scenes/kit"),
        (key, "CORE", project.root / "mathcore"),
        (key, "ROOT", project.root),
        (key, "PLAYLIST", project.entries),
        (make, "PLAYLIST", project.entries),
        (make, "rehearse", rehearse),
        (clip, "manim_command", command),
    ]:
        setattr_(target, name, value)
