"""A clip's key: a hash of everything that decides its pictures, so that only what changed is made again."""

from __future__ import annotations

import hashlib
import json
import platform
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from scenes.kit.settings import Settings
from scenes.kit.voice import recordings
from scenes.kit.words import read_table
from scenes.playlist import PLAYLIST, Entry
from scenes.production.quality import ENCODER, Quality

ROOT = Path(__file__).resolve().parents[2]
KIT = ROOT / "scenes" / "kit"
CORE = ROOT / "mathcore"
# The tables of words out of which every scene may show something.
SHARED = ("parts", "data", "shared")
# The packages whose version shows in the picture.
PACKAGES = ("manim", "typst", "numpy", "contourpy", "numba", "pycairo", "manimpango", "av")


def clip_key(entry: Entry, settings: Settings, quality: Quality) -> str:
    """Return the key of a scene's clip: 64 hexadecimal digits."""
    parts = {
        "scene": entry.file.read_bytes().hex(),
        "code": _code_digest(),
        "words": scene_words(entry.slug, settings.language),
        "data": data_digest(settings),
        "settings": _picture_settings(settings),
        "voice": [(path.name, file_digest(path)) for path in recordings(settings.voice, entry.slug).values()],
        "quality": [quality.width, quality.height, quality.frame_rate, ENCODER],
        "versions": [platform.python_version_tuple()[:2], *map(_version, PACKAGES)],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def scene_words(slug: str, language: str) -> dict[str, object]:
    """Return the words a scene can show: its own and the shared ones, none of another scene's or of a page's."""
    table = read_table(KIT / "words" / language)
    return {name: words for name, words in table.items() if name in (slug, *SHARED)}


def data_digest(settings: Settings) -> str:
    """Return a hash of the data set's content; a built-in one's files lie with the core."""
    folder = CORE / "datasets"
    files = sorted(folder.glob(f"{settings.data}*")) if settings.builtin else [Path(settings.data)]
    return _digest(files)


def _picture_settings(settings: Settings) -> dict[str, object]:
    values = settings.model_dump()
    # The path of the data does not show, its name may. A voiced film has a track of sound in every clip.
    return {**values, "data": Path(settings.data).name, "voice": settings.voice is not None}


def _code_digest() -> str:
    """Return a hash of the kit's and the core's sources and of the fonts."""
    return _digest([*_sources(KIT), *_sources(CORE), ROOT / "scenes" / "__init__.py"])


def made_with() -> dict[str, str]:
    """Return what decides the pictures and the numbers beside settings and data, by name: versions, and the code."""
    scenes = [*sorted((ROOT / "scenes").glob("*.py")), *sorted((KIT / "words").rglob("*.toml"))]
    code = hashlib.sha256((_code_digest() + _digest(scenes)).encode()).hexdigest()
    packages = dict(_version(package).split(" ", 1) for package in PACKAGES)
    return {"project": _project_version(), "code": code, "python": platform.python_version(), **packages}


def assets_digest(language: str) -> str:
    """Return a hash of the code that makes assets and of the words that belong to no scene."""
    code = [*_sources(ROOT / "scenes/figures"), *_sources(ROOT / "scenes/production")]
    table = read_table(KIT / "words" / language)
    scenes = {entry.slug for entry in PLAYLIST}
    words = json.dumps({name: words for name, words in table.items() if name not in scenes}, sort_keys=True)
    return hashlib.sha256((_code_digest() + _digest(code) + words).encode()).hexdigest()


def _sources(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.is_file() and "__pycache__" not in inside and inside[0] not in ("words", "datasets"):
            yield path


def _digest(files: list[Path]) -> str:
    total = hashlib.sha256()
    for path in files:
        total.update(f"{path.name}\0{file_digest(path)}\n".encode())
    return total.hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _project_version() -> str:
    try:
        return version("logistic-lecture")
    except PackageNotFoundError:
        # Used where it lies, as by ./lecture.
        file = ROOT / "pyproject.toml"
        return str(tomllib.loads(file.read_text(encoding="utf-8"))["project"]["version"]) if file.is_file() else ""


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} missing"
