"""How the page offers the files that were made: under which kind, by which name, with which scene."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from scenes.production.assets import shapes
from scenes.production.assets.desk import Desk
from scenes.production.assets.offers import Offer


def by_ending(kinds: Mapping[str, str], desk: Desk, paths: Sequence[Path]) -> Iterator[Offer]:
    """Yield files as the kinds of their endings, each with the scene after which it is named, if any."""
    names = {scene.name: scene.slug for scene in desk.lecture.scenes}
    for path in paths:
        if path.suffix in kinds:
            yield Offer(kinds[path.suffix], "", path, names.get(path.stem, ""))


def stills(desk: Desk, paths: Sequence[Path]) -> Iterator[Offer]:
    """Yield the stills of each scene, called as their beats are."""
    for scene in desk.lecture.scenes:
        for number, beat in enumerate(scene.beats, start=1):
            for path in paths:
                if path.stem == f"{scene.name}-{number}-{beat.key}":
                    yield Offer("still4k" if "4k" in path.parts else "still", beat.caption, path, scene.slug)


def formulas(desk: Desk, paths: Sequence[Path]) -> Iterator[Offer]:
    """Yield the coloured formulas with every scene that shows them, and their list."""
    slugs = {scene.name: scene.slug for scene in desk.lecture.scenes}
    index = next((path for path in paths if path.name == "formulas.json"), None)
    if index is not None:
        yield Offer("formula", "", index)
        for formula in json.loads((desk.lecture.folder / index).read_text(encoding="utf-8")):
            for slug in dict.fromkeys(slugs[use["scene"]] for use in formula["shown"]):
                yield Offer("formula", formula["name"], index.with_name(formula["file"]), slug)


def figures(desk: Desk, paths: Sequence[Path]) -> Iterator[Offer]:
    """Yield the figures by their titles."""
    captions = desk.lecture.folder / "figures/captions.json"
    if Path("figures/captions.json") in paths:
        titles = {name: title for name, (title, _) in json.loads(captions.read_text(encoding="utf-8")).items()}
        for path in paths:
            if path.stem in titles:
                yield Offer("figure", titles[path.stem], path)


def cuts(desk: Desk, paths: Sequence[Path]) -> Iterator[Offer]:
    """Yield films and clips in other shapes of frame."""
    names = {scene.name: scene.slug for scene in desk.lecture.scenes}
    for path in paths:
        shape = next(shape for shape in desk.shapes if shapes.folder_of(shape).name in str(path))
        yield Offer("cut", shape, path, names.get(path.stem, ""))


def nothing(desk: Desk, paths: Sequence[Path]) -> Iterator[Offer]:
    """Offer nothing: what is only needed on the way."""
    yield from ()
