"""Text, data and addresses as HTML takes them: whatever a column is called, it stays a name."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from scenes.kit.words import FOLDER, leaves, read_table

# How a browser names the languages.
PAGE_LANGUAGE = {"en": "en", "zh": "zh-Hans"}
# What no HTML file may hold, not even escaped: control characters and halves of characters.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# What could end a script early; JSON may write any character by its number.
IN_SCRIPT = str.maketrans({letter: f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"})
HOLE = re.compile(r"\{\{([a-z_.]+)\}\}")


def escape(text: str) -> str:
    """Return a text as it can stand between tags and in quoted attributes."""
    return html.escape(FORBIDDEN.sub("\ufffd", text))


def script_json(value: Any) -> str:
    """Return a value as JSON that can stand in a script element and comes out again unchanged."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(IN_SCRIPT)


def address(path: PurePath) -> str:
    """Return a relative path as a link."""
    return "/".join(quote(part, safe="") for part in path.parts)


def template(name: str) -> str:
    """Return a page with holes, ``{{like_this}}``, from beside this file."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def filled(page: str, texts: Mapping[str, str], markup: Mapping[str, str]) -> str:
    """Fill every hole of a page; texts are escaped, markup goes in as it is.

    Raises
    ------
    KeyError
        Naming a hole that nothing fills.
    """
    return HOLE.sub(lambda hole: markup[hole[1]] if hole[1] in markup else escape(texts[hole[1]]), page)


def page_words(language: str, table: str) -> dict[str, str]:
    """Return the words of a page by their dotted keys; their own ``{holes}`` are still open."""
    return leaves(read_table(FOLDER / language)[table])
