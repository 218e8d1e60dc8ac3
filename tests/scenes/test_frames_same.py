"""The picture at the end of every beat is the one that was looked at: small references, a file a scene.

Where they part, the picture as it is, as it was, and their difference (four times as strong) are left in
``media/frames/``. A reference that is gone is written anew, for somebody to look at and commit.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from scenes.playlist import PLAYLIST

HERE = Path(__file__).parent / "frames"
LEFT = Path(__file__).resolve().parents[2] / "media/frames"
# Of 255, after a blur over 3 x 3 pixels: other versions of the libraries round edges otherwise; on the mean of a beat.
ANYWHERE, ON_AVERAGE = 40.0, 0.6


def beside(pictures: list[np.ndarray]) -> Image.Image:
    return Image.fromarray(np.concatenate(pictures, axis=1))


def apart(actual: Image.Image, expected: Image.Image) -> np.ndarray:
    """Return how far two pictures are apart in every pixel, blurred, of 255."""
    one, other = (np.asarray(image.filter(ImageFilter.BoxBlur(1)), dtype=float) for image in (actual, expected))
    return np.abs(one - other).max(axis=2)


def leave(name: str, actual: Image.Image, expected: Image.Image) -> Path:
    LEFT.mkdir(parents=True, exist_ok=True)
    difference = np.abs(np.asarray(actual, dtype=float) - np.asarray(expected.resize(actual.size), dtype=float))
    actual.save(LEFT / f"{name}-actual.png")
    expected.save(LEFT / f"{name}-expected.png")
    Image.fromarray(np.minimum(255, 4 * difference).astype(np.uint8)).save(LEFT / f"{name}-difference.png")
    return LEFT


@pytest.mark.parametrize("entry", PLAYLIST, ids=lambda entry: entry.slug)
def test_a_scene_looks_as_it_did(entry, perform) -> None:
    performance, file = perform(entry.slug, "hours"), HERE / f"{entry.clip}.png"
    actual = beside([performance.pictures[beat.key] for beat in performance.lesson.beats])
    if not file.is_file():
        actual.save(file, optimize=True)
        pytest.fail(f"there was no {file.name}: it was written; look at it, and commit it")
    expected = Image.open(file).convert("RGB")
    if expected.size == actual.size:
        found = apart(actual, expected)
        if found.max() <= ANYWHERE and found.mean() <= ON_AVERAGE:
            return
    pytest.fail(f"{entry.slug} looks otherwise: see {leave(entry.clip, actual, expected)}")


def test_a_moved_dot_is_seen(perform) -> None:
    """Hold the tolerance against the smallest thing that may go wrong."""
    picture = next(iter(perform("mapping", "hours").pictures.values()))
    moved = picture.copy()
    moved[100:103, 100:103] = 255 - moved[100:103, 100:103]
    assert apart(beside([picture]), beside([moved])).max() > ANYWHERE
