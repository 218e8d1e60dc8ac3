"""Colours: hex strings to numbers, and ramps that are even to the eye."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# OKLab, B. Ottosson, "A perceptual color space for image processing" (2020): linear sRGB -> LMS, cube root -> Lab.
TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def rgb(colour: str) -> Array:
    """Return "#rrggbb" or "#rgb" as three numbers from 0 to 255.

    Raises
    ------
    ValueError
        Where the text is no such colour.
    """
    if not re.fullmatch(r"#([0-9a-fA-F]{3}){1,2}", colour):
        raise ValueError(f'"{colour}" is not a colour: write it as "#rrggbb".')
    digits = colour[1:] if len(colour) == 7 else "".join(2 * d for d in colour[1:])
    return np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)], dtype=np.float64)


@lru_cache(maxsize=32)
def ramp_table(colours: tuple[str, ...], size: int = 1024) -> NDArray[np.float32]:
    """Return the ramp through the colours, evenly spaced, as (size, 3) numbers from 0 to 255.

    Interpolated in OKLab, so that equal steps look equal.
    """
    stops = np.array([_to_oklab(rgb(colour)) for colour in colours])
    at = np.linspace(0, len(stops) - 1, size)
    lab = np.stack([np.interp(at, np.arange(len(stops)), stops[:, k]) for k in range(3)], axis=-1)
    return np.asarray(_from_oklab(lab), dtype=np.float32)


def ramp_colour(colours: Sequence[str], share: float) -> str:
    """Return the colour at a share 0 to 1 of the ramp, as "#rrggbb"."""
    table = ramp_table(tuple(colours))
    row = table[round(min(max(share, 0.0), 1.0) * (len(table) - 1))]
    return "#" + "".join(f"{round(float(c)):02x}" for c in row)


def _to_oklab(srgb: Array) -> Array:
    s = srgb / 255
    linear = np.where(s <= 0.04045, s / 12.92, ((s + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ TO_LMS.T) @ TO_LAB.T)


def _from_oklab(lab: Array) -> Array:
    linear = np.clip((lab @ np.linalg.inv(TO_LAB).T) ** 3 @ np.linalg.inv(TO_LMS).T, 0, 1)
    s = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.clip(s, 0, 1) * 255)
