"""From the settings to the study: which data, which columns, which rate."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mathcore import Study, builtin, read_csv
from scenes.kit.settings import Settings


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
