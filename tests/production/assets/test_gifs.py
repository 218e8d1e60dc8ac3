"""GIFs: the beat in which most happens, no longer and no larger than promised."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from scenes.production.assets import gifs
from scenes.production.assets.gifs import LAST, LONGEST, PAUSE, Picture
from scenes.production.errors import ProductionError
from scenes.production.lecture import Beat, Shown
from scenes.production.quality import ENCODER

RATE, SIZE = 30, (320, 180)
BT709 = av.video.reformatter.Colorspace.ITU709
GROUND = (16, 21, 28)
Pixels = NDArray[np.uint8]


def frame_of(draw: Callable[[Pixels], None]) -> Pixels:
    pixels = np.full((SIZE[1], SIZE[0], 3), GROUND, np.uint8)
    draw(pixels)
    return pixels


def still(_: Pixels) -> None:
    """Draw nothing."""


def square(x: int, size: int) -> Callable[[Pixels], None]:
    def draw(pixels: Pixels) -> None:
        pixels[60 : 60 + size, x : x + size] = 255, 111, 145

    return draw


def scene_of(path: Path, *plays: list[Callable[[Pixels], None]]) -> Shown:
    """Write a clip whose beats each begin with a whole picture."""
    start, beats = 0, []
    with av.open(str(path), "w") as film:
        stream = film.add_stream("libx264", rate=RATE, options={**ENCODER, "forced-idr": "1"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for number, play in enumerate(plays):
            for n, draw in enumerate(play):
                frame = av.VideoFrame.from_ndarray(frame_of(draw)).reformat(format="yuv420p", dst_colorspace=BT709)
                frame.pict_type = av.video.frame.PictureType.I if n == 0 else av.video.frame.PictureType.NONE
                film.mux(stream.encode(frame))
            beats.append(Beat(f"beat{number}", start / RATE, (start + len(play)) / RATE, "", "", ()))
            start += len(play)
        film.mux(stream.encode(None))
    return Shown("odds", 3, 1, "Odds", "", path, 0.0, start / RATE, tuple(beats))


def seconds_of(path: Path) -> list[float]:
    with Image.open(path) as gif:
        found = []
        for number in range(gif.n_frames):  # type: ignore[attr-defined]
            gif.seek(number)
            found.append(gif.info["duration"] / 1000)
        return found


def test_the_beat_in_which_most_moves_for_longest_is_chosen(tmp_path: Path) -> None:
    pause = [still] * 60
    little = [square(2 * n, 8) for n in range(60)]
    jump = [still] * 40 + [square(20, 100)] * 20
    much = [square(2 * n, 60) for n in range(60)]
    assert gifs.most_moving(scene_of(tmp_path / "a.mp4", pause, much, little, jump)).key == "beat1"
    assert gifs.most_moving(scene_of(tmp_path / "b.mp4", little, jump, pause)).key == "beat0"


def test_pauses_are_cut_short_and_the_last_picture_stays(tmp_path: Path) -> None:
    play = [square(0, 40)] * 75 + [square(3 * n, 40) for n in range(30)] + [square(200, 40)] * 90
    scene = scene_of(tmp_path / "clip.mp4", play)
    shown = gifs.pictures(scene.clip, scene.beats[0])
    seconds = [picture.seconds for picture in shown]
    assert seconds[0] == PAUSE
    assert seconds[-1] == LAST
    assert sum(seconds[1:-1]) == pytest.approx(1.0, abs=0.2)
    assert np.abs(shown[-1].pixels[10, 10].astype(int) - GROUND).max() <= 3


def test_what_is_too_long_is_played_faster(tmp_path: Path) -> None:
    scene = scene_of(tmp_path / "clip.mp4", [square(n % 250, 40) for n in range(RATE * 18)])
    gifs.make_scene(scene, tmp_path / "clip.gif")
    seconds = seconds_of(tmp_path / "clip.gif")
    assert sum(seconds) == pytest.approx(LONGEST, abs=0.2)
    assert seconds[-1] == LAST
    assert 0.03 <= min(seconds) <= max(seconds[:-1]) <= 0.08


def test_it_plays_over_and_over_in_the_film_s_colours(tmp_path: Path) -> None:
    scene = scene_of(tmp_path / "clip.mp4", [square(3 * n, 60) for n in range(60)])
    gifs.make_scene(scene, tmp_path / "clip.gif")
    with Image.open(tmp_path / "clip.gif") as gif:
        assert gif.size == (640, 360)
        assert gif.info["loop"] == 0
        gif.seek(gif.n_frames - 1)  # type: ignore[attr-defined]
        pixels = np.asarray(gif.convert("RGB")).astype(int)
    assert np.abs(pixels[5, 5] - GROUND).max() <= 4
    assert np.abs(pixels[180, 2 * (3 * 59 + 30)] - (255, 111, 145)).max() <= 12


def test_even_noise_becomes_small_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gifs, "WIDTHS", (96, 64))
    monkeypatch.setattr(gifs, "LARGEST", 10_000)
    random = np.random.default_rng(1)
    noise = [Picture(random.integers(0, 256, (36, 64, 3), np.uint8), 0.2) for _ in range(15)]
    gifs.fit(noise, tmp_path / "noise.gif")
    assert (tmp_path / "noise.gif").stat().st_size <= 10_000
    assert 2 <= len(seconds_of(tmp_path / "noise.gif")) < 15
    assert sum(seconds_of(tmp_path / "noise.gif")) == pytest.approx(3.0, abs=0.2)


def test_a_broken_clip_is_named(tmp_path: Path) -> None:
    scene = scene_of(tmp_path / "03-odds.mp4", [still] * 30)
    (tmp_path / "03-odds.mp4").write_bytes(b"not a film")
    with pytest.raises(ProductionError, match="03-odds.mp4"):
        gifs.make_scene(scene, tmp_path / "clip.gif")
    assert not (tmp_path / "clip.gif").exists()
