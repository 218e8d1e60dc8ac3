"""The lecture as a PowerPoint file: a slide a beat, which plays by itself and waits on its last picture."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import av
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

from scenes.kit.theme import THEMES
from scenes.production.cut import beats
from scenes.production.lecture import Beat, Lecture

WIDTH, HEIGHT = Inches(40 / 3), Inches(7.5)
TITLE_ONLY = 5
NAME = "slides.pptx"
# Of a document, as the format has it.
LONGEST_TITLE = 255


def make(lecture: Lecture, folder: Path, clips: Mapping[str, Path]) -> None:
    """Write ``slides.pptx``.

    Parameters
    ----------
    clips
        The video of each scene by its slug, with a whole picture at the start of each beat.
    """
    ground = THEMES[lecture.settings.theme].ground.removeprefix("#")
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck.core_properties.title, deck.core_properties.author = printable(lecture.title)[:LONGEST_TITLE], ""
    for shown in lecture.scenes:
        for beat, film in zip(shown.beats, beats(clips[shown.slug], shown), strict=True):
            _add(deck, ground, f"{shown.title}: {beat.caption}", beat, film)
    deck.save(str(folder / NAME))


def _add(deck: Any, ground: str, title: str, beat: Beat, film: bytes) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor.from_string(ground)
    # Above the slide: outlines and screen readers find it there, and the picture keeps its whole ground.
    heading = slide.shapes.title
    heading.left, heading.top, heading.width, heading.height = Emu(0), -Inches(1), WIDTH, Inches(0.8)
    heading.text_frame.text = title
    movie = slide.shapes.add_movie(
        io.BytesIO(film), 0, 0, WIDTH, HEIGHT, poster_frame_image=io.BytesIO(last_picture(film)), mime_type="video/mp4"
    )
    movie.name = f"{beat.key}.mp4"
    movie._element.nvPicPr.cNvPr.set("descr", printable(beat.narration))
    _play_at_once(slide, beat.loops)
    slide.notes_slide.notes_text_frame.text = beat.narration


def _play_at_once(slide: Any, loops: bool) -> None:
    """Have the movie begin with the slide instead of at a click, which python-pptx has no name for."""
    for node in slide.element.iter(qn("p:cMediaNode")):
        if loops:
            node.find(qn("p:cTn")).set("repeatCount", "indefinite")
        for condition in node.iter(qn("p:cond")):
            condition.set("delay", "0")


def printable(text: str) -> str:
    """Return a text with spaces for the control characters that XML has no room for."""
    return "".join(character if character >= " " else " " for character in text)


def last_picture(clip: bytes) -> bytes:
    """Return a clip's last picture as a PNG."""
    with av.open(io.BytesIO(clip), "r") as container:
        for frame in container.decode(video=0):  # noqa: B007 - the last one is wanted
            pass
    file = io.BytesIO()
    Image.fromarray(frame.to_ndarray(format="rgb24")).save(file, "PNG")
    return file.getvalue()
