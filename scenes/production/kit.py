"""Turns a finished edition into a folder to teach from; what is there already is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from rich.console import Console

from scenes.production.assets import page
from scenes.production.assets.desk import Desk
from scenes.production.assets.kinds import KINDS, NEEDS
from scenes.production.assets.offers import Offer
from scenes.production.assets.shapes import SHAPES
from scenes.production.crew import modules_for
from scenes.production.edition import Edition
from scenes.production.key import assets_digest
from scenes.production.lecture import lecture_of
from scenes.production.make import Work, keys_of, recorded, renew
from scenes.production.provide import Asset, Provided, files_of, provide
from scenes.production.workers import Workers


def make_kit(work: Work, chosen: Sequence[str], shapes: Sequence[str], console: Console) -> list[Provided]:
    """Render what is missing of the film, then make what is missing of its assets.

    Parameters
    ----------
    chosen
        Names out of KINDS, and "page", which comes last and offers whatever is there.
    shapes
        Names out of SHAPES: the whole film again in other frames.

    Raises
    ------
    ProductionError
        Naming what could not be made; whatever is finished by then stays and counts.
    """
    with Edition(work.folder).opened() as edition:
        renew(edition, work, console)
        desk = desk_of(edition, work, shapes)
        workers = Workers(work.jobs, modules_for(desk.entries.values()))

        def say(asset: str) -> None:
            console.print(f"  {asset}", highlight=False)

        try:
            return make_assets(edition, desk, _wanted(chosen, shapes), workers, say)
        finally:
            workers.stop()


def desk_of(edition: Edition, work: Work, shapes: Sequence[str] = ()) -> Desk:
    """Return what the assets of an edition are made from."""
    keys = keys_of(work)
    found = {entry: recorded(edition, entry, keys) for entry in work.entries}
    lecture = lecture_of(edition.folder, work.settings, work.quality, list(found), list(found.values()))
    digests = {entry.slug: clip["sha256"] for entry, clip in found.items() if "file" in clip}
    entries = {entry.slug: entry for entry in found if entry.slug in digests}
    return Desk(lecture, entries, digests, assets_digest(work.settings.language), tuple(shapes))


def _wanted(chosen: Sequence[str], shapes: Sequence[str]) -> list[str]:
    asked = {*chosen, *(["cut films"] if shapes else [])}
    asked |= {NEEDS[name] for name in asked if name in NEEDS}
    return [name for name in (*KINDS, "page") if name in asked]


def make_assets(
    edition: Edition, desk: Desk, wanted: Sequence[str], workers: Workers, say: Callable[[str], None]
) -> list[Provided]:
    """Make those of the wanted kinds that are not there yet, and say the name of each as it is finished."""
    rows, offers = [], list[Offer]()
    # The page offers what earlier calls made as well.
    every = replace(desk, shapes=tuple(SHAPES))
    for name, kind in KINDS.items():
        if name in wanted:
            made = provide(edition, kind.assets(desk), workers, say)
            rows.append(Provided(name, tuple(file for files in made.values() for file in files)))
        offers += kind.offers(every, [file for asset in kind.assets(every) for file in files_of(edition, asset)])
    if "page" in wanted:
        asset = _page(desk, offers)
        rows.append(Provided("page", tuple(provide(edition, [asset], workers, say)[asset.name])))
    return [row for row in rows if row.what != "light"]


def _page(desk: Desk, offers: Sequence[Offer]) -> Asset:
    """Return the page, made anew whenever another thing is offered or one has another size."""
    seen = [f"{offer} {(desk.lecture.folder / offer.path).stat().st_size}" for offer in offers]
    asset = desk.whole("page", partial(_write_page, desk, tuple(offers)))
    return Asset(asset.name, (*asset.inputs, *seen), asset.make)


def _write_page(desk: Desk, offers: Sequence[Offer], folder: Path) -> None:
    page.make(desk.lecture, folder, offers)
