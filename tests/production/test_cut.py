"""A beat is cut out of a clip to the frame, without encoding it again."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from scenes.production import film
from scenes.production.assets import light
from scenes.production.cut import cut
from scenes.production.errors import ProductionError
from scenes.production.film import Part
from scenes.production.lecture import Beat, Shown


@pytest.fixture
def clip(tmp_path: Path, write_clip) -> Path:
    """Three plays of 15, 30 and 15 frames, each a segment of its own, as scenes are written."""
    shades = ((15, 20), (30, 90), (15, 160))
    parts = [write_clip(tmp_path / f"{k}.mp4", frames, shade=shade) for k, (frames, shade) in enumerate(shades)]
    film.join([Part(part, "") for part in parts], tmp_path / "clip.mp4")
    return tmp_path / "clip.mp4"


def shades(path: Path) -> list[float]:
    with av.open(str(path)) as container:
        return [float(np.mean(frame.to_ndarray(format="gray"))) for frame in container.decode(video=0)]


@pytest.mark.parametrize("start, end", [(0.0, 1.0), (1.0, 3.0), (3.0, 4.0), (0.0, 4.0), (1.0, 2.0)])
def test_the_pictures_between_are_those_of_the_clip(clip: Path, tmp_path: Path, start: float, end: float) -> None:
    cut(clip, start, end, tmp_path / "cut.mp4")
    assert shades(tmp_path / "cut.mp4") == shades(clip)[round(15 * start) : round(15 * end)]
    assert film.measure(tmp_path / "cut.mp4").seconds == end - start


def test_a_smaller_version_is_cut_at_the_same_moments(clip: Path, tmp_path: Path) -> None:
    """Its pictures do not all last equally long: the last one of a beat is kept wherever it falls."""
    beats = tuple(Beat(str(k), *times, "", "", ()) for k, times in enumerate([(0.0, 1.0), (1.0, 3.0), (3.0, 4.0)]))
    light.lighten(Shown("alpha", 1, 1, "", "", clip, 0.0, 4.0, beats), tmp_path / "light.mp4")
    for beat in beats:
        cut(tmp_path / "light.mp4", beat.start, beat.end, tmp_path / "cut.mp4")
        whole = shades(clip)[round(15 * beat.start) : round(15 * beat.end)]
        assert shades(tmp_path / "cut.mp4")[0] == pytest.approx(whole[0], abs=1.5)
        assert shades(tmp_path / "cut.mp4")[-1] == pytest.approx(whole[-1], abs=1.5)
        with av.open(str(tmp_path / "cut.mp4")) as container:
            assert container.duration / av.time_base == pytest.approx(beat.end - beat.start, abs=0.04)


def test_a_cut_within_a_play_is_refused(clip: Path, tmp_path: Path) -> None:
    with pytest.raises(ProductionError, match=r"clip\.mp4 cannot be cut at 1\.400 s"):
        cut(clip, 1.4, 2.0, tmp_path / "cut.mp4")


def test_nothing_between_is_refused(clip: Path, tmp_path: Path) -> None:
    with pytest.raises(ProductionError, match="no pictures between 4"):
        cut(clip, 4.0, 5.0, tmp_path / "cut.mp4")
