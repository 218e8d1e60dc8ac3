"""Frames are converted by the formulas of ITU-R BT.709, and only where they changed."""

import numpy as np
import pytest

from scenes.kit.fast.planes import Planes
from scenes.kit.fast.region import Region

HEIGHT, WIDTH = 36, 50


def region(*box):
    made = Region(HEIGHT, WIDTH)
    made.add(box or (0, WIDTH, 0, HEIGHT))
    return made


def picture(seed=0):
    pixels = np.random.default_rng(seed).integers(0, 256, (HEIGHT, WIDTH, 4)).astype(np.uint8)
    pixels[..., 3] = 255
    return pixels


def test_the_planes_are_those_of_the_standard():
    pixels, planes = picture(), Planes(HEIGHT, WIDTH)
    planes.take_in(pixels, region())
    r, g, b = (pixels[..., k].astype(float) for k in range(3))
    bright = 0.2126 * r + 0.7152 * g + 0.0722 * b
    assert np.abs(planes.y - (16 + 219 / 255 * bright)).max() <= 0.51
    four = (HEIGHT // 2, 2, WIDTH // 2, 2)
    blue = ((b - bright) / 1.8556).reshape(four).mean((1, 3))
    red = ((r - bright) / 1.5748).reshape(four).mean((1, 3))
    assert np.abs(planes.u - (128 + 224 / 255 * blue)).max() <= 0.51
    assert np.abs(planes.v - (128 + 224 / 255 * red)).max() <= 0.51


@pytest.mark.parametrize(
    ("rgb", "yuv"), [((0, 0, 0), (16, 128, 128)), ((255, 255, 255), (235, 128, 128)), ((255, 0, 0), (63, 102, 240))]
)
def test_known_colours(rgb, yuv):
    pixels = np.full((HEIGHT, WIDTH, 4), (*rgb, 255), np.uint8)
    planes = Planes(HEIGHT, WIDTH)
    planes.take_in(pixels, region())
    assert (planes.y[0, 0], planes.u[0, 0], planes.v[0, 0]) == yuv


def test_only_the_region_is_converted_out_to_whole_chroma_samples():
    planes, old, new = Planes(HEIGHT, WIDTH), picture(1), picture(2)
    planes.take_in(old, region())
    before = planes.y.copy()
    planes.take_in(new, region(11, 21, 5, 8))
    whole = Planes(HEIGHT, WIDTH)
    whole.take_in(new, region())
    np.testing.assert_array_equal(planes.y[4:8, 10:22], whole.y[4:8, 10:22])
    np.testing.assert_array_equal(planes.u[2:4, 5:11], whole.u[2:4, 5:11])
    before[4:8, 10:22] = planes.y[4:8, 10:22]
    np.testing.assert_array_equal(planes.y, before)


def test_copies_stay_as_they_are_until_they_are_given_back():
    planes = Planes(HEIGHT, WIDTH)
    planes.take_in(picture(1), region())
    first = planes.copy()
    kept = first.to_ndarray().copy()
    planes.take_in(picture(2), region())
    second = planes.copy()
    np.testing.assert_array_equal(first.to_ndarray(), kept)
    assert not np.array_equal(second.to_ndarray(), kept)
    planes.release(first)
    assert planes.copy() is first
