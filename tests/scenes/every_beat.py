"""What stands on the frame at the end of every beat, a file a scene in `traced/`: their functions, by slug and beat."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

SCENES = sorted((Path(__file__).parent / "traced").glob("[!_]*.py"))
BEATS = {path.stem: import_module(f"traced.{path.stem}").BEATS for path in SCENES}
