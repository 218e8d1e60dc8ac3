"""Every text of every beat: within the frame, apart from the others, large enough, and not too many of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from scenes.kit.proof.performance import Performance, Text

WIDTH, HEIGHT = 128 / 9, 8.0
# Free at every edge, in shares of the frame.
MARGIN = 0.034
HAIR = 0.02
SMALLEST, SMALLEST_HAN = 0.29, 0.33
# A figure is about 0.7 em high in both types.
FIGURE = 0.62
HAN = re.compile(r"[一-鿿]")
# On one picture.
MOST_WORDS, MOST_HAN = 60, 90
# The program on the frame of the last scene names np.inf.
NOT_FILLED_IN = re.compile(r"\bnan\b|(?<!np\.)\binf\b|None")


def findings(performance: Performance) -> list[str]:
    """Return what is wrong with the texts of a scene, each finding once, with its beat."""
    found = (
        f"{beat}: {trouble}"
        for beat, shown in performance.looks()
        for check in (outside, covered, small, not_filled_in, cut_short)
        for trouble in check(shown)
    )
    crowds = (f"{beat}: {trouble}" for beat, shown in performance.ends.items() for trouble in crowded(shown))
    return list(dict.fromkeys([*found, *crowds]))


def outside(shown: list[Text]) -> Iterator[str]:
    """Yield the texts that come too near to the frame's edge."""
    across, up = WIDTH * (0.5 - MARGIN), HEIGHT * (0.5 - MARGIN)
    for text in shown:
        left, right, bottom, top = text.box
        if left < -across or right > across or bottom < -up or top > up:
            yield f"{text.source!r} is too near to the frame's edge, at {text.box}"


def covered(shown: list[Text]) -> Iterator[str]:
    """Yield the pairs of texts that lie over each other."""
    for a, b in itertools.combinations(shown, 2):
        width = min(a.box[1], b.box[1]) - max(a.box[0], b.box[0])
        height = min(a.box[3], b.box[3]) - max(a.box[2], b.box[2])
        if width > HAIR and height > HAIR:
            yield f"{a.source!r} and {b.source!r} cover each other"


def small(shown: list[Text]) -> Iterator[str]:
    """Yield the texts that cannot be read from the back of a room."""
    for text in shown:
        if text.live:
            figures = text.box[3] - text.box[2]
            if any(letter.isdigit() for letter in text.source) and figures < FIGURE * SMALLEST:
                yield f"{text.source!r} is too small: {figures:.3f} high"
        elif text.em < (SMALLEST_HAN if HAN.search(text.source) else SMALLEST) - 1e-6:
            yield f"{text.source!r} is too small: its type measures {text.em:.3f}"


def not_filled_in(shown: list[Text]) -> Iterator[str]:
    """Yield the texts with a number that does not exist."""
    for text in shown:
        if NOT_FILLED_IN.search(text.source):
            yield f"{text.source!r} shows a number that does not exist"


def cut_short(shown: list[Text]) -> Iterator[str]:
    """Yield the texts that were cut short, but for words of the data."""
    for text in shown:
        if "…" in text.source and "#text(" not in text.source:
            yield f"{text.source!r} is cut short"


def crowded(shown: list[Text]) -> Iterator[str]:
    """Yield how many words stand on a picture, where they are too many."""
    words = sum(len(text.source.split()) for text in shown if "$" not in text.source and not text.live)
    han = sum(len(HAN.findall(text.source)) for text in shown)
    if words > MOST_WORDS or han > MOST_HAN:
        yield f"the picture is crowded, with {words} words and {han} Chinese characters"
