"""The text to record: a line a beat."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from scenes.kit.words import Words
from scenes.production import cli, script
from scenes.production.report import Omission, Report

HOSTILE = 'A tab\there, a line\nthere, “=cmd|x”, <script>alert(1)</script>, 数据 \u202e and 🙂. Or $x$ \\ "quoted"?'


def beat(key: str, start: float, end: float, narration: str) -> dict:
    return {"key": key, "start": start, "end": end, "caption": "c", "narration": narration, "cues": []}


def told(slug: str) -> Report:
    return Report(slug, slug, 9.0, 60, (beat("one", 0.0, 5.25, "Say this. And that."), beat("two", 5.25, 9.0, HOSTILE)))


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.removesuffix("\n").split("\n")]


def test_a_line_a_beat_with_what_to_say_and_where_to_keep_it() -> None:
    found = rows(script.compose([told("odds"), Omission("newton", "apart"), told("loss")], Words.load("en")))
    assert found[0] == ["scene", "beat", "seconds", "text to record", "record into"]
    assert found[1] == ["odds", "one", "5.2", "Say this. And that.", "voice/odds/one.wav"]
    assert [row[:2] for row in found[1:]] == [["odds", "one"], ["odds", "two"], ["loss", "one"], ["loss", "two"]]


def test_what_users_write_breaks_no_line() -> None:
    found = rows(script.compose([told("odds")], Words.load("zh")))
    assert [len(row) for row in found] == [5, 5, 5]
    assert found[2][3] == " ".join(HOSTILE.split())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list:
    found = []

    def heard(slugs, settings, jobs):
        found.append(settings)
        return {slug: told(slug) if slug == "odds" else Omission(slug, "apart") for slug in slugs}

    monkeypatch.setattr(cli, "rehearse", heard)
    return found


def test_the_command_prints_it(asked: list) -> None:
    result = CliRunner().invoke(cli.app, ["script", "--language", "zh", "--data", "vaso"])
    assert result.exit_code == 0, result.output
    assert (asked[0].language, asked[0].data) == ("zh", "vaso")
    assert [row[0] for row in rows(result.output)] == ["场景", "odds", "odds"]


def test_the_command_writes_it(asked: list, tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.app, ["script", "--output", str(tmp_path / "to record.txt")])
    assert (result.exit_code, result.output) == (0, "")
    assert rows((tmp_path / "to record.txt").read_text(encoding="utf-8"))[1][4] == "voice/odds/one.wav"
    result = CliRunner().invoke(cli.app, ["script", "--output", str(tmp_path / "nowhere/x.txt")])
    assert result.exit_code == 1 and "Traceback" not in result.output
    assert str(tmp_path / "nowhere") in result.output
