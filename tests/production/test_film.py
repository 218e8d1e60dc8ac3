"""The joined film, measured: frames, chapters, subtitles, and the index in front."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest

from scenes.production import film
from scenes.production.errors import ProductionError
from scenes.production.quality import Quality
from scenes.production.report import Cue

CUES = [Cue(0.5, 1.5, "One & <two>"), Cue(1.5, 1.9, "two\nlines"), Cue(2.5, 5.9, "三"), Cue(7.0, 7.9, "after a gap")]


@pytest.fixture
def joined(tmp_path: Path, write_clip) -> Path:
    parts = [
        film.Part(write_clip(tmp_path / "a.mp4", 30, shade=0), "First"),
        film.Part(write_clip(tmp_path / "b.mp4", 61, shade=90), "第二"),
        film.Part(write_clip(tmp_path / "c.mp4", 29, shade=180), "Third"),
    ]
    film.join(parts, tmp_path / "film.mp4", CUES, "zh")
    return tmp_path / "film.mp4"


def test_frames_are_all_there_and_evenly_spaced(joined: Path) -> None:
    with av.open(str(joined)) as container:
        stream = container.streams.video[0]
        times = [packet.pts * packet.time_base for packet in container.demux(stream) if packet.size]
    assert times == [Fraction(number, 15) for number in range(120)]


def test_every_picture_decodes_to_what_it_was(joined: Path, tmp_path: Path) -> None:
    def pictures(path: Path) -> list[bytes]:
        with av.open(str(path)) as container:
            return [frame.to_ndarray().tobytes() for frame in container.decode(video=0)]

    assert pictures(joined) == [p for name in "abc" for p in pictures(tmp_path / f"{name}.mp4")]


def test_measure_counts(joined: Path) -> None:
    found = film.measure(joined)
    assert (found.frames, found.frame_rate, found.width, found.height) == (120, 15, 64, 48)
    assert found.seconds == 8


def test_chapters_start_with_their_clips(joined: Path) -> None:
    with av.open(str(joined)) as container:
        chapters = [
            (round(float(c["start"] * c["time_base"]), 3), round(float(c["end"] * c["time_base"]), 3), c["metadata"])
            for c in container.chapters()
        ]
    assert [(start, end) for start, end, _ in chapters] == [(0, 2), (2, 6.067), (6.067, 8)]
    assert [data["title"] for *_, data in chapters] == ["First", "第二", "Third"]


def test_one_subtitle_track_with_its_language_and_times(joined: Path) -> None:
    with av.open(str(joined)) as container:
        (stream,) = container.streams.subtitles
        assert stream.codec_context.name == "mov_text"
        assert stream.metadata["language"] == "zho"
        packets = [(packet, bytes(packet)) for packet in container.demux(stream) if packet.size]
        shown = [(packet, data) for packet, data in packets if data[:2] != b"\0\0"]
        found = [(p.pts * p.time_base, (p.pts + p.duration) * p.time_base, _text(data)) for p, data in shown]
    assert [text for *_, text in found] == [cue.text for cue in CUES]
    for (start, end, _), cue in zip(found, CUES, strict=True):
        assert float(start) == pytest.approx(cue.start, abs=0.002)
        assert float(end) == pytest.approx(cue.end, abs=0.002)


def _text(data: bytes) -> str:
    return data[2 : 2 + int.from_bytes(data[:2], "big")].decode()


def test_the_index_is_in_front_of_the_pictures(joined: Path) -> None:
    data = joined.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_a_single_clip_has_neither_chapters_nor_subtitles(tmp_path: Path, write_clip) -> None:
    film.join([film.Part(write_clip(tmp_path / "a.mp4", 15), "Only")], tmp_path / "clip.mp4")
    with av.open(str(tmp_path / "clip.mp4")) as container:
        assert not container.chapters()
        assert not container.streams.subtitles


def test_long_films_stay_exact(tmp_path: Path, write_clip) -> None:
    clip = film.Part(write_clip(tmp_path / "a.mp4", 7, rate=30), "again")
    film.join([clip] * 40, tmp_path / "film.mp4")
    assert film.measure(tmp_path / "film.mp4").seconds == Fraction(280, 30)


def test_check_accepts_a_frame_of_difference_and_no_more(tmp_path: Path, write_clip) -> None:
    clip = write_clip(tmp_path / "a.mp4", 30)
    quality = Quality("tiny", 64, 48, 15)
    film.check(clip, 2.0, quality)
    film.check(clip, 2.0 + 1 / 15, quality)
    with pytest.raises(ProductionError, match=r"lasts 2\.000 s, yet its scene reported 2\.100 s"):
        film.check(clip, 2.1, quality)


@pytest.mark.parametrize("quality", [Quality("q", 64, 64, 15), Quality("q", 64, 48, 30)])
def test_check_refuses_another_shape_or_rate(tmp_path: Path, write_clip, quality: Quality) -> None:
    with pytest.raises(ProductionError, match="64 x 48 at 15 frames a second, not"):
        film.check(write_clip(tmp_path / "a.mp4", 30), 2.0, quality)


@pytest.mark.parametrize("size", [0, 100, 700])
def test_a_truncated_video_is_not_whole(tmp_path: Path, write_clip, size: int) -> None:
    clip = write_clip(tmp_path / "a.mp4", 30)
    clip.write_bytes(clip.read_bytes()[:size])
    with pytest.raises(ProductionError, match="not a whole video"):
        film.measure(clip)


def test_clips_of_two_shapes_are_not_joined(tmp_path: Path, write_clip) -> None:
    parts = [
        film.Part(write_clip(tmp_path / "a.mp4", 5), "a"),
        film.Part(write_clip(tmp_path / "b.mp4", 5, size=(128, 96)), "b"),
    ]
    with pytest.raises(ProductionError, match=r"b\.mp4 is encoded unlike"):
        film.join(parts, tmp_path / "film.mp4")
