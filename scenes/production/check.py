"""The command that reads an edition's proofs: formulas, numbers, words and layout of every scene."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from scenes.kit.proof import tables
from scenes.kit.settings import Settings
from scenes.playlist import Entry
from scenes.production import clip
from scenes.production.rehearse import played


def check(entries: Sequence[Entry], settings: Settings, jobs: int, console: Console) -> int:
    """Print what is wrong with the scenes of an edition, and where; return how much that is.

    Raises
    ------
    ProductionError
        Where a scene cannot be played.
    """

    def say(line: str) -> None:
        console.print(line, highlight=False, markup=False, soft_wrap=True)

    troubles = [f"words: {finding}" for finding in tables.findings()]
    for line in troubles:
        say(line)
    total = len(troubles)
    for slug, proof in played(entries, settings, jobs, clip.read_proof):
        if proof.omitted:
            say(f"{slug}: left out: {proof.omitted}")
            continue
        say(f"{slug}: {', '.join(f'{count} {what}' for what, count in proof.counts.items())}")
        for kind, findings in proof.findings.items():
            total += len(findings)
            for finding in findings:
                say(f"  {kind}: {slug}, {finding}")
    say({0: "Nothing is wrong.", 1: "1 thing is wrong."}.get(total, f"{total} things are wrong."))
    return total
