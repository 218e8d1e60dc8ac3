"""What the lock installs may be used in a course: nothing of it asks that what is made with it be given away."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from scenes.production.doctor import pinned

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"
WANTED = pinned(LOCK.read_text(encoding="utf-8"))
FREE = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|PSF|Python Software Foundation|Zlib|MPL|Mozilla|LGPL|HPND|CC0|Unlicense|matplotlib)\b"
)
# Says nothing in its metadata; its repository holds the BSD licence.
SILENT = {"pyglet"}


@pytest.mark.parametrize("name", sorted(WANTED))
def test_the_licence_is_a_permissive_one(name: str) -> None:
    try:
        about = metadata(name)
    except PackageNotFoundError:
        pytest.fail(f"{name} is in the lock and not here: pip install -r requirements.lock")
    said = [
        text for field in FIELDS for text in about.get_all(field) or [] if field != "Classifier" or "License" in text
    ]
    assert FREE.search(" ".join(said)), said
    assert not re.search(r"\bA?GPL|GNU (Affero )?General Public", " ".join(said)), said
