"""The files, read back: their size, their type, their bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zlib
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.font_manager import fontManager
from PIL import Image

from scenes.figures import make, plates
from scenes.figures.paper import DPI, MM, WIDTH
from scenes.figures.plates import PLATES
from scenes.kit.settings import Settings

# The figures that are made a second time: with maths, Han, marks, fillings, and in space.
AGAIN = ("contours", "surface", "plane")
TRUETYPE = b"\x00\x01\x00\x00"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The figures of an edition in Chinese, its settings found as they were left."""
    folder = tmp_path_factory.mktemp("files")
    before, fonts = dict(mpl.rcParams), list(fontManager.ttflist)
    reasons = make(Settings(language="zh", theme="light"), folder)
    assert dict(mpl.rcParams) == before and fontManager.ttflist == fonts
    assert reasons == dict.fromkeys(PLATES, "")
    return folder


def test_every_figure_is_there_in_every_format(folder: Path):
    expected = {f"{name}.{suffix}" for name in PLATES for suffix in ("pdf", "svg", "png")}
    assert {path.name for path in folder.iterdir()} == expected


def streams(pdf: bytes) -> dict[int, bytes]:
    """Return the streams of a PDF by the numbers of their objects, unpacked."""
    found = {}
    for match in re.finditer(rb"(\d+) 0 obj\n<<((?:(?!endobj).)*?)>>\nstream\n", pdf, re.DOTALL):
        raw = pdf[match.end() : pdf.index(b"endstream", match.end())]
        found[int(match[1])] = zlib.decompress(raw) if b"FlateDecode" in match[2] else raw
    return found


@pytest.mark.parametrize("name", PLATES)
def test_all_type_is_embedded_as_truetype(folder: Path, name: str):
    pdf = (folder / f"{name}.pdf").read_bytes()
    assert b"/Type3" not in pdf and b"/FontFile3" not in pdf
    files, unpacked = re.findall(rb"/FontFile2 (\d+) 0 R", pdf), streams(pdf)
    fonts = re.findall(rb"/Subtype /CIDFontType2", pdf)
    assert files and len(files) == len(fonts)
    assert all(unpacked[int(number)].startswith(TRUETYPE) for number in files)
    assert b"LectureSans" in pdf


@pytest.mark.parametrize("name", PLATES)
def test_a_page_is_as_wide_as_a_column(folder: Path, name: str):
    box = re.search(rb"/MediaBox \[ ?([\d. ]+)\]", (folder / f"{name}.pdf").read_bytes())
    assert box is not None
    assert float(box[1].split()[2]) == pytest.approx(72 * WIDTH * MM, abs=0.01)
    with Image.open(folder / f"{name}.png") as image:
        assert image.width == int(DPI * WIDTH * MM)
        assert image.info["dpi"] == pytest.approx((DPI, DPI), abs=0.1)


@pytest.mark.parametrize("name", PLATES)
def test_a_drawing_needs_no_type_and_no_other_file(folder: Path, name: str):
    text = (folder / f"{name}.svg").read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "text" not in tags and "image" not in tags and "script" not in tags
    links = [value for element in root.iter() for key, value in element.items() if key.endswith("href")]
    assert links and all(link.startswith("#") for link in links)
    assert float(root.get("width", "").removesuffix("pt")) == pytest.approx(72 * WIDTH * MM, abs=0.01)


@pytest.mark.parametrize("name", PLATES)
def test_nothing_tells_the_day(folder: Path, name: str):
    for suffix, words in (("pdf", (b"Date", b"Producer")), ("svg", (b"dc:date",)), ("png", (b"Software",))):
        content = (folder / f"{name}.{suffix}").read_bytes()
        assert not [word for word in words if word in content]


@pytest.mark.render
def test_the_same_inputs_make_the_same_bytes(folder: Path, tmp_path: Path):
    """Made again in another process, in which Python's sets have another order."""
    program = (
        "import sys; from pathlib import Path; from scenes.figures import plates; from scenes.kit.settings import *;"
        f"plates.PLATES = {{name: plates.PLATES[name] for name in {AGAIN}}};"
        "plates.make(Settings(language='zh', theme='light'), Path(sys.argv[1]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=True, env=environment)
    assert {path.stem for path in tmp_path.iterdir()} == set(AGAIN)
    for path in sorted(tmp_path.iterdir()):
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_nothing_is_written_of_what_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    data = tmp_path / "apart.csv"
    data.write_text("$x$,y\n1,no\n2,no\n3,no\n6,yes\n7,yes\n8,yes\n")
    saved = []
    monkeypatch.setattr(plates, "save", lambda figure, folder, name: saved.append(name))
    reasons = plates.make(Settings(theme="light", data=str(data), feature="$x$", label="y"), tmp_path)
    assert saved == [name for name, reason in reasons.items() if not reason] != list(PLATES)
