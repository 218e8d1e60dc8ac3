"""The files that a scene is made of: what they say now, and whether one was saved."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from scenes.kit.settings import Settings
from scenes.kit.words import read_table
from scenes.playlist import PLAYLIST, Entry
from scenes.production.key import CORE, KIT, file_digest
from scenes.production.watch_code import Code, digest
from scenes.production.watch_plays import look_up

# A file's time, size and place on the disk.
Signature = tuple[int, int, int]
SOURCES = (".py", ".toml", ".csv", ".otf", ".ttf")


@dataclass(frozen=True)
class Sources:
    """What the files said at one moment.

    Attributes
    ----------
    code
        The scene's file.
    words
        The language's table.
    shared
        A digest of all that every scene builds on: kit, core and data.
    """

    slug: str
    code: Code
    words: Mapping[str, Any]
    shared: str

    @cached_property
    def of_scene(self) -> str:
        """A digest of what concerns the scene as a whole."""
        own = {entry.slug for entry in PLAYLIST}
        common = repr({name: words for name, words in self.words.items() if name not in own})
        return digest([self.shared, self.code.of_scene(), common])

    @cached_property
    def _of_beats(self) -> dict[str, str]:
        return {}

    def of_beat(self, key: str, asked: frozenset[str]) -> str:
        """Return a digest of what concerns one beat: its code, and the words that it asks for."""
        if key not in self._of_beats:
            self._of_beats[key] = self.code.of_beat(key)
        return digest([key, self._of_beats[key], self.of_words(asked)])

    def of_words(self, asked: frozenset[str]) -> str:
        """Return a digest of the words under some keys."""
        return digest(f"{key}={look_up(self.words, key)!r}" for key in sorted(asked))


class Files:
    """The files of one scene, looked at again and again.

    The operating system's own notices come bundled half a second late where programs save by renaming; looking is
    cheaper than that.
    """

    def __init__(self, entry: Entry, settings: Settings) -> None:
        self.entry = entry
        self.words = KIT / "words" / settings.language
        self._data = None if settings.builtin else Path(settings.data)
        self._digests: dict[Path, tuple[Signature, str]] = {}
        self._paths = self._listed()
        self._seen = self._signatures()
        self._is_moving = False

    def saved(self) -> bool:
        """Whether files were saved since the last call that said so; while they still change, not yet."""
        now = self._signatures()
        if now != self._seen:
            self._paths = self._listed()
            self._seen, self._is_moving = self._signatures(), True
            return False
        moved, self._is_moving = self._is_moving, False
        return moved

    def read(self) -> Sources:
        """Read what the files say.

        Raises
        ------
        SyntaxError, tomllib.TOMLDecodeError, UnicodeDecodeError
            Where a file is not what its name promises.
        OSError
            Where it has gone.
        """
        code = Code(self.entry.file.read_text(encoding="utf-8"), self.entry.scene)
        try:
            _ = code.module
        except SyntaxError as error:
            error.filename = str(self.entry.file)
            raise
        return Sources(self.entry.slug, code, read_table(self.words), self._shared())

    def _shared(self) -> str:
        parts = []
        for path, signature in sorted(self._signatures().items()):
            if path != self.entry.file and self.words not in (path, path.parent):
                known = self._digests.get(path)
                if known is None or known[0] != signature:
                    known = self._digests[path] = signature, file_digest(path)
                parts.append(f"{path}={known[1]}")
        return digest(parts)

    def _listed(self) -> list[Path]:
        words = [self.words, *sorted(self.words.glob("*.toml"))]
        own = [self.entry.file, *words, *([self._data] if self._data else [])]
        return [*own, *_below(KIT), *_below(CORE)]

    def _signatures(self) -> dict[Path, Signature]:
        found = {}
        for path in self._paths:
            try:
                status = os.stat(path)
            except OSError:  # just being replaced
                continue
            found[path] = status.st_mtime_ns, status.st_size, status.st_ino
        return found


def _below(folder: Path) -> Iterator[Path]:
    """Yield the sources below a folder, but for words, which are read one language at a time."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir() and entry.name not in ("__pycache__", "words"):
            yield from _below(Path(entry.path))
        elif entry.name.endswith(SOURCES) and not entry.name.startswith("."):
            yield Path(entry.path)
