"""Words that must keep within a width: first smaller, then in lines, then shortened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scenes.kit.typeset import Typeset

# The smallest type a viewer at the back reads, in frame units (3.75 % of the frame's height).
SMALLEST = 0.3


def fitted(
    write: Callable[[str, float], Typeset], source: str, width: float, em: float, *, wrap: bool = True
) -> Typeset:
    """Set words no wider than ``width``: the largest type of the first way that fits.

    Parameters
    ----------
    write
        Sets a Typst source at a size in em.
    source
        The words; a user's own stand in ``#text("…")``.
    wrap
        Whether there is room for a second line.
    """
    text = source
    for text in _ways(source, wrap):
        drawn = write(text, em)
        size = em * width / drawn.width
        if size >= em:
            return drawn
        if size >= SMALLEST:
            return write(text, size)
    return write(text, SMALLEST)


def _ways(source: str, wrap: bool) -> Iterator[str]:
    """Yield the words in one line, broken at a space near the middle, and cut shorter and shorter."""
    yield source
    if source.count('#text("') > 1:
        # Several of a user's own words: broken between them; cut short they would no longer be markup.
        yield from _broken_outside(source) if wrap else ()
        return
    head, literal, tail = source.partition('#text("')
    body, closing, rest = tail.rpartition('")')
    words = body if literal else source
    spaces = [i for i, letter in enumerate(words) if letter == " "]

    def wrapped(text: str) -> str:
        return f'{head}#text("{text}"){rest}' if literal and closing else text

    if spaces and wrap:
        cut = min(spaces, key=lambda i: abs(i - len(words) / 2))
        yield f"{wrapped(words[:cut])} \\ {wrapped(words[cut + 1 :])}"
    # Three Chinese characters are as wide as seven letters.
    for length in range(min(len(words), 40), 2, -1):
        yield wrapped(words[:length].rstrip("\\ ") + "…")


def _broken_outside(source: str) -> Iterator[str]:
    """Yield markup broken at the space nearest its middle that lies in none of its quoted words."""
    quoted = [found.span() for found in re.finditer(r'#text\("(?:[^"\\]|\\.)*"\)', source)]
    spaces = [i for i, letter in enumerate(source) if letter == " " and not any(a < i < b for a, b in quoted)]
    if spaces:
        cut = min(spaces, key=lambda i: abs(i - len(source) / 2))
        yield f"{source[:cut]} \\ {source[cut + 1 :]}"
