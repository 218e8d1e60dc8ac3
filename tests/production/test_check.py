"""The proof-reading of an edition says what is wrong and where, and ends with 1 if anything is."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from scenes.kit.proof.reading import Proof
from scenes.production import check, cli

GOOD = Proof("mapping", {"numbers": 7, "texts": 44}, {"numbers": [], "layout": []})
WRONG = {"numbers": ["odds: p is shown as 0.5, yet it is 0.6"], "layout": ["end: [x] is small"]}
BAD = Proof("odds", {"numbers": 2}, WRONG)
LEFT_OUT = Proof("newton", omitted="there is no minimum")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch):
    def run(*proofs: Proof) -> tuple[int, list[str]]:
        monkeypatch.setattr(check, "played", lambda *wanted: ((proof.slug, proof) for proof in proofs))
        result = CliRunner().invoke(cli.app, ["check"])
        return result.exit_code, result.output.splitlines()

    return run


def test_nothing_wrong(told) -> None:
    assert told(GOOD, LEFT_OUT) == (
        0,
        ["mapping: 7 numbers, 44 texts", "newton: left out: there is no minimum", "Nothing is wrong."],
    )


def test_every_trouble_is_told_with_its_place(told) -> None:
    code, lines = told(GOOD, BAD)
    assert code == 1
    assert "  numbers: odds, odds: p is shown as 0.5, yet it is 0.6" in lines
    assert "  layout: odds, end: [x] is small" in lines
    assert lines[-1] == "2 things are wrong."


def test_words_are_read_before_any_scene(told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check.tables, "findings", lambda: ["zh: a.c is lacking"])
    code, lines = told(GOOD)
    assert (code, lines[0]) == (1, "words: zh: a.c is lacking")


@pytest.mark.render
def test_a_scene_is_played_and_read() -> None:
    result = CliRunner().invoke(cli.app, ["check", "part1", "--jobs", "1"])
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1] == "Nothing is wrong."


def test_a_scene_that_does_not_exist_is_told() -> None:
    result = CliRunner().invoke(cli.app, ["check", "maping"])
    assert result.exit_code == 1
    assert "Did you mean mapping?" in result.output
