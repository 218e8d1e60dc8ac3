"""What a scene tells those who had it played: how far it is, and at the end its beats."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Any

from scenes.kit.settings import PREFIX


@dataclass
class Beat:
    """What a beat said and when, in seconds of its scene.

    Attributes
    ----------
    voice
        The recording that begins with the beat: its name in its scene's folder, and how many seconds it lasts.
    loops
        Whether it is worth seeing over and over, where somebody talks along.
    numbers
        What is said, and what stands on the frame at the end: name, value, text, source.
    """

    key: str
    start: float
    caption: str
    narration: str
    end: float = 0.0
    cues: list[dict[str, Any]] = field(default_factory=list)
    voice: dict[str, Any] | None = None
    loops: bool = False
    numbers: list[dict[str, Any]] = field(default_factory=list)


def tell(line: dict[str, Any]) -> None:
    """Write a line to the file that the environment names, if it names one."""
    path = os.environ.get(PREFIX + "REPORT")
    if path:
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
