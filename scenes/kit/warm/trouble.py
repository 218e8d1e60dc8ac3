"""What went wrong in a scene, in a few lines for the person who is writing it."""

from __future__ import annotations

import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
# Errors whose message says it all. Known by name: this must work where the kit itself cannot be imported.
PLAIN = ("DataError", "SettingsError", "WordsError")
# So many calls are named, the innermost of them last.
MOST = 3


def explain(error: BaseException) -> str:
    """Return what is wrong and in which lines of the project."""
    if type(error).__name__ in PLAIN:
        return str(error)
    if isinstance(error, SyntaxError):
        return f"{place(error.filename or '?', error.lineno or 0)}: {error.msg}\n    {(error.text or '').strip()}"
    calls = traceback.extract_tb(error.__traceback__)
    own = [call for call in calls if _is_own(Path(call.filename))]
    said = "".join(traceback.format_exception_only(error)).strip()
    return "\n".join([said, *(f"{place(call.filename, call.lineno or 0)}: {call.line}" for call in own[-MOST:])])


def place(file: str, line: int) -> str:
    """Return a file's name from the project's folder, and the line."""
    path = Path(file)
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
    return f"{name}, line {line}"


def _is_own(path: Path) -> bool:
    inside = path.relative_to(ROOT).parts if path.is_relative_to(ROOT) else ("outside",)
    return inside[0] in ("scenes", "mathcore") and inside[:3] != ("scenes", "kit", "warm")
