"""What stands on the frame at the end of every beat, a file a scene: ``BEATS`` of each is a function a beat."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

BEATS = {
    path.stem: import_module(f"traced.{path.stem}").BEATS for path in sorted(Path(__file__).parent.glob("[!_]*.py"))
}
