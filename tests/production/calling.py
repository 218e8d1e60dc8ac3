"""The project's commands as somebody calls them who has chosen nothing."""

from __future__ import annotations

import os


def environment(**more: str) -> dict[str, str]:
    """Return this process' environment without the lecture's settings, with some names added."""
    return {name: value for name, value in os.environ.items() if not name.startswith("LECTURE_")} | more
