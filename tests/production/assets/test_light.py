"""Smaller clips: fewer pixels and pictures, every beat with its own first and last picture at its own time."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import pytest
from lectures import RATE, SIZE, lecture_in, lightened, shade

from scenes.production.assets import light
from scenes.production.cut import cut
from scenes.production.errors import ProductionError
from scenes.production.lecture import Lecture


@pytest.fixture(scope="module")
def lecture(tmp_path_factory: pytest.TempPathFactory) -> Lecture:
    return lecture_in(tmp_path_factory.mktemp("lecture"))


@pytest.fixture(scope="module")
def files(lecture: Lecture, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return lightened(lecture, tmp_path_factory.mktemp("light"))


def pictures(path: Path) -> list[tuple[Fraction, bool, float]]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return [
            (frame.pts * stream.time_base, frame.key_frame, float(frame.to_ndarray(format="rgb24").mean()))
            for frame in container.decode(stream)
        ]


@pytest.mark.parametrize("slug", ["title", "threshold", "odds"])
def test_beats_keep_their_first_and_last_picture_and_their_times(lecture, files, slug: str) -> None:
    scene = next(scene for scene in lecture.scenes if scene.slug == slug)
    found = pictures(files[slug])
    for k, beat in enumerate(scene.beats):
        first, end = round(beat.start * RATE), round(beat.end * RATE)
        inside = [(time, key, bright) for time, key, bright in found if first <= time * RATE < end]
        numbers = [int(time * RATE) - first for time, _, _ in inside]
        assert numbers[0] == 0 and inside[0][1]
        assert numbers[-1] == end - first - 1
        assert set(range(0, end - first, 2)) <= set(numbers) <= {*range(0, end - first, 2), end - first - 1}
        for number, (_, _, bright) in zip(numbers, inside, strict=True):
            assert bright == pytest.approx(shade(number), abs=1), (k, number)


def test_a_beat_is_cut_out_of_it_exactly(lecture: Lecture, files: dict[str, Path], tmp_path: Path) -> None:
    beat = lecture.scenes[2].beats[1]
    cut(files["threshold"], beat.start, beat.end, tmp_path / "beat.mp4")
    found = pictures(tmp_path / "beat.mp4")
    assert found[0][0] == 0
    assert found[0][2] == pytest.approx(shade(0), abs=1)
    assert found[-1][2] == pytest.approx(shade(39), abs=1)


@pytest.mark.parametrize("size, wanted", [((1920, 1080), (1280, 720)), ((1080, 1920), (404, 720)), (SIZE, SIZE)])
def test_it_is_never_larger(write_clip, lecture: Lecture, tmp_path: Path, size, wanted) -> None:
    clip = write_clip(tmp_path / "clip.mp4", 4, size=size, rate=30)
    beat = replace(lecture.scenes[0].beats[0], end=4 / 30)
    light.lighten(replace(lecture.scenes[0], clip=clip, beats=(beat,)), tmp_path / "small.mp4")
    with av.open(str(tmp_path / "small.mp4")) as container:
        video = container.streams.video[0]
        assert (video.width, video.height, video.frames) == (*wanted, 4)


def test_a_clip_that_is_none_is_named(lecture: Lecture, tmp_path: Path) -> None:
    (tmp_path / "01-odd.mp4").write_text("no video")
    with pytest.raises(ProductionError, match="01-odd.mp4"):
        light.lighten(replace(lecture.scenes[0], clip=tmp_path / "01-odd.mp4"), tmp_path / "small.mp4")
