"""A picture of every beat's end, in two sizes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from manim import Camera
from manim.utils.iterables import list_update
from PIL import Image

from scenes.kit.fast.layer import Layer
from scenes.kit.fast.looks import Pixels
from scenes.kit.fast.region import Region
from scenes.kit.lesson import Lesson
from scenes.kit.rehearsal import lesson_class
from scenes.kit.settings import Settings
from scenes.kit.stage import StageCamera
from scenes.kit.warm.renderer import WarmRenderer
from scenes.playlist import Entry

SIZES = {"stills": (1920, 1080), "stills/4k": (3840, 2160)}


def paint(entry: Entry, settings: Settings, folder: Path) -> None:
    """Play a scene unpainted but for its beats' ends, and write those as PNG files.

    A beat ends when its last animation has arrived: where no pause follows, the film shows that with the next
    beat's first picture.
    """
    lesson = lesson_class(entry)(settings=settings, renderer=WarmRenderer(StageCamera))
    cameras = {folder / place: StageCamera(pixel_width=w, pixel_height=h) for place, (w, h) in SIZES.items()}
    for place, camera in cameras.items():
        place.mkdir(parents=True, exist_ok=True)
        camera.background_color = lesson.theme.ground

    def save(key: str) -> None:
        for place, camera in cameras.items():
            pixels = picture(lesson, camera)
            # Smoothed edges have thousands of colours: a palette would not be the same picture.
            Image.fromarray(pixels[..., :3]).save(place / f"{entry.clip}-{len(lesson.beats)}-{key}.png")

    lesson.after_beat = save
    lesson.render()


def picture(lesson: Lesson, camera: Camera) -> Pixels:
    """Return what a scene shows now as a camera of any size sees it, RGBA (height, width, 4)."""
    layer = Layer(camera, np.empty_like(camera.pixel_array))
    shown = camera.get_mobjects_to_display(list_update(lesson.mobjects, lesson.foreground_mobjects))
    layer.show(shown, Region(*layer.pixels.shape[:2]))
    return layer.pixels
