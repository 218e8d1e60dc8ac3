"""Turns a finished edition into a folder to teach from; what is there already is kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rich.console import Console

from scenes.production.assets import page
from scenes.production.assets.desk import Desk
from scenes.production.assets.kinds import KINDS, NEEDS
from scenes.production.assets.offers import Offer
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
        try:
            return _provided(edition, desk, _wanted(chosen, shapes), workers, console, with_page="page" in chosen)
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
    return [name for name in KINDS if name in asked]


def _provided(
    edition: Edition, desk: Desk, wanted: Sequence[str], workers: Workers, console: Console, *, with_page: bool
) -> list[Provided]:
    rows, offers = [], list[Offer]()
    for name, kind in KINDS.items():
        assets = kind.assets(desk)
        if name in wanted:
            made = provide(edition, assets, workers, lambda asset: console.print(f"  {asset}", highlight=False))
            rows.append(Provided(name, tuple(file for files in made.values() for file in files)))
        offers += kind.offers(desk, [file for asset in assets for file in files_of(edition, asset)])
    if with_page:
        asset = _page(desk, offers)
        rows.append(Provided("page", tuple(provide(edition, [asset], workers, lambda name: None)[asset.name])))
    return [row for row in rows if row.what != "light"]


def _page(desk: Desk, offers: Sequence[Offer]) -> Asset:
    """Return the page, made anew whenever another thing is offered or one has another size."""
    seen = [f"{offer} {(desk.lecture.folder / offer.path).stat().st_size}" for offer in offers]
    asset = desk.whole("page", partial(_write_page, desk, tuple(offers)))
    return Asset(asset.name, (*asset.inputs, *seen), asset.make)


def _write_page(desk: Desk, offers: Sequence[Offer], folder: Path) -> None:
    page.make(desk.lecture, folder, offers)
