"""The lecture's formulas for documents: an SVG each, in colour and in black, and a list of what is where."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scenes.kit.theme import LIGHT
from scenes.production.assets.painters import at_work, made
from scenes.production.clip import Order
from scenes.production.lecture import Lecture, Shown

# A formula as a scene shows it: name, source, beat, colours, as Typst to paste, as SVG in colour and in black.
Found = Mapping[str, Any]


def make(lecture: Lecture, folder: Path, jobs: int) -> None:
    """Write what the scenes show, `jobs` of which are asked at once.

    Raises
    ------
    ProductionError
        Where a scene cannot be played.
    """
    write(lecture, {shown.slug: found for shown, found in made(lecture, folder, jobs, "formulas", hear)}, folder)


def hear(order: Order) -> list[Found]:
    """Return the formulas of one scene; runs in a worker."""
    with at_work(order):
        from scenes.kit.assets import formulas  # manim is imported in workers only

        language = order.settings.language
        return [
            {
                **asdict(heard),
                "typst": formulas.plain(heard.source),
                "colour": formulas.draw(heard, language),
                "black": formulas.draw(heard, language, black=True),
            }
            for heard in formulas.hear(order.entry, order.settings)
        ]


def write(lecture: Lecture, heard: Mapping[str, Sequence[Found]], folder: Path) -> None:
    """Write ``formulas/<name>.svg``, the same in black in ``formulas/plain/``, and ``formulas/formulas.json``.

    A formula that several scenes show is written once, as where its parts have most colours. Of formulas that share a
    name, since their numbers differ, the second is ``<name>-2.svg``.

    Parameters
    ----------
    heard
        What `hear` returned for each scene, by its slug.
    """
    plain = folder / "formulas" / "plain"
    plain.mkdir(parents=True)
    shown: dict[tuple[str, str], list[tuple[Shown, Found]]] = {}
    for scene in lecture.scenes:
        for found in heard[scene.slug]:
            shown.setdefault((found["name"], found["source"]), []).append((scene, found))
    index = []
    for file, places in zip(_files(name for name, _ in shown), shown.values(), strict=True):
        best = max((found for _, found in places), key=_coloured)
        (plain.parent / file).write_text(best["colour"], encoding="utf-8")
        (plain / file).write_text(best["black"], encoding="utf-8")
        index.append({"name": best["name"], "file": file, "typst": best["typst"], "shown": [_use(*p) for p in places]})
    text = json.dumps(index, ensure_ascii=False, indent=1)
    (plain.parent / "formulas.json").write_text(text + "\n", encoding="utf-8")


def _coloured(found: Found) -> tuple[int, bool]:
    """Return how many parts of a formula have a colour, and whether these stand out from the rest."""
    return len(found["colors"]), found["color"] == LIGHT.ink


def _files(names: Iterable[str]) -> Iterator[str]:
    times: Counter[str] = Counter()
    for name in names:
        times[name] += 1
        yield f"{name}.svg" if times[name] == 1 else f"{name}-{times[name]}.svg"


def _use(scene: Shown, found: Found) -> dict[str, str]:
    """Return where a formula is shown, and what is said there."""
    beat = next(beat for beat in scene.beats if beat.key == found["beat"])
    return {
        "scene": scene.name,
        "title": scene.title,
        "beat": beat.key,
        "caption": beat.caption,
        "said": beat.narration,
    }
