"""The wheel and the sdist build, hold what they need and no more, and the wheel works where it is unpacked."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from calling import environment

ROOT = Path(__file__).resolve().parents[1]


def kept(*folders: str) -> set[str]:
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *folders]
    asked = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if asked.returncode:
        pytest.skip("without git nobody knows which files are the project's")
    return {name for name in asked.stdout.split("\0") if name and (ROOT / name).is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    for kind in ("wheel", "sdist"):
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)], cwd=ROOT, check=True
        )
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    (path,) = built.glob("*.whl")
    return zipfile.ZipFile(path)


def test_the_wheel_holds_both_packages_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == kept("scenes", "mathcore")
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())


def test_the_sdist_is_the_project(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names == kept() | {"PKG-INFO"}


def test_the_wheel_works_and_writes_beside_whoever_calls(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path / "site")
    (tmp_path / "here").mkdir()
    program = (
        "from mathcore import Study, builtin; from scenes.kit.typeset import FONTS;"
        "from scenes.production.choices import MEDIA; import scenes;"
        "steps = Study.of(builtin('hours')).walk.steps;"
        "print(scenes.__file__, MEDIA, steps, len(list(FONTS.glob('*.otf'))), sep='\\n')"
    )
    words = [sys.executable, "-P", "-c", program]
    place = environment(PYTHONPATH=str(tmp_path / "site"))
    done = subprocess.run(words, cwd=tmp_path / "here", env=place, capture_output=True, text=True, check=True)
    file, media, steps, fonts = done.stdout.splitlines()
    assert Path(file).is_relative_to(tmp_path / "site")
    assert Path(media) == tmp_path / "here" / "media"
    assert (int(steps), int(fonts) > 0) == (456, True)
