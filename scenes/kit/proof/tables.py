"""The words of all languages: the same keys, the same numbers quoted, as many sentences, letters that the font has."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations

from scenes.kit.words import FOLDER, READING, Words, languages, leaves, read_table

Leaves = Mapping[str, str]
# Names of a language's own data columns: where they are good English they need no English entry.
OWN = "data."
# Names of people and things may be needed in one language only; numbers may not.
NOUNS = {"case", "cases"}
# What is filled in, mathematics, and marks of parts: not letters of the type for words.
NOT_LETTERS = re.compile(r"\{[^}]*\}|\$[^$]*\$|⟨[^|]*\||⟩")


def findings() -> list[str]:
    """Return what is wrong with the words of any language."""
    tables = {language: leaves(read_table(FOLDER / language)) for language in languages()}
    found = [trouble for language, table in tables.items() for trouble in alone(language, table)]
    return found + [trouble for pair in combinations(tables.items(), 2) for trouble in beside(*pair[0], *pair[1])]


def alone(language: str, table: Leaves) -> Iterator[str]:
    """Yield letters that the font lacks, and captions that are too long."""
    longest = READING[language].line
    for key, text in table.items():
        lacking = sorted({letter for letter in NOT_LETTERS.sub("", text) if ord(letter) not in _letters()})
        if lacking:
            yield f"{language}: {key}: the font lacks {' '.join(lacking)}"
        if key.endswith(".caption") and len(re.sub(r"\{[^}]*\}", "0000", text)) > longest:
            yield f"{language}: {key}: a caption has {longest} characters at most: {text!r}"


def beside(one: str, ones: Leaves, other: str, others: Leaves) -> Iterator[str]:
    """Yield what one language says and another does not."""
    for key in sorted(ones.keys() ^ others.keys()):
        if not key.startswith(OWN):
            yield f"{one if key in others else other}: {key} is lacking"
    for key in sorted(ones.keys() & others.keys()):
        if quoted(ones[key]) - NOUNS != quoted(others[key]) - NOUNS:
            yield f"{key}: {one} and {other} quote other numbers"
        # Scenes wait for sentences by their number.
        sentences = [len(Words.load(name).sentences(text[key])) for name, text in ((one, ones), (other, others))]
        if key.endswith(".narration") and sentences[0] != sentences[1]:
            yield f"{key}: {one} says it in {sentences[0]} sentences, {other} in {sentences[1]}"


def quoted(text: str) -> set[str]:
    """Return the names of what is filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@cache
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # only the check waits for it

    return frozenset(TTFont(FOLDER.parent / "fonts/LectureSans-Regular.otf", lazy=True).getBestCmap())
