"""Scenes by manim's own command line, from the repository's root."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from calling import environment

ROOT = Path(__file__).resolve().parents[2]


def manim(tmp_path: Path, file: str, scene: str, **choices: str) -> subprocess.CompletedProcess[str]:
    """Paint a scene's last frame, small."""
    words = ["render", "-ql", "-s", "--media_dir", str(tmp_path), f"scenes/{file}.py", scene]
    chosen = {f"LECTURE_{name.upper()}": value for name, value in choices.items()}
    command = [sys.executable, "-m", "manim", *words]
    return subprocess.run(
        command, cwd=ROOT, env=environment(**chosen), capture_output=True, text=True, check=False, timeout=300
    )


@pytest.mark.render
def test_a_scene_previews_by_the_plain_command(tmp_path):
    done = manim(tmp_path, "rates", "Rates", language="zh")
    assert done.returncode == 0, done.stderr[-2000:]
    (picture,) = tmp_path.rglob("*.png")
    assert picture.stat().st_size > 10_000


@pytest.mark.render
@pytest.mark.parametrize(
    ("choices", "named"), [({"data": "nothing.csv"}, "nothing.csv"), ({"language": "xx"}, "xx"), ({"rate": "-1"}, "-1")]
)
def test_a_bad_setting_ends_with_a_sentence(tmp_path, choices, named):
    done = manim(tmp_path, "rates", "Rates", **choices)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr + done.stdout
    (line,) = [line for line in done.stderr.splitlines() if line.strip()]
    assert named in line
    assert not list(tmp_path.rglob("*.png"))
