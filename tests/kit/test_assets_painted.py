"""Stills and overlays against the scene's own film: the same pictures at the same times, with nothing behind them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from scenes.kit.assets import overlay, stills
from scenes.kit.assets.clear import ClearPlanes, take_ground_out
from scenes.kit.assets.overlay import ClearWriter
from scenes.kit.fast.region import Region
from scenes.kit.painting import configured, paint
from scenes.kit.settings import PREFIX, Settings
from scenes.kit.stage.colour import rgb
from scenes.kit.theme import THEMES
from scenes.playlist import PLAYLIST
from scenes.production.report import Report, read_report

SIZE = 320, 180
ENTRIES = {entry.slug: entry for entry in PLAYLIST}
Pixels = NDArray[np.uint8]


def options(folder: Path, rate: float) -> dict[str, Any]:
    size = {"pixel_width": SIZE[0], "pixel_height": SIZE[1], "frame_rate": rate}
    quiet = {"verbosity": "ERROR", "progress_bar": "none", "disable_caching": True}
    return {**size, **quiet, "media_dir": str(folder), "video_encoder_options": {"crf": "10", "bf": "0"}}


def rgb_frames(path: Path) -> list[Pixels]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def apart(one: Pixels, other: Pixels) -> float:
    return float(np.abs(one.astype(float) - other).mean())


# -- without manim -------------------------------------------------------------------------------------------------


def test_the_ground_is_taken_out_to_a_rounding() -> None:
    ground = rgb(THEMES["dark"].ground)
    random = np.random.default_rng(1)
    opacity = random.integers(0, 256, (40, 60, 1))
    colours = random.integers(0, 256, (40, 60, 3))
    seen = colours * (opacity / 255) + ground * (1 - opacity / 255)
    painted = np.concatenate([np.rint(seen), opacity], axis=2).astype(np.uint8)
    straight, argb = np.zeros_like(painted), np.zeros_like(painted)
    take_ground_out(painted, 0, 60, 0, 40, ground, straight, argb)
    again = straight[..., :3] * (opacity / 255) + ground * (1 - opacity / 255)
    assert np.abs(again - seen).max() <= 1.001
    assert (straight[..., 3] == opacity[..., 0]).all()
    assert (argb[..., [1, 2, 3, 0]] == straight).all()
    clear = opacity[..., 0] > 128
    assert np.abs(straight[..., :3].astype(float) - colours)[clear].max() <= 2


def test_planes_change_where_they_are_told_and_are_copied_once() -> None:
    planes = ClearPlanes(4, 8, "#10151C")
    whole = Region(4, 8)
    whole.add((0, 8, 0, 4))
    pixels = np.full((4, 8, 4), 255, np.uint8)
    planes.take_in(pixels, whole)
    frame = planes.copy()
    assert frame is not None
    assert planes.copy() is None
    luma, *_, opacity = (np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[:, :8] for plane in frame.planes)
    assert (luma == 235).all()
    assert (opacity == 255).all()
    pixels[:] = 16, 21, 28, 0
    part = Region(4, 8)
    part.add((1, 3, 1, 2))
    planes.take_in(pixels, part)
    assert (planes.straight[..., 3] == 0).sum() == 4 * 2
    assert planes.copy() is not None


class Heap:
    """Stands in for the films: keeps what is shown, picture by picture."""

    def __init__(self) -> None:
        self.shown: list[object] = []

    def add(self, frame: object, count: int) -> None:
        self.shown += [self.shown[-1] if frame is None else frame] * count


@pytest.mark.parametrize("step", [1, 2, 3])
def test_of_every_so_many_pictures_the_right_one_is_taken(step: int) -> None:
    writer = ClearWriter.__new__(ClearWriter)
    writer.films, writer.step, writer.painted, writer._latest = Heap(), step, 0, None  # type: ignore[assignment]
    film: list[str] = []
    for held in (1, 1, 1, 4, 1, 3, 2, 1, 5, 1, 1):
        picture = f"picture {len(film)}"
        wanted = writer.wants_next
        film += [picture] * held
        if wanted or held > 1:
            writer.write_frame(picture, repeat=held)  # type: ignore[arg-type]
        else:
            writer.painted += 1
    assert writer.films.shown == film[::step]


# -- painted -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bernoulli(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[Pixels]]]:
    """The stills of a scene of four beats, and the last pictures of these beats in its film."""
    folder = tmp_path_factory.mktemp("bernoulli")
    rate = 4.0
    sizes = {"stills": SIZE, "stills/4k": (2 * SIZE[0], 2 * SIZE[1])}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stills, "SIZES", sizes)
        with configured({**options(folder, rate), "dry_run": True}):
            stills.paint(ENTRIES["bernoulli"], Settings(), folder)
        patch.setenv(PREFIX + "REPORT", str(folder / "report"))
        film = rgb_frames(paint(ENTRIES["bernoulli"], Settings(), options(folder, rate)))
    report = read_report(folder / "report")
    assert isinstance(report, Report)
    yield folder / "stills", [film[round(beat["end"] * rate) - 1] for beat in report.beats]


@pytest.mark.render
def test_there_is_a_still_of_every_beat_in_both_sizes(bernoulli) -> None:
    folder, _ = bernoulli
    names = [f"07-bernoulli-{n}-{key}.png" for n, key in enumerate(("mass", "formula", "one", "zero"), start=1)]
    for place, wide in ((folder, SIZE[0]), (folder / "4k", 2 * SIZE[0])):
        assert sorted(path.name for path in place.glob("*.png")) == names
        assert {Image.open(place / name).size for name in names} == {(wide, wide * 9 // 16)}


@pytest.mark.render
def test_a_still_is_the_last_picture_of_its_beat(bernoulli) -> None:
    folder, last = bernoulli
    for path, picture in zip(sorted(folder.glob("*.png")), last, strict=True):
        found = [apart(np.asarray(Image.open(path)), other) for other in last]
        assert min(found) == apart(np.asarray(Image.open(path)), picture) < 1.5, (path.name, found)


@pytest.mark.render
def test_the_larger_still_shows_the_same(bernoulli) -> None:
    folder, _ = bernoulli
    for path in folder.glob("*.png"):
        small = Image.open(path)
        large = Image.open(folder / "4k" / path.name).resize(small.size, Image.Resampling.BOX)
        assert apart(np.asarray(small), np.asarray(large)) < 1.5


def with_opacity(path: Path) -> list[tuple[int, Pixels]]:
    """Return a webm's pictures, RGBA, with their numbers at 30 a second; FFmpeg's own decoder drops the opacity."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        decoder = av.CodecContext.create("libvpx-vp9", "r")
        packets = [packet for packet in container.demux(stream) if packet.size]
        assert stream.metadata["alpha_mode"] == "1"
        return [
            (round(packet.pts * stream.time_base * 30), frame.reformat(format="rgba", src_colorspace=1).to_ndarray())
            for packet in packets
            for frame in decoder.decode(packet)
        ]


@pytest.mark.render
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_an_overlay_laid_on_the_ground_is_the_film(theme: str, tmp_path: Path) -> None:
    entry, settings = ENTRIES["part1"], Settings(theme=theme)
    film = rgb_frames(paint(entry, settings, options(tmp_path, 60.0)))
    with configured({**options(tmp_path, 60.0), "dry_run": True}):
        overlay.paint(entry, settings, tmp_path)
    ground = rgb(THEMES[theme].ground)
    with av.open(str(tmp_path / "part1.mov")) as container:
        lossless = [frame.to_ndarray(format="rgba") for frame in container.decode(video=0)]
        assert container.streams.video[0].average_rate == 30
    assert len(lossless) == -(-len(film) // 2)
    webm = with_opacity(tmp_path / "part1.webm")
    assert webm[-1][0] == len(lossless) - 1
    for number, picture in [*enumerate(lossless), *webm]:
        opacity = picture[..., 3:] / 255
        assert apart(picture[..., :3] * opacity + ground * (1 - opacity), film[2 * number]) < 1.5
        assert not opacity[[0, 0, -1, -1], [0, -1, 0, -1]].any()
    faint = [int(picture[..., 3].max()) for picture in lossless[:8]]
    assert faint == sorted(faint) and faint[0] < 128
    assert lossless[-1][..., 3].max() == 255
    assert max(picture[..., 3].max() for _, picture in webm) >= 254
