"""The folder of one edition: its clips, its film, and the record of what is finished.

A file counts as finished only when the manifest says so, with its size and hash; the manifest's entry is the
last thing written, so that whatever stops a render leaves nothing half-made that looks whole.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scenes.production.errors import ProductionError
from scenes.production.key import file_digest
from scenes.production.writing import write_whole

try:
    import fcntl
except ImportError:  # Windows has no such lock; two renders into one folder are then the user's own care.
    fcntl = None  # type: ignore[assignment]


class Edition:
    """One folder ``media/<edition>/`` and its manifest.

    Parameters
    ----------
    folder
        Where the films and clips go; made if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.work = folder / ".work"
        self.logs = self.work / "logs"
        self._manifest = self.work / "manifest.json"
        self._entries: dict[str, dict[str, Any]] = {}
        self._digests: dict[tuple[Path, int, int], str] = {}

    @contextmanager
    def opened(self) -> Iterator[Edition]:
        """Make the folder, keep other renders out of it, read the manifest, and clear away old attempts.

        Raises
        ------
        ProductionError
            Where another render is at work in this folder.
        """
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.work / "lock").open("a") as lock:
            if fcntl is not None:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    raise ProductionError(
                        f"Another render is at work in {self.folder}. Wait until it has finished, "
                        "or choose another folder with --output FOLDER."
                    ) from None
            self._clear_attempts()
            self._entries = self._read()
            try:
                yield self
            finally:
                self._clear_attempts()

    def attempt(self) -> Path:
        """Return a new empty folder for unfinished files, on the same disk as the finished ones."""
        return Path(tempfile.mkdtemp(prefix="attempt-", dir=self.work))

    def entry(self, name: str, key: str) -> dict[str, Any] | None:
        """Return the manifest's entry of that name and key, if its files are still what was recorded."""
        entry = self._entries.get(name)
        if entry is None or entry.get("key") != key:
            return None
        files = entry.get("files", {entry["file"]: entry} if "file" in entry else {})
        return entry if all(self._is_whole(file, facts) for file, facts in files.items()) else None

    def _is_whole(self, file: str, facts: dict[str, Any]) -> bool:
        path = self.folder / file
        return path.is_file() and path.stat().st_size == facts["size"] and self._digest(path) == facts["sha256"]

    def _digest(self, path: Path) -> str:
        """Return a file's hash; one that nobody wrote since is read once."""
        now = path.stat()
        state = path, now.st_size, now.st_mtime_ns
        if state not in self._digests:
            self._digests[state] = file_digest(path)
        return self._digests[state]

    def length(self, name: str) -> float | None:
        """Return how many seconds a clip lasted when it was last recorded, under whatever key."""
        length = self._entries.get(name, {}).get("report", {}).get("duration")
        return float(length) if length else None

    def finish(self, name: str, key: str, made: Path, file: str, **facts: Any) -> None:
        """Move a finished file into place and record it, in that order."""
        self._remove_other(name, file)
        about = _facts(made)
        os.replace(made, self.folder / file)
        self.record(name, {"key": key, "file": file, **about, **facts})

    def finish_all(self, name: str, key: str, made: Path) -> None:
        """Move all files of a folder into place, at the same paths below the edition's, and record them together."""
        files = {path.relative_to(made).as_posix(): _facts(path) for path in sorted(made.rglob("*")) if path.is_file()}
        for file in self._entries.get(name, {}).get("files", {}).keys() - files.keys():
            (self.folder / file).unlink(missing_ok=True)
        for file in files:
            (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
            os.replace(made / file, self.folder / file)
        self.record(name, {"key": key, "files": files})

    def omit(self, name: str, key: str, reason: str) -> None:
        """Record that a scene is left out, and remove what an earlier render made of it."""
        self._remove_other(name, None)
        self.record(name, {"key": key, "omitted": reason})

    def record(self, name: str, entry: dict[str, Any]) -> None:
        """Write an entry to the manifest; the old manifest stands until the new one is whole."""
        self._entries[name] = entry
        self.write(self._manifest, json.dumps(self._entries, ensure_ascii=False, indent=1))

    def write(self, path: Path, text: str) -> bool:
        """Write a small text file in one step; return whether its content is new."""
        if path.is_file() and path.read_bytes() == text.encode():
            return False
        write_whole(path, text)
        return True

    def _remove_other(self, name: str, file: str | None) -> None:
        old = self._entries.get(name, {}).get("file")
        if old and old != file:
            (self.folder / old).unlink(missing_ok=True)
            (self.folder / old).with_suffix(".srt").unlink(missing_ok=True)

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            entries = json.loads(self._manifest.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return entries if isinstance(entries, dict) else {}

    def _clear_attempts(self) -> None:
        for path in self.work.glob("attempt-*"):
            shutil.rmtree(path, ignore_errors=True)


def _facts(path: Path) -> dict[str, Any]:
    """Return what tells whether a file is still the one that was recorded."""
    return {"size": path.stat().st_size, "sha256": file_digest(path)}
