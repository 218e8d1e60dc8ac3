"""From the settings to the study: which data, which columns, which rate."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

from mathcore import DataError, Study, builtin, read_csv
from scenes.kit.notation import symbol
from scenes.kit.settings import Settings, SettingsError
from scenes.kit.words import Words

# Symbols of the notation that subtitles name.
SYMBOLS_IN_TEXT = ("params", "intercept", "slope")


@cache
def read_study(settings: Settings) -> Study:
    """Read the settings' data and compute its study.

    Raises
    ------
    mathcore.DataError
        Where the file or its columns cannot be used.
    """
    if settings.builtin:
        data = builtin(settings.data)
        if settings.feature or data.d > 1:
            data = data.select(settings.feature or data.features[0])
    else:
        data = read_csv(Path(settings.data), feature=settings.feature, label=settings.label, counts=settings.counts)
    return Study.of(data, rate=settings.rate)


def chosen(settings: Settings | None) -> tuple[Settings, Study]:
    """Read settings and study; where manim's command line started us, end with a sentence instead of a traceback."""
    try:
        chosen = settings or Settings.of()
        return chosen, read_study(chosen)
    except (SettingsError, DataError) as error:
        if settings is not None:
            raise
        print(error, file=sys.stderr)
        raise SystemExit(2) from None


def facts(study: Study, settings: Settings) -> dict[str, Any]:
    """Return everything a sentence may quote: the study's numbers and the data set's own words."""
    language = Words.load(settings.language)
    common = {name: language.get(f"data.{name}") for name in ("case", "cases")}
    own = {
        name: language.get(f"data.{study.data.name}.{name}")
        for name in ("feature", "class0", "class1", "case", "cases")
        if settings.builtin and language.has(f"data.{study.data.name}.{name}")
    }
    symbols = {name: symbol(settings.notation, f"{name}_text") for name in SYMBOLS_IN_TEXT}
    return {**study.facts, **common, **own, **symbols}
