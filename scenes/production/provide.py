"""Makes the assets of an edition that are not there yet, each in a process of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenes.production.edition import Edition
from scenes.production.errors import ProductionError
from scenes.production.worker import CallError, LostWorkerError
from scenes.production.workers import Workers


@dataclass(frozen=True)
class Asset:
    """Files that are made together.

    Attributes
    ----------
    name
        In the edition's record, e.g. ``stills/threshold``.
    inputs
        Whatever decides the files: digests of clips, of code, of settings.
    make
        Writes them into an empty folder, at their places below the edition's; it can be pickled.
    """

    name: str
    inputs: tuple[str, ...]
    make: Callable[[Path], object]

    @property
    def key(self) -> str:
        """What the record knows the files by."""
        return hashlib.sha256(json.dumps([self.name, *self.inputs]).encode()).hexdigest()


@dataclass(frozen=True)
class Provided:
    """A row of the final table: a kind and its files, relative to the edition's folder."""

    what: str
    files: tuple[Path, ...]


def provide(
    edition: Edition, assets: Sequence[Asset], workers: Workers, say: Callable[[str], None]
) -> dict[str, list[Path]]:
    """Make what is not there yet, and return the files of every asset, relative to the edition's folder.

    Each asset is recorded as soon as it is finished: whatever stops the work, it is not made again.

    Raises
    ------
    ProductionError
        Naming the assets that could not be made, once all others have been.
    """
    stale = [asset for asset in assets if edition.entry(asset.name, asset.key) is None]
    pending: dict[Future[Any], tuple[Asset, Path]] = {}
    for asset in stale:
        folder = edition.attempt()
        pending[workers.submit(_carry_out, asset, folder)] = (asset, folder)
    failures = []
    for future in as_completed(pending):
        asset, folder = pending[future]
        try:
            future.result()
        except (ProductionError, CallError, LostWorkerError, OSError) as error:
            failures.append(f"{asset.name} could not be made: {_reason(error)}")
            continue
        edition.finish_all(asset.name, asset.key, folder)
        say(asset.name)
    if failures:
        raise ProductionError("\n".join(failures))
    return {asset.name: files_of(edition, asset) for asset in assets}


def _carry_out(asset: Asset, folder: Path) -> None:
    asset.make(folder)


def files_of(edition: Edition, asset: Asset) -> list[Path]:
    """Return an asset's files, relative to the edition's folder; none where it is not there, or no longer this one."""
    found = edition.entry(asset.name, asset.key)
    return [Path(file) for file in found["files"]] if found else []


def _reason(error: Exception) -> str:
    if isinstance(error, LostWorkerError):
        return f"its process ended with {error.code}; memory may have run out."
    return str(error)
