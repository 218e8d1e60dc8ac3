"""A beat's recording gives back its frames, and tells where its picture rests."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scenes.kit.warm.recording import Picture, Playback, Recorder, blank, copy_of, cut, even, put

HEIGHT, WIDTH = 16, 24
WHOLE = (0, WIDTH, 0, HEIGHT)


def noise(seed: int) -> Picture:
    random = np.random.default_rng(seed)
    picture = blank(HEIGHT, WIDTH)
    for plane in picture:
        plane[...] = random.integers(0, 256, plane.shape)
    return picture


@pytest.fixture
def frames(tmp_path: Path) -> tuple[Path, list[Picture]]:
    """Record two plays with a held picture between; return the file and all pictures in order."""
    recorder, shown, picture = Recorder(), [], noise(0)
    for number, (held, boxes) in enumerate(
        [(False, [WHOLE]), (False, [(2, 8, 4, 6)]), (True, [(0, 4, 0, 4), (20, 24, 12, 16)]), (False, [(2, 4, 4, 8)])]
    ):
        for box in boxes:
            put(picture, box, cut(noise(number), box))
        if number != 1:
            recorder.begin(held)
        recorder.add(picture, boxes, 30 if held else 1)
        shown.append(copy_of(picture))
    recorder.save(tmp_path / "beat.raw", (0, 10, 0, 4), [{"held": False, "where": []}])
    return tmp_path / "beat.raw", shown


def same(first: Picture, second: Picture) -> bool:
    return all(map(np.array_equal, first, second))


def test_every_frame_comes_back(frames) -> None:
    path, shown = frames
    playback = Playback(path, HEIGHT, WIDTH)
    assert playback.title == (0, 10, 0, 4)
    found = []
    while playback.number < len(playback.plays):
        found += [(copy_of(playback.picture), frame.hold) for frame in playback.frames()]
    assert [hold for _, hold in found] == [1, 1, 30, 1]
    assert all(same(picture, was) for (picture, _), was in zip(found, shown, strict=True))


def test_a_held_picture_that_is_no_longer_asked_for_is_passed_over(frames) -> None:
    path, shown = frames
    playback = Playback(path, HEIGHT, WIDTH)
    assert playback.next(held=False, frames=2) is playback.plays[0]
    playback.skip()
    assert playback.next(held=False, frames=1) is playback.plays[2]
    assert same(playback.picture, shown[2])


@pytest.mark.parametrize(("held", "frames_asked"), [(True, 1), (False, 1), (False, 3)])
def test_another_play_is_not_taken_for_the_recorded_one(frames, held: bool, frames_asked: int) -> None:
    path, _ = frames
    assert Playback(path, HEIGHT, WIDTH).next(held, frames_asked) is None


def test_where_the_picture_rests(frames) -> None:
    path, _ = frames
    playback = Playback(path, HEIGHT, WIDTH)
    playback.skip()
    pause, last = playback.plays[1:]
    assert playback.keeps(pause, (4, 20, 4, 12))
    assert not playback.keeps(pause, (2, 20, 2, 12))
    assert not playback.keeps(last, (0, 4, 0, 6))
    assert playback.keeps(last, (4, 24, 0, 16))


def test_boxes_get_even_edges_and_stay_on_the_picture() -> None:
    assert even((3, 7, -3, 20), HEIGHT, WIDTH) == (2, 8, 0, 16)
    assert even((2, 8, 4, 6), HEIGHT, WIDTH) == (2, 8, 4, 6)
