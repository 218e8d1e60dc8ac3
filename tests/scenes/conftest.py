"""Scenes played without painting, once for each edition; what they showed is kept as plain numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from every_beat import BEATS
from manim import Circle, tempconfig
from moving import watched
from tracing import trace

from mathcore import Study
from scenes.kit.assets.stills import picture
from scenes.kit.lesson import Lesson
from scenes.kit.proof import performance as proof
from scenes.kit.proof.performance import Performance
from scenes.kit.rehearsal import lesson_class
from scenes.kit.settings import Settings
from scenes.kit.stage import StageCamera
from scenes.kit.studies import read_study
from scenes.playlist import PLAYLIST

APART = "dose,outcome\n" + "".join(f"{x},{int(x > 5)}\n" for x in (1, 2, 3, 4, 6, 7, 8, 9))
# Text labels, a falling slope, names that Typst and Python's formats would trip over.
FALLING = "price {€},bought?\n" + "".join(
    f"{x},{y}\n" for x, y in zip(range(10, 34, 2), ["yes"] * 5 + ["no", "yes", "no", "yes"] + ["no"] * 3, strict=True)
)
# A value that both classes have, and no other overlap; few rows; a row far out.
TOUCHING = "dose,outcome\n" + "".join(f"{x},{int(k > 3)}\n" for k, x in enumerate((1, 2, 3, 4, 4, 5, 6, 7)))
FEW = "dose,outcome\n1,0\n2,1\n3,0\n4,1\n"
OUTLIER = "dose,outcome\n" + "".join(
    f"{x},{y}\n" for x, y in zip((1, 2, 3, 4, 5, 6, 1000), (0, 0, 1, 0, 1, 1, 1), strict=True)
)


def many(rows: int, skewed: bool = False) -> str:
    """Return a feature with labels drawn from a logistic model, as many rows as asked for."""
    rng = np.random.default_rng(rows)
    x = rng.lognormal(1.0, 1.1, rows) if skewed else rng.normal(5.0, 2.0, rows)
    y = rng.random(rows) < 1 / (1 + np.exp(4.0 - 0.8 * x))
    return "dose,outcome\n" + "".join(f"{a:.6f},{b:d}\n" for a, b in zip(x.tolist(), y.tolist(), strict=True))


# Made when an edition asks for them: most runs do not.
MADE: dict[str, Callable[[], str]] = {
    "many": lambda: many(20_000),
    "skewed": lambda: many(12_000, skewed=True),
    "million": lambda: many(1_000_000),
}
FILES = {"apart": APART, "falling": FALLING, "touching": TOUCHING, "few": FEW, "outlier": OUTLIER}
DOSE = {"feature": "dose", "label": "outcome"}
EDITIONS: dict[str, dict[str, Any]] = {
    "hours": {},
    "hours-zh": {"language": "zh", "theme": "light", "notation": "beta"},
    "hours-light": {"theme": "light", "notation": "beta"},
    "hours-zh-dark": {"language": "zh"},
    "challenger": {"data": "challenger"},
    "challenger-zh": {"data": "challenger", "language": "zh"},
    "vaso": {"data": "vaso"},
    "vaso-zh": {"data": "vaso", "language": "zh"},
    "iris": {"data": "iris"},
    "iris-zh": {"data": "iris", "language": "zh"},
    "menarche": {"data": "menarche"},
    "menarche-zh": {"data": "menarche", "language": "zh"},
    "apart": {"data": "apart", **DOSE},
    "falling": {"data": "falling", "feature": "price {€}", "label": "bought?", "theme": "light", "language": "zh"},
    "cycle": {"rate": 2.0},
    "slow": {"rate": 0.1},
    "touching-zh": {"data": "touching", "language": "zh", **DOSE},
    "few": {"data": "few", **DOSE},
    "outlier": {"data": "outlier", **DOSE},
    "steep": {"data": "apart", "rate": 100.0, **DOSE},
    "leaps": {"rate": 100.0},
    "off": {"rate": 1e4},
    "many": {"data": "many", **DOSE},
    "skewed": {"data": "skewed", **DOSE},
    "million-zh": {"data": "million", "language": "zh", "theme": "light", **DOSE},
}
# The editions of every run; the others are played with ``-m wide``.
QUICK = ("hours", "hours-zh")


def _with_pictures(lesson_type: type[Lesson]) -> type[Lesson]:
    """Return the scene, made to keep the pictures that it takes away again."""

    class Keeping(lesson_type):  # type: ignore[misc, valid-type]
        def show_extremes(self, picture: Any) -> None:
            self.extremes = picture
            super().show_extremes(picture)

        def show_peaks(self, peaks: Any) -> None:
            self.peaks = peaks
            super().show_peaks(peaks)

    return Keeping


def _places(lesson: Any, key: str) -> dict[str, Any]:
    """Return the places of what later beats move or take away."""
    if key == "line":
        return {"marks": [dot.get_center() for dot in lesson.magnifier.marks]}
    if key == "students":
        accent = lesson.theme.accent.upper()
        family = [part for mobject in lesson.mobjects for part in mobject.get_family()]
        rings = [part for part in family if isinstance(part, Circle) and part.stroke_color.to_hex().upper() == accent]
        return {"rings": [ring.get_center() for ring in rings]}
    return {}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the CSV files, where everything that is typeset goes, too."""
    base = tmp_path_factory.mktemp("scenes")
    for name, text in FILES.items():
        (base / f"{name}.csv").write_text(text, encoding="utf-8")
    return base


@pytest.fixture(autouse=True, scope="module")
def _unpainted(folder: Path) -> Iterator[None]:
    quiet = {"verbosity": "ERROR", "progress_bar": "none", "disable_caching": True}
    with tempconfig({"dry_run": True, "media_dir": str(folder), **quiet}):
        yield


@pytest.fixture(scope="session")
def settings_of(folder: Path) -> Callable[[str], Settings]:
    """Return an edition's settings by its name."""

    @cache
    def settings(edition: str) -> Settings:
        choices = dict(EDITIONS[edition])
        name = choices.get("data")
        if name in MADE:
            (folder / f"{name}.csv").write_text(MADE[name](), encoding="utf-8")
        if name in MADE or name in FILES:
            choices["data"] = str(folder / f"{name}.csv")
        return Settings(**choices)

    return settings


@pytest.fixture(scope="session")
def study_of(settings_of: Callable[[str], Settings]) -> Callable[[str], Study]:
    """Return an edition's study by its name."""
    return lambda edition: read_study(settings_of(edition))


@pytest.fixture(scope="session")
def perform(settings_of: Callable[[str], Settings]) -> Callable[[str, str], Performance]:
    """Return a scene's performance in an edition: played when first asked for."""
    entries = {entry.slug: entry for entry in PLAYLIST}
    played: dict[tuple[str, str], Performance | Exception] = {}

    def once(slug: str, edition: str) -> Performance:
        if (slug, edition) not in played:
            try:
                played[slug, edition] = play(slug, edition)
            except Exception as error:  # a scene that stops is played once, too
                played[slug, edition] = error
        result = played[slug, edition]
        if isinstance(result, Exception):
            raise result
        return result

    def play(slug: str, edition: str) -> Performance:
        places: dict[str, dict[str, Any]] = {}
        pictures: dict[str, np.ndarray] = {}
        traced: dict[str, tuple[int, list[str]]] = {}
        camera = StageCamera(pixel_width=256, pixel_height=144)

        def note(lesson: Lesson, key: str) -> None:
            if slug == "mapping":
                places[key] = _places(lesson, key)
            if slug in BEATS:
                tracer = trace(lesson, BEATS[slug], key)
                traced[key] = tracer.traced, tracer.findings
            if edition == "hours":
                camera.background_color = lesson.theme.ground
                pictures[key] = picture(lesson, camera)[..., :3]

        lesson = _with_pictures(lesson_class(entries[slug]))
        performance = proof.perform(watched(lesson) if edition == "hours" else lesson, settings_of(edition), note)
        performance.places, performance.pictures, performance.traced = places, pictures, traced
        return performance

    return once


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep an edition of a scene on one worker, where tests are shared out by groups."""
    for item in items:
        if Path(__file__).parent not in item.path.parents:
            continue
        chosen = getattr(getattr(item, "callspec", None), "params", {})
        slug = chosen.get("slug") or getattr(chosen.get("entry"), "slug", item.path.stem.rpartition("_")[2])
        edition = chosen.get("edition", "hours")
        if "perform" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(f"{slug}-{edition}"))
        if edition not in QUICK:
            item.add_marker(pytest.mark.wide)
