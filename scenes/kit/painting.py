"""Play a scene to its end and write its film, without manim's command line."""

from __future__ import annotations

import configparser
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from manim import config, tempconfig
from manim._config.utils import ManimConfig, config_file_paths

from scenes.kit.fast.planes import Planes
from scenes.kit.fast.region import Region
from scenes.kit.rehearsal import lesson_class
from scenes.kit.settings import Settings
from scenes.playlist import Entry


def paint(entry: Entry, settings: Settings, options: Mapping[str, Any]) -> Path:
    """Paint a scene and return the film's file; `options` are manim's configuration."""
    with configured({**options, "output_file": entry.slug, "format": "mp4"}):
        lesson = lesson_class(entry)(settings=settings)
        lesson.render()
    return Path(lesson.renderer.file_writer.final_file_path)


def prepare() -> None:
    """Do what costs the first frame of a process most of a second: wake the compiler of the kernels."""
    frame = Region(2, 2)
    frame.add((0, 2, 0, 2))
    Planes(2, 2).take_in(np.zeros((2, 2, 4), np.uint8), frame)


@contextmanager
def configured(options: Mapping[str, Any]) -> Iterator[None]:
    """Configure manim; what is not named is as manim ships it, whatever a ``manim.cfg`` says."""
    with tempconfig({}):
        config.update(_as_shipped())
        config.update(options)
        yield


def _as_shipped() -> ManimConfig:
    """Return manim's configuration without the files of the user and of the working folder."""
    parser = configparser.ConfigParser()
    with config_file_paths()[0].open(encoding="utf-8") as file:
        parser.read_file(file)
    return ManimConfig().digest_parser(parser)
