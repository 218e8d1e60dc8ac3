"""Where a clip has something to show: the panes that another shape of frame may lay out anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

import av
import numpy as np
from numpy.typing import NDArray

from scenes.production.lecture import Beat, Shown

Mask = NDArray[np.bool_]

# The clip is looked at so small, and so often a second.
WIDTH, HEIGHT, LOOKS = 480, 270, 15
# Seconds in which a beat has cleared the picture, if it does.
CLEARED = 2.0
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
    start
        Seconds of the clip.
    """

    panes: tuple[Box, ...]
    start: float


def occupied(scene: Shown, ground: str, captions: Sequence[Box]) -> tuple[list[Mask], list[float]]:
    """Return, for every beat, where anything is seen at any moment of it, and the second at which its picture begins.

    Many a beat first clears the picture of the one before: its own begins when nothing is seen. What lies in the
    captions' boxes is left out.
    """
    masks, turns = [np.zeros((HEIGHT, WIDTH), dtype=np.bool_) for _ in scene.beats], []
    for k, looks in groupby(_looks(scene, ground, captions), key=lambda look: look[0]):
        moments, seen = zip(*((moment, mask) for _, moment, mask in looks), strict=True)
        early = sum(moment <= moments[0] + CLEARED for moment in moments)
        turn = next((n for n in range(early if k else 0) if not seen[n].any()), 0)
        for mask in seen[:turn]:
            masks[k - 1] |= mask
        masks[k] |= np.logical_or.reduce(seen[turn:])
        turns.append(moments[turn])
    return masks, turns


def _looks(scene: Shown, ground: str, captions: Sequence[Box]) -> Iterator[tuple[int, float, Mask]]:
    """Yield several times a second the number of the beat, the moment, and where anything but captions is seen."""
    color = np.array([int(ground[k : k + 2], 16) for k in (1, 3, 5)], dtype=np.int16)
    with av.open(str(scene.clip)) as container:
        stream = container.streams.video[0]
        step = max(1, round(Fraction(stream.average_rate or 1) / LOOKS))
        for number, picture in enumerate(container.decode(stream)):
            if number % step == 0:
                moment = float(picture.time or 0)
                k = _beat_at(scene.beats, moment)
                small = picture.reformat(WIDTH, HEIGHT, "rgb24").to_ndarray().astype(np.int16)
                mask: Mask = np.any(abs(small - color) > SEEN, axis=2)
                for caption in captions[max(0, k - 1) : k + 1]:
                    mask[_rows(caption), _columns(caption)] = False
                yield k, moment, mask


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
