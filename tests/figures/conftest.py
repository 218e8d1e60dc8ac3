"""Figures drawn once for each edition, on paper that lies there as long as they are looked at."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from mathcore import Study
from scenes.figures.paper import Paper, paper_for
from scenes.figures.plates import PLATES
from scenes.kit.settings import Settings
from scenes.kit.studies import read_study

HOSTILE = {
    "signs": ("$x_1$ \\alpha {0} درجة الحرارة", "$ 한국어", "\\frac{1}{0} נכשל 😀👩‍🔬"),
    "markup": ('<script>alert("1")</script>', "</svg>", "a & b"),
    "long": ("feature " * 40, "n" * 300, "长" * 300),
}


def table(rows: list[tuple[float, str]], feature: str = "dose", label: str = "outcome") -> str:
    """Return a CSV file's text, its names quoted."""
    quoted = ['"' + text.replace('"', '""') + '"' for text in (feature, label)]
    lines = [f'{x},"{y.replace(chr(34), chr(34) * 2)}"' for x, y in rows]
    return "\n".join([",".join(quoted), *lines]) + "\n"


def labelled(xs: Any, ys: Any, names: tuple[str, str] = ("0", "1")) -> list[tuple[float, str]]:
    return [(float(x), names[int(y)]) for x, y in zip(xs, ys, strict=True)]


def many(rows: int) -> list[tuple[float, str]]:
    rng = np.random.default_rng(rows)
    x = rng.normal(5.0, 2.0, rows).round(3)
    return labelled(x, rng.random(rows) < 1 / (1 + np.exp(4.0 - 0.8 * x)))


MIXED = (0, 0, 1, 0, 1, 0, 1, 1)
DATA = {
    "apart": lambda: table(labelled((1, 2, 3, 4, 6, 7, 8, 9), (0, 0, 0, 0, 1, 1, 1, 1))),
    "touching": lambda: table(labelled((1, 2, 3, 4, 4, 5, 6, 7), (0, 0, 0, 0, 1, 1, 1, 1))),
    "even": lambda: table(labelled((1, 2, 1, 2), (0, 0, 1, 1))),
    "few": lambda: table(labelled((1, 2, 3, 4), (0, 1, 0, 1))),
    "outlier": lambda: table(labelled((1, 2, 3, 4, 5, 6, 1000), (0, 0, 1, 0, 1, 1, 1))),
    "huge": lambda: table(labelled(np.arange(8) * 12500.0 + 1e6, MIXED)),
    "tiny": lambda: table(labelled(np.arange(8) * 1e-6, MIXED)),
    "tied": lambda: table(labelled([1] * 9 + [2] * 9, [0] * 6 + [1] * 9 + [0] * 3)),
    "many": lambda: table(many(20_000)),
    **{
        name: lambda names=names: table(labelled(range(8), MIXED, names[1:]), names[0])
        for name, names in HOSTILE.items()
    },
}
EDITIONS: dict[str, dict[str, Any]] = {
    "hours": {},
    "hours-zh-dark": {"language": "zh", "theme": "dark", "notation": "beta"},
    "challenger-zh": {"data": "challenger", "language": "zh", "notation": "beta"},
    "menarche": {"data": "menarche"},
    "vaso": {"data": "vaso"},
    "iris": {"data": "iris"},
    "cycle": {"rate": 2.0},
    "off": {"rate": 1e4},
    "slow": {"rate": 1e-4},
    **{name: {"data": name} for name in DATA},
    "apart-zh": {"data": "apart", "language": "zh"},
    "long-zh": {"data": "long", "language": "zh", "theme": "dark"},
}
QUICK = ("hours", "challenger-zh", "apart", "signs")


@dataclass(frozen=True)
class Edition:
    """The figures of an edition, and what they were drawn from."""

    settings: Settings
    study: Study
    paper: Paper
    figures: dict[str, Figure]
    complaints: list[str] = field(default_factory=list)


class Listener(logging.Handler):
    """Keeps what matplotlib has to say, such as letters that it lacks."""

    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def settings_of(name: str, folder: Path) -> Settings:
    """Return an edition's settings, light where they say nothing else, its data written to a folder."""
    choices = {"theme": "light", **EDITIONS[name]}
    if choices.get("data") in DATA:
        path = folder / f"{choices['data']}.csv"
        path.write_text(DATA[choices["data"]](), encoding="utf-8")
        feature = HOSTILE[choices["data"]][0] if choices["data"] in HOSTILE else "dose"
        choices |= {"data": str(path), "feature": feature.strip(), "label": "outcome"}
    return Settings(**choices)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Play every edition; the more unusual ones in the wide run only."""
    if "edition" in metafunc.fixturenames:
        marked = [pytest.param(name, marks=[] if name in QUICK else pytest.mark.wide) for name in EDITIONS]
        metafunc.parametrize("edition", marked, indirect=True, scope="session")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what looks at the same figures on one worker, where tests are shared out by groups."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            chosen = getattr(getattr(item, "callspec", None), "params", {})
            drawn = chosen.get("edition", "hours" if "hours" in getattr(item, "fixturenames", ()) else item.path.stem)
            item.add_marker(pytest.mark.xdist_group(f"figures-{drawn}"))


@pytest.fixture(scope="session")
def edition(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    settings = settings_of(request.param, tmp_path_factory.mktemp("figures"))
    study = read_study(settings)
    heard: list[str] = []
    listener, logger = Listener(heard), logging.getLogger("matplotlib")
    logger.addHandler(listener)
    with paper_for(settings, study) as paper, warnings.catch_warnings():
        warnings.simplefilter("error")
        carried = {name: plate for name, plate in PLATES.items() if not plate.left_out(study)}
        figures = {name: plate.draw(study, paper) for name, plate in carried.items()}
        for figure in figures.values():
            figure.draw_without_rendering()
        yield Edition(settings, study, paper, figures, heard)
    logger.removeHandler(listener)


@pytest.fixture(scope="session")
def hours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """The default edition, for tests of what is drawn."""
    settings = Settings(theme="light")
    study = read_study(settings)
    with paper_for(settings, study) as paper:
        figures = {name: plate.draw(study, paper) for name, plate in PLATES.items()}
        yield Edition(settings, study, paper, figures)
