"""The example notebook runs from its first cell to its last, in a process of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import av
import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "scenes/example.ipynb"

# What a notebook does with its cells, without a server: IPython's own shell runs them and keeps what they show.
RUN = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

shell = InteractiveShell.instance()
for cell in json.loads(open(sys.argv[1], encoding="utf-8").read())["cells"]:
    if cell["cell_type"] == "code":
        with capture_output() as shown:
            result = shell.run_cell("".join(cell["source"]))
        result.raise_error()
        value = result.result
        html = value._repr_html_() if hasattr(value, "_repr_html_") else ""
        picture = getattr(value, "png", b"")
        video = [output.data.get("text/html", "") for output in shown.outputs]
        print(json.dumps({"value": repr(value), "html": html, "video": video, "picture": picture.hex()}))
"""


@pytest.mark.render
def test_every_cell_runs_and_shows_what_it_says(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "IPYTHONDIR": str(tmp_path / "ipython")}
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(NOTEBOOK)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    shown = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert "<td>-4.07771 (standard error 1.76)</td>" in shown[0]["html"]
    assert "456" in shown[1]["value"]
    with Image.open(io.BytesIO(bytes.fromhex(shown[2]["picture"]))) as picture:
        assert picture.format == "PNG"
        assert min(picture.convert("RGB").getpixel((2, 2))) > 240
        assert len(picture.convert("L").getcolors()) > 50
    assert any("<video" in html for html in shown[-1]["video"])
    clip = next((tmp_path / "media/jupyter").glob("Title@*.mp4"))
    with av.open(str(clip)) as container:
        corner = next(container.decode(video=0)).to_ndarray(format="rgb24")[0, 0]
    assert corner.min() > 240, "the light ground that the notebook asks for"


def test_it_is_kept_without_results() -> None:
    cells = [cell for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert cells
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)
