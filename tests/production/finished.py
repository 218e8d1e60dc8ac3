"""What a command says that it has finished."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scenes.production.key import file_digest

Entries = dict[str, dict[str, Any]]


def entries(folder: Path) -> Entries:
    """Return the manifest's entries; none where there is no manifest. A broken one raises ValueError."""
    manifest = folder / ".work/manifest.json"
    return json.loads(manifest.read_text()) if manifest.exists() else {}


def finished(folder: Path) -> Entries:
    """Return the entries whose files are what the manifest says; none where it is broken."""
    try:
        said = entries(folder)
    except ValueError:
        return {}
    return {name: entry for name, entry in said.items() if _is_whole(folder, entry)}


def _is_whole(folder: Path, entry: dict[str, Any]) -> bool:
    files = entry.get("files", {entry["file"]: entry} if "file" in entry else {})
    paths = {folder / name: facts["sha256"] for name, facts in files.items()}
    return all(path.is_file() and file_digest(path) == digest for path, digest in paths.items())
