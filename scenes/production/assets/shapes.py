"""Upright and square cuts: the film's own pictures laid out anew, with their captions and words set large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from scenes.kit.theme import THEMES
from scenes.production.assets.lettering import letter
from scenes.production.assets.panes import Box, Mask, Spell, halves, occupied, whole
from scenes.production.assets.planes import Planes
from scenes.production.lecture import Lecture, Shown

ENCODER = {"preset": "veryfast", "crf": "18", "bf": "0", "threads": "1"}
FASTEST = 30
BT709, LIMITED = 1, 1
# A caption as the scenes set it: where it begins and ends, in shares of the frame, and its type in frame heights.
CAPTION_LEFT, CAPTION_TOP, CAPTION_BOTTOM, CAPTION_EM = 0.047, 0.055, 0.13, 0.52 / 8
# Beats share a layout while none of them loses more than this of its size by it.
SHARED = 0.85
# A line of words and the next, in its type's size.
LINE = 1.5
# No picture is blown up further than this.
MOST = 1.5
FADE = 0.3


@dataclass(frozen=True)
class Shape:
    """A frame, in pixels where its shorter side has 1080.

    Attributes
    ----------
    margin
        Free at both sides.
    top, picture, bottom
        Where the caption begins, where picture and words begin, and where they end.
    caption, cue
        Sizes of the type; there is room for three lines of words.
    """

    width: int
    height: int
    margin: int
    top: int
    picture: int
    bottom: int
    caption: int
    cue: int

    def size(self, scale: float) -> tuple[int, int]:
        """Return width and height in pixels, both even."""
        return 2 * round(self.width * scale / 2), 2 * round(self.height * scale / 2)

    @property
    def words(self) -> int:
        """The height kept for the words."""
        return round(3 * LINE * self.cue)


# The words of an upright film stay clear of what phones lay over its foot.
SHAPES = {
    "9:16": Shape(1080, 1920, 54, 130, 360, 1740, 80, 58),
    "1:1": Shape(1080, 1080, 48, 40, 120, 1050, 50, 44),
    "4:3": Shape(1440, 1080, 60, 44, 130, 1050, 62, 46),
}


def folder_of(shape: str) -> Path:
    """Return where clips of a shape lie in an edition's folder, e.g. ``cuts/9x16``."""
    return Path("cuts") / shape.replace(":", "x")


def make_scene(lecture: Lecture, scene: Shown, shape: Shape, target: Path) -> None:
    """Write a scene's clip in another shape, at 30 pictures a second at most.

    Every picture is the film's own, cropped and scaled; a scene whose left and right have nothing between them is
    laid out one above the other. Captions and subtitles are set anew.
    """
    spells = layout(scene, shape, lecture)
    scale = lecture.quality.height / 1080
    with (
        av.open(str(scene.clip)) as source,
        av.open(str(target), "w", format="mp4", options={"movflags": "faststart"}) as output,
    ):
        stream = source.streams.video[0]
        step = max(1, round(Fraction(stream.average_rate or 1) / FASTEST))
        video = _video(output, shape, scale, Fraction(stream.average_rate or 1) / step)
        painter = Painter(lecture, scene, shape, scale)
        for number, picture in enumerate(source.decode(stream)):
            if number % step == 0:
                moment = float(picture.time or 0)
                spell = max((s for s in spells if s.start <= moment + 1e-6), key=lambda s: s.start, default=spells[0])
                output.mux(video.encode(painter.paint(picture, moment, spell)))
        output.mux(video.encode())


def layout(scene: Shown, shape: Shape, lecture: Lecture) -> list[Spell]:
    """Return the panes of each stretch of the scene, chosen for the largest picture."""
    captions = [caption_box(scene, beat.caption, lecture) for beat in scene.beats]
    masks, turns = occupied(scene, THEMES[lecture.settings.theme].ground, captions)
    spells: list[Spell] = []
    shared: list[Mask] = []
    for turn, mask in zip(turns, masks, strict=True):
        together = np.logical_or.reduce([*shared, mask])
        sizes = [size(best(one, shape), shape) for one in (*shared, mask)]
        if shared and size(best(together, shape), shape) >= SHARED * max(sizes):
            shared.append(mask)
            spells[-1] = Spell(best(together, shape), spells[-1].start)
        else:
            shared = [mask]
            spells.append(Spell(best(mask, shape), turn))
    return spells


def best(mask: Mask, shape: Shape) -> tuple[Box, ...]:
    """Return one pane, or two above each other, whichever is shown larger."""
    return max((whole(mask), halves(mask)), key=lambda panes: size(panes, shape))


def size(panes: Sequence[Box], shape: Shape) -> float:
    """Return how large panes can be shown: pixels for the height of the film's frame; 0 where there are none."""
    if not panes:
        return 0.0
    wide, high = max(pane.size[0] for pane in panes), sum(pane.size[1] for pane in panes)
    gaps = shape.margin * (len(panes) - 1)
    room = shape.bottom - shape.picture - shape.words - shape.margin - gaps
    return min(MOST * 1080, (shape.width - 2 * shape.margin) / wide, room / high)


def caption_box(scene: Shown, caption: str, lecture: Lecture) -> Box:
    """Return where the film writes a caption; on cards, which are pictures of words, nowhere."""
    if _is_card(scene):
        return Box(0, 0, 0, 0)
    wide = letter(caption, 100, "#000000", lecture.settings.language).shape[1] / 100
    right = CAPTION_LEFT + (wide + 0.3) * CAPTION_EM * 9 / 16
    return Box(CAPTION_LEFT - 0.01, min(1.0, right), CAPTION_TOP - 0.02, CAPTION_BOTTOM)


@dataclass(frozen=True)
class Words:
    """What is written on a frame, and how far the caption has come, 0 to 1."""

    caption: str
    strength: float
    cue: str


class Painter:
    """Lays pictures and words out on one frame; what stands still is laid out once."""

    def __init__(self, lecture: Lecture, scene: Shown, shape: Shape, scale: float) -> None:
        self.lecture, self.scene, self.shape, self.scale = lecture, scene, shape, scale
        self.theme = THEMES[lecture.settings.theme]
        self._last: tuple[Any, ...] = ()
        self._seen = np.empty(0, np.uint8)
        self._frame: Any = None

    def paint(self, picture: Any, moment: float, spell: Spell) -> Any:
        """Return the frame of a moment, for the encoder."""
        words, film = self.words(moment), picture.to_ndarray()
        if (words, spell) != self._last or not np.array_equal(film, self._seen):
            self._last, self._seen = (words, spell), film.copy()
            self._frame = self.laid_out(Planes.of(film), words, spell).frame
        self._frame.pts = None
        return self._frame

    def words(self, moment: float) -> Words:
        """Return what is written at a moment of the clip."""
        beat = max((b for b in self.scene.beats if b.start <= moment + 1e-6), key=lambda b: b.start)
        cue = next((cue.text for cue in beat.cues if cue.start <= moment < cue.end), "")
        return Words(beat.caption, min(1.0, max(0.0, (moment - beat.start) / FADE)), cue)

    def laid_out(self, film: Planes, words: Words, spell: Spell) -> Planes:
        """Return a frame with its panes and words."""
        shape, scale = self.shape, self.scale
        frame = Planes.filled(*shape.size(scale), self.theme.ground)
        film.fill(self.theme.ground, *on(film, caption_box(self.scene, words.caption, self.lecture)))
        top, height = self.top(spell), size(spell.panes, shape)
        for pane in spell.panes:
            wide, high = (side * height for side in pane.size)
            part = film.part(*on(film, pane)).scaled(wide * scale, high * scale)
            frame.put(part, (shape.width - wide) / 2 * scale, top * scale)
            top += high + shape.margin
        if not _is_card(self.scene):
            self.write(frame, words.caption, shape.caption, self.theme.ink, shape.top, words.strength)
        if words.cue:
            self.write(frame, words.cue, shape.cue, self.theme.quiet, top, 1.0)
        return frame

    def top(self, spell: Spell) -> float:
        """Return where the first pane begins: panes and words stand together in the middle of their room."""
        shape, height = self.shape, size(spell.panes, self.shape)
        used = sum(height * pane.size[1] + shape.margin for pane in spell.panes) + shape.words
        return shape.picture + (shape.bottom - shape.picture - used) / 2

    def write(self, frame: Planes, words: str, type_size: int, color: str, top: float, strength: float) -> None:
        """Set words over the frame's whole width."""
        line = round((self.shape.width - 2 * self.shape.margin) * self.scale)
        pixels = letter(words, type_size * self.scale, color, self.lecture.settings.language, line)
        frame.write(pixels[..., 3] * (strength / 255), color, self.shape.margin * self.scale, top * self.scale)


def on(film: Planes, box: Box) -> tuple[float, float, float, float]:
    """Return the edges of a box in the pixels of a picture."""
    high, wide = film.y.shape
    return box.left * wide, box.right * wide, box.top * high, box.bottom * high


def _is_card(scene: Shown) -> bool:
    return scene.number == 0 and len(scene.beats) == 1


def _video(output: Any, shape: Shape, scale: float, rate: Fraction) -> Any:
    video = output.add_stream("libx264", rate=rate, options=dict(ENCODER))
    video.width, video.height = shape.size(scale)
    video.pix_fmt = "yuv420p"
    context = video.codec_context
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED
    return video
