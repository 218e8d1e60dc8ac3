"""Segments decode to the frames that were written; a held picture is the same picture to the last bit."""

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from types import SimpleNamespace

import av
import numpy as np
import pytest

from scenes.kit.fast.planes import Planes
from scenes.kit.fast.region import Region
from scenes.kit.fast.writer import GROUP, Held, PlaneEncoder
from scenes.production.quality import ENCODER

HEIGHT, WIDTH = 144, 192


def spec(options=ENCODER):
    return SimpleNamespace(
        codec="libx264", pixel_format="yuv420p", container_format="mp4", height=HEIGHT, width=WIDTH,
        frame_rate=Fraction(60), options=tuple(options.items()),
    )  # fmt: skip


def planes_of(seed):
    planes, whole = Planes(HEIGHT, WIDTH), Region(HEIGHT, WIDTH)
    whole.add((0, WIDTH, 0, HEIGHT))
    planes.take_in(np.random.default_rng(seed).integers(0, 256, (HEIGHT, WIDTH, 4)).astype(np.uint8), whole)
    return planes


def decoded(path):
    with av.open(path) as container:
        stream = container.streams.video[0]
        frames = [(frame.pts * stream.time_base, frame.to_ndarray()) for frame in container.decode(stream)]
    return [time for time, _ in frames], [values for _, values in frames]


@pytest.mark.parametrize("repeat", [2, 45, GROUP, GROUP + 1, 2 * GROUP + 7])
def test_every_frame_of_a_held_picture_is_the_first(tmp_path, repeat):
    planes, path = planes_of(repeat), tmp_path / "held.mp4"
    encoder = PlaneEncoder(path, spec(), planes, Held(spec()))
    encoder.write_frame(planes.copy(), repeat=repeat)
    encoder.finish()
    times, frames = decoded(path)
    assert times == [Fraction(n, 60) for n in range(repeat)]
    assert all(np.array_equal(frame, frames[0]) for frame in frames)
    shown = planes.copy().to_ndarray()
    assert np.mean((frames[0].astype(float) - shown) ** 2) < 40


@pytest.mark.parametrize("options", [ENCODER, {"preset": "medium", "crf": "20", "bf": "0"}])
def test_a_picture_is_held_by_any_preset(tmp_path, options):
    planes, path = planes_of(3), tmp_path / "held.mp4"
    encoder = PlaneEncoder(path, spec(options), planes, Held(spec(options)))
    encoder.write_frame(planes.copy(), repeat=30)
    encoder.finish()
    _, frames = decoded(path)
    assert len(frames) == 30 and all(np.array_equal(frame, frames[0]) for frame in frames)


def test_moving_frames_come_in_their_order_and_number(tmp_path):
    planes, path = planes_of(0), tmp_path / "moving.mp4"
    encoder = PlaneEncoder(path, spec(), planes, Held(spec()))
    whole = Region(HEIGHT, WIDTH)
    whole.add((0, WIDTH, 0, HEIGHT))
    for n in range(20):
        planes.take_in(np.full((HEIGHT, WIDTH, 4), 10 * n, np.uint8), whole)
        encoder.write_frame(planes.copy())
    encoder.finish()
    times, frames = decoded(path)
    assert times == [Fraction(n, 60) for n in range(20)]
    shades = [float(frame[:HEIGHT].mean()) for frame in frames]
    assert np.abs(np.array(shades) - (16 + 219 / 255 * 10 * np.arange(20))).max() < 1.5


def test_the_stream_says_what_its_colours_mean(tmp_path):
    planes, path = planes_of(0), tmp_path / "held.mp4"
    encoder = PlaneEncoder(path, spec(), planes, Held(spec()))
    encoder.write_frame(planes.copy(), repeat=3)
    encoder.finish()
    with av.open(path) as container:
        context = container.streams.video[0].codec_context
        assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)


def test_an_aborted_segment_leaves_no_file(tmp_path):
    planes, path = planes_of(0), tmp_path / "held.mp4"
    encoder = PlaneEncoder(path, spec(), planes, Held(spec()))
    encoder.write_frame(planes.copy(), repeat=3)
    encoder.abort()
    assert not path.exists()


def test_segments_in_several_threads_share_what_is_held(tmp_path):
    planes, held = planes_of(5), Held(spec())

    def write(n):
        encoder = PlaneEncoder(tmp_path / f"{n}.mp4", spec(), planes, held)
        encoder.write_frame(planes.copy(), repeat=40 + n)
        encoder.finish()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(16)))
    assert [len(decoded(tmp_path / f"{n}.mp4")[1]) for n in range(16)] == [40 + n for n in range(16)]
