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
# Says nothing in its metadata; the licence it brings along is the BSD one.
SILENT = {"pyglet"}


@pytest.mark.parametrize("name", sorted(WANTED))
def test_the_licence_is_a_permissive_one(name: str) -> None:
    try:
        about = metadata(name)
    except PackageNotFoundError:
        pytest.fail(f"{name} is in the lock and not here: pip install -r requirements.lock")
    classified = [text for text in about.get_all("Classifier") or [] if text.startswith("License")]
    # Some paste a whole licence, and those of what they bundle: its first lines name it.
    said = " ".join([about.get("License-Expression") or (about.get("License") or "")[:200], *classified])
    assert FREE.search(said) or (name in SILENT and not said), said
    assert not re.search(r"\bA?GPL|GNU (Affero )?General Public", said), said
