"""A small lecture with real videos, and words that try to break out of wherever they are put."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
from av.video.frame import PictureType

from scenes.kit.settings import Settings
from scenes.production import film, subtitles
from scenes.production.assets import light
from scenes.production.film import Part
from scenes.production.lecture import Beat, Lecture, Shown
from scenes.production.quality import ENCODER, Quality
from scenes.production.report import Cue, Omission

HOSTILE = [
    '#read("x")', "<script>alert(1)</script>", "</script><b>bold</b>", "<!-- <script>", "../..", "\"quotes\" & 'more'",
    "🙂👩‍🏫 \u202e back", "שלום עולם", "x" * 300, "数据" * 150, "$a_b$ \\ {c} {{title}} {number}",
    "&lt;i&gt; 1 < 2 > 0", "bell\x07 and \x00 nothing", "two\nlines \u2028 three", "' onload='alert(1)",
    "`${alert(1)}`",
]  # fmt: skip
RATE, SIZE = 60, (320, 180)
# How many pictures each beat has, odd and even.
LENGTHS = {"title": (40,), "part1": (31,), "threshold": (45, 40, 51), "odds": (41, 44), "part2": (33,), "jar": (40,)}
CARDS = {"title", "part1", "part2"}


def shade(picture: int) -> int:
    """Return how bright a beat's picture is: every one is brighter than the one before."""
    return 40 + 3 * picture


def write_beats(path: Path, lengths: Sequence[int]) -> Path:
    """Write a clip whose pictures tell by their brightness which they are."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream("libx264", rate=RATE, options={**ENCODER, "crf": "5", "forced-idr": "1"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for number in (number for length in lengths for number in range(length)):
            frame = av.VideoFrame.from_ndarray(np.full((SIZE[1], SIZE[0], 3), shade(number), np.uint8))
            frame.pict_type = PictureType.I if number == 0 else PictureType.NONE
            output.mux(stream.encode(frame))
        output.mux(stream.encode())
    return path


def lecture_in(folder: Path, settings: Settings | None = None) -> Lecture:
    """Make a lecture of six scenes with a film, clips and subtitles."""
    scenes: list[Shown] = []
    for slug, lengths in LENGTHS.items():
        number = 0 if slug in CARDS else sum(scene.number > 0 for scene in scenes) + 1
        part = {"title": 0, "part2": 2, "jar": 2}.get(slug, 1)
        clip = write_beats(folder / (f"{number:02d}-{slug}.mp4" if number else f"{slug}.mp4"), lengths)
        start = sum(scene.duration for scene in scenes)
        title, idea = f"All about {slug}", f"The idea of {slug}"
        scenes.append(
            Shown(slug, number, part, title, idea, clip, start, sum(lengths) / RATE, tuple(_beats(slug, lengths)))
        )
    parts = tuple(f"Part title {k}" for k in (1, 2, 3))
    left_out = (Omission("newton", "there is no minimum to jump to"),)
    quality = Quality("tiny", *SIZE, RATE)
    lecture = Lecture(settings or Settings(), quality, folder, "A lecture", parts, tuple(scenes), left_out)
    _write_film(lecture)
    return lecture


def lightened(lecture: Lecture, folder: Path) -> dict[str, Path]:
    """Make the smaller versions of a lecture's clips; return them by slug."""
    files = {scene.slug: folder / scene.clip.name for scene in lecture.scenes}
    for scene in lecture.scenes:
        light.lighten(scene, files[scene.slug])
    return files


def spoken(lecture: Lecture, words: str) -> Lecture:
    """Return the lecture with these words wherever words can be."""
    scenes = tuple(
        replace(
            scene,
            title=words,
            idea=words,
            beats=tuple(
                replace(beat, caption=words, narration=words, cues=tuple(replace(cue, text=words) for cue in beat.cues))
                for beat in scene.beats
            ),
        )
        for scene in lecture.scenes
    )
    left_out = tuple(replace(left, reason=words) for left in lecture.omitted)
    chosen = lecture.settings.model_copy(update={"data": words, "feature": words, "label": words})
    return replace(lecture, title=words, parts=(words,) * 3, scenes=scenes, omitted=left_out, settings=chosen)


def _beats(slug: str, lengths: Sequence[int]) -> list[Beat]:
    found = []
    for k in range(len(lengths)):
        start, end = sum(lengths[:k]) / RATE, sum(lengths[: k + 1]) / RATE
        said = f"In {slug} this is said, number {k}."
        middle = (start + end) / 2
        cues = (Cue(start, middle, said), Cue(middle, end - 0.01, f"{slug} goes on,\nwith {k} < {k + 1} & more"))
        found.append(Beat(f"beat{k}", start, end, f"Caption {k} of {slug}", said, cues, loops=slug == "part2"))
    return found


def _write_film(lecture: Lecture) -> None:
    cues: list[Cue] = []
    for scene in lecture.scenes:
        own = [cue for beat in scene.beats for cue in beat.cues]
        scene.clip.with_suffix(".srt").write_text(subtitles.compose(own), encoding="utf-8")
        cues += subtitles.shifted(own, scene.start)
    film.join([Part(scene.clip, scene.slug) for scene in lecture.scenes], lecture.film)
    lecture.film.with_suffix(".srt").write_text(subtitles.compose(cues), encoding="utf-8")
