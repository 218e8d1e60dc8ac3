"""Makes an edition again from its ``numbers.json``: the same choices, the same data, and what else is different now."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from scenes.kit.settings import Settings
from scenes.production import numbers
from scenes.production.errors import ProductionError
from scenes.production.key import made_with


class Recipe(BaseModel):
    """What of a ``numbers.json`` decides the edition."""

    format: Literal[1]
    settings: dict[str, str | float | None]
    quality: str
    scenes: list[str]
    data: str
    voice: dict[str, str]
    made_with: dict[str, str]


@dataclass(frozen=True)
class Wanted:
    """What is to be rendered; ``differences`` are to be told."""

    settings: Settings
    quality: str | None
    scenes: list[str] | None
    differences: tuple[str, ...] = ()


def wanted(file: Path | None, scenes: Sequence[str] | None, quality: str | None, **typed: str | None) -> Wanted:
    """Return what was typed, completed from a ``numbers.json`` if one is named.

    What is typed wins, and the file over the environment. Data and recordings must be those of the file: for them
    what is typed only says where they are now.

    Raises
    ------
    ProductionError
        Where the file, its data or its recordings are not there, or not what they were.
    """
    chosen: dict[str, Any] = {name: value for name, value in typed.items() if value is not None}
    if file is None:
        return Wanted(Settings.of(**chosen), quality, list(scenes or []) or None)
    recipe = read(file)
    unset = {name: field.default for name, field in Settings.model_fields.items()}
    settings = {**unset, **recipe.settings, **chosen}
    _find(settings)
    found = Settings.of(**settings)
    _hold(recipe, found)
    return Wanted(found, quality or recipe.quality, list(scenes or recipe.scenes), tuple(differences(recipe, found)))


def read(file: Path) -> Recipe:
    """Read what made an edition.

    Raises
    ------
    ProductionError
        Where the file is not a whole ``numbers.json``.
    """
    try:
        return Recipe.model_validate(json.loads(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        why = f"{where}: {first['msg']}"
    except (ValueError, RecursionError) as error:
        why = f"it is cut off or no JSON: {error}"
    raise ProductionError(f"{file} does not say how an edition was made ({why}). 'lecture kit' writes such files anew.")


def differences(recipe: Recipe, settings: Settings) -> list[str]:
    """Return what is not as it was when the edition was made, one thing each."""
    now, then = made_with(), recipe.made_with
    told = [
        f"{name} was {then.get(name) or 'missing'} and is {now.get(name) or 'missing'}"
        for name in sorted({*now, *then} - {"code"})
        if now.get(name) != then.get(name)
    ]
    if now["code"] != then.get("code"):
        told.append("the project's own code is another")
    if recipe.data != numbers.data_of(settings):
        told.append(f"the data set {settings.data} is another")
    return told


def _find(settings: Mapping[str, Any]) -> None:
    """See that the files and folders are there which the settings name; what has no folder is a built-in set."""
    for name, what, is_there in (("data", "data", Path.is_file), ("voice", "recordings", Path.is_dir)):
        place = str(settings[name] or "")
        if Path(place).is_absolute() and not is_there(Path(place)):
            raise ProductionError(f"The {what} of this edition, {place}, are not there. Say where: --{name} PLACE.")


def _hold(recipe: Recipe, settings: Settings) -> None:
    """Hold data and recordings against those of then; a built-in set may have changed with the project."""
    is_same_set = settings.builtin and settings.data == recipe.settings.get("data")
    if not is_same_set and recipe.data != numbers.data_of(settings):
        raise ProductionError(
            f"{settings.data} does not hold the data that this edition was made from. "
            "Find that file and name it with --data FILE; for other data leave --from away."
        )
    found = numbers.voice_of(settings) if recipe.voice else {}
    other = sorted(name for name in {*found, *recipe.voice} if found.get(name) != recipe.voice.get(name))
    if other:
        raise ProductionError(
            f"{settings.voice} does not hold the recordings that this edition was made from ({', '.join(other[:3])}). "
            "Find that folder and name it with --voice FOLDER; for other recordings leave --from away."
        )
