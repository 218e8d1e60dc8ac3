"""The words of the lecture: a folder a language, a TOML file a scene, with numbers filled in from the study.

A missing key or number stops the render: a sentence with a hole in it must not reach a class.
"""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scenes.kit.written import Written, filled

FOLDER = Path(__file__).with_name("words")


class WordsError(KeyError):
    """A key or a number that the words of a language lack."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Reading:
    """How much of a language is read in a line, a cue and a second (the limits of visual.md's sources)."""

    line: int
    per_second: float
    longest: float = 7.0
    lines: int = 2


READING = {"en": Reading(line=42, per_second=17.0), "zh": Reading(line=16, per_second=9.0)}


def read_table(folder: Path) -> dict[str, Any]:
    """Read the words of a language from its folder: every file holds the tables of one scene, or shared ones.

    Raises
    ------
    tomllib.TOMLDecodeError
        Naming the file that is not TOML.
    """
    table: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            table |= tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise tomllib.TOMLDecodeError(f"{path.name}: {error}") from None
    return table


def leaves(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Return all words of a table by their dotted keys."""
    found: dict[str, str] = {}
    for key, value in table.items():
        found |= leaves(value, f"{prefix}{key}.") if isinstance(value, Mapping) else {f"{prefix}{key}": value}
    return found


@cache
def _table(language: str) -> dict[str, Any]:
    return read_table(FOLDER / language)


def languages() -> list[str]:
    """Return the languages there are words in."""
    return sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


@dataclass(frozen=True)
class Words:
    """The words of one language, filled in with facts.

    Attributes
    ----------
    language
        A language's code, "en" or "zh".
    facts
        Numbers and names by the names the sentences use.
    """

    language: str
    facts: Mapping[str, Any]

    @classmethod
    def load(cls, language: str, facts: Mapping[str, Any] | None = None) -> Words:
        """Return a language's words, ready to be filled in with facts."""
        return cls(language, dict(facts or {}))

    @property
    def reading(self) -> Reading:
        """The language's line length and reading speed."""
        return READING[self.language]

    def has(self, key: str) -> bool:
        """Whether there are words under a dotted key."""
        return isinstance(_find(self.language, key), str)

    def get(self, key: str, **more: Any) -> Written:
        """Return the words under a dotted key such as ``mapping.line.caption``, and the numbers filled in.

        Raises
        ------
        WordsError
            Where the language has no such words, or they ask for a number the study lacks.
        """
        sentence = _find(self.language, key)
        if not isinstance(sentence, str):
            raise WordsError(f"words/{self.language} has no words for {key!r}")
        try:
            text = filled(sentence, {**self.facts, **more})
        except (KeyError, ValueError, IndexError) as error:
            raise WordsError(f"words/{self.language}, {key}: cannot fill in {sentence!r} ({error})") from None
        return Written(re.sub(r"(?<![A-Za-z0-9_)^])-(?=\d)", "−", text), text.numbers)

    def sentences(self, narration: str) -> list[str]:
        """Return a narration's sentences."""
        return _pieces(narration, r"(?<=[.?!])\s+|(?<=[。？！])")

    def cues(self, narration: str) -> list[str]:
        """Cut a narration into subtitle cues of at most two lines, at the ends of sentences where it can be."""
        most = self.reading.line * self.reading.lines
        cues: list[str] = []
        for sentence in self.sentences(narration):
            for piece in _cut(sentence, self._fits):
                joined = _join(cues[-1], piece) if cues else ""
                if cues and len(joined) <= most * 0.6 and self._fits(joined):
                    cues[-1] = joined
                else:
                    cues.append(piece)
        return ["\n".join(self.lines(cue)) for cue in cues]

    def lines(self, cue: str) -> list[str]:
        """Break a cue into balanced lines of the language's length."""
        limit = self.reading.line
        if len(cue) <= limit:
            return [cue]
        if self.language == "zh":
            return _break_han(cue, limit)
        widths = range(len(cue) // 2, limit)
        balanced = (textwrap.wrap(cue, width) for width in widths)
        return next((lines for lines in balanced if len(lines) <= self.reading.lines), textwrap.wrap(cue, limit))

    def _fits(self, cue: str) -> bool:
        lines = self.lines(cue)
        return len(lines) <= self.reading.lines and max(map(len, lines)) <= self.reading.line

    def reading_time(self, text: str) -> float:
        """Return the seconds that a reader needs for a text."""
        return max(1.5, len(text.replace("\n", "")) / self.reading.per_second)


def _find(language: str, key: str) -> Any:
    node: Any = _table(language)
    for name in key.split("."):
        node = node.get(name) if isinstance(node, dict) else None
    return node


def _pieces(text: str, boundary: str) -> list[str]:
    return [piece.strip() for piece in re.split(boundary, " ".join(text.split())) if piece and piece.strip()]


def _join(first: str, second: str) -> str:
    return first + second if second[:1] > "\u2e80" or first[-1:] > "\u2e80" else f"{first} {second}"


def _cut(sentence: str, fits: Callable[[str], bool]) -> list[str]:
    """Cut a long sentence at the clause nearest its middle, until every piece fits."""
    if fits(sentence) or len(sentence) < 2:
        return [sentence]
    cuts = [match.end() for match in re.finditer(r"[,;:]\s|[，；：、]", sentence)]
    cuts = [cut for cut in cuts if cut < len(sentence)]
    cuts = cuts or [match.end() for match in re.finditer(r"\s", sentence)] or [len(sentence) // 2]
    middle = min(cuts, key=lambda cut: abs(cut - len(sentence) / 2))
    return [part for half in (sentence[:middle], sentence[middle:]) for part in _cut(half.strip(), fits)]


def _break_han(cue: str, limit: int) -> list[str]:
    """Break near the middle, after a mark of punctuation if there is one, never inside a Latin word or number."""
    anywhere = [i for i in range(1, len(cue)) if _may_break(cue, i)]
    # Where no break gives two lines that fit, any break will do: the cue is then cut in two.
    may = [i for i in anywhere if len(cue) - limit <= i <= limit] or anywhere or [limit]
    best = min(may, key=lambda i: (cue[i - 1] not in "，；：、。", abs(i - len(cue) / 2)))
    return [cue[:best].strip(), cue[best:].strip()]


def _may_break(cue: str, i: int) -> bool:
    before, after = cue[i - 1], cue[i]
    if after in "，。；：、？！）》" or before in "（《":
        return False
    return not (before.isascii() and after.isascii() and not before.isspace() and not after.isspace())
