"""The kinds of assets: what is made of an edition, and how the page offers it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scenes.production import film, numbers
from scenes.production.assets import deck, formulas, gifs, light, offered, overlays, shapes, slides, stills
from scenes.production.assets.desk import LIGHT, Desk
from scenes.production.assets.offers import Offer
from scenes.production.choices import jobs_of
from scenes.production.film import Part
from scenes.production.lecture import Lecture, Shown
from scenes.production.provide import Asset


@dataclass(frozen=True)
class Kind:
    """A kind of assets.

    Attributes
    ----------
    assets
        What is made, in processes side by side.
    offers
        What the page offers of the files that were made.
    """

    assets: Callable[[Desk], list[Asset]]
    offers: Callable[[Desk, Sequence[Path]], Iterator[Offer]]


# In the order in which they are made: what another kind is made of comes before it.
KINDS = {
    "light": Kind(lambda desk: desk.each("light", lambda scene: partial(_lighten, scene)), offered.nothing),
    "slides": Kind(
        lambda desk: [desk.whole("slides", partial(_slides, desk.lecture, desk.light))],
        partial(offered.by_ending, {".html": "slides"}),
    ),
    "pptx": Kind(
        lambda desk: [desk.whole("pptx", partial(_deck, desk.lecture, desk.light))],
        partial(offered.by_ending, {".pptx": "slides"}),
    ),
    "stills": Kind(
        lambda desk: desk.painted("stills", stills.paint),
        offered.stills,
    ),
    "formulas": Kind(
        lambda desk: [desk.whole("formulas", partial(_formulas, desk.lecture))],
        offered.formulas,
    ),
    "figures": Kind(
        lambda desk: [desk.whole("figures", partial(_figures, desk.lecture))],
        offered.figures,
    ),
    "gifs": Kind(
        lambda desk: desk.each("gif", lambda scene: partial(_gif, scene)),
        partial(offered.by_ending, {".gif": "gif"}),
    ),
    "overlays": Kind(
        lambda desk: desk.painted("overlay", overlays.paint),
        partial(offered.by_ending, {".webm": "webm", ".mov": "mov"}),
    ),
    "cuts": Kind(
        lambda desk: [
            asset for shape in desk.shapes for asset in desk.each(f"cut {shape}", partial(_cutter, desk.lecture, shape))
        ],
        offered.cuts,
    ),
    "cut films": Kind(
        lambda desk: [desk.whole(f"film {shape}", partial(_cut_film, desk.lecture, shape)) for shape in desk.shapes],
        offered.cuts,
    ),
    "numbers": Kind(
        lambda desk: [desk.whole("numbers", partial(numbers.make, desk.lecture))],
        partial(offered.by_ending, {".json": "numbers"}),
    ),
}
# What a kind is made of, beside the clips.
NEEDS = {"slides": "light", "pptx": "light", "cut films": "cuts"}


def _lighten(scene: Shown, folder: Path) -> None:
    (folder / LIGHT).mkdir(parents=True)
    light.lighten(scene, folder / LIGHT / scene.clip.name)


def _slides(lecture: Lecture, clips: dict[str, Path], folder: Path) -> None:
    slides.make(lecture, folder, clips)


def _deck(lecture: Lecture, clips: dict[str, Path], folder: Path) -> None:
    deck.make(lecture, folder, clips)


def _formulas(lecture: Lecture, folder: Path) -> None:
    formulas.make(lecture, folder, jobs_of(None))


def _figures(lecture: Lecture, folder: Path) -> None:
    from scenes.figures import captions, make  # matplotlib is imported in workers only

    into = folder / "figures"
    into.mkdir()
    make(lecture.settings, into)
    told = json.dumps(captions(lecture.settings), ensure_ascii=False, indent=1)
    (into / "captions.json").write_text(told + "\n", encoding="utf-8")


def _gif(scene: Shown, folder: Path) -> None:
    if scene.number:
        (folder / "clips").mkdir()
        gifs.make_scene(scene, folder / "clips" / f"{scene.name}.gif")


def _cutter(lecture: Lecture, shape: str, scene: Shown) -> Callable[[Path], None]:
    return partial(_cut, lecture, scene, shape)


def _cut(lecture: Lecture, scene: Shown, shape: str, folder: Path) -> None:
    target = folder / shapes.folder_of(shape) / scene.clip.name
    target.parent.mkdir(parents=True)
    silent = folder / scene.clip.name
    shapes.make_scene(lecture, scene, shapes.SHAPES[shape], silent)
    film.join([Part(silent, scene.title)], target, voices=scene.voices)
    silent.unlink()


def _cut_film(lecture: Lecture, shape: str, folder: Path) -> None:
    place = shapes.folder_of(shape)
    parts = [Part(lecture.folder / place / scene.clip.name, scene.title) for scene in lecture.scenes]
    film.join(parts, folder / f"film-{place.name}.mp4", voices=lecture.voices)
