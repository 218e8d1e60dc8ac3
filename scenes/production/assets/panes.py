"""Where a clip has something to show: the panes that another shape of frame may lay out anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import av
import numpy as np
from numpy.typing import NDArray

from scenes.production.lecture import Beat, Shown

Mask = NDArray[np.bool_]

# The clip is looked at so small, and so often a second.
WIDTH, HEIGHT, LOOKS = 480, 270, 6
# From so far off the ground (of 255) something is there; dim grid lines are.
SEEN = 14
# A pane is left between the shares of the width where both sides have room, at a gap of at least so many columns.
MIDDLE, GAP = (0.3, 0.72), 4
# Empty room kept round a pane.
ROOM = 4


@dataclass(frozen=True)
class Box:
    """A part of the frame, in shares of its width and height."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in units of the frame's height, for a frame of 16:9."""
        return (self.right - self.left) * 16 / 9, self.bottom - self.top


@dataclass(frozen=True)
class Spell:
    """Beats that share a layout.

    Attributes
    ----------
    panes
        One, or a left and a right one that nothing crosses.
    start, end
        Seconds of the clip.
    """

    panes: tuple[Box, ...]
    start: float
    end: float


def occupied(scene: Shown, ground: str, captions: Sequence[Box]) -> list[Mask]:
    """Return, for every beat, where anything is seen at any moment; what lies in its caption's box is left out."""
    color = np.array([int(ground[k : k + 2], 16) for k in (1, 3, 5)], dtype=np.int16)
    masks = [np.zeros((HEIGHT, WIDTH), dtype=np.bool_) for _ in scene.beats]
    with av.open(str(scene.clip)) as container:
        stream = container.streams.video[0]
        step = max(1, round(Fraction(stream.average_rate or 1) / LOOKS))
        for number, picture in enumerate(container.decode(stream)):
            if number % step == 0:
                small = picture.reformat(WIDTH, HEIGHT, "rgb24").to_ndarray().astype(np.int16)
                masks[_beat_at(scene.beats, float(picture.time or 0))] |= (abs(small - color) > SEEN).any(axis=2)
    for mask, caption in zip(masks, captions, strict=True):
        mask[_rows(caption), _columns(caption)] = False
    return masks


def _beat_at(beats: Sequence[Beat], moment: float) -> int:
    return max(0, sum(beat.start <= moment + 1e-6 for beat in beats) - 1)


def _rows(box: Box) -> slice:
    return slice(int(box.top * HEIGHT), int(np.ceil(box.bottom * HEIGHT)))


def _columns(box: Box) -> slice:
    return slice(int(box.left * WIDTH), int(np.ceil(box.right * WIDTH)))


def whole(mask: Mask) -> tuple[Box, ...]:
    """Return the one pane that holds everything; none where nothing is seen."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if len(rows) == 0:
        return ()
    left, right = max(0, columns[0] - ROOM), min(WIDTH, columns[-1] + 1 + ROOM)
    top, bottom = max(0, rows[0] - ROOM), min(HEIGHT, rows[-1] + 1 + ROOM)
    return (Box(left / WIDTH, right / WIDTH, top / HEIGHT, bottom / HEIGHT),)


def halves(mask: Mask) -> tuple[Box, ...]:
    """Return a left and a right pane, parted at the widest gap near the middle; none where there is no gap."""
    first, last = (int(share * WIDTH) for share in MIDDLE)
    empty = np.pad(~np.any(mask, axis=0)[first:last], 1)
    edges = np.flatnonzero(empty[1:] != empty[:-1])
    gaps = sorted(zip(edges[::2], edges[1::2], strict=True), key=lambda gap: gap[0] - gap[1])
    if not gaps or gaps[0][1] - gaps[0][0] < GAP:
        return ()
    middle = first + int(sum(gaps[0])) // 2
    left, right = mask.copy(), mask.copy()
    left[:, middle:], right[:, :middle] = False, False
    panes = whole(left) + whole(right)
    return panes if len(panes) == 2 else ()
