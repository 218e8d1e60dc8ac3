"""Names that users wrote, made fit to be set: one line, known letters, no longer than there is room."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Set

# Stands for a letter that no type at hand has.
UNKNOWN = "□"
# Invisible marks that would be set as letters: joiners, directions, the forms of emoji.
INVISIBLE = {"Cc", "Cf"}
FORMS = range(0xFE00, 0xFE10)
# Three points on the line: in the lecture's type the sign for them stands in the middle, as in Chinese.
MORE = "..."
# No name is read beyond this.
LONGEST = 80


def cleaned(text: str, letters: Set[int]) -> str:
    """Return a name in one line, with a box for each letter that is not among those at hand."""
    seen = (c for c in text if c.isspace() or (unicodedata.category(c) not in INVISIBLE and ord(c) not in FORMS))
    return "".join(c if ord(c) in letters else UNKNOWN for c in " ".join("".join(seen).split()))


def shortened(text: str, fits: Callable[[str], bool]) -> str:
    """Return a text as it is where it fits, else as much of its beginning as does, with three points."""
    if len(text) <= LONGEST and fits(text):
        return text
    for length in range(min(len(text), LONGEST) - 1, 0, -1):
        short = text[:length].rstrip() + MORE
        if fits(short):
            return short
    return MORE
