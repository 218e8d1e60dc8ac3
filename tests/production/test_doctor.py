"""The doctor names what is lacking and what to do about it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scenes.production import cli, doctor
from scenes.production.doctor import Finding, examine, pinned

LOCK = """
av==18.1.0 \\
    --hash=sha256:00 \\
    --hash=sha256:11
colorama==0.4.6 ; sys_platform == 'nowhere' \\
    --hash=sha256:22
numpy==2.0.0 ; python_full_version < '3.9' \\
    --hash=sha256:33
numpy==2.4.6 ; python_full_version >= '3.9' \\
    --hash=sha256:44
"""


def test_the_lock_is_read_for_this_machine() -> None:
    assert pinned(LOCK) == {"av": "18.1.0", "numpy": "2.4.6"}


def test_the_projects_lock_pins_what_is_needed() -> None:
    found = pinned((doctor.ROOT / "requirements.lock").read_text())
    assert found["manim"].startswith("0.22")
    assert int(found["pillow"].split(".")[0]) < 13
    assert {"numpy", "contourpy", "typst", "numba", "typer", "rich", "srt", "pytest"} <= set(found)


def test_a_missing_package_is_named(monkeypatch) -> None:
    monkeypatch.setattr(doctor, "pinned", lambda lock: {"nosuchpackage": "1.0"})
    finding = doctor._packages()
    assert not finding.good
    assert "nosuchpackage not here, pinned 1.0" in finding.remedy


def test_missing_fonts_are_named(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor, "FONTS", tmp_path)
    assert not doctor._fonts().good


def test_a_full_disk_is_named(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(doctor, "ROOM", 1e30)
    place, room = doctor._output(tmp_path / "not" / "yet")
    assert place.good
    assert not room.good
    assert "free some space" in room.remedy


def test_a_manim_that_does_not_start_is_named(monkeypatch, tmp_path: Path) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\necho 'ImportError: libpango is missing' >&2; exit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    finding = doctor._manim()
    assert not finding.good
    assert finding.remedy == "ImportError: libpango is missing"


@pytest.mark.parametrize(("good", "code"), [(True, 0), (False, 1)])
def test_the_exit_code_says_whether_something_lacks(monkeypatch, good: bool, code: int) -> None:
    monkeypatch.setattr(doctor, "examine", lambda output: iter([Finding(True, "one"), Finding(good, "two", "do it")]))
    result = CliRunner().invoke(cli.app, ["doctor"])
    assert result.exit_code == code
    assert ("LACKS  two\n         do it" in result.output) == (not good)


def test_everything_is_looked_at(tmp_path: Path) -> None:
    said = " ".join(finding.what for finding in examine(tmp_path))
    for word in ("Python 3", "packages", "fonts", "films go to", "GB free", "cores", "manim"):
        assert word in said
