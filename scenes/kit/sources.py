"""Where a number comes from: the expression, over the study and what a scene computed, that has just its value.

Most are found by looking: a number of many figures is the one that the study holds with the same bits. The others are
named in ``sources.toml``, and told where they hold. What cannot be told is None.
"""

from __future__ import annotations

import inspect
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from manim import Mobject

import mathcore
import scenes
from scenes.kit.written import Number, Written

if TYPE_CHECKING:
    from scenes.kit.lesson import Lesson

FILE = Path(__file__).with_name("sources.toml")
# How deep is looked, and how many entries of a container and values of an array are results rather than data.
DEPTH, MOST, MOST_VALUES = 5, 64, 200_000
# A number with so many figures is hardly ever equal to another by chance; nor is a whole number this large.
FIGURES, LARGE = 7, 1000
# What manim keeps, what tells of the lesson rather than holds its results, and what numbers go into.
SKIPPED = {
    "submobjects", "updaters", "renderer", "camera", "mobjects", "settings", "words", "theme", "story", "lesson",
    "moving_mobjects", "static_mobjects", "animations", "foreground_mobjects", "beats", "_quoted", "_said",
}  # fmt: skip


class Found(NamedTuple):
    """A value, how the scene's code calls it, and the expression that stands for it."""

    value: Any
    path: str
    source: str
    depth: int


class Sources:
    """What a lesson holds at this moment.

    Parameters
    ----------
    lesson
        The scene, at the end of a beat.
    """

    def __init__(self, lesson: Lesson) -> None:
        # Manim's command line loads a scene's file under a name of its own.
        kind = next(kind for kind in type(lesson).__mro__ if "slug" in vars(kind))
        own, self._constants = kind.__name__, vars(sys.modules[kind.__module__])
        self.slug, self._facts = lesson.slug, lesson.study.facts
        self._names: dict[int, str] = {}
        self._groups: list[tuple[str, Mobject]] = []
        self._values: list[tuple[str, Any]] = []
        self._core: dict[str, Any] = {}
        self._seen = {id(lesson)}
        todo = [Found(lesson.study, "study", "Study", 0)]
        todo += [Found(value, name, f"{own}.{name}", 0) for name, value in _inside(lesson)]
        while todo:
            todo += self._open(todo.pop(0))
        for path, group in self._groups:
            for k, part in enumerate(group.submobjects):
                self._names.setdefault(id(part), f"{path}[{k}]")
        self._call_by_class()
        self._known = {"np": np, "mathcore": mathcore, "scenes": scenes, "Study": lesson.study, own: lesson}
        # What the core computed for this scene alone says most; then the study, then what the scene keeps itself.
        ranks = {"Study": 1, own: 2}
        self._values.sort(key=lambda held: ranks.get(held[0].partition(".")[0], 0))

    def name(self, mobject: Mobject) -> str:
        """Return how the scene's code calls a mobject; "" where it has no name."""
        return self._names.get(id(mobject), "")

    def of(self, number: Number) -> str | None:
        """Return the expression whose value a number is; None where it cannot be told."""
        if number.name in self._facts and same(self._facts[number.name], number.value):
            return str(_listed()["facts"].get(number.name, f"Study.facts['{number.name}']"))
        return self._listed(number) or self._called(number) or self._equal(number.value)

    def _listed(self, number: Number) -> str | None:
        """Return the expression that is listed for a number, if it holds."""
        for pattern, listed in {**_listed()["shared"], **_listed().get(self.slug, {})}.items():
            match = _pattern(pattern).fullmatch(number.name)
            for expression in ([listed] if isinstance(listed, str) else listed) if match else ():
                source = expression.format(*match.groups()) if match else expression
                with suppress(Exception), np.errstate(all="ignore"):
                    if same(eval(source, {**self._known, **self._core}), number.value):
                        return str(source)
        return None

    def _called(self, number: Number) -> str | None:
        """Return the constant of the scene, or the attribute of what it holds, that has the number's name and value."""
        constant, end = number.name.upper(), f".{number.name}"
        if number.name and same(self._constants.get(constant), number.value):
            return f"scenes.{self.slug}.{constant}"
        return next((place for place, held in self._values if place.endswith(end) and same(held, number.value)), None)

    def _equal(self, value: Any) -> str | None:
        """Return what has the same value, where that is no accident."""
        if not telling(value):
            return None
        for place, held in self._values:
            if not isinstance(held, np.ndarray):
                if same(held, value):
                    return place
            elif held.size <= MOST_VALUES and (found := np.argwhere(held == value)).size:
                return f"{place}[{', '.join(map(str, found[0]))}]"
        return None

    def _open(self, found: Found) -> list[Found]:
        """Take in a value, and return what is inside it."""
        value = found.value
        if isinstance(value, float | int | np.ndarray | np.generic):
            if not isinstance(value, np.ndarray) or value.dtype.kind == "f":
                self._values.append((found.source, value))
            return []
        if id(value) in self._seen or found.depth > DEPTH:
            return []
        self._seen.add(id(value))
        if isinstance(value, Mobject):
            self._names[id(value)] = found.path
            self._groups.append((found.path, value))
        if isinstance(value, list | tuple | dict):
            pairs = value.items() if isinstance(value, dict) else enumerate(value)
            inner = [(f"[{key!r}]", part) for key, part in pairs] if len(value) <= MOST else []
        else:
            inner = [(f".{name}", part) for name, part in _inside(value)] if _is_own(value) else []
        if _is_of_core(value) and found.source != "Study":
            self._core[found.source] = value
        return [Found(part, found.path + name, found.source + name, found.depth + 1) for name, part in inner]

    def _call_by_class(self) -> None:
        """Call what the core made by its class, where the scene holds only one of this class."""
        outer = {place: value for place, value in self._core.items() if not place.startswith("Study.")}
        counts = Counter(type(value).__name__ for value in outer.values())
        once = {place: type(value).__name__ for place, value in outer.items() if counts[type(value).__name__] == 1}
        self._core = {name: outer[place] for place, name in once.items()}
        for place, name in once.items():
            self._values = [
                (name + held.removeprefix(place) if held.startswith(place + ".") else held, value)
                for held, value in self._values
            ]


def telling(value: Any) -> bool:
    """Whether another number is hardly ever equal to this one by chance."""
    if isinstance(value, float):
        return len(re.sub(r"e.*|\D", "", repr(value)).strip("0")) >= FIGURES
    return isinstance(value, int) and value >= LARGE


def same(one: Any, other: Any) -> bool:
    """Whether two values are one number, to the last bit."""
    numbers = all(isinstance(value, int | float | np.generic) and not isinstance(value, bool) for value in (one, other))
    return numbers and bool(one == other or (one != one and other != other))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """Return what a listed name stands for: a star for a whole number, one at its end for what is further inside."""
    inside = re.escape(name.removesuffix("]*")) + (r"\](?:\[.*)?" if name.endswith("]*") else "")
    return re.compile(inside.replace(r"\*", r"(\d+)"))


@cache
def _listed() -> dict[str, dict[str, Any]]:
    with FILE.open("rb") as file:
        return tomllib.load(file)


def _is_own(value: Any) -> bool:
    return type(value).__module__.startswith(("mathcore", "scenes.")) and not isinstance(value, Written | Number)


def _is_of_core(value: Any) -> bool:
    return type(value).__module__.startswith("mathcore")


def _inside(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what an object holds, and the properties of what the core made: these are cheap or remembered."""
    for name, part in vars(value).items() if hasattr(value, "__dict__") else ():
        if name not in SKIPPED:
            yield name, part
    if _is_of_core(value):
        for name, kind in inspect.getmembers_static(type(value), lambda kind: isinstance(kind, property)):
            with suppress(ArithmeticError, ValueError, IndexError), np.errstate(all="ignore"):
                yield name, kind.__get__(value)
