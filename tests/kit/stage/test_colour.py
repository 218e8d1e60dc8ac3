from __future__ import annotations

import numpy as np
import pytest

from scenes.kit.stage import ramp_colour
from scenes.kit.stage.colour import ramp_table, rgb

RAMP = ("#2b2560", "#2f4f8c", "#2d8796", "#68b9a2", "#c4e3c0")


@pytest.mark.parametrize("text", ["#000000", "#FFFFFF", "#10151C", "#abc"])
def test_hex_is_read(text):
    full = text if len(text) == 7 else "#" + "".join(2 * c for c in text[1:])
    assert "#" + "".join(f"{int(c):02x}" for c in rgb(text)) == full.lower()


@pytest.mark.parametrize("wrong", ["red", "#12", "#12345g", "123456", "", "#1234567"])
def test_what_is_no_colour_is_refused(wrong):
    with pytest.raises(ValueError, match="not a colour"):
        rgb(wrong)


@pytest.mark.parametrize("k", range(5))
def test_ramp_passes_through_its_colours(k):
    assert ramp_colour(RAMP, k / 4) == RAMP[k]


def test_ramp_stops_at_its_ends():
    assert ramp_colour(RAMP, -1) == RAMP[0]
    assert ramp_colour(RAMP, 2) == RAMP[-1]


def test_middle_of_black_and_white_is_oklabs():
    # Lightness 0.5 in OKLab is a linear intensity of 0.5 cubed = 0.125, 99 in sRGB.
    assert ramp_table(("#000000", "#ffffff"), 3)[1] == pytest.approx([99, 99, 99], abs=0.6)


def test_ramp_has_no_jumps():
    assert np.abs(np.diff(ramp_table(RAMP), axis=0)).max() < 1
