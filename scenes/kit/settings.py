"""What a course maker may choose, read once and checked.

The choices travel as ``LECTURE_*`` environment variables: they survive manim's command line, subprocesses
and any working directory.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "LECTURE_"
# Names under the same prefix that steer a run, not the picture.
RUN_NAMES = {"REPORT"}

Language = Literal["en", "zh"]
ThemeName = Literal["dark", "light"]
Notation = Literal["theta", "beta"]
BUILTIN_DATA = ("hours", "challenger", "vaso", "iris", "menarche")


class SettingsError(ValueError):
    """A setting that cannot be used, with the choices there are."""


def _blank_is_none(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


Text = Annotated[str | None, BeforeValidator(_blank_is_none)]


class Settings(BaseSettings):
    """Everything that decides what a picture shows.

    Attributes
    ----------
    data
        A built-in data set's name, or the path of a CSV file.
    feature, label, counts
        Columns of that file; None leaves the choice to the data set.
    rate
        The learning rate of the walk; None lets the study choose it from the curvature.
    voice
        The folder of a lecturer's recordings, ``<scene>/<beat>.wav``; None where nobody speaks.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    language: Language = "en"
    theme: ThemeName = "dark"
    notation: Notation = "theta"
    data: str = "hours"
    feature: Text = None
    label: Text = None
    counts: Text = None
    rate: Annotated[float | None, BeforeValidator(_blank_is_none)] = Field(default=None, gt=0, allow_inf_nan=False)
    voice: Text = None

    # os.path takes names that no file can have, too long or with a NUL in them; Path raises.
    @field_validator("voice")
    @classmethod
    def _voice_exists(cls, folder: str | None) -> str | None:
        if folder is not None and not os.path.isdir(folder):
            raise ValueError(f"there is no folder {folder!r}")
        return folder

    @model_validator(mode="after")
    def _data_exists(self) -> Settings:
        if self.data not in BUILTIN_DATA and not os.path.isfile(self.data):
            hint = difflib.get_close_matches(self.data, BUILTIN_DATA, n=1)
            meant = f"; did you mean {hint[0]}?" if hint else ""
            raise ValueError(
                f"there is no file {self.data!r} and no built-in data set of that name"
                f" (built in: {', '.join(BUILTIN_DATA)}){meant}"
            )
        return self

    @classmethod
    def of(cls, **choices: Any) -> Settings:
        """Read the environment, let the given choices win, and check the result.

        Raises
        ------
        SettingsError
            Naming the setting, the value and what may stand there.
        """
        _refuse_unknown_names()
        try:
            return cls(**choices)
        except ValidationError as error:
            raise SettingsError("\n".join(_explain(one) for one in error.errors())) from None

    @property
    def builtin(self) -> bool:
        """Whether the data set is one that ships with the project."""
        return self.data in BUILTIN_DATA

    @property
    def anywhere(self) -> Settings:
        """The settings as they hold in any working folder: their paths are absolute."""
        places = {} if self.builtin else {"data": str(Path(self.data).resolve())}
        if self.voice is not None:
            places["voice"] = str(Path(self.voice).resolve())
        return self.model_copy(update=places)

    def environment(self) -> dict[str, str]:
        """Return the settings as environment variables, absolute paths included."""
        values = self.anywhere.model_dump()
        return {PREFIX + name.upper(): "" if value is None else str(value) for name, value in values.items()}

    @property
    def edition(self) -> str:
        """A folder name that tells editions apart, e.g. ``hours-zh-light-theta``."""
        data = self.data if self.builtin else _safe(Path(self.data).stem)
        parts = [data, self.language, self.theme, self.notation]
        if not self.builtin:
            columns = "\n".join(
                [str(Path(self.data).resolve()), *(c or "" for c in (self.feature, self.label, self.counts))]
            )
            parts[0] += "-" + hashlib.sha256(columns.encode()).hexdigest()[:6]
        elif self.feature:
            parts.append(_safe(self.feature))
        if self.rate is not None:
            parts.append(f"rate{self.rate:g}")
        if self.voice is not None:
            parts.append("voice")
        return "-".join(parts)


def _safe(name: str) -> str:
    """Keep letters and digits of any script; everything else becomes one underscore."""
    return re.sub(r"[^\w]+", "_", name).strip("_")[:40] or "data"


def _refuse_unknown_names() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields} | {PREFIX + name for name in RUN_NAMES}
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            hint = difflib.get_close_matches(name, known, n=1)
            meant = f" Did you mean {hint[0]}?" if hint else ""
            settings = ", ".join(sorted(known - {PREFIX + name for name in RUN_NAMES}))
            raise SettingsError(f"{name} is not a setting.{meant} There are: {settings}.")


def _explain(error: Any) -> str:
    name = str(error["loc"][0]) if error["loc"] else ""
    if error["type"] == "literal_error":
        choices = ", ".join(get_args(Settings.model_fields[name].annotation))
        return f"{name}: {error['input']!r} is not a choice. Choose one of: {choices}."
    if error["type"] == "extra_forbidden":
        return f"{name} is not a setting. There are: {', '.join(Settings.model_fields)}."
    if name == "rate":
        return f"rate: {error['input']!r} is not a learning rate. Give a positive number, for example 1.5."
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{name or 'data'}: {message}."
