"""Fixtures: production is tested on a make-believe project, without manim."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from make_believe import Project, build_project, wire, write_synthetic


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin each of two workers' halves with its share of the renders, which take longest."""
    renders = [item for item in items if item.get_closest_marker("render")]
    others = [item for item in items if not item.get_closest_marker("render")]
    middle = len(others) // 2
    items[:] = [*renders[::2], *others[:middle], *renders[1::2], *others[middle:]]


@pytest.fixture(autouse=True)
def _workers_know_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    here = str(Path(__file__).parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [here, os.environ.get("PYTHONPATH")])))


@pytest.fixture
def write_clip() -> Callable[..., Path]:
    return write_synthetic


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    built = build_project(tmp_path)
    wire(built, monkeypatch.setattr)
    return built


@pytest.fixture
def trouble(project: Project, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make scenes fail, hang, end short or be left out."""
    return lambda **which: wire(project, monkeypatch.setattr, which)
