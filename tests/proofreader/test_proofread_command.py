"""The command: exit status, a line a formula, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from scenes.production.cli import app
from scenes.production.proofread import run

GOOD = "sigma(-z) = 1 - sigma(z)"
WRONG = "sigma(-z) = 1 + sigma(z)"
UNKNOWN = "sigma(-z) = zeta_7"


@pytest.fixture
def notes(tmp_path: Path):
    def write(*lines: str) -> Path:
        path = tmp_path / "notes.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([GOOD], 0),
        ([GOOD, WRONG], 1),
        ([WRONG, GOOD], 1),
        ([GOOD, UNKNOWN], 2),
        ([WRONG, UNKNOWN, GOOD], 2),
        (["// a remark", "", "# another", f"$ {GOOD} $"], 0),
        ([], 0),
    ],
)
def test_the_exit_status_says_the_worst(notes, lines: list[str], status: int) -> None:
    assert run(notes(*lines)) == status


def test_every_formula_has_a_line_with_verdict_reason_and_place(notes, capsys: pytest.CaptureFixture[str]) -> None:
    assert CliRunner().invoke(app, ["proofread", str(notes(GOOD, "", WRONG, UNKNOWN))]).exit_code == 2
    run(notes(GOOD, "", WRONG, UNKNOWN))
    first, second, third = capsys.readouterr().out.splitlines()
    assert first.startswith("1: holds: ")
    assert second.startswith("3: does not hold: ") and "(column 13: 1 + σ(z))" in second
    assert third.startswith("4: cannot be read: ") and "(column 13: ζ_7)" in third


def test_a_derivation_goes_on_over_lines(notes, capsys: pytest.CaptureFixture[str]) -> None:
    path = notes("sigma(z)", "= 1/(1 + e^(-z))", "= e^z/(1 + e^z)", "= e^z/(1 - e^z)", "= e^z/(1 - e^z)")
    assert run(path) == 1
    said = [line.split(": ")[1] for line in capsys.readouterr().out.splitlines()]
    assert said == ["claims nothing", "holds", "holds", "does not hold", "holds"]


def test_what_is_true_may_stand_in_one_file(notes, capsys: pytest.CaptureFixture[str]) -> None:
    every = (Path(__file__).parent / "cases/right.txt").read_text(encoding="utf-8").split("\n\n")
    assert run(notes(*"\n\n".join(every[::4]).splitlines())) == 0, capsys.readouterr().out


def test_a_paragraph_may_define_anew(notes) -> None:
    assert run(notes("u = 1 + e^(-z)", "sigma(z) = 1/u", "", "u = 1 + e^z", "sigma(z) = 1 - 1/u")) == 0
    assert run(notes("u = 1 + e^(-z)", "u = 1 + e^z")) == 1


def test_what_is_no_text_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "notes.txt"
    other.write_bytes(b"sigma(z) = 1\n\xff\xfe")
    assert run(other) == run(tmp_path) == run(tmp_path / "none.txt") == 2
    said = capsys.readouterr().err.splitlines()
    assert "line 2: not UTF-8" in said[0] and "is a folder" in said[1] and "cannot be read" in said[2]


def test_a_byte_order_mark_and_other_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(f"\ufeff{GOOD}\r\n{GOOD}\r\n".encode())
    assert run(path) == 0


def test_nothing_in_a_formula_is_run(notes, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("1")
    for line in ('#read("secret.txt")', 'std.read("secret.txt")', '$ x $ #import "a.typ" $ y $', "#let x = 1"):
        assert run(notes(line)) == 2
