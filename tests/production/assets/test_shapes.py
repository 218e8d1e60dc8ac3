"""Other shapes of frame: everything of the film's picture is shown, larger where it can be, with words set anew."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.kit.settings import Settings
from scenes.production.assets import panes, shapes
from scenes.production.assets.lettering import letter
from scenes.production.assets.panes import HEIGHT, WIDTH, halves, whole
from scenes.production.assets.shapes import SHAPES, best, size
from scenes.production.lecture import Beat, Lecture, Shown
from scenes.production.quality import QUALITIES
from scenes.production.report import Cue

INK, GROUND = (233, 236, 239), (16, 21, 28)


def mask(*boxes: tuple[int, int, int, int]) -> panes.Mask:
    found = np.zeros((HEIGHT, WIDTH), dtype=np.bool_)
    for left, right, top, bottom in boxes:
        found[top:bottom, left:right] = True
    return found


def covered(parts: tuple[panes.Box, ...]) -> panes.Mask:
    shown = np.zeros((HEIGHT, WIDTH), dtype=np.bool_)
    for box in parts:
        rows = slice(round(box.top * HEIGHT), round(box.bottom * HEIGHT))
        shown[rows, round(box.left * WIDTH) : round(box.right * WIDTH)] = True
    return shown


# -- panes ---------------------------------------------------------------------------------------------------------

BOXES = st.tuples(st.integers(0, WIDTH - 2), st.integers(1, 200), st.integers(0, HEIGHT - 2), st.integers(1, 100))


@given(st.lists(BOXES, min_size=1, max_size=6))
def test_panes_show_all_there_is(boxes: list[tuple[int, int, int, int]]) -> None:
    seen = mask(*((left, left + wide, top, top + high) for left, wide, top, high in boxes))
    for parts in (whole(seen), halves(seen)):
        assert not parts or not (seen & ~covered(parts)).any()


def test_a_left_and_a_right_stand_one_above_the_other_in_an_upright_frame() -> None:
    seen = mask((40, 200, 60, 200), (260, 440, 60, 200))
    upright = best(seen, SHAPES["9:16"])
    assert len(upright) == 2
    assert upright[0].right <= upright[1].left
    assert size(upright, SHAPES["9:16"]) > 1.3 * size(whole(seen), SHAPES["9:16"])


def test_they_stay_side_by_side_where_that_is_larger() -> None:
    assert len(best(mask((40, 200, 60, 200), (260, 440, 60, 200)), SHAPES["4:3"])) == 1


def test_what_crosses_the_middle_is_never_cut() -> None:
    assert halves(mask((40, 440, 100, 110), (40, 100, 20, 200))) == ()


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_panes_and_words_fit_between_caption_and_foot(shape: shapes.Shape) -> None:
    for seen in (mask((0, WIDTH, 0, HEIGHT)), mask((10, 200, 5, 260), (260, 470, 5, 260)), mask((230, 240, 0, 10))):
        parts = best(seen, shape)
        height = size(parts, shape)
        used = sum(height * pane.size[1] + shape.margin for pane in parts) + shape.words
        assert used <= shape.bottom - shape.picture + 1e-6
        assert all(height * pane.size[0] <= shape.width - 2 * shape.margin + 1e-6 for pane in parts)
    assert shape.bottom <= shape.height
    assert min(shape.width, shape.height) == 1080


# -- words ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ['#read("x")', "$a$", "\\ _*`", "[]{}<b>", "x" * 300, "שלום", "概率连乘"])
def test_words_are_set_as_they_are_written(words: str) -> None:
    pixels = letter(words, 30, "#ffffff", "en", 400)
    assert pixels.shape[1] == 400
    assert pixels[..., 3].max() == 255


def test_markup_is_not_read() -> None:
    plain, quoted = (letter(words, 30, "#ffffff", "en").shape[1] for words in ("a", "$a$"))
    assert quoted > 2 * plain
    assert letter("*a*", 30, "#ffffff", "en").shape[1] > 1.5 * plain


def test_english_quotation_marks_are_narrow() -> None:
    english, chinese = (letter("“yes” 9.5·10", 40, "#ffffff", language).shape[1] for language in ("en", "zh"))
    assert english < 0.85 * chinese


def test_long_words_are_wrapped() -> None:
    one, more = (letter(words, 30, "#ffffff", "en", 300).shape[0] for words in ("short", "a much longer line of words"))
    assert more > 1.7 * one


# -- a clip --------------------------------------------------------------------------------------------------------


@pytest.fixture
def lecture(tmp_path: Path) -> Lecture:
    """One second with a caption and two blocks, at 854 x 480."""
    picture = np.full((480, 854, 3), GROUND, np.uint8)
    picture[150:350, 100:300] = (230, 159, 0)
    picture[150:350, 550:750] = (86, 180, 233)
    picture[36:52, 45:165] = INK
    clip = tmp_path / "01-alpha.mp4"
    with av.open(str(clip), "w") as output:
        stream = output.add_stream("libx264", rate=15)
        stream.width, stream.height, stream.pix_fmt = 854, 480, "yuv420p"
        for _ in range(15):
            output.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))
        output.mux(stream.encode())
    beat = Beat("b", 0.0, 1.0, "A caption", "Words.", (Cue(0.0, 0.5, "Words."),))
    scene = Shown("alpha", 1, 1, "Alpha", "", clip, 0.0, 1.0, (beat,))
    return Lecture(Settings(), QUALITIES["low"], tmp_path, "A lecture", ("1", "2", "3"), (scene,), ())


def frames(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)]


def near(frame: np.ndarray, color: tuple[int, int, int]) -> np.ndarray:
    return (abs(frame - np.array(color)) < 24).all(axis=2)


def test_an_upright_clip_has_both_blocks_above_each_other(lecture: Lecture, tmp_path: Path) -> None:
    shapes.make_scene(lecture, lecture.scenes[0], SHAPES["9:16"], tmp_path / "tall.mp4")
    found = frames(tmp_path / "tall.mp4")
    assert len(found) == 15
    assert found[0].shape == (854, 480, 3)
    orange, blue = (np.argwhere(near(found[-1], color)) for color in ((230, 159, 0), (86, 180, 233)))
    assert orange[:, 0].max() < blue[:, 0].min()
    # 200 of 480 pixels in the film, at a scale that its own layout tells.
    assert np.ptp(orange[:, 1]) > 1.2 * 200 * 480 / 854


def test_the_caption_is_set_once_and_words_come_and_go(lecture: Lecture, tmp_path: Path) -> None:
    shapes.make_scene(lecture, lecture.scenes[0], SHAPES["9:16"], tmp_path / "tall.mp4")
    found = frames(tmp_path / "tall.mp4")
    light = [near(frame, INK) for frame in found]
    assert not light[0].any(), "the caption fades in"
    below = round(SHAPES["9:16"].picture * 480 / 1080)
    assert light[-1][:below].any()
    assert not light[-1][below:].any(), "the film's own caption is painted over"
    quiet = [near(frame, (155, 167, 180))[below:].sum() for frame in found]
    assert quiet[3] > 20
    assert quiet[-1] < 5


def test_what_a_beat_clears_away_belongs_to_the_one_before(tmp_path: Path) -> None:
    across, nothing, two = (np.full((480, 854, 3), GROUND, np.uint8) for _ in range(3))
    across[200:280, 100:750] = INK
    two[150:350, 100:300] = two[150:350, 550:750] = INK
    clip = tmp_path / "01-alpha.mp4"
    with av.open(str(clip), "w") as output:
        stream = output.add_stream("libx264", rate=15)
        stream.width, stream.height, stream.pix_fmt = 854, 480, "yuv420p"
        for picture in [across] * 21 + [nothing] * 2 + [two] * 7:
            output.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))
        output.mux(stream.encode())
    beats = (Beat("a", 0.0, 1.0, "", "", ()), Beat("b", 1.0, 2.0, "", "", ()))
    scene = Shown("alpha", 1, 1, "Alpha", "", clip, 0.0, 2.0, beats)
    box = panes.Box(0, 0, 0, 0)
    (before, after), turns = panes.occupied(scene, "#10151c", [box, box])
    assert turns == [0.0, pytest.approx(21 / 15)]
    assert before[:, WIDTH // 2].any()
    assert len(halves(after)) == 2
