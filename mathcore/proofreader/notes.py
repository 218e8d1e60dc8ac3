"""A text file of formulas, one a line, proof-read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mathcore.proofreader.verdicts import Judgement, Proofreader, Verdict

LARGEST = 2_000_000  # bytes
ALL_HOLD, SOME_WRONG, SOME_UNREADABLE = 0, 1, 2


class NotesError(Exception):
    """The file itself cannot be read: its message says why and what to do."""


@dataclass(frozen=True)
class Line:
    """A formula of the file and its verdict; `number` is its line, counted from 1."""

    number: int
    source: str
    judgement: Judgement

    def __str__(self) -> str:
        """Say it in a line: the line's number, the verdict, the reason, the place."""
        found = self.judgement
        place = f" (column {found.column}: {found.part})" if found.column else f" ({found.part})" if found.part else ""
        place = place if found.verdict in (Verdict.WRONG, Verdict.UNREADABLE) else ""
        return f"{self.number}: {found.verdict.value}: {found.reason}{place}"


def proofread(text: str) -> Iterator[Line]:
    """Judge the formulas of a text in turn; comments (`//` or `# ` first) are passed over, blank lines begin anew."""
    reader = Proofreader()
    for number, line in enumerate(text.splitlines(), 1):
        source = line.strip()
        if not source:
            reader.pause()
        if source and not source.startswith("//") and source != "#" and not source.startswith(("# ", "##")):
            yield Line(number, source, reader.judge(line))


def status(lines: list[Line]) -> int:
    """Return the exit status: 2 where a formula cannot be read, else 1 where one does not hold, else 0."""
    verdicts = {line.judgement.verdict for line in lines}
    if Verdict.UNREADABLE in verdicts:
        return SOME_UNREADABLE
    return SOME_WRONG if Verdict.WRONG in verdicts else ALL_HOLD


def read_notes(path: Path) -> str:
    """Return the text of a file of formulas.

    Raises
    ------
    NotesError
        It is not there, not a text file in UTF-8, or too large.
    """
    try:
        if path.is_dir():
            raise NotesError(f"{path} is a folder: name a text file with a formula a line.")
        raw = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except OSError as error:
        raise NotesError(f"{path} cannot be read: {error.strerror or error}.") from None
    if raw is None:
        raise NotesError(f"{path} is larger than {LARGEST // 1_000_000} MB: formulas are text, one a line.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise NotesError(f"{path}, line {line}: not UTF-8 text. Save the file as UTF-8.") from None
