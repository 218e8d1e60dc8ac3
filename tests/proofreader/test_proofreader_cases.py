"""Formulas as people write them: the true ones are accepted, those with an error in them are not.

Every second one is tried in every run; all of them: ``./lecture test -m "wide or not wide" -k proofreader_cases``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from mathcore.proofreader import Proofreader, Verdict

CASES = Path(__file__).parent / "cases"


def notes(name: str) -> list[str]:
    """Return the notes of a file: lines that belong together."""
    blocks = (CASES / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
    return [block.strip() for block in blocks if block.strip() and not block.startswith("//")]


def shared_out(name: str) -> list[object]:
    """Return the notes of a file, every second marked as one for the long run."""
    return [pytest.param(note, marks=pytest.mark.wide if k % 2 else ()) for k, note in enumerate(notes(name))]


def judged(note: str) -> list[tuple[str, Verdict, str]]:
    reader = Proofreader()
    lines = note.splitlines()
    return [(line, found.verdict, found.reason) for line, found in ((line, reader.judge(line)) for line in lines)]


@pytest.mark.parametrize("note", shared_out("right"))
def test_what_is_true_is_accepted(note: str) -> None:
    for line, verdict, reason in judged(note):
        assert verdict.good, f"{line}: {reason}"


@pytest.mark.parametrize("note", shared_out("wrong"))
def test_what_is_wrong_is_not(note: str) -> None:
    *before, last = judged(note)
    assert all(verdict.good for _, verdict, _ in before)
    assert last[1] is Verdict.WRONG, f"{last[1].value}: {last[2]}"
    assert last[2]


@pytest.mark.parametrize("note", notes("unreadable"))
def test_what_cannot_be_read_is_said_to_be_so(note: str) -> None:
    (line, verdict, reason), *_ = judged(note)
    assert verdict is Verdict.UNREADABLE, f"{line}: {verdict.value}"
    assert reason


def test_there_are_many_of_both() -> None:
    assert len(notes("right")) > 100 and len(notes("wrong")) > 80
