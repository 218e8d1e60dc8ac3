"""Fixtures: production is tested on a make-believe project, without manim."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from make_believe import Project, build_project, wire, write_synthetic


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
