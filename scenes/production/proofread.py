"""The command that proof-reads a lecturer's own formulas."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

File = Annotated[Path, typer.Argument(help="A text file with a formula a line, as Typst mathematics.")]


def check(file: File) -> None:
    """Check the formulas of a text file: which hold, which do not, and why.

    The exit status is 0 where all hold, 1 where one does not, 2 where one (or the file) cannot be read.
    """
    raise typer.Exit(run(file))


def run(path: Path) -> int:
    """Print a verdict and a reason for every formula of a file; return the exit status."""
    from mathcore import proofreader  # it brings Typst along: only this command waits for it

    try:
        text = proofreader.read_notes(path)
    except proofreader.NotesError as error:
        print(error, file=sys.stderr)
        return 2
    lines = []
    for line in proofreader.proofread(text):
        print(line, flush=True)
        lines.append(line)
    print(_summary([line.judgement.verdict.value for line in lines]), file=sys.stderr)
    return proofreader.status(lines)


def _summary(said: list[str]) -> str:
    if not said:
        return "No formula is there: write one a line, as Typst mathematics."
    return f"{len(said)} formulas: {', '.join(f'{said.count(v)} {v}' for v in dict.fromkeys(said))}."
