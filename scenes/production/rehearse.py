"""Asks the scenes, unpainted, how long they are and whether the data set can carry them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from scenes.kit.settings import Settings
from scenes.production.clip import child_environment, last_words
from scenes.production.errors import ProductionError
from scenes.production.report import Omission, Report, outcome, parse


def rehearse(slugs: Sequence[str], settings: Settings) -> dict[str, Report | Omission]:
    """Return every scene's report, or why it is left out.

    Raises
    ------
    ProductionError
        In the words of the rehearsal, where it stops: bad data, for example.
    """
    if not slugs:
        return {}
    done = subprocess.run(
        [sys.executable, "-m", "scenes.kit.rehearsal", *slugs],
        env=child_environment(settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode(errors="replace")
    if done.returncode:
        raise ProductionError("\n".join(last_words(said)))
    found = {result.slug: result for line in parse(done.stdout.decode()) if (result := outcome(line))}
    silent = [slug for slug in slugs if slug not in found]
    if silent:
        raise ProductionError(f"The rehearsal said nothing of {', '.join(silent)}.\n" + "\n".join(last_words(said)))
    return found
