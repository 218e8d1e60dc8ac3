"""Files to take along, and the links that a page shows for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scenes.production.assets.markup import address, escape
from scenes.production.lecture import Lecture
from scenes.production.table import size

# Kinds that are shown, not named: stills, which may be there in 4K as well, and formulas.
STILL, LARGER, FORMULA = "still", "still4k", "formula"


@dataclass(frozen=True)
class Offer:
    """A file to take along.

    Attributes
    ----------
    kind
        One of the words' ``page.kinds``, e.g. "figure"; "still4k" is shown with the still of its label.
    label
        What it is called; files of one kind and label are formats of one thing.
    path
        Relative to the edition's folder.
    scene
        The slug of the scene that it belongs to; "" where it belongs to the whole lecture.
    """

    kind: str
    label: str
    path: Path
    scene: str = ""


def videos(lecture: Lecture) -> Iterator[Offer]:
    """Yield the film, the clips and their subtitles, as far as they are there."""
    found = [("film", lecture.film, ""), *(("clip", scene.clip, scene.slug) for scene in lecture.scenes)]
    for kind, path, slug in found:
        for what, file in ((kind, path), ("subtitles", path.with_suffix(".srt"))):
            if file.is_file():
                yield Offer(what, "", Path(file.name), slug)


def links(offers: Sequence[Offer], words: Mapping[str, str], folder: Path) -> str:
    """Return a list of links, a row a kind in the order of the words; "" where there are no offers.

    Parameters
    ----------
    folder
        The edition's, where the files' sizes are looked up.
    """
    order = [key.removeprefix("kinds.") for key in words if key.startswith("kinds.")]
    rows = []
    for kind in sorted({offer.kind for offer in offers} - {LARGER}, key=order.index):
        name, things = words[f"kinds.{kind}"], _things(offers, kind)
        if kind == STILL:
            items = _stills(things, _things(offers, LARGER))
        else:
            items = "".join(_item(kind, label, name, paths, folder) for label, paths in things.items())
        rows.append(f'<dt class="{kind}">{escape(name)}</dt><dd class="{kind}"><ul>{items}</ul></dd>')
    return f'<dl class="offers">{"".join(rows)}</dl>' if rows else ""


def _things(offers: Sequence[Offer], kind: str) -> dict[str, list[Path]]:
    """Return the files of a kind by what they are called."""
    things: dict[str, list[Path]] = {}
    for offer in offers:
        if offer.kind == kind:
            things.setdefault(offer.label, []).append(offer.path)
    return things


def _stills(things: Mapping[str, Sequence[Path]], larger: Mapping[str, Sequence[Path]]) -> str:
    """Return pictures, each of which leads to itself, with links to the same ones in 4K."""
    items = []
    for label, paths in things.items():
        seen = "".join(_picture(label, path, ' width="160" height="90"') for path in paths)
        more = "".join(
            f'<a href="{address(path)}"><span class="unseen">{escape(label)} </span>4K</a>'
            for path in larger.get(label, ())
        )
        items.append(f"<li>{seen}{more}</li>")
    return "".join(items)


def _item(kind: str, label: str, name: str, paths: Sequence[Path], folder: Path) -> str:
    drawn = [path for path in paths if kind == FORMULA and path.suffix == ".svg"]
    pictures = "".join(_picture(label, path) for path in drawn)
    return f"<li>{pictures}</li>" if pictures else _named(label, name, paths, folder)


def _picture(label: str, path: Path, shape: str = "") -> str:
    name, link = escape(label), address(path)
    return f'<a href="{link}" title="{name}"><img src="{link}" alt="{name}"{shape} loading="lazy"></a>'


def _named(label: str, kind: str, paths: Sequence[Path], folder: Path) -> str:
    """Return a thing's name and a link to each of its formats; to a screen reader every link says both."""
    found = []
    for path in paths:
        file = folder / path
        weight = f" <small>{size(file.stat().st_size)}</small>" if file.is_file() else ""
        ending = escape(path.suffix.removeprefix(".").upper())
        named = f'<span class="unseen">{escape(label or kind)} </span>'
        # A page is opened, everything else is kept.
        keep = "" if path.suffix == ".html" else " download"
        found.append(f'<a href="{address(path)}"{keep}>{named}{ending}{weight}</a>')
    seen = f'<span aria-hidden="true">{escape(label)}</span> ' if label else ""
    return f"<li>{seen}{' '.join(found)}</li>"
