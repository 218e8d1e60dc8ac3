"""Numbers shown as text: each the core's value at the digits shown, and where it says that it is from."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

import mathcore
from scenes.kit.lesson import Lesson
from scenes.kit.sources import same
from scenes.kit.telling import Beat

# Of a unit in the last place: a tie may be rounded either way.
HALF = 0.51
SUPERSCRIPT = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")


def findings(lesson: Lesson) -> list[str]:
    """Return the numbers that are not what they are said to be, with the beat's key."""
    checks = (not_rounded, not_from_there)
    rows = [(beat, number) for beat in lesson.beats for number in beat.numbers]
    return [f"{beat.key}: {said}" for beat, row in rows for check in checks if (said := check(lesson, beat, row))]


def not_rounded(lesson: Lesson, beat: Beat, row: dict[str, Any]) -> str:
    """Say what is shown where it is not the value at the digits shown; "" where it is."""
    shown, value = value_of(row["text"]), row["value"]
    if shown is None or isinstance(value, str) or row["text"] == "0":
        return ""
    near = abs(shown - value) <= HALF * unit(row["text"])
    return "" if near else f"{row['name']} is shown as {row['text']}, yet it is {value!r}"


def unit(text: str) -> float:
    """Return what one more in the last place of a written number stands for."""
    mantissa, _, power = text.partition("·10")
    return 10.0 ** (int(power.translate(SUPERSCRIPT) or 0) - len(mantissa.partition(".")[2]))


def not_from_there(lesson: Lesson, beat: Beat, row: dict[str, Any]) -> str:
    """Say where a number is said to be from, where another one stands there; "" where it is from there."""
    source = row["source"] or ""
    if set(re.findall(r"\b[A-Z]\w+", source)) != {"Study"} or "scenes" in source:
        return ""
    found = eval(source, {"Study": lesson.study, "np": np, "mathcore": mathcore})
    value = float(row["value"]) if isinstance(row["value"], str) else row["value"]
    return "" if same(found, value) else f"{row['name']} is {value!r}, yet {source} is {found!r}"


def value_of(text: str) -> float | None:
    """Return the number that a text shows; None where it is not one number."""
    plain = text.replace(",", "").replace("·10", "e").translate(SUPERSCRIPT)
    try:
        return float(plain)
    except ValueError:
        return None
