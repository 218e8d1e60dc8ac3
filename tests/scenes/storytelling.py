"""What the tests of the story share: editions of a scene, and what was said in a beat."""

from __future__ import annotations

import pytest

# The editions that every scene is played in.
EVERYWHERE = (
    "hours", "hours-zh", "hours-light", "hours-zh-dark", "challenger", "menarche-zh", "vaso", "apart", "falling",
    "touching-zh", "few", "outlier", "many", "skewed", "million-zh",
)  # fmt: skip
# Every built-in data set in both languages.
SHIPPED = (
    "hours", "hours-zh", "challenger", "challenger-zh", "vaso", "vaso-zh", "iris", "iris-zh", "menarche", "menarche-zh",
)  # fmt: skip
# Sets of many rows, whose plots count them in bins.
MANY = ("many", "skewed", "million-zh")


def played(slug, editions):
    """Run a test over editions of a scene."""
    chosen = [pytest.param(slug, name, id=f"{slug}-{name}") for name in editions]
    return pytest.mark.parametrize(("slug", "edition"), chosen)


def said(performance, key: str) -> str:
    (beat,) = [beat for beat in performance.lesson.beats if beat.key == key]
    return f"{beat.caption} {beat.narration}"


def claims(text: str, *phrases: str) -> bool:
    return any(phrase in text for phrase in phrases)
